/** Has anything on the path been revoked, and does that matter for a signature of that time? */
import type { CertificatePath } from '../certificate/build-path.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { day, isBefore, label } from '../certificate/validate-path.ts'
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import { type Finding, finding } from '../reasons.ts'
import type { SignatureReport } from '../report.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import type { RevocationVerdict } from './choose-evidence.ts'
import { type FetchBudget, findStatus } from './find-status.ts'

export interface RevocationQuestion {
  path: CertificatePath
  purpose: TrustPurpose
  time: Temporal.Instant
  /** `time` is a proof of existence. */
  proven: boolean
  claimedTime: Temporal.Instant | null
  material: ValidationMaterial
}

export interface RevocationJudgement {
  findings: readonly Finding[]
  /** About the leaf. */
  report: SignatureReport['revocation']
  /** Every certificate's status came with the file. */
  inFile: boolean
}

/** Judges each certificate of the path but the anchor (RFC 5280 §6.3, ETSI EN 319 102-1 §5.2.5, §5.6.2.2). */
export async function judgeRevocation(
  question: RevocationQuestion,
  context: ValidationContext,
  budget: FetchBudget,
): Promise<RevocationJudgement> {
  const { path, time, material } = question
  const findings: Finding[] = []
  let report: SignatureReport['revocation'] = { status: 'unknown', source: null, checkedAt: null }
  let inFile = path.certificates.length > 0
  for (const [index, certificate] of path.certificates.entries()) {
    const issuer = path.certificates[index + 1] ?? path.anchor.certificate
    const subject = { certificate, issuer }
    const answer = await findStatus(subject, time, material, context, budget)
    findings.push(...answer.findings)
    const { verdict } = answer
    if (verdict.kind === 'unknown' || verdict.kind === 'stale') inFile = false
    else if (verdict.evidence.source === 'cache' || verdict.evidence.source === 'online') inFile = false
    if (index === 0) {
      report = reportOf(verdict)
      findings.push(...leafFindings(certificate, verdict, question, context))
    } else {
      findings.push(...authorityFindings(certificate, verdict, question, context))
    }
  }
  return { findings, report, inFile }
}

function reportOf(verdict: RevocationVerdict): SignatureReport['revocation'] {
  if (verdict.kind === 'unknown') return { status: 'unknown', source: null, checkedAt: null }
  const { source, thisUpdate } = verdict.evidence
  const status = verdict.kind === 'good' ? 'good' : verdict.kind === 'stale' ? 'unknown' : 'revoked'
  return { status, source, checkedAt: thisUpdate.toString() }
}

function leafFindings(
  leaf: Certificate,
  verdict: RevocationVerdict,
  question: RevocationQuestion,
  context: ValidationContext,
): Finding[] {
  const { time, proven, claimedTime } = question
  switch (verdict.kind) {
    case 'good':
      return []
    case 'revoked': {
      const since = day(verdict.since)
      // §5.6.2.2 step 3: proven to exist before the revocation.
      if (proven && isBefore(time, verdict.since)) return [finding('CERTIFICATE_REVOKED_LATER', since)]
      // The signer's own word puts it after the revocation, and nothing proves otherwise.
      const selfConfessed = claimedTime !== null && !isBefore(claimedTime, verdict.since)
      return [finding(selfConfessed ? 'CERTIFICATE_REVOKED' : 'CERTIFICATE_REVOKED_NO_POE', since)]
    }
    case 'on-hold':
      if (proven && isBefore(time, verdict.since)) return [finding('CERTIFICATE_REVOKED_LATER', day(verdict.since))]
      return [finding('CERTIFICATE_ON_HOLD', day(verdict.since))]
    default:
      return undecided(leaf, verdict, question, context)
  }
}

function authorityFindings(
  authority: Certificate,
  verdict: RevocationVerdict,
  question: RevocationQuestion,
  context: ValidationContext,
): Finding[] {
  if (verdict.kind === 'good') return []
  if (verdict.kind === 'unknown' || verdict.kind === 'stale') return undecided(authority, verdict, question, context)
  const later = question.proven && isBefore(question.time, verdict.since)
  return [finding(later ? 'CA_REVOKED_LATER' : 'CA_REVOKED', label(authority), day(verdict.since))]
}

function undecided(
  certificate: Certificate,
  verdict: RevocationVerdict & { kind: 'unknown' | 'stale' },
  { purpose }: RevocationQuestion,
  { policy }: ValidationContext,
): Finding[] {
  const weight = purpose === 'time-stamping' ? policy.missingTimestampRevocation : policy.missingRevocation
  const name = label(certificate)
  if (weight === 'remark') return [finding('REVOCATION_UNKNOWN_ACCEPTED', name)]
  if (verdict.kind === 'unknown') return [finding('REVOCATION_UNKNOWN', name)]
  return [finding('REVOCATION_STALE', name, day(verdict.evidence.thisUpdate))]
}
