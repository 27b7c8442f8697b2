/** DER encoding of the little that validation must write itself: signed attributes, OCSP requests, hash indexes. */
import { LIMITS } from '../limits.ts'
import { Asn1Error, children, type Element, TAG } from './element.ts'
import { joinPieces } from './values.ts'

/** One DER element. `identifier` is the whole identifier octet (`0x30` SEQUENCE, `0x31` SET). */
export function encode(identifier: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([header(identifier, length), ...contents])
}

function header(identifier: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(identifier, length)
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Uint8Array.of(identifier, 0x80 | octets.length, ...octets)
}

/** A dotted object identifier as a DER element. */
export function encodeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const octets: number[] = []
  for (const arc of [first * 40 + second, ...rest]) {
    const digits: number[] = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left & 0x7f) | 0x80)
    octets.push(...digits)
  }
  return encode(TAG.oid, Uint8Array.from(octets))
}

/**
 * The DER form of an element read from BER: definite shortest lengths, joined octet strings. Members of universal SETs
 * are sorted as DER wants (X.690 §11.6). @throws Asn1Error
 */
export function toDer(element: Element, depth = 0): Uint8Array {
  if (depth > LIMITS.asn1Depth) throw new Asn1Error('nested too deep')
  const string = element.tag === TAG.octetString
  if (!element.constructed) return encode(element.tag, element.content)
  if (string) return encode(element.tag, joinPieces(element))
  const parts = children(element).map((child) => toDer(child, depth + 1))
  if (element.tag === TAG.set) parts.sort(Buffer.compare)
  return encode(element.tag | 0x20, ...parts)
}

/** A DER `SET OF` with its members sorted, from members already in DER. */
export function encodeSetOf(members: readonly Uint8Array[]): Uint8Array {
  return encode(0x31, ...[...members].sort(Buffer.compare))
}
