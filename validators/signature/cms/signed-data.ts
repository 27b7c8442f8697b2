/** CMS SignedData (RFC 5652 §5) read from BER or DER into plain parts; nothing is judged here. */
import { Asn1Error, children, context, type Element, inside, readElement, sequence, set, TAG } from '../asn1/element.ts'
import { hex, integerHex, joinPieces, octetString, oid } from '../asn1/values.ts'
import { nameKey, readName } from '../certificate/name.ts'
import { LIMITS } from '../limits.ts'
import { type Attribute, readAttributes } from './attributes.ts'

const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** id-ri-ocsp-response (RFC 5940): an OCSPResponse among the CRLs. */
const OCSP_RESPONSE_INFO = '1.3.6.1.5.5.7.16.2'

export interface SignedData {
  contentType: string
  /** The encapsulated content, `null` when absent. */
  embedded: Uint8Array | null
  certificates: readonly Uint8Array[]
  crls: readonly Uint8Array[]
  ocsps: readonly Uint8Array[]
  signerInfos: readonly SignerInfo[]
  /** SignerInfos beyond the limit, not read. */
  signersLeftOut: number
  /** The certificates field's and crls field's members as found, for archive time-stamps. */
  certificateElements: readonly Element[]
  crlElements: readonly Element[]
  /** Octets after the CMS that are not padding. */
  trailing: number
}

export type SignerId = { kind: 'issuer-serial'; issuerKey: string; serial: string } | { kind: 'key-id'; keyId: string }

export interface SignerInfo {
  id: SignerId
  digestAlgorithm: Element
  /** `null` when there are none: the signature is over the content itself. */
  signedAttributes: { attributes: readonly Attribute[]; element: Element } | null
  signatureAlgorithm: Element
  signature: Uint8Array
  unsignedAttributes: readonly Attribute[]
  /** The fields as found, for archive time-stamps. */
  fields: readonly Element[]
}

/** Reads a ContentInfo that holds SignedData. @throws Asn1Error */
export function readSignedData(bytes: Uint8Array): SignedData {
  const outer = readElement(bytes)
  const [type, wrapped] = sequence(outer)
  if (oid(type) !== SIGNED_DATA || wrapped === undefined) throw new Asn1Error('not SignedData')
  const [, , contentInfo, ...rest] = sequence(inside(wrapped))
  const [contentType, content] = sequence(contentInfo)
  const certificatesField = rest.find((field) => field.tag === context(0))
  const crlsField = rest.find((field) => field.tag === context(1))
  const signers = set(rest.find((field) => field.tag === TAG.set))
  const certificateElements = certificatesField === undefined ? [] : children(certificatesField)
  const crlElements = crlsField === undefined ? [] : children(crlsField)
  return {
    contentType: oid(contentType),
    embedded: content === undefined ? null : contentOctets(inside(content)),
    certificates: certificateElements.filter(isSequence).map((element) => element.bytes),
    crls: crlElements.filter(isSequence).map((element) => element.bytes),
    ocsps: crlElements.flatMap(ocspOf),
    signerInfos: signers.slice(0, LIMITS.signers).map(readSignerInfo),
    signersLeftOut: Math.max(0, signers.length - LIMITS.signers),
    certificateElements,
    crlElements,
    trailing: trailingOctets(bytes, outer.bytes.length),
  }
}

const isSequence = (element: Element): boolean => element.tag === TAG.sequence

/** The content octets that are digested: of an OCTET STRING its value, of PKCS#7 v1.5's other types their content. */
function contentOctets(element: Element): Uint8Array {
  return element.tag === TAG.octetString ? joinPieces(element) : element.content
}

function ocspOf(element: Element): Uint8Array[] {
  if (element.tag !== context(1)) return []
  const [format, value] = children(element)
  return value !== undefined && oid(format) === OCSP_RESPONSE_INFO ? [value.bytes] : []
}

/** PDF pads `/Contents` with zeros, some programs with spaces or line ends. */
function trailingOctets(bytes: Uint8Array, end: number): number {
  let last = bytes.length
  while (
    last > end &&
    (bytes[last - 1] === 0 || bytes[last - 1] === 0x20 || bytes[last - 1] === 0x0a || bytes[last - 1] === 0x0d)
  )
    last--
  return last - end
}

/** Reads one SignerInfo; a counter-signature is one too. @throws Asn1Error */
export function readSignerInfo(element: Element): SignerInfo {
  const fields = sequence(element)
  const [, sid, digestAlgorithm, ...rest] = fields
  const attributesField = rest[0]?.tag === context(0) ? rest.shift() : undefined
  const [signatureAlgorithm, signature, unsigned] = rest
  if (sid === undefined || digestAlgorithm === undefined || signatureAlgorithm === undefined) {
    throw new Asn1Error('SignerInfo ends early')
  }
  return {
    id: readSignerId(sid),
    digestAlgorithm,
    signedAttributes:
      attributesField === undefined
        ? null
        : { attributes: readAttributes(children(attributesField)), element: attributesField },
    signatureAlgorithm,
    signature: octetString(signature),
    unsignedAttributes: unsigned?.tag === context(1) ? readAttributes(children(unsigned)) : [],
    fields,
  }
}

function readSignerId(element: Element): SignerId {
  if (element.tag === context(0)) return { kind: 'key-id', keyId: hex(joinPieces(element)) }
  const [issuer, serial] = sequence(element)
  if (issuer === undefined) throw new Asn1Error('signer without issuer')
  return { kind: 'issuer-serial', issuerKey: nameKey(readName(issuer)), serial: integerHex(serial) }
}
