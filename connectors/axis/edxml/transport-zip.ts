/** The transport zip: a zip of exactly one entry that a sender wraps a file in. Bounded, and proven by its CRC. */
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import type { EdxmlLimits } from '../limits.ts'
import type { RefusalCode } from './refusals.ts'
import type { Scratch } from './scratch.ts'

export type ZipFinding =
  | { kind: 'one entry'; name: string; content: AsyncIterable<Uint8Array> }
  /** Several entries, a folder, an encrypted entry: what the sender sent is the zip itself. */
  | { kind: 'archive' }
  | { kind: 'refused'; code: RefusalCode }

/** The zip lied or broke while being unpacked; thrown out of `content`. */
export class ZipFault extends Error {
  readonly code: RefusalCode
  constructor(code: RefusalCode) {
    super(code)
    this.code = code
  }
}

const endRecordBytes = 22
const longestComment = 0xffff
const centralHeaderBytes = 46
const localHeaderBytes = 30
const stored = 0
const deflated = 8

/** APPNOTE.TXT 4.3.16, 4.3.12, 4.3.7: the end record, then the directory, then the entry itself. */
export async function readTransportZip(scratch: Scratch, limits: EdxmlLimits): Promise<ZipFinding> {
  const tailStart = Math.max(0, scratch.bytes() - endRecordBytes - longestComment)
  const tail = await scratch.read(tailStart, endRecordBytes + longestComment)
  const endAt = tail.lastIndexOf('PK\x05\x06', tail.length, 'latin1')
  if (endAt < 0 || endAt + endRecordBytes > tail.length) return { kind: 'refused', code: 'ATTACHMENT_ZIP_BROKEN' }
  if (tail.readUInt16LE(endAt + 10) !== 1) return { kind: 'archive' }
  const directoryBytes = tail.readUInt32LE(endAt + 12)
  const directoryAt = tail.readUInt32LE(endAt + 16)
  const central = await scratch.read(directoryAt, Math.min(directoryBytes, centralHeaderBytes + 2 * longestComment))
  if (central.length < centralHeaderBytes || central.toString('latin1', 0, 4) !== 'PK\x01\x02') {
    return { kind: 'refused', code: 'ATTACHMENT_ZIP_BROKEN' }
  }
  const method = central.readUInt16LE(10)
  const encrypted = (central.readUInt16LE(8) & 1) === 1
  const entry = {
    method,
    crc: central.readUInt32LE(16),
    packed: central.readUInt32LE(20),
    size: central.readUInt32LE(24),
    offset: central.readUInt32LE(42),
  }
  const name = central.toString('utf8', centralHeaderBytes, centralHeaderBytes + central.readUInt16LE(28))
  if (encrypted || name.endsWith('/') || (method !== stored && method !== deflated)) return { kind: 'archive' }
  if (entry.size > limits.maxAttachmentBytes) return { kind: 'refused', code: 'ATTACHMENT_TOO_BIG' }
  if (entry.size > limits.zipRatioFromBytes && entry.size > entry.packed * limits.maxZipRatio) {
    return { kind: 'refused', code: 'ATTACHMENT_ZIP_BOMB' }
  }
  const local = await scratch.read(entry.offset, localHeaderBytes)
  if (local.length < localHeaderBytes || local.toString('latin1', 0, 4) !== 'PK\x03\x04') {
    return { kind: 'refused', code: 'ATTACHMENT_ZIP_BROKEN' }
  }
  const dataAt = entry.offset + localHeaderBytes + local.readUInt16LE(26) + local.readUInt16LE(28)
  return { kind: 'one entry', name, content: unpack(scratch, dataAt, entry) }
}

async function* unpack(
  scratch: Scratch,
  dataAt: number,
  entry: { method: number; crc: number; packed: number; size: number },
): AsyncIterable<Uint8Array> {
  if (dataAt + entry.packed > scratch.bytes()) throw new ZipFault('ATTACHMENT_ZIP_BROKEN')
  const packed = scratch.stream(dataAt, entry.packed)
  let crc = 0
  let bytes = 0
  for await (const chunk of entry.method === deflated ? inflate(packed) : packed) {
    bytes += chunk.byteLength
    // More than the directory promised: the limits above were judged on a lie.
    if (bytes > entry.size) throw new ZipFault('ATTACHMENT_ZIP_BOMB')
    crc = crc32(chunk, crc)
    yield chunk
  }
  if (bytes !== entry.size || crc !== entry.crc) throw new ZipFault('ATTACHMENT_ZIP_BROKEN')
}

async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const inflater = createInflateRaw()
  // An error on either side ends both; it is met below, where the chunks are read.
  pipeline(Readable.from(packed), inflater, () => undefined)
  try {
    for await (const chunk of inflater) yield chunk as Uint8Array
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('Z_')) throw new ZipFault('ATTACHMENT_ZIP_BROKEN')
    throw error
  }
}
