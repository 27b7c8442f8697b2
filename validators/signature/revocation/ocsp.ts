/** OCSP (RFC 6960): responses read, requests written. */
import { attempt, context, type Element, expect, inside, readElement, sequence, TAG } from '../asn1/element.ts'
import { encode, encodeOid } from '../asn1/encode.ts'
import { bitString, hex, integerHex, octetString, oid, time } from '../asn1/values.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { nameKey, readName } from '../certificate/name.ts'
import { digestOfIdentifier, type StatedSignature, signatureOfIdentifier } from '../crypto/algorithms.ts'
import { type DigestName, digest } from '../crypto/digest.ts'
import { LIMITS } from '../limits.ts'

export interface SingleResponse {
  digest: DigestName | null
  issuerNameHash: string
  issuerKeyHash: string
  serial: string
  status: { kind: 'good' } | { kind: 'revoked'; at: Temporal.Instant; reason: number | null } | { kind: 'unknown' }
  thisUpdate: Temporal.Instant
  nextUpdate: Temporal.Instant | null
  archiveCutoff: Temporal.Instant | null
}

export interface OcspResponse {
  responder: { kind: 'name'; key: string } | { kind: 'key'; hash: string }
  producedAt: Temporal.Instant
  responses: readonly SingleResponse[]
  nonce: string | null
  certificates: readonly Uint8Array[]
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: StatedSignature
}

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
const NONCE = '1.3.6.1.5.5.7.48.1.2'
const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6'

const parsed = new WeakMap<Uint8Array, { response: OcspResponse | null }>()

/**
 * Parses an OCSPResponse or a bare BasicOCSPResponse (as CAdES holds it), once for the same array; `null`: not one, or
 * an error status.
 */
export function parseOcsp(der: Uint8Array): OcspResponse | null {
  const known = parsed.get(der)
  if (known !== undefined) return known.response
  const response = readOcsp(der)
  parsed.set(der, { response })
  return response
}

function readOcsp(der: Uint8Array): OcspResponse | null {
  return attempt(() => {
    const outer = readElement(der)
    const fields = sequence(outer)
    if (fields[0]?.tag !== TAG.enumerated) return readBasic(outer)
    const [status, wrapped] = fields
    if (status?.content[0] !== 0 || wrapped === undefined) return null
    const [type, response] = sequence(inside(wrapped))
    return oid(type) === BASIC_RESPONSE ? readBasic(readElement(octetString(response))) : null
  })
}

function readBasic(element: Element): OcspResponse | null {
  const [tbs, algorithm, signature, certificates] = sequence(element)
  if (tbs === undefined || algorithm === undefined) return null
  const fields = sequence(tbs)
  if (fields[0]?.tag === context(0)) fields.shift()
  const [responder, producedAt, responses, extensions] = fields
  if (responder === undefined) return null
  return {
    responder: readResponder(responder),
    producedAt: time(producedAt),
    responses: sequence(responses).slice(0, LIMITS.revocationCandidates).map(readSingle),
    nonce: extensions === undefined ? null : extensionValue(sequence(inside(extensions)), NONCE, nonceHex),
    certificates: certificates === undefined ? [] : sequence(inside(certificates)).map(({ bytes }) => bytes),
    tbs: tbs.bytes,
    signature: bitString(signature),
    signatureAlgorithm: signatureOfIdentifier(algorithm, null),
  }
}

/** The nonce is an OCTET STRING inside the extension's; some servers leave the inner one out. */
function nonceHex(value: Uint8Array): string {
  const inner = attempt(() => octetString(readElement(value)))
  return hex(inner ?? value)
}

function readResponder(element: Element): OcspResponse['responder'] {
  const value = inside(element)
  if (element.tag === context(1)) return { kind: 'name', key: nameKey(readName(value)) }
  return { kind: 'key', hash: hex(octetString(value)) }
}

function readSingle(element: Element): SingleResponse {
  const [certId, status, thisUpdate, ...rest] = sequence(element)
  const [algorithm, nameHash, keyHash, serial] = sequence(certId)
  const nextUpdate = rest.find((field) => field.tag === context(0))
  const extensions = rest.find((field) => field.tag === context(1))
  return {
    digest: algorithm === undefined ? null : digestOfIdentifier(algorithm),
    issuerNameHash: hex(octetString(nameHash)),
    issuerKeyHash: hex(octetString(keyHash)),
    serial: integerHex(serial),
    status: readStatus(status),
    thisUpdate: time(thisUpdate),
    nextUpdate: nextUpdate === undefined ? null : time(inside(nextUpdate)),
    archiveCutoff:
      extensions === undefined
        ? null
        : extensionValue(sequence(inside(extensions)), ARCHIVE_CUTOFF, (value) => time(readElement(value))),
  }
}

function readStatus(element: Element | undefined): SingleResponse['status'] {
  if (element?.tag === context(0)) return { kind: 'good' }
  if (element?.tag !== context(1)) return { kind: 'unknown' }
  const [at, reason] = sequence({ ...element, tag: TAG.sequence })
  return { kind: 'revoked', at: time(at), reason: reason === undefined ? null : (inside(reason).content[0] ?? null) }
}

function extensionValue<T>(extensions: readonly Element[], wanted: string, read: (value: Uint8Array) => T): T | null {
  for (const extension of extensions) {
    const fields = sequence(extension)
    if (oid(fields[0]) === wanted) return attempt(() => read(octetString(fields.at(-1))))
  }
  return null
}

/** Does this response speak of that certificate of that issuer? */
export function isAbout(response: SingleResponse, certificate: Certificate, issuer: Certificate): boolean {
  if (response.serial !== certificate.serial || response.digest === null) return false
  return (
    hex(digest(response.digest, issuer.subjectDer)) === response.issuerNameHash &&
    hex(digest(response.digest, keyBits(issuer))) === response.issuerKeyHash
  )
}

/** The key itself, as OCSP hashes it: the content of the subjectPublicKey BIT STRING. */
export function keyBits(certificate: Certificate): Uint8Array {
  const [, key] = sequence(readElement(certificate.spki))
  return bitString(key)
}

/** A request for one certificate; SHA-1 in CertID is what every responder understands (RFC 5019 §2.1.1). */
export function encodeOcspRequest(certificate: Certificate, issuer: Certificate, nonce: Uint8Array): Uint8Array {
  const algorithm = encode(0x30, encodeOid('1.3.14.3.2.26'), encode(TAG.null))
  const certId = encode(
    0x30,
    algorithm,
    encode(TAG.octetString, digest('SHA-1', issuer.subjectDer)),
    encode(TAG.octetString, digest('SHA-1', keyBits(issuer))),
    serialElement(certificate),
  )
  const nonceExtension = encode(0x30, encodeOid(NONCE), encode(TAG.octetString, encode(TAG.octetString, nonce)))
  const extensions = encode(0xa2, encode(0x30, nonceExtension))
  return encode(0x30, encode(0x30, encode(0x30, encode(0x30, certId)), extensions))
}

function serialElement(certificate: Certificate): Uint8Array {
  const fields = sequence(readElement(certificate.tbs))
  return expect(fields[0]?.tag === context(0) ? fields[1] : fields[0], TAG.integer).bytes
}
