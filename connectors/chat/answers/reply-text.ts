/** What a sender is told by chat, in words. */
import { createHash } from 'node:crypto'
import type { Acknowledgement } from '../../intake.ts'
import { messageLength } from '../limits.ts'
import type { PlannedReply } from '../memory.ts'
import { splitText } from './split-text.ts'

type Event = Acknowledgement['event']

/** What the intake was, as far as words depend on it. */
export type Delivered = 'documents' | 'question'

export interface ReplyWords {
  /** Last line of every answer. */
  signature: string
}

/** `null` for steps that are not told. @param fileName the file of the delivery that is meant; `null`: all of it. */
export function replyText(
  event: Event,
  delivered: Delivered,
  fileName: string | null,
  words: ReplyWords,
): string | null {
  const said = sentence(event, delivered === 'question' ? 'câu hỏi' : fileName ? `tệp “${fileName}”` : 'văn bản')
  // What an editor wrote is no automatic message.
  return said && (event.kind === 'answered' ? `${said}\n\n${words.signature}` : automatic(said, words))
}

export function automatic(said: string, { signature }: ReplyWords): string {
  return `${said}\n\n${signature} (tin nhắn tự động)`
}

function sentence(event: Event, what: string): string | null {
  switch (event.kind) {
    case 'received':
      return `Chúng tôi đã nhận được ${what} của Quý vị, số đến ${event.registerNumber}/${event.registerYear}. Xin dùng số này khi liên hệ.`
    case 'refused':
      return `Rất tiếc, ${what} của Quý vị không được tiếp nhận. Lý do: ${event.reason.message}`
    case 'published':
      return `${what.charAt(0).toUpperCase()}${what.slice(1)} Quý vị gửi đã được đăng Công báo, xem tại: ${event.url}`
    case 'answered':
      return event.text
    case 'accepted':
    case 'processing':
      return null
  }
}

export function planReply(
  threadId: string,
  externalId: string,
  kind: PlannedReply['kind'],
  what: string,
  text: string,
): PlannedReply {
  // The same event told twice has the same words; two documents of one message have different ones.
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
  return { threadId, externalId, kind, key: `${what} ${digest}`, texts: splitText(text, messageLength) }
}
