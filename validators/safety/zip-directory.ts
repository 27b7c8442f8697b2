import { inflateRawSync } from 'node:zlib'
import { safetyLimits } from './limits.ts'

/** One member as the archive's directory declares it. */
export interface ZipEntry {
  name: string
  compressedSize: number
  /** As declared; a liar is caught when the member is unpacked. */
  size: number
  encrypted: boolean
  method: number
  headerOffset: number
}

export type ZipFailure = 'not-a-zip' | 'damaged' | 'too-many-entries'

const endOfDirectory = 0x06054b50
const centralHeader = 0x02014b50
const localHeader = 0x04034b50

/** Reads the central directory (APPNOTE 4.3.12, 4.3.16) without unpacking anything. */
export function readZipDirectory(file: Uint8Array): ZipEntry[] | ZipFailure {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const end = findEndOfDirectory(view)
  if (end < 0) return 'not-a-zip'
  const count = view.getUint16(end + 10, true)
  if (count > safetyLimits.archiveEntries) return 'too-many-entries'
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== centralHeader) return 'damaged'
    const nameLength = view.getUint16(at + 28, true)
    const nameEnd = at + 46 + nameLength
    if (nameEnd > view.byteLength) return 'damaged'
    entries.push({
      name: new TextDecoder('utf-8').decode(file.subarray(at + 46, nameEnd)),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      headerOffset: view.getUint32(at + 42, true),
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** Offset of the end-of-directory record, or -1. */
export function findEndOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) === endOfDirectory) return at
  }
  return -1
}

/** Unpacks one member, giving up beyond `maxBytes`. */
export function unpackEntry(file: Uint8Array, entry: ZipEntry, maxBytes: number): Uint8Array | 'too-large' | 'damaged' {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const header = entry.headerOffset
  if (header + 30 > view.byteLength || view.getUint32(header, true) !== localHeader) return 'damaged'
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  const packed = file.subarray(start, start + entry.compressedSize)
  if (packed.length < entry.compressedSize) return 'damaged'
  if (entry.method === 0) return packed.length > maxBytes ? 'too-large' : packed
  if (entry.method !== 8) return 'damaged'
  try {
    return inflateRawSync(packed, { maxOutputLength: maxBytes })
  } catch (cause) {
    return isTooLarge(cause) ? 'too-large' : 'damaged'
  }
}

/** True for zlib's complaint that the output limit was reached. */
export function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
}
