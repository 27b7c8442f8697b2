/** An X.509 certificate (RFC 5280) as far as judging signatures needs it, parsed once from DER. */
import { Asn1Error, attempt, context, type Element, inside, readElement, sequence } from '../asn1/element.ts'
import { bitString, integerHex, time } from '../asn1/values.ts'
import type { ValidationMemory } from '../context.ts'
import { type StatedSignature, signatureOfIdentifier } from '../crypto/algorithms.ts'
import { fingerprint } from '../crypto/digest.ts'
import { type KeyOutcome, readPublicKey } from '../crypto/public-key.ts'
import { LIMITS } from '../limits.ts'
import type { SignerIdentity } from '../report.ts'
import { type Extensions, readExtensions } from './extensions.ts'
import { ATTRIBUTE, type DistinguishedName, lastValueOf, nameKey, printName, readName, valuesOf } from './name.ts'

export interface Certificate {
  der: Uint8Array
  /** SHA-256 of the DER, hexadecimal. */
  sha256: string
  /** Serial number, hexadecimal without leading zeros. */
  serial: string
  subject: DistinguishedName
  issuer: DistinguishedName
  /** The DER of the issuer name, as CMS and OCSP hash and compare it. */
  issuerDer: Uint8Array
  subjectDer: Uint8Array
  /** Key for comparing names: the normalised subject / issuer (RFC 5280 §7.1). */
  subjectKey: string
  issuerKey: string
  identity: SignerIdentity
  emails: readonly string[]
  notBefore: Temporal.Instant
  notAfter: Temporal.Instant
  /** DER SubjectPublicKeyInfo. */
  spki: Uint8Array
  /** The public key, read when first asked for. */
  publicKey(): KeyOutcome
  extensions: Extensions
  /** What was signed, by what, and the signature. */
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: StatedSignature
  /** Subject and issuer have one name: self-issued (RFC 5280 §3.2). */
  selfIssued: boolean
}

/** Parses a certificate, or takes it from memory. `null`: not a certificate. */
export function parseCertificate(der: Uint8Array, memory: ValidationMemory | null = null): Certificate | null {
  if (der.length > LIMITS.certificateBytes) return null
  const sha256 = fingerprint(der)
  const known = memory?.certificates.get(sha256)
  if (known !== undefined) return known
  const certificate = attempt(() => read(der, sha256))
  if (certificate !== null && memory !== null) {
    if (memory.certificates.size >= LIMITS.memoryEntries) memory.certificates.clear()
    memory.certificates.set(sha256, certificate)
  }
  return certificate
}

function read(bytes: Uint8Array, sha256: string): Certificate {
  // A copy: a view would keep a whole PDF alive in memory.
  const der = Uint8Array.from(bytes)
  const [tbs, algorithm, signature] = sequence(readElement(der))
  const fields = sequence(tbs)
  if (fields[0]?.tag === context(0)) fields.shift()
  const [serialNumber, , issuerField, validity, subjectField, spki, ...rest] = fields
  const [notBefore, notAfter] = sequence(validity)
  const issuerElement = need(issuerField)
  const subjectElement = need(subjectField)
  const issuer = readName(issuerElement)
  const subject = readName(subjectElement)
  const extensionsField = rest.find((field) => field.tag === context(3))
  const extensions = readExtensions(extensionsField && inside(extensionsField))
  const serial = integerHex(serialNumber)
  const subjectKey = nameKey(subject)
  const issuerKey = nameKey(issuer)
  const spkiDer = need(spki).bytes
  let key: KeyOutcome | null = null
  return {
    der,
    sha256,
    serial,
    subject,
    issuer,
    issuerDer: issuerElement.bytes,
    subjectDer: subjectElement.bytes,
    subjectKey,
    issuerKey,
    identity: identityOf(subject, issuer, serial, extensions),
    emails: emailsOf(subject, extensions),
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    spki: spkiDer,
    publicKey: () => {
      key ??= readPublicKey(spkiDer)
      return key
    },
    extensions,
    tbs: need(tbs).bytes,
    signature: bitString(signature),
    signatureAlgorithm: signatureOfIdentifier(need(algorithm), null),
    selfIssued: subjectKey === issuerKey,
  }
}

function need(element: Element | undefined): Element {
  if (element === undefined) throw new Asn1Error('certificate ends early')
  return element
}

/** Who the certificate names, as the report shows it. */
function identityOf(
  subject: DistinguishedName,
  issuer: DistinguishedName,
  serial: string,
  extensions: Extensions,
): SignerIdentity {
  return {
    commonName: lastValueOf(subject, ATTRIBUTE.commonName),
    organization: lastValueOf(subject, ATTRIBUTE.organization),
    identifier:
      lastValueOf(subject, ATTRIBUTE.uid) ??
      lastValueOf(subject, ATTRIBUTE.organizationIdentifier) ??
      lastValueOf(subject, ATTRIBUTE.serialNumber) ??
      emailsOf(subject, extensions)[0] ??
      null,
    serial,
    issuer: printName(issuer),
  }
}

function emailsOf(subject: DistinguishedName, extensions: Extensions): string[] {
  const alternative = extensions.alternativeNames.flatMap((name) => (name.kind === 'email' ? [name.value] : []))
  const written = [...alternative, ...valuesOf(subject, ATTRIBUTE.email)]
  return [...new Set(written.map((address) => address.trim().toLowerCase()))]
}
