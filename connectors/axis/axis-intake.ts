/** A fetched message as an intake: what it carries, whom it answers to, what it points at. */
import { shownName } from '../file-name.ts'
import type { Envelope, Intake, IntakeContent, IntakePart } from '../intake.ts'
import {
  type Attachment,
  code,
  type EdxmlMessage,
  isoDate,
  type MessageHeader,
  type PartialMessage,
  type ReadOutcome,
} from './edxml/message.ts'
import { type Refusal, refusal, remark } from './edxml/refusals.ts'
import type { AxisMessageType, FetchedMessage, QueuedMessage } from './gateway.ts'
import { type ReplyAddress, replyAddress, type TakenMessage } from './status-log.ts'
import { isStatusCode, natureOf, statusMeanings } from './status-plan.ts'

export interface Arrival {
  item: QueuedMessage
  messageType: AxisMessageType
  fetched: FetchedMessage
  outcome: ReadOutcome
  receivedAt: Temporal.Instant
  /** Ours, the first one the default. */
  organIds: readonly string[]
}

/** What the sender of a message must be told at once. */
export interface FirstAnswer {
  reply: ReplyAddress
  code: '01' | '02'
  /** The reason of a refusal. */
  description: string | null
}

export function axisIntake(arrival: Arrival): Intake {
  const { outcome, item } = arrival
  const message = outcome.state === 'read' ? outcome.message : outcome.partial
  const parts = outcome.state === 'read' ? partsOf(outcome.message, arrival.fetched) : []
  const refused = outcome.state === 'refused' ? outcome.refusal : refusalOfRead(outcome.message, parts)
  const reply = replyTo(message.header ?? null, item, arrival.organIds)
  const nature = natureOf(message.kind ?? null, message.header?.statusCode ?? null)
  return {
    channel: 'axis',
    externalId: item.docId,
    sender: { name: message.header?.from.name ?? null, address: message.header?.from.organId ?? item.from },
    receivedAt: arrival.receivedAt,
    raw: arrival.fetched.raw,
    // A message that takes something back brings nothing to publish; what it carries stays in the raw message.
    parts: refused || nature === 'notice' || message.kind === 'revocation' || message.kind === 'status' ? [] : parts,
    envelope: envelopeOf(message.header ?? null),
    content: contentOf(message, refused),
    ...(refused ? {} : requestOf(message)),
    channelData: channelData(arrival, message, reply),
  }
}

/** The first status for a message that was taken: 01, or 02 with the reason; none where a message answers a message. */
export function firstAnswer({ channelData, declined }: TakenMessage): FirstAnswer | null {
  const reply = replyAddress.safeParse(channelData.reply).data
  if (!reply || channelData.messageType === 'status' || channelData.kind === 'status') return null
  return declined ? { reply, code: '02', description: declined.message } : { reply, code: '01', description: null }
}

function partsOf(message: EdxmlMessage, fetched: FetchedMessage): IntakePart[] {
  const files = [...message.attachments, ...message.nonStandardAttachments]
  const inside = new Set(files.flatMap((file) => [file.stored.sha256, file.decoded.sha256]))
  const besides = fetched.besides.filter((file) => !inside.has(file.stored.sha256) && file.stored.bytes > 0)
  return [
    ...files.map((file, index) => ({
      ...file.stored,
      fileName: nameOf(file, index),
      declaredType: file.contentType,
    })),
    ...besides.map((file) => ({ ...file.stored, fileName: shownName(file.fileName), declaredType: null })),
  ]
}

function nameOf(file: Attachment, index: number): string {
  const extension = file.detected === 'unknown' || file.detected === 'text' ? '' : `.${file.detected}`
  return shownName(file.name ?? `tep-dinh-kem-${index + 1}${extension}`)
}

function refusalOfRead(message: EdxmlMessage, parts: readonly IntakePart[]): Refusal | null {
  const mustCarry = message.kind === 'document' || message.kind === 'replacement'
  return mustCarry && parts.length === 0 ? refusal('NO_ATTACHMENTS') : null
}

function contentOf(message: PartialMessage, refused: Refusal | null): IntakeContent {
  if (refused) return { kind: 'declined', reason: refused }
  if (message.kind !== 'status') return { kind: 'documents' }
  const { statusCode, statusDescription, responseFor } = message.header ?? {}
  const meaning = isStatusCode(statusCode ?? '')
    ? statusMeanings[statusCode as keyof typeof statusMeanings]
    : 'không rõ nghĩa'
  const about = responseFor?.map((one) => one.code ?? one.documentId).join(', ')
  return {
    kind: 'declined',
    reason: {
      code: statusCode === '13' ? 'TAKE_BACK_REQUEST' : 'STATUS_MESSAGE',
      message: `Thông điệp trạng thái ${statusCode} (${meaning}) về văn bản ${about}: ${statusDescription ?? 'không ghi lý do'}.`,
    },
  }
}

const requestKinds = { revocation: 'take-back', update: 'update', replacement: 'replace' } as const

/** Thu hồi, cập nhật, thay thế (`BussinessDocType` 1–3), and lấy lại (status 13): an editor must answer. */
function requestOf(message: PartialMessage): Pick<Intake, 'request'> {
  const { kind, header, business } = message
  const takesBack = kind === 'status' && header?.statusCode === '13'
  const asked = takesBack ? 'take-back' : kind && Object.hasOwn(requestKinds, kind) ? requestKinds[kind as never] : null
  if (!asked) return {}
  const reason = (takesBack ? header?.statusDescription : business?.reason) ?? null
  const about = [...new Set(pointsAt(message).map(({ documentId }) => documentId))]
  return { request: { kind: asked, reason, about } }
}

function envelopeOf(header: MessageHeader | null): Envelope | null {
  if (!header || header.statusCode) return null
  return {
    reference: code(header),
    documentType: header.documentType?.typeName ?? null,
    issuer: header.from.name ?? header.from.inCharge,
    issuedOn: isoDate(header.promulgation?.date ?? null),
    summary: header.subject,
  }
}

/** For a message too broken to say who sent it, the axis itself still does. */
function replyTo(header: MessageHeader | null, item: QueuedMessage, organIds: readonly string[]): ReplyAddress | null {
  const to = header?.from.organId ?? item.from
  const addressed = header?.to.find(({ organId }) => organId !== null && organIds.includes(organId))
  const from = addressed?.organId ?? organIds[0]
  if (!to || !from) return null
  const asked = header?.statusCode ? header.responseFor[0] : undefined
  return {
    from,
    to,
    code: asked ? asked.code : header && code(header),
    date: asked ? asked.date : (header?.promulgation?.date ?? null),
    documentId: (asked ? asked.documentId : header?.documentId) ?? item.docId,
  }
}

function channelData(
  { item, messageType, outcome, organIds }: Arrival,
  message: PartialMessage,
  reply: ReplyAddress | null,
): Intake['channelData'] {
  const { header } = message
  const addressed = header?.to.some(({ organId }) => organId !== null && organIds.includes(organId))
  const misaddressed = header !== undefined && header.to.length > 0 && !addressed
  const remarks = [...(message.remarks ?? []), ...(misaddressed ? [remark('NOT_ADDRESSED_TO_US')] : [])]
  return {
    docId: item.docId,
    messageType,
    kind: message.kind ?? null,
    documentId: header?.documentId ?? null,
    from: header?.from.organId ?? item.from,
    to: header?.to.map(({ organId }) => organId) ?? [],
    reply,
    pointsAt: pointsAt(message),
    statusCode: header?.statusCode ?? null,
    statusDescription: header?.statusDescription ?? null,
    reason: message.business?.reason ?? null,
    paperFollows: message.business?.paper === '1',
    dueDate: header?.dueDate ?? null,
    xmlSignature: message.signature?.form ?? null,
    trace: message.trace ?? [],
    attachments: (message.attachments ?? []).map(({ name, stored, refusal: why }) => ({
      name,
      ...stored,
      refusal: why,
    })),
    remarks,
    ...(outcome.state === 'refused' ? { refusal: outcome.refusal } : {}),
  }
}

/** The messages this one speaks of, each by the DocumentId its sender gave it. */
function pointsAt({ kind, header, business }: PartialMessage): { documentId: string; organIds: readonly string[] }[] {
  const all = (ids: readonly (string | null | undefined)[]) => [
    ...new Set(ids.filter((id) => id !== null && id !== undefined)),
  ]
  const answered = header?.responseFor.map((one) => one.documentId) ?? []
  const plain = (ids: readonly (string | null | undefined)[]) =>
    all(ids).map((documentId) => ({ documentId, organIds: [] }))
  if (kind === 'replacement') {
    return (business?.replaces ?? []).flatMap(({ documentId, organIds }) =>
      documentId ? [{ documentId, organIds }] : [],
    )
  }
  if (kind === 'update' || kind === 'revocation') return plain([business?.documentId, header?.documentId, ...answered])
  return plain(answered)
}
