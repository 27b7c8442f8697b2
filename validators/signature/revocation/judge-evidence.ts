/** From raw CRLs and OCSP responses to authentic statements about one certificate. */
import { attempt } from '../asn1/element.ts'
import { hex } from '../asn1/values.ts'
import { type Certificate, parseCertificate } from '../certificate/certificate.ts'
import { isSignedBy } from '../certificate/link.ts'
import type { ValidationMemory } from '../context.ts'
import { digest } from '../crypto/digest.ts'
import { LIMITS } from '../limits.ts'
import { type Crl, findRevoked, isOnHold, parseCrl, revokedSince } from './crl.ts'
import { isAbout, keyBits, type OcspResponse, parseOcsp } from './ocsp.ts'
import { CRL_REASON, type Evidence, type EvidenceSource, type Statement } from './status.ts'

export interface Subject {
  certificate: Certificate
  issuer: Certificate
}

/** What the CRLs say; delta CRLs are read on top of the full list they belong to (RFC 5280 §6.3.3). */
export function evidenceOfCrls(
  ders: readonly Uint8Array[],
  subject: Subject,
  source: EvidenceSource,
  memory: ValidationMemory,
): Evidence[] {
  const crls = ders
    .flatMap((der) => {
      const crl = parseCrl(der)
      return crl !== null && isUsable(crl, subject) ? [crl] : []
    })
    .slice(0, LIMITS.revocationCandidates)
    .filter((crl) => isSignedBy(crl, subject.issuer, memory))
  const deltas = crls.filter((crl) => crl.deltaBase !== null)
  return crls
    .filter((crl) => crl.deltaBase === null)
    .flatMap((base) => {
      const delta = newestDelta(base, deltas)
      const statement = attempt(() => statementOf(base, delta, subject.certificate.serial))
      if (statement === null) return []
      const { thisUpdate, nextUpdate } = delta ?? base
      return [{ statement, thisUpdate, nextUpdate, source, keepsExpiredSince: base.keepsExpiredSince }]
    })
}

/** Issuer and scope fit (§6.3.3 (b)); indirect lists are left aside. */
function isUsable(crl: Crl, { certificate, issuer }: Subject): boolean {
  if (crl.issuerKey !== certificate.issuerKey || crl.unknownCritical || crl.scope.partial) return false
  if (issuer.extensions.keyUsage !== null && !issuer.extensions.keyUsage.has('cRLSign')) return false
  const { points } = crl.scope
  // §6.3.3 (b)(2)(i): a list of one distribution point says nothing of certificates that name another.
  if (points !== null && !points.some((point) => certificate.extensions.crlAddresses.includes(point))) return false
  const isAuthority = certificate.extensions.basicConstraints?.ca === true
  return isAuthority ? !crl.scope.onlyUsers : !crl.scope.onlyAuthorities
}

/** §5.2.4: a delta fits when its base number is at most the full list's number, and it is the younger. */
function newestDelta(base: Crl, deltas: readonly Crl[]): Crl | null {
  const fitting = deltas.filter(
    (delta) =>
      base.number !== null &&
      BigInt(`0x${delta.deltaBase ?? '0'}`) <= BigInt(`0x${base.number}`) &&
      BigInt(`0x${delta.number ?? '0'}`) >= BigInt(`0x${base.number}`),
  )
  return fitting.sort((a, b) => Temporal.Instant.compare(b.thisUpdate, a.thisUpdate))[0] ?? null
}

function statementOf(base: Crl, delta: Crl | null, serial: string): Statement {
  const entry = (delta === null ? null : findRevoked(delta, serial)) ?? findRevoked(base, serial)
  if (entry === null || entry.reason === CRL_REASON.removeFromCrl) return { kind: 'good' }
  return { kind: 'revoked', since: revokedSince(entry), onHold: isOnHold(entry) }
}

/** What the OCSP responses say. `nonce`: what was asked, when it was asked online; a response with another is refused. */
export function evidenceOfOcsps(
  ders: readonly Uint8Array[],
  subject: Subject,
  source: EvidenceSource,
  memory: ValidationMemory,
  nonce: string | null = null,
): Evidence[] {
  const candidates = ders.flatMap((der) => {
    const response = parseOcsp(der)
    if (response === null) return []
    if (nonce !== null && response.nonce !== null && response.nonce !== nonce) return []
    const relevant = response.responses.filter((single) => isAbout(single, subject.certificate, subject.issuer))
    return relevant.length === 0 ? [] : [{ response, relevant }]
  })
  return candidates.slice(0, LIMITS.revocationCandidates).flatMap(({ response, relevant }) => {
    if (!isResponderSound(response, subject, memory)) return []
    return relevant.map(({ status, thisUpdate, nextUpdate, archiveCutoff }): Evidence => {
      const statement: Statement =
        status.kind === 'revoked'
          ? { kind: 'revoked', since: status.at, onHold: status.reason === CRL_REASON.certificateHold }
          : status
      return { statement, thisUpdate, nextUpdate, source, keepsExpiredSince: archiveCutoff }
    })
  })
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'

/** RFC 6960 §4.2.2.2: signed by the issuer, or by a responder whom the issuer itself certified for OCSP signing. */
function isResponderSound(response: OcspResponse, { issuer }: Subject, memory: ValidationMemory): boolean {
  if (isResponder(response, issuer) && isSignedBy(response, issuer, memory)) return true
  return response.certificates.some((der) => {
    const delegate = parseCertificate(der, memory)
    return (
      delegate !== null &&
      isResponder(response, delegate) &&
      delegate.extensions.extendedKeyUsage?.has(OCSP_SIGNING) === true &&
      Temporal.Instant.compare(delegate.notBefore, response.producedAt) <= 0 &&
      Temporal.Instant.compare(response.producedAt, delegate.notAfter) <= 0 &&
      delegate.issuerKey === issuer.subjectKey &&
      isSignedBy(delegate, issuer, memory) &&
      isSignedBy(response, delegate, memory)
    )
  })
}

function isResponder({ responder }: OcspResponse, certificate: Certificate): boolean {
  if (responder.kind === 'name') return responder.key === certificate.subjectKey
  return responder.hash === (attempt(() => hex(digest('SHA-1', keyBits(certificate)))) ?? '')
}
