/**
 * What a document says about itself: the fields of Điều 5.1.a of Quyết định 40/2024/QĐ-UBND and those the legal
 * database needs, each with where it was read. A field that is not found is `null`, never guessed.
 */
import type { Box, Remark } from '../text/read-document.ts'

export interface Signer {
  name: string
  /** Capacity and office as printed, e.g. `KT. CHỦ TỊCH PHÓ CHỦ TỊCH`. */
  title: string | null
}

export interface LegalBasis {
  reference: string | null
  documentType: string | null
  issuedOn: string | null
}

/** Direction: this document repeals, replaces … the one referred to. */
export type RelationKind = 'repeals' | 'replaces' | 'amends' | 'extends' | 'corrects' | 'guides' | 'based-on'

export interface Relation {
  kind: RelationKind
  reference: string
}

export interface Metadata {
  documentType: string | null
  /** Number and symbol together: `40/2024/QĐ-UBND`. */
  reference: string | null
  /** `40/2024` of `40/2024/QĐ-UBND`. */
  number: string | null
  /** `QĐ-UBND` of `40/2024/QĐ-UBND`. */
  symbol: string | null
  issuer: string | null
  place: string | null
  /** ISO 8601 dates. */
  issuedOn: string | null
  effectiveOn: string | null
  summary: string | null
  signers: readonly Signer[]
  recipients: readonly string[]
  legalBases: readonly LegalBasis[]
  relations: readonly Relation[]
  /** Văn bản quy phạm pháp luật (true) or văn bản hành chính (false); `null` when it cannot be told. */
  normative: boolean | null
}

export type MetadataField = keyof Metadata

export type EvidenceSource = 'text' | 'ocr' | 'signature' | 'envelope' | 'clerk' | 'derived'

export interface Evidence {
  source: EvidenceSource
  /** 0 to 1. */
  confidence: number
  page: number | null
  box: Box | null
}

/** `MẬT`, `TỐI MẬT`, `TUYỆT MẬT` (ô số 10a): such a document must go no further. */
export type SecrecyMark = 'MẬT' | 'TỐI MẬT' | 'TUYỆT MẬT'

/** What a reader of ink thinks stands in a slot filled by hand: put before a clerk beside the field, never a value by itself. */
export interface Proposal {
  field: 'reference' | 'issuedOn'
  /** The digits read off the ink. */
  digits: string
  /** What the field would then hold, ink and typed rest together: `2249/QĐ-UBND`, `2009-09-04`. */
  value: string
  /** 0 to 1. */
  confidence: number
  page: number
  box: Box
}

export interface MetadataReport {
  metadata: Metadata
  /** For fields left `null` because they were written by hand. */
  proposals?: readonly Proposal[]
  evidence: Partial<Record<MetadataField, Evidence>>
  /** Something a clerk must look at: disagreements, derived values, hand-written slots. */
  warnings: readonly Remark[]
  secrecy: SecrecyMark | null
  urgency: 'KHẨN' | 'THƯỢNG KHẨN' | 'HỎA TỐC' | null
  /** Issued by the shortened procedure (trình tự, thủ tục rút gọn). */
  shortenedProcedure: boolean
  /** Whether this reads as an official document at all. */
  official: boolean
}
