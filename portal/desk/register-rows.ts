/**
 * A line of the intake register as text: the ten columns of Nghị định 30/2020, Phụ lục VI, then what we add. The page,
 * the print, CSV and XLSX all show these.
 */
import { vietnamTime } from '../../pipeline/deadlines/deadline.ts'
import { vietnameseDate } from '../../pipeline/deadlines/working-days.ts'
import { stateNames } from '../../pipeline/review/decide.ts'
import type { RegisterLine, RegisterPart } from '../../storage/database/intakes/register.ts'
import { channelNames } from '../channel-names.ts'

/** In their order; `added` are not of the decree. */
export const registerColumns = [
  { key: 'arrivedOn', title: 'Ngày đến', width: 11 },
  { key: 'number', title: 'Số đến', width: 8 },
  { key: 'issuer', title: 'Tác giả', width: 28 },
  { key: 'reference', title: 'Số, ký hiệu', width: 18 },
  { key: 'issuedOn', title: 'Ngày tháng', width: 11 },
  { key: 'summary', title: 'Tên loại và trích yếu nội dung', width: 55 },
  { key: 'recipient', title: 'Đơn vị hoặc người nhận', width: 18 },
  { key: 'handedOn', title: 'Ngày chuyển', width: 11 },
  { key: 'receipt', title: 'Ký nhận', width: 10 },
  { key: 'note', title: 'Ghi chú', width: 24 },
  { key: 'channel', title: 'Kênh', width: 15, added: true },
  { key: 'sender', title: 'Nơi gửi', width: 28, added: true },
  { key: 'pages', title: 'Số trang', width: 8, added: true },
] as const satisfies readonly { key: string; title: string; width: number; added?: boolean }[]

export type RegisterKey = (typeof registerColumns)[number]['key']

/** Each cell a list: one entry a document of the delivery, or one for the delivery. Nothing known: no entry. */
export type RegisterRow = Readonly<Record<RegisterKey, readonly string[]>>

export function registerRow(line: RegisterLine): RegisterRow {
  const parts = line.parts ?? []
  const { envelope } = line
  const known = parts.some((part) => part.reference || part.summary || part.issuer)
  const handedOn = parts.flatMap((part) => (part.handedOnAt ? [dayOf(part.handedOnAt)] : []))
  return {
    arrivedOn: [dayOf(line.received_at)],
    number: line.register_number === null ? [] : [String(line.register_number)],
    issuer: known ? each(parts, (part) => part.issuer) : some(envelope?.issuer),
    reference: known ? each(parts, (part) => part.reference) : some(envelope?.reference),
    issuedOn: known ? each(parts, (part) => part.issuedOn && vietnameseDate(part.issuedOn)) : envelopeDay(line),
    summary: known ? each(parts, describe) : unread(line),
    recipient: handedOn.length > 0 ? ['Ban biên tập'] : [],
    handedOn: [...new Set(handedOn)],
    // Signed by hand in the printed book.
    receipt: [],
    note: notes(line),
    channel: [channelNames[line.channel]],
    sender: some(line.sender.name ?? line.sender.address),
    pages: parts.map((part) => (part.pages === null ? '' : String(part.pages))).filter(Boolean),
  }
}

/** `25/11/2026`, Vietnam time. */
export function dayOf(instant: string): string {
  return vietnameseDate(Temporal.Instant.from(instant).toZonedDateTimeISO(vietnamTime).toPlainDate())
}

function describe({ documentType, summary, fileName, reference }: RegisterPart): string {
  const text = [documentType, documentType ? summary?.replace(/^V(?=ề việc)/, 'v') : summary].filter(Boolean).join(' ')
  return text === '' && reference === null ? fileName : text
}

/** Before it is read, what the envelope or the file's name says. */
function unread({ envelope, question, parts, kind }: RegisterLine): readonly string[] {
  const told = [envelope?.documentType, envelope?.summary].filter(Boolean).join(' ')
  if (kind === 'question') return [`Câu hỏi: ${shortened(told || (question ?? ''))}`]
  return told ? [told] : (parts ?? []).map((part) => part.fileName)
}

function envelopeDay({ envelope }: RegisterLine): readonly string[] {
  return envelope?.issuedOn && /^\d{4}-\d\d-\d\d$/.test(envelope.issuedOn) ? [vietnameseDate(envelope.issuedOn)] : []
}

function notes(line: RegisterLine): string[] {
  const states = new Set((line.parts ?? []).map((part) => stateNames[part.state]))
  const repeats = line.repeats ? [`nhận lại ${line.repeats} lần`] : []
  return [...some(line.declined?.message), ...states, ...repeats]
}

/** Entries stand for documents, so that those of one document meet across the columns; alike ones are said once. */
function each(parts: readonly RegisterPart[], read: (part: RegisterPart) => string | null): readonly string[] {
  const texts = parts.map((part) => read(part) ?? '')
  return texts.every((text) => text === texts[0]) ? some(texts[0]) : texts
}

function some(text: string | null | undefined): readonly string[] {
  return text ? [text] : []
}

function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > 120 ? `${flat.slice(0, 119)}…` : flat
}
