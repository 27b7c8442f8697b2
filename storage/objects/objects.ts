/** Content-addressed bytes: whatever is put in is named by its SHA-256 and never altered. */
import type { ByteStore, StoredBytes } from '../../connectors/intake.ts'

/** Bytes of an object from `first` up to and with `last`, counted from 0. */
export interface ByteRange {
  first: number
  last: number
}

export interface Objects extends ByteStore {
  /** How large it is; `null` where there is none of that name. */
  bytesOf(sha256: string): Promise<number | null>
  /** Piece by piece, the whole or a part of it; whoever stops reading lets go of it. */
  stream(sha256: string, range?: ByteRange): AsyncIterable<Uint8Array>
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
