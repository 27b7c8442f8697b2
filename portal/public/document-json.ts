/** A publication as other systems read it: the JSON of the API, of `/van-ban/{slug}.json` and of the feeds. */
import type { Publication } from '../../storage/database/publications/find-publications.ts'

/** @param base the portal's public address, without a slash at the end */
export function documentJson(publication: Publication, base: string) {
  const { content, gazette } = publication
  const { metadata } = content.description
  const url = documentUrl(publication, base)
  const shared = {
    id: publication.documentId,
    url,
    version: publication.version,
    publishedAt: publication.firstPublishedAt.toString(),
    updatedAt: publication.publishedAt.toString(),
  }
  if (publication.withdrawn) {
    return { ...shared, status: 'withdrawn' as const, withdrawnAt: publication.withdrawn.at.toString() }
  }
  return {
    ...shared,
    status: 'published' as const,
    documentType: metadata.documentType,
    reference: metadata.reference,
    number: metadata.number,
    symbol: metadata.symbol,
    issuer: metadata.issuer,
    place: metadata.place,
    issuedOn: metadata.issuedOn,
    effectiveOn: metadata.effectiveOn,
    summary: metadata.summary,
    signers: metadata.signers,
    recipients: metadata.recipients,
    legalBases: metadata.legalBases,
    relations: metadata.relations,
    normative: metadata.normative,
    signature: {
      verdict: content.signature.verdict,
      signatures: content.signature.signatures.map((signature) => ({
        indication: signature.indication,
        signer: signature.signer,
        claimedTime: signature.claimedTime,
        timestamp: signature.timestamp,
      })),
      report: `${url}.chu-ky.json`,
    },
    deadline: content.deadline && {
      rule: content.deadline.rule,
      article: content.deadline.article,
      from: content.deadline.from,
      due: content.deadline.due,
      met: Temporal.Instant.compare(publication.firstPublishedAt, Temporal.Instant.from(content.deadline.dueAt)) < 0,
    },
    files: [
      {
        url: `${url}.${extensionOf(content.mediaType)}`,
        mediaType: content.mediaType,
        bytes: content.bytes,
        sha256: content.sha256,
      },
    ],
    gazette: gazette && { ...gazette, url: `${base}/cong-bao/${gazette.year}/${gazette.number}` },
  }
}

export function documentUrl(publication: Pick<Publication, 'slug'>, base: string): string {
  return `${base}/van-ban/${publication.slug}`
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/msword': 'doc',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'image/heic': 'heic',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/webp': 'webp',
  'application/rtf': 'rtf',
  'text/plain': 'txt',
}

export function extensionOf(mediaType: string): string {
  return extensions[mediaType] ?? 'bin'
}

/** `Quyết định 40/2024/QĐ-UBND`. */
export function titleOf(publication: Publication): string {
  const { metadata } = publication.content.description
  return [metadata.documentType, metadata.reference].filter(Boolean).join(' ') || publication.content.fileName
}
