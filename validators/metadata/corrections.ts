import type { Evidence, Metadata, MetadataField } from './metadata.ts'

/** What a clerk put right, with what the machine had read and where. */
export interface Correction {
  field: MetadataField
  /** As it stood before; `null` where nothing had been found. */
  read: Metadata[MetadataField]
  /** As the clerk left it. */
  corrected: Metadata[MetadataField]
  evidence: Evidence | null
  /** Hash of the file, lower-case hexadecimal SHA-256. */
  sha256: string
  /** ISO 8601 instant. */
  at: string
}

/**
 * A document as a test wants it, in the shape of the records that `bench/extract.ts` scores: its text lies beside it in
 * `text/ID.txt`.
 */
export interface TestCase {
  id: string
  sha256: string
  text: string
  text_kind: 'pdf' | 'pdf-scan'
  /** Corrected fields only: a field a clerk passed over in silence proves nothing. */
  truth: Partial<Metadata> & { signer?: string | null }
  given: readonly string[]
  /** What was first read, for telling a fault that came back from a new one. */
  was: Partial<Metadata>
  /** Where each of them was read. */
  evidence: Partial<Record<MetadataField, Evidence>>
  /** Instants of the corrections, oldest first. */
  corrected: readonly string[]
}

/**
 * Turns the corrections of one document into a test case; the last correction of a field stands, the first reading is
 * kept. `null` where nothing was corrected.
 */
export function toTestCase(corrections: readonly Correction[], source: 'text' | 'ocr'): TestCase | null {
  const ordered = corrections.toSorted((a, b) => a.at.localeCompare(b.at))
  const [first] = ordered
  if (!first) return null
  const truth: Record<string, unknown> = {}
  const was: Record<string, unknown> = {}
  const evidence: Partial<Record<MetadataField, Evidence>> = {}
  for (const { field, read, corrected, evidence: where } of ordered) {
    truth[field] = corrected
    if (field in was) continue
    was[field] = read
    if (where) evidence[field] = where
  }
  if ('signers' in truth) truth.signer = (truth.signers as Metadata['signers'] | null)?.[0]?.name ?? null
  const id = first.sha256.slice(0, 16)
  return {
    id,
    sha256: first.sha256,
    text: `text/${id}.txt`,
    text_kind: source === 'ocr' ? 'pdf-scan' : 'pdf',
    truth: truth as TestCase['truth'],
    given: Object.keys(truth).sort(),
    was: was as Partial<Metadata>,
    evidence,
    corrected: ordered.map((correction) => correction.at),
  }
}
