/** What senders are told by mail, in words. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Acknowledgement } from '../../intake.ts'

/** Kept in the intake's `channelData`: whom an answer goes to and what it hangs on. */
const answerTarget = z.object({
  answerTo: z.string(),
  messageId: z.string().nullable(),
  subject: z.string(),
  thread: z.array(z.string()),
})
export type AnswerTarget = z.infer<typeof answerTarget>

/** `null` where nobody must be answered. */
export function readAnswerTarget(channelData: Readonly<Record<string, unknown>>): AnswerTarget | null {
  return answerTarget.safeParse(channelData).data ?? null
}

export type AnswerEvent = Acknowledgement['event']
export type AnswerKind = AnswerEvent['kind']

/** A file of the mail that an answer speaks of. */
export interface AnsweredFile {
  id: string
  fileName: string
}

/** The same for what need not be said twice; every file, and every letter of an editor, is told of by itself. */
export function answerKey(event: AnswerEvent, file: AnsweredFile | undefined): string {
  if (file) return `${event.kind} ${file.id}`
  if (event.kind !== 'answered') return event.kind
  return `answered ${createHash('sha256').update(event.text).digest('hex').slice(0, 16)}`
}

/** Steps a sender need not hear of by mail. */
const untold: ReadonlySet<AnswerKind> = new Set(['accepted', 'processing'])

/** First answers, of which a sender gets only so many; a result is owed to everyone. */
export const limitedKinds: ReadonlySet<AnswerKind> = new Set(['received', 'refused'])

/** The body of the answer; `null` for steps that are not told. */
export function answerText(event: AnswerEvent, signature: string, fileName: string | null): string | null {
  if (untold.has(event.kind)) return null
  // What an editor wrote is no machine's letter, though a machine carries it.
  const foot = event.kind === 'answered' ? '' : '\nThư này do hệ thống gửi tự động.\n'
  return `Kính gửi Quý cơ quan, Ông/Bà,\n\n${sentence(event, fileName)}\n\n${signature}\n${foot}`
}

function sentence(event: AnswerEvent, fileName: string | null): string {
  const what = fileName ? `văn bản “${fileName}” kèm theo thư của Quý vị` : 'thư của Quý vị'
  switch (event.kind) {
    case 'received':
      return `Chúng tôi đã nhận được thư của Quý vị và vào sổ văn bản đến số ${event.registerNumber}/${event.registerYear}. Xin dùng số này khi liên hệ.`
    case 'refused':
      return `Rất tiếc, ${what} không được tiếp nhận. Lý do: ${event.reason.message}`
    case 'published':
      return `${fileName ? `Văn bản “${fileName}” Quý vị gửi` : 'Văn bản Quý vị gửi'} đã được đăng Công báo, xem tại: ${event.url}`
    case 'answered':
      return event.text
    case 'accepted':
    case 'processing':
      return ''
  }
}
