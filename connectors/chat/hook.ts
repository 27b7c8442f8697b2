/**
 * A webhook: checks that a body comes from the platform, stores it, and only then says so. Nothing else happens while
 * the platform waits: what the body says is worked on afterwards (docs/decisions/0008-webhooks-store-first.md).
 */
import type { ChatLog } from './log.ts'
import type { ChatInbox } from './memory.ts'

/** What the portal answers, as plain text. */
export interface HookAnswer {
  status: 200 | 400 | 403 | 405 | 503
  text: string
}

export interface ChatHook {
  /** A GET: the platform's handshake, where it has one. */
  greet(query: URLSearchParams): HookAnswer
  /** A POST with its whole body. */
  receive(header: (name: string) => string | null, body: Buffer): Promise<HookAnswer>
  /** Bodies whose answer is still owed. */
  pending(): number
}

/** What the signature of a body proves. */
export type SignatureCheck =
  /** `at`: the moment the signature vouches for; `null` where the body names none. */
  | { ok: true; at: Temporal.Instant | null; by: string }
  | { ok: false; why: 'signature missing' | 'signature malformed' | 'signature wrong' }

export interface HookParts {
  inbox: Pick<ChatInbox, 'keep'>
  check(header: (name: string) => string | null, body: Buffer): SignatureCheck
  greet: ChatHook['greet']
  /** Bodies older than that are refused: a replay that old is no retry. */
  maxAge: Temporal.Duration
  answerWithinMs: number
  now(): Temporal.Instant
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Called after a body was stored. */
  stored(): void
  /** Called with a Vietnamese sentence when a body was not taken. */
  refused(why: string): void
  log: ChatLog
}

/** Clocks differ; what is dated further ahead than this was not signed now. */
const maxAheadMinutes = 60

export function openHook(parts: HookParts): ChatHook {
  const { now, log } = parts
  const refuse = (why: string, sentence: string | null): HookAnswer => {
    log({ event: 'webhook refused', why })
    if (sentence) parts.refused(sentence)
    return { status: 403, text: why }
  }
  const receive: ChatHook['receive'] = async (header, body) => {
    const check = parts.check(header, body)
    // Without a signature it was no platform: whoever tries doors all over the net is no fault of this one.
    if (!check.ok && check.why === 'signature missing') return refuse(check.why, null)
    if (!check.ok) return refuse(check.why, 'Một tin báo bị từ chối vì sai chữ ký. Nếu lặp lại, hãy xem khóa đã đặt.')
    const receivedAt = now()
    if (check.at && isTooOld(check.at, receivedAt, parts.maxAge)) {
      return refuse('too old', 'Một tin báo bị từ chối vì quá cũ. Nếu lặp lại, hãy xem đồng hồ máy chủ.')
    }
    const kept = await inTime(parts, parts.inbox.keep(body, receivedAt))
    if (!kept) return { status: 503, text: 'try again' }
    log({ event: kept.repeat ? 'webhook repeated' : 'webhook stored', bytes: body.length, by: check.by })
    if (!kept.repeat) parts.stored()
    return { status: 200, text: 'ok' }
  }
  let pending = 0
  return {
    greet: parts.greet,
    pending: () => pending,
    async receive(header, body) {
      pending++
      try {
        return await receive(header, body)
      } finally {
        pending--
      }
    },
  }
}

function isTooOld(at: Temporal.Instant, now: Temporal.Instant, maxAge: Temporal.Duration): boolean {
  const oldest = now.subtract(maxAge)
  const newest = now.add({ minutes: maxAheadMinutes })
  return Temporal.Instant.compare(at, oldest) < 0 || Temporal.Instant.compare(at, newest) > 0
}

/** `null` when it failed or takes longer than the platform waits: it will send again, and the second is a repeat. */
async function inTime<T>(parts: HookParts, storing: Promise<T>): Promise<T | null> {
  const done = new AbortController()
  const late = parts.wait(parts.answerWithinMs, done.signal).then(() => null)
  const stored = storing.catch((error: unknown) => {
    parts.log({ event: 'webhook not stored', error: String(error) })
    parts.refused('Không ghi được tin báo vào cơ sở dữ liệu.')
    return null
  })
  const first = await Promise.race([stored, late])
  done.abort()
  return first
}
