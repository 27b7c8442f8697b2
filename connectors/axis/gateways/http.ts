/** One HTTP call to the axis: time limits, faults in our own words, bodies as streams. */
import { GatewayFault } from '../gateway.ts'
import { maxAnswerBytes } from '../limits.ts'

export interface HttpSettings {
  /** Until the head of the answer. */
  answerWithinMs: number
  /** Between two pieces of the body. */
  idleMs: number
}

export const httpDefaults: HttpSettings = { answerWithinMs: 60_000, idleMs: 60_000 }

export interface HttpRequest {
  url: string
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string | Uint8Array<ArrayBuffer> | FormData
}

export interface HttpAnswer {
  status: number
  contentType: string
  body: AsyncIterable<Uint8Array>
}

export type Fetch = typeof globalThis.fetch

/** The body must be read to its end, or its iteration ended. */
export async function callHttp(fetch: Fetch, settings: HttpSettings, request: HttpRequest): Promise<HttpAnswer> {
  const abort = new AbortController()
  const clock = openClock(abort)
  try {
    clock.start(settings.answerWithinMs)
    const { url, ...init } = request
    const response = await fetch(url, { ...init, redirect: 'error', signal: abort.signal })
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      body: timedBody(response, clock, settings.idleMs),
    }
  } catch (error) {
    clock.stop()
    throw faultOf(error, clock.ranOut())
  }
}

interface Clock {
  start(milliseconds: number): void
  stop(): void
  ranOut(): boolean
}

function openClock(abort: AbortController): Clock {
  let timer: NodeJS.Timeout | undefined
  let late = false
  const clock: Clock = {
    start(milliseconds) {
      clock.stop()
      timer = setTimeout(() => {
        late = true
        abort.abort()
      }, milliseconds)
    },
    stop: () => clearTimeout(timer),
    ranOut: () => late,
  }
  return clock
}

async function* timedBody(response: Response, clock: Clock, idleMs: number): AsyncIterable<Uint8Array> {
  try {
    clock.start(idleMs)
    for await (const chunk of response.body ?? []) {
      clock.stop()
      yield chunk
      clock.start(idleMs)
    }
  } catch (error) {
    throw faultOf(error, clock.ranOut())
  } finally {
    clock.stop()
  }
}

function faultOf(error: unknown, late: boolean): GatewayFault {
  if (error instanceof GatewayFault) return error
  if (late) return new GatewayFault('timeout', 'Trục liên thông không trả lời kịp thời hạn.')
  const cause = (error as { cause?: { code?: string; message?: string } }).cause
  return new GatewayFault(
    'network',
    `Không kết nối được với trục liên thông, hoặc kết nối bị ngắt (${cause?.code ?? cause?.message ?? (error as Error).message}).`,
  )
}

/** @throws GatewayFault when the body is longer than any answer of this kind. */
export async function readText(body: AsyncIterable<Uint8Array>, limit = maxAnswerBytes): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new GatewayFault('too big', 'Câu trả lời của trục liên thông quá lớn.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** @throws GatewayFault `server` for 5xx, `credentials` for 401 and 403, `refused` for the rest but 2xx. */
export function faultOfStatus(status: number, said: string): GatewayFault | null {
  if (status >= 200 && status < 300) return null
  const kind = status >= 500 ? 'server' : status === 401 || status === 403 ? 'credentials' : 'refused'
  return new GatewayFault(kind, `Trục liên thông trả lời HTTP ${status}${quote(said)}.`, String(status))
}

/** The start of what was said, on one line, for the desk. */
export function quote(said: string): string {
  const line = said.replace(/\s+/g, ' ').trim().slice(0, 160)
  return line ? `: “${line}”` : ''
}

/** @throws GatewayFault `unreadable` */
export function parseJson(text: string, call: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new GatewayFault('unreadable', `Không đọc được câu trả lời ${call} của trục liên thông${quote(text)}.`)
  }
}
