/** The whole body of a request, or why not: never more than the limit in memory, never longer than the time allowed. */

export type ReadBody =
  | { kind: 'body'; bytes: Buffer }
  | { kind: 'too large' }
  | { kind: 'too slow' }
  | { kind: 'broken' }

export async function readBody(request: Request, limits: { bytes: number; withinMs: number }): Promise<ReadBody> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced > limits.bytes) return { kind: 'too large' }
  const reader = request.body?.getReader()
  if (!reader) return { kind: 'body', bytes: Buffer.alloc(0) }
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<ReadBody>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'too slow' }), limits.withinMs)
  })
  const read = await Promise.race([readAll(reader, limits.bytes), late])
  clearTimeout(timer)
  if (read.kind !== 'body') await reader.cancel().catch(() => undefined)
  return read
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
