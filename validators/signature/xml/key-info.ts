/** ds:KeyInfo: certificates and bare keys it offers (XML-DSig §4.5). A hint where to look, never a proof. */
import { createPublicKey } from 'node:crypto'
import { encode, encodeOid } from '../asn1/encode.ts'
import { decodeBase64 } from './base64.ts'
import type { IdIndex } from './ids.ts'
import { XML_LIMITS } from './limits.ts'
import { NS } from './names.ts'
import { attributeOf, childElement, childElements, textOf, type XmlElement } from './tree.ts'

export interface OfferedKeys {
  /** DER certificates in the order written. */
  certificates: readonly Uint8Array[]
  /** DER CRLs. */
  crls: readonly Uint8Array[]
  /** DER SubjectPublicKeyInfo of KeyValue and DEREncodedKeyValue. */
  keys: readonly Uint8Array[]
  /** KeyName texts. */
  names: readonly string[]
  /** RetrievalMethods that point outside the document and were not followed. */
  notFollowed: readonly string[]
}

const NOTHING: OfferedKeys = { certificates: [], crls: [], keys: [], names: [], notFollowed: [] }

/** Everything KeyInfo offers; RetrievalMethod is followed once, inside the document only. */
export function readKeyInfo(keyInfo: XmlElement | null, ids: IdIndex): OfferedKeys {
  if (keyInfo === null) return NOTHING
  const offered = {
    certificates: [] as Uint8Array[],
    crls: [] as Uint8Array[],
    keys: [] as Uint8Array[],
    names: [] as string[],
    notFollowed: [] as string[],
  }
  for (const child of childElements(keyInfo)) {
    const source = child.uri === NS.dsig && child.local === 'RetrievalMethod' ? retrieved(child, ids) : child
    if (source === null) offered.notFollowed.push(attributeOf(child, 'URI') ?? '')
    else read(source, offered)
  }
  return offered
}

function read(
  source: XmlElement,
  offered: { certificates: Uint8Array[]; crls: Uint8Array[]; keys: Uint8Array[]; names: string[] },
): void {
  if (source.uri === NS.dsig && source.local === 'X509Data') {
    for (const child of childElements(source)) {
      if (child.uri !== NS.dsig) continue
      // Some signers paste the PEM file in, its first and last line included.
      const bytes = decodeBase64(textOf(child).replace(/-----[A-Z0-9 ]+-----/g, ''))
      if (bytes === null || bytes.length === 0) continue
      if (child.local === 'X509Certificate') push(offered.certificates, bytes)
      if (child.local === 'X509CRL') push(offered.crls, bytes)
    }
  } else if (source.uri === NS.dsig && source.local === 'KeyValue') {
    const key = readKeyValue(source)
    if (key !== null) push(offered.keys, key)
  } else if (source.uri === NS.dsig11 && source.local === 'DEREncodedKeyValue') {
    const bytes = decodeBase64(textOf(source))
    if (bytes !== null) push(offered.keys, bytes)
  } else if (source.uri === NS.dsig && source.local === 'KeyName') {
    offered.names.push(textOf(source).trim())
  }
}

function push<T>(list: T[], value: T): void {
  if (list.length < XML_LIMITS.embeddedValues) list.push(value)
}

function retrieved(method: XmlElement, ids: IdIndex): XmlElement | null {
  const uri = attributeOf(method, 'URI') ?? ''
  if (!uri.startsWith('#') || childElement(method, NS.dsig, 'Transforms') !== null) return null
  const found = ids.find(uri.slice(1))
  return found.kind === 'found' ? found.element : null
}

const RSA = '1.2.840.113549.1.1.1'
const DSA = '1.2.840.10040.4.1'
const EC = '1.2.840.10045.2.1'

/** A KeyValue as SubjectPublicKeyInfo; `null` when it is none that is known. */
function readKeyValue(keyValue: XmlElement): Uint8Array | null {
  const [value] = childElements(keyValue)
  if (value === undefined) return null
  if (value.uri === NS.dsig && value.local === 'RSAKeyValue') {
    const modulus = integerIn(value, 'Modulus')
    const exponent = integerIn(value, 'Exponent')
    if (modulus === null || exponent === null) return null
    return spki([encodeOid(RSA), encode(0x05)], encode(0x30, modulus, exponent))
  }
  if (value.uri === NS.dsig && value.local === 'DSAKeyValue') {
    const [p, q, g, y] = ['P', 'Q', 'G', 'Y'].map((name) => integerIn(value, name))
    if (p == null || q == null || g == null || y == null) return null
    return spki([encodeOid(DSA), encode(0x30, p, q, g)], y)
  }
  if (value.uri === NS.dsig11 && value.local === 'ECKeyValue') {
    const curve = childElement(value, NS.dsig11, 'NamedCurve')
    const point = childElement(value, NS.dsig11, 'PublicKey')
    const oid = curve === null ? undefined : /^urn:oid:([0-9.]{3,64})$/.exec(attributeOf(curve, 'URI') ?? '')?.[1]
    const bytes = point === null ? null : decodeBase64(textOf(point))
    if (oid === undefined || bytes === null) return null
    return spki([encodeOid(EC), encodeOid(oid)], bytes)
  }
  return null
}

function integerIn(parent: XmlElement, local: string): Uint8Array | null {
  const element = childElement(parent, NS.dsig, local)
  const bytes = element === null ? null : decodeBase64(textOf(element))
  if (bytes === null || bytes.length === 0 || bytes.length * 8 > XML_LIMITS.keyBits) return null
  return encode(0x02, Uint8Array.of(0), bytes)
}

function spki(algorithm: readonly Uint8Array[], key: Uint8Array): Uint8Array {
  const der = encode(0x30, encode(0x30, ...algorithm), encode(0x03, Uint8Array.of(0), key))
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }).export({
      format: 'der',
      type: 'spki',
    })
  } catch {
    return der
  }
}
