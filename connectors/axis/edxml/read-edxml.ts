/** Reads an axis message: the header into fields, the attachments into the store, or the reason why it is refused. */
import { type EdxmlLimits, edxmlLimits } from '../limits.ts'
import {
  type Attachment,
  type Business,
  type EdxmlMessage,
  edxmlNamespace,
  isoDate,
  type ManifestEntry,
  type MessageHead,
  type MessageHeader,
  type MessageKind,
  type PartialMessage,
  type ReadOutcome,
} from './message.ts'
import {
  type AttachmentLabel,
  type AttachmentStore,
  type IncomingAttachment,
  receiveAttachment,
} from './read-attachment.ts'
import {
  bareContentId,
  child,
  children,
  readBusiness,
  readHeader,
  readManifest,
  readTrace,
  textOf,
} from './read-header.ts'
import { type Refusal, type Remark, refusal, remark } from './refusals.ts'
import { readSignature } from './xml-signature.ts'
import { readXmlTree, type XmlElement } from './xml-tree.ts'

/**
 * @param source the bytes of the message; memory stays bounded whatever their number.
 * @param store where attachments come to rest, each as its own file. What was stored of a message refused later stays
 * there, unnamed by anything.
 * @returns an outcome for any bytes whatever; rejects only when `source` or `store` do.
 */
export async function readEdxml(
  source: AsyncIterable<Uint8Array>,
  store: AttachmentStore,
  limits: EdxmlLimits = edxmlLimits,
): Promise<ReadOutcome> {
  const incoming: IncomingAttachment[] = []
  const budget = { left: limits.maxUnpackedBytes }
  try {
    const tree = await readXmlTree(source, limits, (element, ancestors) => {
      if (!isAttachmentContent(element, ancestors)) return null
      const attachment = receiveAttachment(store, limits, budget)
      incoming.push(attachment)
      return attachment
    })
    const head = readHead(tree.root)
    // Not well-formed: what follows the fault is unknown, so no attachment counts. Junk in front hides nothing.
    if (tree.refusal && tree.refusal.code !== 'JUNK_BEFORE_DECLARATION') {
      return { state: 'refused', refusal: tree.refusal, wellFormed: false, partial: head.partial }
    }

    const attachments = await settleAll(
      attachmentsIn(tree.root, 'AttachmentEncoded'),
      incoming,
      head.partial.manifest ?? [],
    )
    const nonStandardAttachments = await settleAll(attachmentsIn(tree.root, 'edXMLAttachments'), incoming, [])
    const files = { attachments, nonStandardAttachments }
    const reason =
      tree.refusal ?? head.refusal ?? [...attachments, ...nonStandardAttachments].find((one) => one.refusal)?.refusal
    if (reason || !head.message) {
      const remarks = head.message ? remarksOn({ ...head.message, ...files }) : []
      return {
        state: 'refused',
        refusal: reason ?? refusal('NOT_TO_STANDARD'),
        wellFormed: true,
        partial: { ...head.partial, ...files, remarks },
      }
    }
    return { state: 'read', message: { ...head.message, ...files, remarks: remarksOn({ ...head.message, ...files }) } }
  } finally {
    for (const attachment of incoming) await attachment.discard()
  }
}

/** `ContentTransferEncoded` of an Attachment, and `AttachmentData` of a gateway's own invention. */
function isAttachmentContent(element: XmlElement, ancestors: readonly XmlElement[]): boolean {
  if (element.uri !== edxmlNamespace || ancestors.at(-1)?.name !== 'Attachment') return false
  const list = ancestors.at(-2)?.name
  return (
    (element.name === 'ContentTransferEncoded' && list === 'AttachmentEncoded') ||
    (element.name === 'AttachmentData' && list === 'edXMLAttachments')
  )
}

/** Every Attachment of such a list, wherever it stands: beside the envelope by the standard, inside for some writers. */
function attachmentsIn(element: XmlElement | null, list: string): XmlElement[] {
  if (!element) return []
  const here = element.name === list && element.uri === edxmlNamespace ? children(element, 'Attachment') : []
  return [...here, ...element.children.flatMap((inner) => attachmentsIn(inner, list))]
}

async function settleAll(
  elements: readonly XmlElement[],
  incoming: readonly IncomingAttachment[],
  manifest: readonly ManifestEntry[],
): Promise<Attachment[]> {
  const attachments: Attachment[] = []
  for (const element of elements) {
    for (const { content } of element.children) {
      const arrived = incoming[content ?? -1]
      if (arrived) attachments.push(await arrived.settle(labelOf(element, manifest)))
    }
  }
  return attachments
}

/** What the attachment says of itself; where it says nothing, what the manifest says of its ContentId. */
function labelOf(element: XmlElement, manifest: readonly ManifestEntry[]): AttachmentLabel {
  const contentId = textOf(element, 'ContentId')
  const listed = contentId && manifest.find((entry) => bareContentId(entry.contentId) === bareContentId(contentId))
  return {
    name: textOf(element, 'AttachmentName') ?? (listed ? listed.attachmentName : null),
    contentId,
    contentType: textOf(element, 'ContentType') ?? (listed ? listed.contentType : null),
    description: textOf(element, 'Description') ?? (listed ? listed.description : null),
  }
}

interface ReadHead {
  message: MessageHead | null
  partial: PartialMessage
  refusal: Refusal | null
}

/** The parts of the envelope the standard demands, each missed by name. */
function readHead(root: XmlElement | null): ReadHead {
  const refuse = (where: string): ReadHead => ({
    message: null,
    partial: {},
    refusal: refusal('NOT_TO_STANDARD', where),
  })
  if (!root) return refuse('không có thẻ gốc edXML')
  if (root.uri !== edxmlNamespace) return refuse(`không gian tên ${root.uri || 'để trống'}`)
  if (root.name !== 'edXML') return refuse(`thẻ gốc là ${root.name}, không phải edXML`)
  const envelope = child(root, 'edXMLEnvelope')
  const edxmlHeader = child(envelope, 'edXMLHeader')
  const messageHeader = child(edxmlHeader, 'MessageHeader')
  if (!messageHeader) return refuse('thiếu edXMLEnvelope/edXMLHeader/MessageHeader')

  const header = readHeader(messageHeader)
  const traceList = child(edxmlHeader, 'TraceHeaderList')
  const business = child(traceList, 'Bussiness') ?? child(edxmlHeader, 'Bussiness')
  const rest = {
    header,
    trace: readTrace(traceList),
    business: business && readBusiness(business),
    signature: readSignature(root),
    manifest: readManifest(child(envelope, 'edXMLBody')),
  }
  const kind = kindOf(header, rest.business)
  if (!kind) {
    const type = refusal('BUSINESS_TYPE_UNKNOWN', rest.business?.docType ?? undefined)
    return { message: null, partial: rest, refusal: type }
  }
  const message = { kind, ...rest }
  const missing = missingFrom(message)
  return { message, partial: message, refusal: missing ? refusal('NOT_TO_STANDARD', missing) : null }
}

const businessKinds: Readonly<Record<string, MessageKind>> = {
  '0': 'document',
  '1': 'revocation',
  '2': 'update',
  '3': 'replacement',
}

function kindOf(header: MessageHeader, business: Business | null): MessageKind | null {
  if (header.statusCode) return 'status'
  const type = business?.docType
  return type ? (businessKinds[type.replace(/^0+(?=\d)/, '')] ?? null) : 'document'
}

function missingFrom({ kind, header }: MessageHead): string | null {
  if (!header.from.organId && !header.from.name) return 'thiếu nơi gửi (From)'
  if (kind === 'status' && header.responseFor.length === 0) return 'thông điệp trạng thái thiếu ResponseFor'
  return null
}

function remarksOn(message: Omit<EdxmlMessage, 'remarks'>): Remark[] {
  const files = [...message.attachments, ...message.nonStandardAttachments]
  const listed = new Set(message.manifest.map((entry) => bareContentId(entry.contentId)))
  const carried = new Set(message.attachments.map((attachment) => bareContentId(attachment.contentId)))
  const date = message.header.promulgation?.date
  return [
    ...files.filter((file) => !file.typeMatchesName).map((file) => remark('TYPE_DIFFERS_FROM_NAME', file.name ?? '')),
    ...message.manifest
      .filter((entry) => !carried.has(bareContentId(entry.contentId)))
      .map((entry) => remark('CONTENT_MISSING', entry.attachmentName ?? entry.contentId ?? '')),
    ...message.attachments
      .filter((attachment) => !listed.has(bareContentId(attachment.contentId)))
      .map((attachment) => remark('NOT_IN_MANIFEST', attachment.name ?? '')),
    ...message.nonStandardAttachments.map((file) => remark('NON_STANDARD_ATTACHMENT', file.name ?? '')),
    ...(date && !isoDate(date) ? [remark('DATE_UNREADABLE', date)] : []),
    ...(message.signature?.form === 'wrong-namespace' ? [remark('SIGNATURE_UNVERIFIABLE')] : []),
  ]
}
