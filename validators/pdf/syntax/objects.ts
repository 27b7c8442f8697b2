/** The values a PDF file is made of (ISO 32000-2 §7.3). */
import { decodeStringToken } from './string-token.ts'

/** A name; the same name is always the same object. */
export class Name {
  readonly value: string
  private constructor(value: string) {
    this.value = value
  }

  private static readonly known = new Map<string, Name>()

  static of(value: string): Name {
    let name = Name.known.get(value)
    if (name === undefined) {
      name = new Name(value)
      // A hostile file must not fill the table of a long-running process.
      if (Name.known.size < 20_000 && value.length < 64) Name.known.set(value, name)
    }
    return name
  }
}

export class Ref {
  readonly num: number
  readonly gen: number
  constructor(num: number, gen: number) {
    this.num = num
    this.gen = gen
  }
}

/** A string, decoded when first asked for: signature `/Contents` of 60 KB are usually only located. */
export class PdfString {
  /** Where the token stands in `source`, delimiters included; `end` is exclusive. */
  readonly start: number
  readonly end: number
  readonly source: Uint8Array
  readonly isHex: boolean
  private decoded: Uint8Array | null = null

  constructor(source: Uint8Array, start: number, end: number, isHex: boolean) {
    this.source = source
    this.start = start
    this.end = end
    this.isHex = isHex
  }

  /** The octets meant, before decryption. */
  get bytes(): Uint8Array {
    this.decoded ??= decodeStringToken(this.source, this.start, this.end, this.isHex)
    return this.decoded
  }
}

export type PdfDict = Map<string, PdfValue>

export class PdfStream {
  readonly dict: PdfDict
  /** As it stands in the file: encoded, and encrypted if the file is. */
  readonly raw: Uint8Array
  constructor(dict: PdfDict, raw: Uint8Array) {
    this.dict = dict
    this.raw = raw
  }
}

export type PdfValue = null | boolean | number | Name | PdfString | PdfValue[] | PdfDict | PdfStream | Ref

export function isName(value: PdfValue | undefined, name?: string): value is Name {
  return value instanceof Name && (name === undefined || value.value === name)
}

/** The dictionary of a value: itself, or that of a stream. */
export function dictOf(value: PdfValue | undefined): PdfDict | null {
  if (value instanceof Map) return value
  return value instanceof PdfStream ? value.dict : null
}
