/**
 * A small strict-on-bounds, tolerant-on-form reader of BER and DER (ITU-T X.690), made for speed: elements are views
 * into the input and children are read only when asked for. Tolerated, because real files hold it: indefinite lengths,
 * lengths longer than needed, constructed strings. Never tolerated: anything beyond its parent's end.
 */
import { LIMITS } from '../limits.ts'

/** The bytes are not ASN.1 or not the structure expected. Caught where bytes enter (`attempt`), never beyond. */
export class Asn1Error extends Error {}

export interface Element {
  /** The identifier octet without the constructed bit: `0x10` SEQUENCE, `0x80 | n` context tag n. */
  tag: number
  constructed: boolean
  /** Header and content (and end-of-contents octets when indefinite). */
  bytes: Uint8Array
  content: Uint8Array
  indefinite: boolean
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  sequence: 0x10,
  set: 0x11,
  numeric: 0x12,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visible: 0x1a,
  universal: 0x1c,
  bmp: 0x1e,
} as const

/** The tag of context-specific `[number]`. */
export const context = (number: number): number => 0x80 | number

/** Runs a parser over outside bytes: what it read, or `null` when they are malformed. Bugs still throw. */
export function attempt<T>(parse: () => T): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof Asn1Error) return null
    throw error
  }
}

/** Reads the one element that starts at `start`; what follows it is left alone. @throws Asn1Error */
export function readElement(bytes: Uint8Array, start = 0, end = bytes.length, depth = 0): Element {
  if (depth > LIMITS.asn1Depth) throw new Asn1Error('nested too deep')
  if (start + 2 > end) throw new Asn1Error('ends inside a header')
  const identifier = bytes[start] as number
  if ((identifier & 0x1f) === 0x1f) throw new Asn1Error('multi-byte tag')
  const tag = identifier & 0xdf
  const constructed = (identifier & 0x20) !== 0
  const first = bytes[start + 1] as number
  let position = start + 2
  if (first < 0x80) return definite(bytes, tag, constructed, start, position, first, end)
  if (first === 0x80) return indefinite(bytes, tag, constructed, start, end, depth)
  const octets = first & 0x7f
  if (octets > 8 || position + octets > end) throw new Asn1Error('length of length')
  let length = 0
  for (let index = 0; index < octets; index++) {
    length = length * 256 + (bytes[position++] as number)
  }
  return definite(bytes, tag, constructed, start, position, length, end)
}

function definite(
  bytes: Uint8Array,
  tag: number,
  constructed: boolean,
  start: number,
  contentStart: number,
  length: number,
  end: number,
): Element {
  if (length > end - contentStart) throw new Asn1Error('longer than what holds it')
  return {
    tag,
    constructed,
    bytes: bytes.subarray(start, contentStart + length),
    content: bytes.subarray(contentStart, contentStart + length),
    indefinite: false,
  }
}

/** X.690 §8.1.3.6: the content ends at two zero octets at the same level. */
function indefinite(
  bytes: Uint8Array,
  tag: number,
  constructed: boolean,
  start: number,
  end: number,
  depth: number,
): Element {
  if (!constructed) throw new Asn1Error('indefinite length of a primitive')
  const contentStart = start + 2
  let position = contentStart
  for (;;) {
    if (position + 2 > end) throw new Asn1Error('no end of contents')
    if (bytes[position] === 0 && bytes[position + 1] === 0) break
    position += readElement(bytes, position, end, depth + 1).bytes.length
  }
  return {
    tag,
    constructed,
    bytes: bytes.subarray(start, position + 2),
    content: bytes.subarray(contentStart, position),
    indefinite: true,
  }
}

/** The elements inside a constructed element. @throws Asn1Error */
export function children(element: Element): Element[] {
  if (!element.constructed) throw new Asn1Error('not constructed')
  const found: Element[] = []
  const { content } = element
  let position = 0
  while (position < content.length) {
    const child = readElement(content, position)
    found.push(child)
    position += child.bytes.length
    if (found.length > LIMITS.asn1Elements) throw new Asn1Error('too many elements')
  }
  return found
}

/** The element must have this tag. @throws Asn1Error */
export function expect(element: Element | undefined, tag: number): Element {
  if (element === undefined) throw new Asn1Error(`missing element ${tag}`)
  if (element.tag !== tag) throw new Asn1Error(`tag ${element.tag} where ${tag} is due`)
  return element
}

/** Children of a SEQUENCE. @throws Asn1Error */
export function sequence(element: Element | undefined): Element[] {
  return children(expect(element, TAG.sequence))
}

/** Children of a SET. @throws Asn1Error */
export function set(element: Element | undefined): Element[] {
  return children(expect(element, TAG.set))
}

/** The single element inside an EXPLICIT tag. @throws Asn1Error */
export function inside(element: Element): Element {
  const [only] = children(element)
  if (only === undefined) throw new Asn1Error('empty explicit tag')
  return only
}
