/**
 * The life of a document: its states, what is known of it in each, and the only moves allowed between them.
 * PostgreSQL holds the truth; these types make a wrong move impossible to write.
 */
import type { Channel, Envelope } from '../connectors/intake.ts'
import type { MetadataReport } from '../validators/metadata/metadata.ts'
import type { FileReport } from '../validators/signature/report.ts'
import type { Remark } from '../validators/text/read-document.ts'
import type { Deadline } from './deadlines/deadline.ts'

/** Every move the lifecycle allows; whatever is not here is illegal. */
export const transitions = {
  received: ['inspected', 'quarantined', 'rejected', 'failed'],
  inspected: ['read', 'quarantined', 'rejected', 'failed'],
  read: ['verified', 'failed'],
  verified: ['described', 'failed'],
  /**
   * Judged only once everything is known of it, so that a refusal can name the document. From here on `withdrawn` is for
   * one that the public sees in an earlier version: it can be taken down at once, wherever its next version stands.
   */
  described: ['awaiting-review', 'approved', 'quarantined', 'rejected', 'failed'],
  'awaiting-review': ['approved', 'rejected', 'quarantined', 'withdrawn'],
  approved: ['published', 'failed', 'withdrawn'],
  /** Back to review when what was read of it has changed; the public goes on seeing the version approved before. */
  published: ['withdrawn', 'awaiting-review'],
  /** The tombstone stays; an editor may bring the document back to review. */
  withdrawn: ['awaiting-review'],
  /** An editor may, on record, overrule a refusal. */
  quarantined: ['received', 'awaiting-review', 'rejected', 'withdrawn'],
  rejected: ['received', 'awaiting-review', 'withdrawn'],
  failed: ['received', 'inspected', 'read', 'verified', 'described', 'approved', 'rejected', 'withdrawn'],
} as const

export type DocumentState = keyof typeof transitions
export type NextState<S extends DocumentState> = (typeof transitions)[S][number]

export const documentStates = Object.keys(transitions) as readonly DocumentState[]

/** States in which a stage has work to do; in all others the document rests until a person acts. */
export const statesWithWork = ['received', 'inspected', 'read', 'verified', 'described', 'approved'] as const
export type StateWithWork = (typeof statesWithWork)[number]

/** What inspection found out about the bytes. */
export interface Inspection {
  /** `pdf`, `docx`, `doc`, `png`, … by the bytes, not by the name. */
  fileType: string
  mediaType: string
  pages: number | null
  warnings: readonly Remark[]
}

/** What reading gave: the text itself rests in the object store, gzipped JSON of a `ReadDocument`. */
export interface Reading {
  pages: number
  textSource: 'text' | 'ocr' | 'mixed' | 'none'
  textObject: string
  /** A copy of a scan with a layer of letters under its pictures, for searching and copying; the original stays as received. */
  searchableObject?: string | null
  warnings: readonly Remark[]
}

/** What the stages have recorded so far; a stage may rely on what the earlier ones wrote. */
export interface Findings {
  inspection: Inspection | null
  reading: Reading | null
  signature: FileReport | null
  description: MetadataReport | null
  deadline: Deadline | null
}

/** Why a document rests where it rests: a stable code, a sentence for the clerk. */
export type StateReason = Remark

export interface Document extends Findings {
  id: string
  state: DocumentState
  /** SHA-256 of the file as received; its bytes are never altered. */
  sha256: string
  bytes: number
  fileName: string
  channel: Channel
  envelope: Envelope | null
  receivedAt: Temporal.Instant
  /** When anything of it was last changed: names the version that somebody looked at. */
  updatedAt: Temporal.Instant
  reason: StateReason | null
  slug: string | null
}

/** What a stage decided: the move and what it found. */
export interface StageOutcome<S extends DocumentState> {
  to: NextState<S>
  reason: StateReason | null
  findings: Partial<Findings>
  /** Fields for the journal entry. */
  journal: Readonly<Record<string, unknown>>
}
