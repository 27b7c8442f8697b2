/** Sends what waits in the reply log: in order within a conversation, within the platform's window, each piece once. */
import type { ChatLog } from '../log.ts'
import type { ChatThread, ChatThreads, DueReply, ReplyLog } from '../memory.ts'
import type { UnsentCode } from '../reasons.ts'
import type { SendOutcome } from './send-outcome.ts'

export interface ReplySettings {
  /** The platform takes messages so long after the person's last act. */
  window: Temporal.Duration
  /** First answers (received, declined) to one conversation in an hour. */
  firstAnswersPerHour: number
  /** Tries of one piece before it is given up; faults of the door do not count against it. */
  tries: number
}

export interface ReplySenderParts {
  threads: Pick<ChatThreads, 'find'>
  replies: ReplyLog
  settings: ReplySettings
  send(thread: ChatThread, reply: DueReply, now: Temporal.Instant): Promise<SendOutcome>
  now(): Temporal.Instant
  log: ChatLog
}

/** Answers sent before the inbox has its turn again. */
const batch = 50
/** Given up also where the door's faults do not end. */
const longestTries = 200

/** Sends what is due, a few at a time, up to the first fault of the door; says that fault in Vietnamese. */
export async function flushReplies(
  parts: ReplySenderParts,
  signal: AbortSignal,
): Promise<{ fault: string | null; more: boolean }> {
  for (let sent = 0; sent < batch; sent++) {
    const reply = signal.aborted ? null : await parts.replies.claim(parts.now())
    if (!reply) return { fault: null, more: false }
    const fault = await sendOne(parts, reply)
    // Knocking on with a key that does not fit, or at a machine that is down, helps nobody.
    if (fault) return { fault, more: false }
  }
  return { fault: null, more: true }
}

async function sendOne(parts: ReplySenderParts, reply: DueReply): Promise<string | null> {
  const { threads, replies, settings, log } = parts
  const now = parts.now()
  const drop = async (code: UnsentCode, why: string) => {
    await replies.unsent(reply.id, now, code, why)
    log({ event: 'chat reply unsent', reply: reply.id, code })
  }
  const thread = await threads.find(reply.threadId)
  if (!thread || thread.erased) return drop('PERSON_ERASED', '').then(() => null)
  if (!thread.lastActAt || Temporal.Instant.compare(thread.lastActAt.add(settings.window), now) <= 0) {
    return drop('WINDOW_CLOSED', '').then(() => null)
  }
  if (reply.kind === 'first' && reply.part === 1) {
    const lately = await replies.firstAnswersSince(thread.id, now.subtract({ hours: 1 }))
    if (lately >= settings.firstAnswersPerHour) return drop('TOO_MANY', '').then(() => null)
  }
  const outcome = await parts.send(thread, reply, now)
  switch (outcome.kind) {
    case 'sent':
      await replies.sent(reply.id, parts.now(), outcome.platformId)
      log({ event: 'chat reply sent', reply: reply.id })
      return null
    case 'later': {
      const patience = outcome.door ? longestTries : settings.tries
      if (reply.attempt >= patience) await drop(outcome.code, outcome.why)
      else {
        // A pause that grows with the tries, never shorter than the platform asked for. A door may be mended any time.
        const longest = outcome.door ? 30 : 240
        const growing = now.add({ minutes: Math.min(2 ** reply.attempt, longest) })
        const next = Temporal.Instant.compare(growing, outcome.at) > 0 ? growing : outcome.at
        await replies.later(reply.id, next, outcome.why)
        log({ event: 'chat reply waits', reply: reply.id, attempt: reply.attempt, until: next.toString() })
      }
      return outcome.door ? outcome.why : null
    }
    case 'unsendable':
      await drop(outcome.code, outcome.why)
      return outcome.door ? outcome.why : null
  }
}
