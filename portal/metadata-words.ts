/** The fields of a document in the words of the office, one line each: for the journal and for people at a terminal. */
import { vietnameseDate } from '../pipeline/deadlines/working-days.ts'
import type { Metadata, MetadataField, RelationKind } from '../validators/metadata/metadata.ts'

export const fieldNames: Readonly<Record<MetadataField, string>> = {
  documentType: 'hình thức',
  reference: 'số, ký hiệu',
  number: 'số',
  symbol: 'ký hiệu',
  issuer: 'cơ quan ban hành',
  place: 'địa danh',
  issuedOn: 'ngày ban hành',
  effectiveOn: 'ngày có hiệu lực',
  summary: 'trích yếu',
  signers: 'người ký',
  recipients: 'nơi nhận',
  legalBases: 'căn cứ',
  relations: 'văn bản liên quan',
  normative: 'quy phạm pháp luật',
}

const relationNames: Readonly<Record<RelationKind, string>> = {
  repeals: 'bãi bỏ',
  replaces: 'thay thế',
  amends: 'sửa đổi, bổ sung',
  extends: 'kéo dài thời gian áp dụng',
  corrects: 'đính chính',
  guides: 'hướng dẫn',
  'based-on': 'căn cứ',
}

/** What is known, a field a line; what is not known is left out. */
export function metadataLines(metadata: Metadata): string[] {
  const day = (iso: string | null) => iso && vietnameseDate(iso)
  const words: Readonly<Partial<Record<MetadataField, string | null>>> = {
    documentType: metadata.documentType,
    reference: metadata.reference,
    issuer: metadata.issuer,
    place: metadata.place,
    issuedOn: day(metadata.issuedOn),
    effectiveOn: day(metadata.effectiveOn),
    summary: metadata.summary,
    signers: metadata.signers.map(({ name, title }) => (title ? `${name} (${title})` : name)).join('; '),
    recipients: metadata.recipients.join('; '),
    legalBases: metadata.legalBases
      .map(({ documentType, reference }) => [documentType, reference].filter(Boolean).join(' '))
      .join('; '),
    relations: metadata.relations.map(({ kind, reference }) => `${relationNames[kind]} ${reference}`).join('; '),
    normative: metadata.normative === null ? null : metadata.normative ? 'có' : 'không',
  }
  return Object.entries(words).flatMap(([field, text]) =>
    text ? [`${fieldNames[field as keyof typeof words]}: ${text}`] : [],
  )
}
