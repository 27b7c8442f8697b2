/** Values of ASN.1 primitives. */
import { LIMITS } from '../limits.ts'
import { Asn1Error, children, type Element, expect, TAG } from './element.ts'

/** Dotted object identifier. @throws Asn1Error */
export function oid(element: Element | undefined): string {
  const { content } = expect(element, TAG.oid)
  return oidOfContent(content)
}

const knownOids = new Map<string, string>()

export function oidOfContent(content: Uint8Array): string {
  if (content.length === 0 || content.length > 64) throw new Asn1Error('object identifier length')
  const key = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1')
  const known = knownOids.get(key)
  if (known !== undefined) return known
  const dotted = decodeOid(content)
  if (knownOids.size < 2000) knownOids.set(key, dotted)
  return dotted
}

function decodeOid(content: Uint8Array): string {
  const arcs: (number | bigint)[] = []
  let value = 0n
  for (const octet of content) {
    value = (value << 7n) | BigInt(octet & 0x7f)
    if ((octet & 0x80) !== 0) continue
    if (arcs.length === 0) {
      const root = value < 40n ? 0n : value < 80n ? 1n : 2n
      arcs.push(root, value - root * 40n)
    } else {
      arcs.push(value)
    }
    value = 0n
  }
  if (((content.at(-1) ?? 0) & 0x80) !== 0) throw new Asn1Error('object identifier ends inside an arc')
  return arcs.join('.')
}

/** A small non-negative INTEGER (versions, lengths). @throws Asn1Error */
export function smallInteger(element: Element | undefined): number {
  const { content } = expect(element, TAG.integer)
  if (content.length === 0 || content.length > 6) throw new Asn1Error('integer length')
  let value = (content[0] as number) > 127 ? -1 : 0
  for (const octet of content) value = value * 256 + octet
  return value
}

/** An INTEGER's octets in lower-case hexadecimal without leading zeros: serial numbers, nonces. @throws Asn1Error */
export function integerHex(element: Element | undefined): string {
  const { content } = expect(element, TAG.integer)
  return hexWithoutZeros(content)
}

export function hexWithoutZeros(content: Uint8Array): string {
  return hex(content).replace(/^(?:00)+(?=..)/, '')
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
}

export function boolean(element: Element): boolean {
  return expect(element, TAG.boolean).content[0] !== 0
}

/** An OCTET STRING's octets; the pieces of a constructed one are joined (X.690 §8.7). @throws Asn1Error */
export function octetString(element: Element | undefined): Uint8Array {
  if (element === undefined) throw new Asn1Error('missing octet string')
  return expect(element, TAG.octetString).constructed ? joinPieces(element) : element.content
}

/** Joins a constructed string under any (implicit) tag. @throws Asn1Error */
export function joinPieces(element: Element): Uint8Array {
  if (!element.constructed) return element.content
  const pieces: Uint8Array[] = []
  collectPieces(element, pieces, 0)
  return Buffer.concat(pieces)
}

function collectPieces(element: Element, pieces: Uint8Array[], depth: number): void {
  if (depth > 8) throw new Asn1Error('octet string nested too deep')
  for (const piece of children(element)) {
    if (piece.tag !== TAG.octetString) throw new Asn1Error('octet string made of something else')
    if (piece.constructed) collectPieces(piece, pieces, depth + 1)
    else pieces.push(piece.content)
    if (pieces.length > LIMITS.octetStringPieces) throw new Asn1Error('too many pieces')
  }
}

/** A BIT STRING that holds whole octets: signatures, keys. @throws Asn1Error */
export function bitString(element: Element | undefined): Uint8Array {
  const { content, constructed } = expect(element, TAG.bitString)
  if (constructed || content.length === 0) throw new Asn1Error('bit string')
  return content.subarray(1)
}

/** A BIT STRING as named bits: `bits[0]` is the first. @throws Asn1Error */
export function namedBits(element: Element | undefined): boolean[] {
  const octets = bitString(element)
  const bits: boolean[] = []
  for (const octet of octets.subarray(0, 8)) {
    for (let mask = 0x80; mask > 0; mask >>= 1) bits.push((octet & mask) !== 0)
  }
  return bits
}

const STRING_DECODERS: Readonly<Record<number, (content: Uint8Array) => string>> = {
  [TAG.utf8]: utf8,
  [TAG.printable]: utf8,
  [TAG.ia5]: utf8,
  [TAG.numeric]: utf8,
  [TAG.visible]: utf8,
  /** Teletex: written as UTF-8 or Latin-1 by everyone. */
  [TAG.teletex]: utf8,
  [TAG.bmp]: (content) => utf16(content),
  [TAG.universal]: (content) => utf32(content),
}

function utf8(content: Uint8Array): string {
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString('utf8')
  return text.includes('�') ? Buffer.from(content).toString('latin1') : text
}

function utf16(content: Uint8Array): string {
  if (content.length % 2 !== 0) return utf8(content)
  return Buffer.from(content).swap16().toString('utf16le')
}

function utf32(content: Uint8Array): string {
  let text = ''
  for (let index = 0; index + 3 < content.length; index += 4) {
    const point = ((content[index + 1] ?? 0) << 16) | ((content[index + 2] ?? 0) << 8) | (content[index + 3] ?? 0)
    if ((content[index] ?? 0) === 0 && point <= 0x10ffff) text += String.fromCodePoint(point)
  }
  return text
}

/** The text of any ASN.1 string type, `null` for other types. */
export function text(element: Element): string | null {
  const decode = STRING_DECODERS[element.tag]
  if (decode === undefined || element.constructed) return null
  return decode(element.content)
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,](\d{1,9})\d*)?(Z|[+-]\d{4})?$/

/** UTCTime or GeneralizedTime; seconds and fractions may be left out (BER), no zone means UTC. @throws Asn1Error */
export function time(element: Element | undefined): Temporal.Instant {
  if (element === undefined) throw new Asn1Error('missing time')
  const written = Buffer.from(element.content).toString('latin1')
  if (element.tag === TAG.utcTime) {
    const match = UTC_TIME.exec(written)
    if (match === null) throw new Asn1Error('UTCTime')
    const [, yy = '', month, day, hour, minute, second = '00', zone = 'Z'] = match
    const year = Number(yy) < 50 ? `20${yy}` : `19${yy}`
    return instant(`${year}-${month}-${day}T${hour}:${minute}:${second}`, zone)
  }
  if (element.tag === TAG.generalizedTime) {
    const match = GENERALIZED_TIME.exec(written)
    if (match === null) throw new Asn1Error('GeneralizedTime')
    const [, year, month, day, hour, minute = '00', second = '00', fraction = '0', zone = 'Z'] = match
    return instant(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}`, zone)
  }
  throw new Asn1Error('not a time')
}

function instant(local: string, zone: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(local + (zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`))
  } catch {
    throw new Asn1Error('no such moment')
  }
}
