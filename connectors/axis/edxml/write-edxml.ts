/**
 * Writes an axis message. The prefix stands on every element inside the envelope, the attachments beside it in the
 * default namespace: the national side's serialiser refuses other shapes.
 */

import { escapeText } from './escape.ts'
import type {
  Business,
  EdxmlMessage,
  ManifestEntry,
  MessageHead,
  MessageHeader,
  Organization,
  StaffInfo,
  Text,
} from './message.ts'
import { edxmlNamespace } from './message.ts'

/** A file to write into a message; `content` is read once, when its turn comes. */
export interface OutgoingAttachment {
  name: Text
  contentId: Text
  contentType: Text
  description: Text
  content: AsyncIterable<Uint8Array>
}

export type OutgoingMessage = Omit<MessageHead, 'kind'>

/** The whole message, in pieces; memory holds one piece at a time. */
export async function* writeEdxml(
  message: OutgoingMessage,
  attachments: readonly OutgoingAttachment[] = [],
): AsyncIterable<Uint8Array> {
  yield bytesOf(`<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="${edxmlNamespace}">${envelope(message)}`)
  if (attachments.length > 0) {
    yield bytesOf('<AttachmentEncoded>')
    for (const attachment of attachments) yield* writeAttachment(attachment)
    yield bytesOf('</AttachmentEncoded>')
  }
  yield bytesOf('</edXML>\n')
}

/** A message without attachments, as status messages are. */
export function writeHead(message: OutgoingMessage): Uint8Array {
  return bytesOf(
    `<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="${edxmlNamespace}">${envelope(message)}</edXML>\n`,
  )
}

/** What `writeEdxml` needs to write a message that was read, with its files from wherever they were stored. */
export function attachmentsToWrite(
  message: Pick<EdxmlMessage, 'attachments'>,
  open: (sha256: string) => AsyncIterable<Uint8Array>,
): OutgoingAttachment[] {
  return message.attachments.map(({ name, contentId, contentType, description, stored }) => ({
    name,
    contentId,
    contentType,
    description,
    content: open(stored.sha256),
  }))
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/** An element of the envelope; nothing at all for what is absent. */
function element(name: string, inside: string | null): string {
  return inside === null ? '' : `<edXML:${name}>${inside}</edXML:${name}>`
}

function field(name: string, text: Text): string {
  return element(name, text === null ? null : escapeText(text))
}

function envelope({ header, trace, business, signature, manifest }: OutgoingMessage): string {
  const hops = trace.map((hop) =>
    element('TraceHeader', field('OrganId', hop.organId) + field('Timestamp', hop.timestamp)),
  )
  const traceList = hops.join('') + (business ? writeBusiness(business) : '')
  const entries = manifest.map(writeManifestEntry).join('')
  const body = manifest.length === 0 ? '' : `<edXML:edXMLManifest version="1.0">${entries}</edXML:edXMLManifest>`
  const inside =
    element(
      'edXMLHeader',
      element('MessageHeader', writeHeader(header)) +
        element('TraceHeaderList', traceList || null) +
        // Says its own namespaces; a signature over the whole message is broken by any new writing of it.
        (signature?.xml ?? ''),
    ) + element('edXMLBody', body || null)
  return `<edXML:edXMLEnvelope xmlns:edXML="${edxmlNamespace}">${inside}</edXML:edXMLEnvelope>`
}

function writeHeader(header: MessageHeader): string {
  const { code, promulgation, documentType, signer, otherInfo } = header
  return [
    element('From', writeOrganization(header.from)),
    ...header.to.map((to) => element('To', writeOrganization(to))),
    field('DocumentId', header.documentId),
    element('Code', code && field('CodeNumber', code.number) + field('CodeNotation', code.notation)),
    element(
      'PromulgationInfo',
      promulgation && field('Place', promulgation.place) + field('PromulgationDate', promulgation.date),
    ),
    element(
      'DocumentType',
      documentType &&
        field('Type', documentType.type) +
          field('TypeDetail', documentType.typeDetail) +
          field('TypeName', documentType.typeName),
    ),
    field('Subject', header.subject),
    field('Content', header.content),
    element(
      'SignerInfo',
      signer &&
        field('Competence', signer.competence) +
          field('Position', signer.position) +
          field('FullName', signer.fullName),
    ),
    field('DueDate', header.dueDate),
    element(
      'ToPlaces',
      header.toPlaces.length === 0 ? null : header.toPlaces.map((place) => field('Place', place)).join(''),
    ),
    element(
      'OtherInfo',
      otherInfo &&
        field('Priority', otherInfo.priority) +
          field('SphereOfPromulgation', otherInfo.sphereOfPromulgation) +
          field('TyperNotation', otherInfo.typerNotation) +
          field('PromulgationAmount', otherInfo.promulgationAmount) +
          field('PageAmount', otherInfo.pageAmount) +
          field('Direction', otherInfo.direction) +
          element(
            'Appendixes',
            otherInfo.appendixes.length === 0
              ? null
              : otherInfo.appendixes.map((appendix) => field('Appendix', appendix)).join(''),
          ),
    ),
    ...header.responseFor.map((response) =>
      element(
        'ResponseFor',
        field('OrganId', response.organId) +
          field('Code', response.code) +
          field('PromulgationDate', response.date) +
          field('DocumentId', response.documentId),
      ),
    ),
    field('SteeringType', header.steeringType),
    element('StaffInfo', header.staffInfo && writeStaff(header.staffInfo)),
    field('StatusCode', header.statusCode),
    field('Description', header.statusDescription),
    field('Timestamp', header.statusTimestamp),
  ].join('')
}

function writeOrganization(organization: Organization): string {
  return (
    field('OrganId', organization.organId) +
    field('OrganizationInCharge', organization.inCharge) +
    field('OrganName', organization.name) +
    field('OrganAdd', organization.address) +
    field('Email', organization.email) +
    field('Telephone', organization.telephone) +
    field('Fax', organization.fax) +
    field('Website', organization.website)
  )
}

function writeStaff(staff: StaffInfo): string {
  return (
    field('Department', staff.department) +
    field('Staff', staff.staff) +
    field('Email', staff.email) +
    field('Mobile', staff.mobile)
  )
}

function writeBusiness(business: Business): string {
  const { documentInfo, replaces } = business
  const receivers = documentInfo?.receivers.map((receiver) =>
    element('Receiver', field('OrganId', receiver.organId) + field('ReceiverType', receiver.receiverType)),
  )
  const replacements = replaces.map((replacement) => {
    const organIds = replacement.organIds.map((id) => field('OrganId', id)).join('')
    return element(
      'ReplacementInfo',
      field('DocumentId', replacement.documentId) + element('OrganIdList', organIds || null),
    )
  })
  return element(
    'Bussiness',
    field('DocumentId', business.documentId) +
      field('BussinessDocType', business.docType) +
      field('BussinessDocReason', business.reason) +
      field('Paper', business.paper) +
      element(
        'BussinessDocumentInfo',
        documentInfo &&
          field('DocumentInfo', documentInfo.documentInfo) +
            field('DocumentReceiver', documentInfo.documentReceiver) +
            element('ReceiverList', receivers?.join('') || null),
      ) +
      element('ReplacementInfoList', replacements.join('') || null) +
      element('StaffInfo', business.staffInfo && writeStaff(business.staffInfo)),
  )
}

function writeManifestEntry(entry: ManifestEntry): string {
  return element(
    'Reference',
    field('ContentId', entry.contentId) +
      field('ContentType', entry.contentType) +
      field('AttachmentName', entry.attachmentName) +
      field('Description', entry.description),
  )
}

async function* writeAttachment(attachment: OutgoingAttachment): AsyncIterable<Uint8Array> {
  const plain = (name: string, text: Text) => (text === null ? '' : `<${name}>${escapeText(text)}</${name}>`)
  yield bytesOf(
    `<Attachment>${plain('ContentId', attachment.contentId)}${plain('AttachmentName', attachment.name)}` +
      `${plain('Description', attachment.description)}${plain('ContentType', attachment.contentType)}` +
      `<edXML:ContentTransferEncoded xmlns:edXML="${edxmlNamespace}">`,
  )
  let rest = Buffer.alloc(0)
  for await (const chunk of attachment.content) {
    const bytes = Buffer.concat([rest, chunk])
    // Whole groups of three only: padding belongs at the end.
    const whole = bytes.length - (bytes.length % 3)
    rest = bytes.subarray(whole)
    if (whole > 0) yield bytesOf(bytes.toString('base64', 0, whole))
  }
  yield bytesOf(`${rest.toString('base64')}</edXML:ContentTransferEncoded></Attachment>`)
}
