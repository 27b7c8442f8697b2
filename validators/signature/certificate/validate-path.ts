/** Path validation, RFC 5280 §6.1, at one moment. Signatures of the links were checked while building the path. */
import { digestOfScheme } from '../crypto/algorithms.ts'
import { judgeChainDigest } from '../policy/judge-algorithms.ts'
import type { SignaturePolicy } from '../policy/policy.ts'
import { type Finding, finding } from '../reasons.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import type { CertificatePath } from './build-path.ts'
import type { Certificate } from './certificate.ts'
import { NO_CONSTRAINTS, narrow, satisfiesConstraints } from './name-constraints.ts'
import { applyPolicies, initialPolicyState, policiesStand, preparePolicies, wrapUpPolicies } from './policy-state.ts'

/** What is wrong with the path apart from the leaf's own validity and use, which `judge-leaf.ts` words better. */
export function validatePath(
  path: CertificatePath,
  purpose: TrustPurpose,
  time: Temporal.Instant,
  policy: SignaturePolicy,
): Finding[] {
  const findings = [...anchorFindings(path, purpose, time)]
  const { anchor } = path
  // RFC 5280 counts from the certificate next to the anchor (i = 1) to the target (i = n).
  const certificates = [...path.certificates].reverse()
  const n = certificates.length
  // §6.1.2, with the anchor's own constraints taken as initial ones (RFC 5937).
  let constraints = narrow(NO_CONSTRAINTS, anchor.certificate)
  let policies = initialPolicyState(n)
  let maxPathLength = anchor.certificate.extensions.basicConstraints?.pathLength ?? n
  for (const [index, certificate] of certificates.entries()) {
    const isLast = index === n - 1
    const name = label(certificate)
    // §6.1.3 (a)(2)
    if (!isLast) findings.push(...validityFindings(certificate, time))
    findings.push(...digestFindings(certificate, policy))
    // §6.1.3 (b), (c)
    if ((isLast || !certificate.selfIssued) && !satisfiesConstraints(certificate, constraints)) {
      findings.push(finding('CHAIN_NAME_CONSTRAINT', name))
    }
    // §6.1.3 (d)–(f)
    policies = applyPolicies(policies, certificate, isLast)
    if (!policiesStand(policies)) findings.push(finding('CHAIN_POLICY'))
    // §6.1.4 (o), §6.1.5 (f)
    const [unknown] = certificate.extensions.unknownCritical
    if (unknown !== undefined) findings.push(finding('CHAIN_CRITICAL_EXTENSION', name, unknown))
    if (isLast) break
    // §6.1.4 (a), (b), (h)–(j)
    const prepared = preparePolicies(policies, certificate)
    if (prepared === null) findings.push(finding('CHAIN_POLICY'))
    else policies = prepared
    // §6.1.4 (g)
    constraints = narrow(constraints, certificate)
    // §6.1.4 (k)
    const { basicConstraints, keyUsage } = certificate.extensions
    if (basicConstraints?.ca !== true) findings.push(finding('CHAIN_NOT_A_CA', name))
    // §6.1.4 (l), (m)
    if (!certificate.selfIssued) {
      if (maxPathLength <= 0) findings.push(finding('CHAIN_PATH_LENGTH', issuerLabel(certificates[index - 1], path)))
      maxPathLength--
    }
    maxPathLength = Math.min(maxPathLength, basicConstraints?.pathLength ?? maxPathLength)
    // §6.1.4 (n)
    if (keyUsage !== null && !keyUsage.has('keyCertSign')) findings.push(finding('CHAIN_KEY_USAGE', name))
  }
  // §6.1.5 (a), (b), (g)
  const leaf = certificates.at(-1)
  if (leaf !== undefined && policiesStand(policies) && !policiesStand(wrapUpPolicies(policies, leaf))) {
    findings.push(finding('CHAIN_POLICY'))
  }
  return findings
}

/** Is the anchor meant for this purpose, and was it trusted then? */
function anchorFindings({ anchor }: CertificatePath, purpose: TrustPurpose, time: Temporal.Instant): Finding[] {
  const name = label(anchor.certificate)
  const findings: Finding[] = []
  if (!anchor.purposes.includes(purpose)) findings.push(finding('CHAIN_ANCHOR_PURPOSE', name))
  const from = anchor.from ?? anchor.certificate.notBefore
  const until = anchor.until ?? anchor.certificate.notAfter
  if (isBefore(time, from) || isBefore(until, time)) findings.push(finding('CHAIN_ANCHOR_PERIOD', name))
  return findings
}

function validityFindings(certificate: Certificate, time: Temporal.Instant): Finding[] {
  if (isBefore(certificate.notAfter, time)) {
    return [finding('CHAIN_CERTIFICATE_EXPIRED', label(certificate), day(certificate.notAfter))]
  }
  return isBefore(time, certificate.notBefore) ? [finding('CHAIN_CERTIFICATE_NOT_YET_VALID', label(certificate))] : []
}

function digestFindings(certificate: Certificate, policy: SignaturePolicy): Finding[] {
  const { signatureAlgorithm, notBefore } = certificate
  const digest = signatureAlgorithm.kind === 'known' ? digestOfScheme(signatureAlgorithm.scheme) : null
  return digest === null ? [] : judgeChainDigest(digest, policy, notBefore)
}

function issuerLabel(issuer: Certificate | undefined, path: CertificatePath): string {
  return label(issuer ?? path.anchor.certificate)
}

/** How a reason names a certificate. */
export function label(certificate: Certificate): string {
  return certificate.identity.commonName ?? certificate.identity.organization ?? certificate.serial
}

export function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0
}

/** A day as clerks write it, in Vietnam: `14/08/2048`. */
export function day(instant: Temporal.Instant): string {
  const date = instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  return `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}/${date.year}`
}

/** `14:37:19 ngày 12/04/2024`, in Vietnam. */
export function moment(instant: Temporal.Instant): string {
  const clock = instant.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainTime().toString({ smallestUnit: 'second' })
  return `${clock} ngày ${day(instant)}`
}
