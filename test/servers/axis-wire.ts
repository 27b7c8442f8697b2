/** How test servers put bytes on the wire: slowly read, encoded as others write them, broken off on demand. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from './axis-gateway.ts'

export async function* inBase64(content: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of content) {
    const bytes = Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    yield bytes.toString('base64', 0, whole)
  }
  yield rest.toString('base64')
}

/** As .NET writes JSON: everything beyond ASCII escaped. */
export async function* inJsonString(content: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  const escaped = (text: string) =>
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/[<>\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  for await (const chunk of content) yield escaped(decoder.decode(chunk, { stream: true }))
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function formOf(request: IncomingMessage, body: Buffer): Promise<FormData> {
  const headers = { 'Content-Type': request.headers['content-type'] ?? '' }
  return new Response(Uint8Array.from(body), { headers }).formData()
}

export async function write(response: ServerResponse, chunk: Uint8Array | string): Promise<void> {
  if (response.write(chunk) || response.destroyed) return
  await new Promise<void>((resolve) => {
    const resume = () => {
      response.off('drain', resume).off('close', resume)
      resolve()
    }
    response.once('drain', resume).once('close', resume)
  })
}

export function send(response: ServerResponse, status: number, body: string, type: string): void {
  response.writeHead(status, { 'Content-Type': type })
  response.end(body)
}

export function sendJson(response: ServerResponse, value: unknown): void {
  send(response, 200, JSON.stringify(value), 'application/json')
}

/** The same response, failing after so many bytes. */
export function breaking(response: ServerResponse, fault: Fault): ServerResponse {
  const left = fault.kind === 'cut' || fault.kind === 'stall' ? fault.afterBytes : 0
  let written = 0
  const pass = response.write.bind(response)
  const stop = () => {
    if (fault.kind !== 'stall') response.destroy()
    return true
  }
  const write = (chunk: Uint8Array | string) => {
    const bytes = Buffer.from(chunk)
    const fits = bytes.subarray(0, Math.max(0, left - written))
    written += bytes.length
    if (fits.length > 0) pass(fits)
    return written >= left ? stop() : true
  }
  response.write = write as ServerResponse['write']
  response.end = ((chunk?: Uint8Array | string) => {
    if (chunk !== undefined) write(chunk)
    stop()
    return response
  }) as ServerResponse['end']
  return response
}
