import type { Evidence, Metadata, MetadataField } from './metadata.ts'

/**
 * What a clerk put right, kept with what the machine had read and where, so that it can become a test case. Pure data:
 * the desk records it, the storage keeps it, `toTestCase` exports it.
 */
export interface Correction {
  field: MetadataField
  /** As extracted; `null` where nothing had been found. */
  read: Metadata[MetadataField]
  /** As the clerk left it. */
  corrected: Metadata[MetadataField]
  evidence: Evidence | null
  /** Hash of the file, lower-case hexadecimal SHA-256. */
  sha256: string
  /** ISO 8601 instant. */
  at: string
}

/** A document as a test wants it: its text, and what must be read from it. */
export interface TestCase {
  id: string
  text: string
  /** Corrected fields only: a field a clerk passed over in silence proves nothing. */
  truth: Partial<Metadata>
  /** What used to be read, for telling a fault that came back from a new one. */
  was: Partial<Metadata>
  /** Dates of the corrections, oldest first. */
  corrected: readonly string[]
}

/**
 * Turns a document's corrections into one test case in the shape of the bench's records; the last correction of a field
 * stands. `null` where nothing was corrected.
 * @param text The document's text, pages parted by form feeds, as `congbao extract` reads `.txt`.
 */
export function toTestCase(text: string, corrections: readonly Correction[]): TestCase | null {
  const ordered = corrections.toSorted((a, b) => a.at.localeCompare(b.at))
  const [first] = ordered
  if (!first) return null
  const truth: Partial<Record<MetadataField, unknown>> = {}
  const was: Partial<Record<MetadataField, unknown>> = {}
  for (const { field, read, corrected } of ordered) {
    truth[field] = corrected
    if (!(field in was)) was[field] = read
  }
  return {
    id: first.sha256.slice(0, 16),
    text,
    truth: truth as Partial<Metadata>,
    was: was as Partial<Metadata>,
    corrected: ordered.map((correction) => correction.at),
  }
}

/** The corrections that a clerk's edit amounts to: fields whose value is no longer what was read. */
export function correctionsOf(
  read: { metadata: Metadata; evidence: Partial<Record<MetadataField, Evidence>> },
  edited: Partial<Metadata>,
  where: { sha256: string; at: string },
): Correction[] {
  return (Object.keys(edited) as MetadataField[])
    .filter((field) => JSON.stringify(edited[field]) !== JSON.stringify(read.metadata[field]))
    .map((field) => ({
      field,
      read: read.metadata[field],
      corrected: edited[field] ?? null,
      evidence: read.evidence[field] ?? null,
      ...where,
    }))
}
