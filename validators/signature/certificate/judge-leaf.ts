/** Was the signer's certificate alive at that time, and meant for such signatures? */
import { type Finding, finding } from '../reasons.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import type { Certificate } from './certificate.ts'
import { day, isBefore } from './validate-path.ts'

const USAGE = {
  any: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const

/** Purposes that by themselves show a certificate was not issued to sign documents. */
const NOT_FOR_DOCUMENTS: ReadonlySet<string> = new Set([
  USAGE.serverAuth,
  USAGE.codeSigning,
  USAGE.timeStamping,
  USAGE.ocspSigning,
])

/**
 * ETSI EN 319 102-1 §5.2.6, §5.5.4: validity of the leaf at `time`. `proven`: a time-stamp says so; otherwise `time` is
 * the moment of asking and an expired certificate lacks a proof of existence.
 */
export function judgeLeafValidity(
  leaf: Certificate,
  time: Temporal.Instant,
  proven: boolean,
  claimed: Temporal.Instant | null,
): Finding[] {
  if (isBefore(leaf.notAfter, time)) {
    const end = day(leaf.notAfter)
    if (claimed !== null && isBefore(leaf.notAfter, claimed)) {
      return [finding('CERTIFICATE_EXPIRED_BEFORE_SIGNING', end, day(claimed))]
    }
    return [
      proven ? finding('CERTIFICATE_EXPIRED_BEFORE_SIGNING', end, day(time)) : finding('CERTIFICATE_EXPIRED', end),
    ]
  }
  // A signature that exists before its certificate: the claim is not needed to see it.
  return isBefore(time, leaf.notBefore) ? [finding('CERTIFICATE_NOT_YET_VALID', day(leaf.notBefore))] : []
}

/** Key usage and extended key usage (RFC 5280 §4.2.1.3, §4.2.1.12; RFC 3161 §2.3; RFC 8550 §4.4). */
export function judgeLeafUsage(leaf: Certificate, purpose: TrustPurpose): Finding[] {
  const { keyUsage, extendedKeyUsage, extendedKeyUsageCritical, basicConstraints } = leaf.extensions
  const findings: Finding[] = []
  if (keyUsage !== null && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation')) {
    findings.push(finding('CERTIFICATE_KEY_USAGE'))
  }
  if (purpose === 'time-stamping') {
    const alone = extendedKeyUsage?.size === 1 && extendedKeyUsage.has(USAGE.timeStamping)
    if (!alone || !extendedKeyUsageCritical) findings.push(finding('TIMESTAMP_AUTHORITY_KEY_USAGE'))
    return findings
  }
  if (extendedKeyUsage !== null && !extendedKeyUsage.has(USAGE.any)) {
    const fits =
      purpose === 'mail'
        ? extendedKeyUsage.has(USAGE.emailProtection)
        : [...extendedKeyUsage].some((usage) => !NOT_FOR_DOCUMENTS.has(usage))
    if (!fits) findings.push(finding('CERTIFICATE_EXTENDED_KEY_USAGE'))
  }
  if (basicConstraints?.ca === true) findings.push(finding('CERTIFICATE_IS_CA'))
  return findings
}
