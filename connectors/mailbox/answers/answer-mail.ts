/** An answer as a mail that cannot start a loop: RFC 3834 §3 and an empty envelope sender (RFC 5321 §4.5.5). */
import { createHash } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import type { PlannedAnswer } from './answer-log.ts'

export interface AnswerSettings {
  /** Who answers: one of our own addresses. */
  from: { name: string; address: string }
  /** Last lines of every answer. */
  signature: string
  /** First answers (received, refused) to one address in an hour. */
  maxPerHour: number
}

export function answerMail(
  { messageId, target, text, plannedAt }: PlannedAnswer,
  settings: AnswerSettings,
): SendMailOptions {
  const references = [...[...target.thread].reverse(), target.messageId ?? ''].filter((id) => id !== '')
  return {
    from: settings.from,
    to: { name: '', address: target.answerTo },
    envelope: { from: '', to: [target.answerTo] },
    subject: answerSubject(target.subject),
    text,
    date: new Date(plannedAt),
    messageId,
    ...(target.messageId ? { inReplyTo: target.messageId, references } : {}),
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    // Nothing in an answer comes from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The same for the same answer: sent twice, a mailbox shows it once. Known by its beginning when somebody replies. */
export function answerId(externalId: string, key: string, ownAddress: string): string {
  const hash = createHash('sha256').update(`${key}\n${externalId}`).digest('hex').slice(0, 40)
  return `<congbao.${hash}@${ownAddress.split('@')[1] ?? 'localhost'}>`
}

function answerSubject(subject: string): string {
  const bare = subject
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, 200)
  return bare === '' ? 'Trả lời thư gửi Công báo' : /^re\s*:/i.test(bare) ? bare : `Re: ${bare}`
}
