/** The whole body of a request, or why not: never more than the limit in memory, never longer than the time allowed. */

export type ReadBody =
  | { kind: 'body'; bytes: Buffer }
  | { kind: 'too large' }
  | { kind: 'too slow' }
  | { kind: 'broken' }

export async function readBody(request: Request, limits: { bytes: number; withinMs: number }): Promise<ReadBody> {
  const announced = request.headers.get('content-length')
  if (announced !== null && Number(announced) > limits.bytes) return { kind: 'too large' }
  // No longer than it says, or it would be no HTTP: read at one go, without a stream between. It is the usual way.
  if (announced !== null) return inTime(readWhole(request), limits.withinMs)
  const reader = request.body?.getReader()
  if (!reader) return { kind: 'body', bytes: Buffer.alloc(0) }
  const read = await inTime(readAll(reader, limits.bytes), limits.withinMs)
  if (read.kind !== 'body') await reader.cancel().catch(() => undefined)
  return read
}

async function inTime(reading: Promise<ReadBody>, withinMs: number): Promise<ReadBody> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<ReadBody>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'too slow' }), withinMs)
  })
  const read = await Promise.race([reading, late])
  clearTimeout(timer)
  return read
}

async function readWhole(request: Request): Promise<ReadBody> {
  try {
    return { kind: 'body', bytes: Buffer.from(await request.arrayBuffer()) }
  } catch {
    return { kind: 'broken' }
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, limit: number): Promise<ReadBody> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { kind: 'body', bytes: Buffer.concat(pieces, bytes) }
      bytes += value.byteLength
      if (bytes > limit) return { kind: 'too large' }
      pieces.push(value)
    }
  } catch {
    return { kind: 'broken' }
  }
}
