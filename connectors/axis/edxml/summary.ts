/** A message as `congbao edxml --json` prints it: one flat object, dates ISO 8601 (design.md §6). */
import type { StoredBytes } from '../../intake.ts'
import type { Attachment, MessageHeader, PartialMessage, ReadOutcome, Text } from './message.ts'
import type { Refusal, Remark } from './refusals.ts'

export type EdxmlSummary = Readonly<Record<string, unknown>> & { error: Refusal | null }

export function summarize(outcome: ReadOutcome, file: string, stored: StoredBytes): EdxmlSummary {
  const message = outcome.state === 'read' ? outcome.message : outcome.wellFormed ? outcome.partial : {}
  const error = outcome.state === 'read' ? null : outcome.refusal
  return {
    file,
    sha256: stored.sha256,
    kind: message.kind ?? null,
    namespaceOk: message.header !== undefined,
    ...summarizeHeader(message.header ?? null),
    replaces: message.business?.replaces ?? [],
    businessDocType: message.business?.docType ?? null,
    businessDocReason: message.business?.reason ?? null,
    businessDocumentId: message.business?.documentId ?? null,
    trace: message.trace ?? [],
    manifestCount: message.manifest?.length ?? 0,
    xmlSignature: message.signature?.form ?? null,
    attachments: message.attachments?.map(summarizeAttachment) ?? [],
    ...invented(message),
    remarks: (message.remarks ?? []) satisfies readonly Remark[],
    error,
  }
}

function summarizeHeader(header: MessageHeader | null) {
  return {
    documentId: header?.documentId ?? null,
    code: header?.code ?? null,
    from: header && { organId: header.from.organId, organName: header.from.name },
    to: header?.to.map(({ organId, name }) => ({ organId, organName: name })) ?? [],
    date: dashed(header?.promulgation?.date ?? null),
    place: header?.promulgation?.place ?? null,
    documentType: header?.documentType?.typeName ?? null,
    subject: header?.subject ?? null,
    signer: header?.signer ? { name: header.signer.fullName, position: header.signer.position } : null,
    responseFor: header?.responseFor.map((one) => ({ ...one, date: dashed(one.date) })) ?? [],
    statusCode: header?.statusCode ?? null,
    statusDescription: header?.statusDescription ?? null,
    statusTimestamp: header?.statusTimestamp ?? null,
  }
}

/** `yyyy/MM/dd` to ISO; a date in another order keeps its order, so that nobody takes it for more than it is. */
function dashed(date: Text): Text {
  return date?.replaceAll('/', '-') ?? null
}

function summarizeAttachment(attachment: Attachment) {
  const { stored, decoded, refusal } = attachment
  return {
    name: attachment.name,
    contentType: attachment.contentType,
    contentId: attachment.contentId,
    sha256: stored.sha256,
    bytes: stored.bytes,
    wrapped: attachment.wrapped,
    ok: refusal === null,
    ...(attachment.wrapped === 'zip'
      ? { zipEntry: attachment.zipEntry, decodedSha256: decoded.sha256, decodedBytes: decoded.bytes }
      : {}),
    // Readers of this output know no word for bytes without any signature but “text”.
    detected: attachment.detected === 'unknown' ? 'text' : attachment.detected,
    typeMatchesName: attachment.typeMatchesName,
    ...(refusal ? { reason: refusal } : {}),
  }
}

function invented(message: PartialMessage) {
  if (!message.nonStandardAttachments?.length) return {}
  return {
    nonStandardAttachments: message.nonStandardAttachments.map(({ name, stored, refusal }) => ({
      name,
      bytes: stored.bytes,
      sha256: stored.sha256,
      ok: refusal === null,
    })),
  }
}
