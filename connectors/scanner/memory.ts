/** What the connector remembers between restarts: one line for each file found, and how far it has come. */
import type { Declined, StoredBytes } from '../intake.ts'

/** A file found whole in the watched folder. */
export interface FoundFile {
  /** Name of the subfolder; `null` for the watched folder itself. */
  scanner: string | null
  fileName: string
  bytes: number
  /** As the folder's machine says, in milliseconds; only compared with itself. */
  modifiedMs: number
}

/** A document of a scan, its bytes stored. */
export interface ScannedDocument extends StoredBytes {
  fileName: string
  sender: string | null
  /** Page numbers in the scan, from 1. */
  pages: readonly number[]
}

export type Judgement =
  | {
      kind: 'documents'
      pages: number
      separators: readonly number[]
      blanks: readonly number[]
      documents: readonly ScannedDocument[]
    }
  | { kind: 'refused'; reason: Declined }

export interface Drop extends FoundFile {
  id: number
  /** The file as found, stored; no hash where it was too large to keep. */
  raw: StoredBytes
  firstSeenAt: Temporal.Instant
  /** Times it was begun, and times its reader broke. They differ when the whole program was killed. */
  tries: number
  failures: number
}

export type JudgedDrop = Drop & { judgement: Judgement }

/** Every call is safe to repeat. Drops come in the order they were found. */
export interface ScannerMemory {
  /** Does the work unless another process is at this folder; then `null`. */
  alone<Result>(work: () => Promise<Result>): Promise<Result | null>
  /** A file that is remembered and not yet moved away is not remembered twice. */
  remember(file: FoundFile, raw: StoredBytes, firstSeenAt: Temporal.Instant, judgement: Judgement | null): Promise<void>
  unjudged(): Promise<Drop[]>
  /** Counts a try of reading it, before it begins. */
  begin(id: number): Promise<void>
  broke(id: number): Promise<void>
  judge(id: number, judgement: Judgement): Promise<void>
  /** Those still lying in the watched folder, judged or not. */
  unmoved(): Promise<(Drop & { judgement: Judgement | null })[]>
  /** @param place where it lies now, below the watched folder; `null` where it had gone by itself */
  moved(id: number, place: string | null, at: Temporal.Instant): Promise<void>
  unregistered(): Promise<JudgedDrop[]>
  registered(id: number, at: Temporal.Instant): Promise<void>
  /** Which drop each of these deliveries came by; those that never came are missing. */
  takenBy(externalIds: readonly string[]): Promise<ReadonlyMap<string, number | null>>
  /** When the newest delivery with a number in the intake register arrived, whatever its door. */
  lastArrival(): Promise<Temporal.Instant | null>
}
