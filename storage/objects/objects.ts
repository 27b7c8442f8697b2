/** Content-addressed bytes: whatever is put in is named by its SHA-256 and never altered. */
import type { ByteStore, StoredBytes } from '../../connectors/intake.ts'

export interface Objects extends ByteStore {
  has(sha256: string): Promise<boolean>
  /** Every object, for backup and for the sanity check. */
  list(): AsyncIterable<StoredBytes>
}

/** The content was larger than the caller allowed; nothing of it was kept. */
export class TooLarge extends Error {
  readonly limitBytes: number
  constructor(limitBytes: number) {
    super(`Content exceeds ${limitBytes} bytes`)
    this.limitBytes = limitBytes
  }
}

/** No object of that name: a reference points at bytes that were never stored, or were lost. */
export class ObjectMissing extends Error {}
