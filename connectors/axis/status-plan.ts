/** The QĐ 28/2018 codes: what each means, in what order they may follow one another, which step sends which. */
import type { Acknowledgement, DeliveryStanding } from '../intake.ts'
import type { MessageKind } from './edxml/message.ts'

/** Descriptions as the senders' own samples word them. */
export const statusMeanings = {
  '01': 'Đã đến: phần mềm đã nhận, văn thư chưa xử lý',
  '02': 'Từ chối tiếp nhận văn bản điện tử',
  '03': 'Đã tiếp nhận, vào sổ văn bản đến',
  '04': 'Phân công xử lý',
  '05': 'Đang xử lý văn bản đến',
  '06': 'Hoàn thành xử lý văn bản đến',
  '13': 'Yêu cầu lấy lại văn bản điện tử',
  '15': 'Đồng ý yêu cầu cập nhật, lấy lại',
  '16': 'Từ chối yêu cầu cập nhật, lấy lại',
} as const

export type StatusCode = keyof typeof statusMeanings

export function isStatusCode(code: string): code is StatusCode {
  return Object.hasOwn(statusMeanings, code)
}

/** A document's way: never backwards. */
const way: readonly StatusCode[] = ['01', '03', '04', '05', '06']

export type NextStatus = 'send' | 'already sent' | 'ended' | 'overtaken'

/** Whether `code` may follow the codes already sent, or planned, for the same message. Each goes out once. */
export function judgeNext(sent: readonly StatusCode[], code: StatusCode): NextStatus {
  if (sent.includes(code)) return 'already sent'
  if (code === '13') return 'send'
  // A request is answered once, one way or the other.
  if (code === '15' || code === '16') return sent.includes('15') || sent.includes('16') ? 'ended' : 'send'
  if (sent.includes('02')) return 'ended'
  if (sent.includes('06')) return 'ended'
  if (code === '02') return 'send'
  return sent.some((one) => way.indexOf(one) > way.indexOf(code)) ? 'overtaken' : 'send'
}

export type AcknowledgedEvent = Acknowledgement['event']['kind']
export type EventStatuses = Readonly<
  Record<'document' | 'request', Readonly<Record<AcknowledgedEvent, readonly StatusCode[]>>>
>

/** A document is received, registered, worked on; a request (update, revocation, lấy lại) is agreed to or not. */
export const eventStatuses: EventStatuses = {
  document: {
    received: ['01'],
    accepted: ['03'],
    refused: ['02'],
    // Whoever works on it was assigned it: the order of QĐ 28 knows no 05 without 04.
    processing: ['04', '05'],
    published: ['06'],
    answered: ['06'],
  },
  request: { received: ['01'], accepted: ['15'], refused: ['16'], processing: [], published: [], answered: [] },
}

/**
 * What a step of one file means for its message: statuses are of the message, and a refused annex does not refuse it.
 * `null` while other files are still on their way.
 */
export function stepOfMessage(
  step: AcknowledgedEvent,
  delivery: DeliveryStanding | undefined,
): AcknowledgedEvent | null {
  if (!delivery) return step
  if (step === 'refused') return delivery.settled ? (delivery.published ? 'published' : 'refused') : null
  if (step === 'published') return delivery.settled ? 'published' : 'accepted'
  return step
}

/** Which of the two a message is; a status message is one only where it asks for something (13). */
export function natureOf(kind: MessageKind | null, statusCode: string | null): 'document' | 'request' | 'notice' {
  if (kind === 'status') return statusCode === '13' ? 'request' : 'notice'
  return kind === 'update' || kind === 'revocation' ? 'request' : 'document'
}
