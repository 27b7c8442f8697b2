/** The bytes of one SignerInfo: content digest, signed attributes, signature value (RFC 5652 §5.4, §5.6). No trust. */
import { attempt, readElement, sequence, set } from '../asn1/element.ts'
import { encodeSetOf, toDer } from '../asn1/encode.ts'
import { octetString, oid, time } from '../asn1/values.ts'
import type { Certificate } from '../certificate/certificate.ts'
import {
  digestOfIdentifier,
  namesSignatureForDigest,
  signatureName,
  signatureOfIdentifier,
} from '../crypto/algorithms.ts'
import type { Content, DigestName } from '../crypto/digest.ts'
import { type SignatureScheme, verifyValue } from '../crypto/verify-value.ts'
import { LIMITS } from '../limits.ts'
import { type Finding, finding } from '../reasons.ts'
import { algorithmProtectionFindings } from './algorithm-protection.ts'
import { ATTRIBUTE_OID, type Attribute, attributesNamed, readAttributes, valuesNamed } from './attributes.ts'
import type { SignerInfo } from './signed-data.ts'

export interface SignerBytes {
  integrity: 'intact' | 'broken'
  findings: readonly Finding[]
  digestAlgorithm: DigestName | null
  /** `null`: not known to this validator. */
  scheme: SignatureScheme | null
  signatureAlgorithm: string | null
  claimedTime: Temporal.Instant | null
  /** The certificate whose key fits; `null` when none of the candidates' does. */
  certificate: Certificate | null
}

export interface SignerBytesQuestion {
  info: SignerInfo
  /** `null`: the signed content was not given. */
  content: Content | null
  /** The type the content-type attribute must name; `null` for counter-signatures, which have none. */
  contentType: string | null
  candidates: readonly Certificate[]
}

/** Judges the bytes of one SignerInfo against each candidate certificate, the first whose key fits wins. */
export function verifySignerBytes({ info, content, contentType, candidates }: SignerBytesQuestion): SignerBytes {
  const findings: Finding[] = []
  const digestAlgorithm = attempt(() => digestOfIdentifier(info.digestAlgorithm))
  const stated = attempt(() => signatureOfIdentifier(info.signatureAlgorithm, digestAlgorithm))
  const attributes = info.signedAttributes?.attributes ?? []
  const claimedTime = readClaimedTime(attributes, findings)
  const broken = (certificate: Certificate | null): SignerBytes => ({
    integrity: 'broken',
    findings,
    digestAlgorithm,
    scheme: stated?.kind === 'known' ? stated.scheme : null,
    signatureAlgorithm: stated?.kind === 'known' ? signatureName(stated.scheme) : (stated?.oid ?? null),
    claimedTime,
    certificate,
  })
  const [firstCandidate] = candidates
  if (stated === null || stated.kind === 'unknown' || digestAlgorithm === null) {
    findings.push(finding('ALGORITHM_UNSUPPORTED', stated?.kind === 'unknown' ? stated.oid : digestOid(info)))
    return broken(firstCandidate ?? null)
  }
  if (content === null) {
    findings.push(finding('CONTENT_MISSING'))
    return broken(firstCandidate ?? null)
  }
  const { scheme } = stated
  const contentStands = checkContent(info, content, contentType, digestAlgorithm, findings)
  const forms = signedForms(info, content)
  let unsupported: string | null = null
  for (const candidate of candidates) {
    const key = candidate.publicKey()
    if (key.kind === 'unsupported') {
      unsupported = key.detail
      continue
    }
    for (const form of forms) {
      for (const tried of alternatives(scheme, digestAlgorithm, stated.statedDigest, info.signature)) {
        const outcome = verifyValue(tried, key.key, form.chunks, info.signature)
        if (outcome.kind === 'unsupported') unsupported = outcome.detail
        if (outcome.kind !== 'verified') continue
        if (form.remark !== null) findings.push(form.remark)
        findings.push(...schemeFindings(tried, digestAlgorithm, stated.statedDigest))
        findings.push(...algorithmProtectionFindings(info))
        if (attempt(() => namesSignatureForDigest(info.digestAlgorithm))) {
          findings.push(finding('DIGEST_MISNAMED', digestAlgorithm))
        }
        const sound = contentStands && !findings.some((one) => one.code === 'EDDSA_DIGEST_FORBIDDEN')
        return {
          ...broken(candidate),
          integrity: sound ? 'intact' : 'broken',
          scheme: tried,
          signatureAlgorithm: signatureName(tried),
        }
      }
    }
  }
  if (candidates.length === 0) findings.push(finding('SIGNER_CERTIFICATE_MISSING'))
  else if (unsupported !== null) findings.push(finding('ALGORITHM_UNSUPPORTED', unsupported))
  else findings.push(finding('SIGNATURE_VALUE_WRONG'))
  return broken(firstCandidate ?? null)
}

function digestOid(info: SignerInfo): string {
  return attempt(() => oid(sequence(info.digestAlgorithm)[0])) ?? '?'
}

/** message-digest and content-type (RFC 5652 §11.1–11.2); signed attributes must hold each once. */
function checkContent(
  info: SignerInfo,
  content: Content,
  contentType: string | null,
  digestAlgorithm: DigestName,
  findings: Finding[],
): boolean {
  if (info.signedAttributes === null) {
    const confused = looksLikeSignedAttributes(content)
    if (confused) findings.push(finding('SIGNED_ATTRIBUTES_AS_CONTENT'))
    return !confused
  }
  const { attributes } = info.signedAttributes
  let stands = true
  const digests = valuesNamed(attributes, ATTRIBUTE_OID.messageDigest)
  if (digests.length !== 1) {
    findings.push(finding(digests.length === 0 ? 'MESSAGE_DIGEST_MISSING' : 'MESSAGE_DIGEST_REPEATED'))
    stands = false
  }
  const stated = digests[0]
  if (stated !== undefined) {
    const expected = attempt(() => octetString(stated))
    if (expected === null || !Buffer.from(content.digest(digestAlgorithm)).equals(expected)) {
      findings.push(finding('CONTENT_CHANGED'))
      stands = false
    }
  }
  if (contentType !== null) {
    const [type] = valuesNamed(attributes, ATTRIBUTE_OID.contentType)
    const written = type === undefined ? null : attempt(() => oid(type))
    if (written === null) findings.push(finding('CONTENT_TYPE_MISSING'))
    else if (written !== contentType) findings.push(finding('CONTENT_TYPE_DIFFERS'))
  }
  return stands
}

/**
 * A signature over signed attributes also fits a CMS without any, whose content is those attributes: the attack of
 * Strenzke (“ForgedAttributes”). Nobody signs such content on purpose.
 */
function looksLikeSignedAttributes({ chunks }: Content): boolean {
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.subarray(0, LIMITS.certificateBytes)))
  if (bytes[0] !== 0x31) return false
  const attributes = attempt(() => readAttributes(set(readElement(bytes)))) ?? []
  return attributes.some(({ oid: type }) => type === ATTRIBUTE_OID.messageDigest)
}

interface SignedForm {
  chunks: readonly Uint8Array[]
  remark: Finding | null
}

/**
 * What may have been signed: the attributes' DER as a SET (RFC 5652 §5.4), or – wrong but common – the attributes in
 * the order and encoding found. Both carry the same attributes, so whichever verifies is safe. Without signed
 * attributes: the content.
 */
function signedForms(info: SignerInfo, content: Content): SignedForm[] {
  if (info.signedAttributes === null) return [{ chunks: content.chunks, remark: null }]
  const { element, attributes } = info.signedAttributes
  const found = Buffer.from(element.bytes)
  found[0] = 0x31
  const der = attempt(() => encodeSetOf(attributes.map((attribute) => toDer(attribute.element))))
  if (der !== null && found.equals(der)) return [{ chunks: [found], remark: null }]
  const forms: SignedForm[] = [{ chunks: [found], remark: finding('SIGNED_ATTRIBUTES_NOT_DER') }]
  if (der !== null) forms.unshift({ chunks: [der], remark: null })
  return forms
}

/**
 * The scheme stated, then what programs wrongly write: a digest other than the one named, and ECDSA values as plain r‖s
 * under an identifier that means a DER SEQUENCE.
 */
function alternatives(
  scheme: SignatureScheme,
  digestAlgorithm: DigestName,
  statedDigest: DigestName | null,
  signature: Uint8Array,
): SignatureScheme[] {
  if (scheme.kind === 'ed25519' || scheme.kind === 'ed448') return [scheme]
  const isDer = attempt(() => sequence(readElement(signature)).length === 2) ?? false
  const written: SignatureScheme =
    (scheme.kind === 'ecdsa' || scheme.kind === 'dsa') && !isDer ? { ...scheme, encoding: 'ieee-p1363' } : scheme
  const contradicts = statedDigest !== null && statedDigest !== digestAlgorithm
  return contradicts ? [written, { ...written, digest: digestAlgorithm }] : [written]
}

function schemeFindings(
  scheme: SignatureScheme,
  digestAlgorithm: DigestName,
  statedDigest: DigestName | null,
): Finding[] {
  const findings: Finding[] = []
  if (scheme.kind === 'ed25519' || scheme.kind === 'ed448') {
    // RFC 8419 §3: SHA-512 for Ed25519, SHAKE256 for Ed448. SHA-1 would carry the whole signature on its collisions.
    const due = scheme.kind === 'ed25519' ? 'SHA-512' : 'SHAKE256'
    if (digestAlgorithm === 'SHA-1' || digestAlgorithm === 'MD5') {
      findings.push(finding('EDDSA_DIGEST_FORBIDDEN', digestAlgorithm))
    } else if (digestAlgorithm !== due) {
      findings.push(finding('EDDSA_DIGEST_UNUSUAL', digestAlgorithm, due))
    }
  }
  if (scheme.kind === 'rsa-pss' && scheme.mgfDigest !== scheme.digest) {
    findings.push(finding('PSS_MGF_DIGEST_DIFFERS', scheme.mgfDigest, scheme.digest))
  }
  if (statedDigest !== null && statedDigest !== digestAlgorithm) {
    findings.push(finding('DIGESTS_DIFFER', digestAlgorithm, statedDigest))
  }
  return findings
}

function readClaimedTime(attributes: readonly Attribute[], findings: Finding[]): Temporal.Instant | null {
  const [value, another] = valuesNamed(attributes, ATTRIBUTE_OID.signingTime)
  if (another !== undefined || attributesNamed(attributes, ATTRIBUTE_OID.signingTime).length > 1) {
    findings.push(finding('SIGNING_TIME_REPEATED'))
  }
  return value === undefined ? null : attempt(() => time(value))
}
