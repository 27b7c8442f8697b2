/** Sends answers through the outbox: planned first, then sent, each kind once for a mail. */
import type { SendMailOptions } from 'nodemailer'
import type { MailboxLog } from '../log.ts'
import type { AnswerLog, PlannedAnswer } from './answer-log.ts'
import { type AnswerSettings, answerId, answerMail } from './answer-mail.ts'
import {
  type AnswerEvent,
  type AnsweredFile,
  type AnswerTarget,
  answerKey,
  answerText,
  limitedKinds,
} from './answer-plan.ts'

/** nodemailer's `Transporter`, as far as it is needed. */
export interface MailTransport {
  sendMail(mail: SendMailOptions): Promise<unknown>
}

export interface AnswerSender {
  /** Durable when it resolves; nothing is sent yet. Planned twice, it is sent once. */
  plan(
    externalId: string,
    target: AnswerTarget,
    event: AnswerEvent,
    now: Temporal.Instant,
    file?: AnsweredFile,
  ): Promise<void>
  /** Sends what waits; never rejects for a fault of the mail server but says it, as a Vietnamese sentence. */
  flush(now: Temporal.Instant): Promise<string | null>
}

export function openAnswerSender(
  transport: MailTransport,
  answerLog: AnswerLog,
  settings: AnswerSettings,
  log: MailboxLog,
): AnswerSender {
  let flushing: Promise<unknown> = Promise.resolve()

  const flushOnce = async (now: Temporal.Instant): Promise<string | null> => {
    let blocked: string | null = null
    for (const answer of await answerLog.claimWaiting(now)) {
      if (blocked) await answerLog.release(answer.externalId, answer.key)
      else blocked = await sendOne(answer, now)
    }
    return blocked
  }
  const sendOne = async (answer: PlannedAnswer, now: Temporal.Instant): Promise<string | null> => {
    const { externalId, key, kind, target } = answer
    const sentLately = await answerLog.sentSince(target.answerTo, now.subtract({ hours: 1 }))
    if (limitedKinds.has(kind) && sentLately >= settings.maxPerHour) {
      await answerLog.markRefused(externalId, key, now, 'Đã trả lời địa chỉ này quá nhiều lần trong một giờ.')
      log({ event: 'mail answer dropped', kind, reason: 'rate' })
      return null
    }
    try {
      await transport.sendMail(answerMail(answer, settings))
      await answerLog.markSent(externalId, key, now)
      log({ event: 'mail answer sent', kind })
      return null
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const final = isFinal(error)
      if (final) await answerLog.markRefused(externalId, key, now, reason)
      else await answerLog.release(externalId, key)
      log({ event: final ? 'mail answer refused' : 'mail answer waits', kind, error: reason })
      return final ? null : `Không gửi được thư trả lời: ${reason}`
    }
  }

  return {
    async plan(externalId, target, event, now, file) {
      const text = answerText(event, settings.signature, file?.fileName ?? null)
      if (text === null) return
      const key = answerKey(event, file)
      const messageId = answerId(externalId, key, settings.from.address)
      await answerLog.plan({ externalId, key, kind: event.kind, messageId, target, text, plannedAt: now.toString() })
    },
    flush(now) {
      // One after another: two flushes side by side would count the sender's answers wrongly.
      const mine = flushing.then(() => flushOnce(now))
      flushing = mine.catch(() => undefined)
      return mine
    },
  }
}

/** 5yz to the recipient or the content (RFC 5321 §4.2.1) never passes; to the login, it may. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false
  const { responseCode } = error
  const login = 'code' in error && error.code === 'EAUTH'
  return !login && typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600
}
