/**
 * An edXML message (QCVN 102:2016/BTTTT): the fields of the standard under readable names, in the order it lists them.
 * Every text is trimmed and never empty; what is absent or empty is `null`.
 */
import type { StoredBytes } from '../../intake.ts'
import type { DetectedType } from './detect-type.ts'
import type { Refusal, Remark } from './refusals.ts'

/** The one namespace of the standard, as default namespace or behind any prefix. */
export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016'

export type Text = string | null

/** From, To. `organId` is the old `000.00.00.G12` or the new `G12` (QĐ 20/2020). */
export interface Organization {
  organId: Text
  inCharge: Text
  name: Text
  address: Text
  email: Text
  telephone: Text
  fax: Text
  website: Text
}

export interface DocumentCode {
  number: Text
  notation: Text
}

/** `type` numbers differ by sender (Công văn is 1, 18, 71): trust `typeName`. */
export interface DocumentTypeInfo {
  type: Text
  typeDetail: Text
  typeName: Text
}

export interface SignerInfo {
  competence: Text
  position: Text
  fullName: Text
}

export interface OtherInfo {
  priority: Text
  sphereOfPromulgation: Text
  typerNotation: Text
  promulgationAmount: Text
  pageAmount: Text
  direction: Text
  appendixes: readonly string[]
}

/** What a status, a revocation or an answer points at. `date` is as written (`yyyy/MM/dd`). */
export interface ResponseFor {
  organId: Text
  code: Text
  date: Text
  documentId: Text
}

export interface StaffInfo {
  department: Text
  staff: Text
  email: Text
  mobile: Text
}

export interface MessageHeader {
  from: Organization
  to: readonly Organization[]
  documentId: Text
  code: DocumentCode | null
  /** PromulgationInfo; `date` as written, `yyyy/MM/dd` by the standard, `dd/MM/yyyy` from some senders. */
  promulgation: { place: Text; date: Text } | null
  documentType: DocumentTypeInfo | null
  subject: Text
  content: Text
  signer: SignerInfo | null
  dueDate: Text
  toPlaces: readonly string[]
  otherInfo: OtherInfo | null
  responseFor: readonly ResponseFor[]
  steeringType: Text
  /** Status messages only: who speaks, the QĐ 28 code, why, when (`yyyy/MM/dd HH:mm:ss`, local). */
  staffInfo: StaffInfo | null
  statusCode: Text
  statusDescription: Text
  statusTimestamp: Text
}

/** One hop on the way here. */
export interface TraceHeader {
  organId: Text
  timestamp: Text
}

/** `Bussiness` [sic]: whether the message is new (0), takes back (1), updates (2) or replaces (3). */
export interface Business {
  docType: Text
  reason: Text
  documentId: Text
  paper: Text
  staffInfo: StaffInfo | null
  /** Type 2: what is updated and for whom. */
  documentInfo: { documentInfo: Text; documentReceiver: Text; receivers: readonly Receiver[] } | null
  /** Type 3: the messages replaced, and for whom. */
  replaces: readonly Replacement[]
}

export interface Receiver {
  organId: Text
  receiverType: Text
}

export interface Replacement {
  documentId: Text
  organIds: readonly string[]
}

export interface ManifestEntry {
  contentId: Text
  contentType: Text
  attachmentName: Text
  description: Text
}

/** How a message is signed: real XML-DSig, or rewritten by an SDK into the edXML namespace, where it proves nothing. */
export interface XmlSignature {
  form: 'namespaced' | 'wrong-namespace'
  /** The element as read, its namespaces written out; `null` when it was too long to carry over. */
  xml: string | null
}

export type MessageKind = 'document' | 'revocation' | 'update' | 'replacement' | 'status'

export interface MessageHead {
  kind: MessageKind
  header: MessageHeader
  trace: readonly TraceHeader[]
  business: Business | null
  signature: XmlSignature | null
  manifest: readonly ManifestEntry[]
}

/** One file of a message. `stored` is of the file itself: after base64 and, where wrapped, out of its transport zip. */
export interface Attachment {
  name: Text
  contentId: Text
  contentType: Text
  description: Text
  stored: StoredBytes
  wrapped: 'zip' | 'none'
  /** The name inside the transport zip: a random UUID with the extension. */
  zipEntry: string | null
  /** What base64 gave: the transport zip where there was one. */
  decoded: StoredBytes
  detected: DetectedType
  typeMatchesName: boolean
  /** `null` when the bytes are intact. */
  refusal: Refusal | null
}

export interface EdxmlMessage extends MessageHead {
  attachments: readonly Attachment[]
  /** In `edXMLEnvelope/edXMLAttachments`: a gateway's invention, read all the same so that nothing is lost. */
  nonStandardAttachments: readonly Attachment[]
  remarks: readonly Remark[]
}

/** What the header says, of a message that must be refused as well as could be told. */
export type PartialMessage = Partial<EdxmlMessage>

export type ReadOutcome =
  | { state: 'read'; message: EdxmlMessage }
  | {
      state: 'refused'
      refusal: Refusal
      /** False when the XML itself is unsound: `partial` is then what was read before the fault. */
      wellFormed: boolean
      /** Every attachment that must be refused has its own reason in `partial.attachments`. */
      partial: PartialMessage
    }

export function code(header: Pick<MessageHeader, 'code'>): string | null {
  const { number, notation } = header.code ?? { number: null, notation: null }
  if (!number || !notation) return number ?? notation
  return notation.startsWith(`${number}/`) ? notation : `${number}/${notation}`
}

/** ISO 8601 of a date as senders write it: `yyyy/MM/dd`, `dd/MM/yyyy`, either with dashes; `null` when it is none. */
export function isoDate(text: Text): string | null {
  const yearFirst = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)/.exec(text ?? '')
  const dayFirst = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/.exec(text ?? '')
  const [year, month, day] = yearFirst
    ? yearFirst.slice(1).map(Number)
    : (dayFirst?.slice(1).map(Number).reverse() ?? [])
  if (year === undefined || month === undefined || day === undefined) return null
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}
