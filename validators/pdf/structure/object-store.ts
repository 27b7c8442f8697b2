/** All objects of one file by the place they stand at, each read once however many revisions show it. */
import { type DecodeBudget, decodeStream, freshBudget } from '../filters/decode-stream.ts'
import { STRUCTURE_LIMITS } from '../limits.ts'
import { type PdfDict, PdfStream, type PdfValue, type Ref } from '../syntax/objects.ts'
import { Parser } from '../syntax/parser.ts'
import { readIndirectObject } from './indirect-object.ts'
import { readXrefSection, type XrefBudget, type XrefSection } from './xref-section.ts'

/**
 * Where an object truly stands, in one number: positive: byte offset; negative: in the object stream at an offset
 * (`compressedPlace`); 0: nowhere. Unlike a cross-reference entry it does not change meaning when a later revision
 * replaces the object stream.
 */
export type Place = number

const INDEX_SPAN = 1 << 16

export function compressedPlace(streamOffset: number, index: number): Place {
  return -(streamOffset * INDEX_SPAN + index) - 1
}

/** Turns the strings and streams of an encrypted file into plain ones. */
export interface Decryptor {
  /** `null` when the octets cannot be decrypted. */
  string(data: Uint8Array, num: number, gen: number): Uint8Array | null
  stream(data: Uint8Array, dict: PdfDict, num: number, gen: number): Uint8Array | null
}

/** What is left of a limit that several pieces of work share. */
export interface WorkBudget {
  remaining: number
}

export interface StoredObject {
  num: number
  gen: number
  value: PdfValue
  /** Strings inside are not encrypted by themselves: the object stream is. */
  compressed: boolean
}

/** A decoded object stream: the numbers in its head and where each object begins. */
export interface ObjectStream {
  data: Buffer
  numbers: number[]
  offsets: number[]
  /** Where a number first stands. */
  positions: ReadonlyMap<number, number>
}

const PARSE_ALLOWANCE = 64 * 1024 * 1024

export class ObjectStore {
  readonly bytes: Buffer
  readonly decodeBudget: DecodeBudget = freshBudget()
  /** Nodes that comparisons of revisions may still visit. */
  readonly compareBudget: WorkBudget = { remaining: STRUCTURE_LIMITS.comparedNodes }
  private readonly xrefBudget: XrefBudget = { entries: 0 }
  /** Set once the encryption dictionary was understood. */
  decryptor: Decryptor | null = null
  /** Work left: overlapping objects of a hostile file may not be read for ever. */
  private parseBudget: number
  overBudget = false
  private readonly objects = new Map<Place, StoredObject | null>()
  private readonly streams = new Map<number, ObjectStream | null>()
  private readonly sections = new Map<string, XrefSection | null>()

  constructor(bytes: Buffer) {
    this.bytes = bytes
    this.parseBudget = 16 * bytes.length + PARSE_ALLOWANCE
  }

  /** The cross-reference section at a byte offset, `null` when there is none; views of one chain share sections. */
  section(offset: number, origin: number): XrefSection | null {
    const key = `${offset}/${origin}`
    let section = this.sections.get(key)
    if (section === undefined) {
      section = readXrefSection(this.bytes, offset, this.bytes.length, origin, this.decodeBudget, this.xrefBudget)
      this.sections.set(key, section)
    }
    return section
  }

  /** The object at a byte offset, `null` where none begins. */
  at(offset: number, lengthOf: (ref: Ref) => PdfValue): StoredObject | null {
    const known = this.objects.get(offset)
    if (known !== undefined) return known
    let stored: StoredObject | null = null
    if (offset > 0 && offset < this.bytes.length && this.parseBudget > 0) {
      // Marked first: a /Length that refers to its own stream finds nothing here.
      this.objects.set(offset, null)
      const object = readIndirectObject(this.bytes, offset, this.bytes.length, lengthOf)
      if (object !== null) {
        this.parseBudget -= object.end - offset
        stored = { num: object.num, gen: object.gen, value: object.value, compressed: false }
      }
    }
    if (this.parseBudget <= 0) this.overBudget = true
    this.objects.set(offset, stored)
    return stored
  }

  /** The object `num` in the object stream at a byte offset; `index` is a hint, the number in its head decides. */
  inside(
    streamOffset: number,
    index: number,
    num: number,
    resolve: (value: PdfValue | undefined) => PdfValue,
  ): StoredObject | null {
    const stream = this.objectStream(streamOffset, resolve)
    if (stream === null) return null
    // By where it truly stands: another view may give the same hint for another number.
    const at = stream.numbers[index] === num ? index : stream.positions.get(num)
    const offset = at === undefined ? undefined : stream.offsets[at]
    if (at === undefined || offset === undefined) return null
    const place = compressedPlace(streamOffset, at)
    const known = this.objects.get(place)
    if (known !== undefined) return known
    const stored = { num, gen: 0, value: new Parser(stream.data, offset).readValue(), compressed: true }
    this.objects.set(place, stored)
    return stored
  }

  /** The object stream at a byte offset, `null` when there is none that can be decoded. */
  objectStream(offset: number, resolve: (value: PdfValue | undefined) => PdfValue): ObjectStream | null {
    const known = this.streams.get(offset)
    if (known !== undefined) return known
    this.streams.set(offset, null)
    const stream = this.readObjectStream(offset, resolve)
    this.streams.set(offset, stream)
    return stream
  }

  private readObjectStream(offset: number, resolve: (value: PdfValue | undefined) => PdfValue): ObjectStream | null {
    const object = this.at(offset, (ref) => resolve(ref))
    if (object === null || !(object.value instanceof PdfStream)) return null
    const data = this.decode(object, resolve)
    const count = resolve(object.value.dict.get('N'))
    const first = resolve(object.value.dict.get('First'))
    if (data === null || typeof count !== 'number' || typeof first !== 'number') return null
    const buffer = Buffer.from(data.buffer, data.byteOffset, data.length)
    const parser = new Parser(buffer, 0, Math.min(first, buffer.length))
    const numbers: number[] = []
    const offsets: number[] = []
    for (let i = 0; i < count && i < INDEX_SPAN; i += 1) {
      const num = parser.takeInteger()
      const at = parser.takeInteger()
      if (num === null || at === null) break
      numbers.push(num)
      offsets.push(first + at)
    }
    const positions = new Map<number, number>()
    for (const [index, num] of numbers.entries()) if (!positions.has(num)) positions.set(num, index)
    return { data: buffer, numbers, offsets, positions }
  }

  /** The decrypted and decoded octets of a stream object, `null` when they cannot be had. */
  decode(object: StoredObject, resolve: (value: PdfValue | undefined) => PdfValue, limit?: number): Uint8Array | null {
    if (!(object.value instanceof PdfStream)) return null
    const { dict, raw } = object.value
    const plain =
      this.decryptor === null || object.compressed ? raw : this.decryptor.stream(raw, dict, object.num, object.gen)
    return plain === null ? null : decodeStream(dict, plain, resolve, this.decodeBudget, limit)
  }
}
