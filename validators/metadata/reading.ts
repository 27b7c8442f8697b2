import type { Remark } from '../text/read-document.ts'
import type { EnvelopeClaims } from './cross-check/compare-envelope.ts'
import type { SignatureClaim } from './cross-check/compare-signatures.ts'
import type { Reference } from './heading/reference.ts'
import type { Evidence, Metadata, MetadataField } from './metadata.ts'

export interface ExtractOptions {
  /** ISO day of issue, for a text that lacks its heading: only clauses on effect are counted from it. */
  issuedOn?: string | null
  fileName?: string | null
  /** What the channel says of the document; compared, never taken over. */
  envelope?: EnvelopeClaims | null
  /** The signatures found on the file, as `validators/signature` reports them. */
  signatures?: readonly SignatureClaim[]
}

/** What was read of a document with a heading, before handwritten slots and comparisons. */
export interface HeadedReading {
  metadata: Metadata
  evidence: Partial<Record<MetadataField, Evidence>>
  warnings: Remark[]
  reference: Reference | null
  preamble: string
  closing: string
}
