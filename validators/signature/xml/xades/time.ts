/** What the time-stamps of a XAdES signature say about its time and its level (ETSI EN 319 132-1 §6). */

import type { SignerTrust } from '../../certificate/judge-signer.ts'
import { isBefore, moment } from '../../certificate/validate-path.ts'
import { bestTimestamp } from '../../cms/judge-signer-info.ts'
import type { BaselineLevel } from '../../cms/judgement.ts'
import type { ValidationContext } from '../../context.ts'
import { type Finding, finding, isFault } from '../../reasons.ts'
import type { TimestampJudgement } from '../../timestamp/judgement.ts'
import { xmlFinding } from '../reason-list.ts'
import type { JudgedStamp, JudgedStamps } from './judge-timestamps.ts'

/** The best signature time-stamp, for the report. */
export function bestStamp({ stamps }: JudgedStamps): TimestampJudgement | null {
  return bestTimestamp(signatureStamps(stamps))
}

function signatureStamps(stamps: readonly JudgedStamp[]): TimestampJudgement[] {
  return stamps.flatMap(({ kind, judgement }) => (kind === 'signature' && judgement !== null ? [judgement] : []))
}

/**
 * A signature time-stamp of other bytes is a doubt about the file; one that is not trusted merely proves nothing, and
 * neither do later stamps whose surroundings changed.
 */
export function stampFindings({ stamps, skipped }: JudgedStamps): Finding[] {
  const findings = stamps.flatMap(({ kind, name, judgement }): Finding[] => {
    if (judgement === null) return [xmlFinding('XML_TIMESTAMP_NOT_REBUILT', name)]
    if (judgement.proves) return []
    const why = judgement.reasons[0]?.message ?? ''
    if (kind !== 'signature') return [xmlFinding('XML_TIMESTAMP_WRONG', name, why)]
    if (judgement.integrity === 'broken') return judgement.findings.filter(isFault).slice(0, 1)
    const expired = judgement.findings.find(({ code }) => code === 'TIMESTAMP_AUTHORITY_EXPIRED')
    return [expired ?? finding('TIMESTAMP_NOT_TRUSTED', why)]
  })
  return skipped > 0 ? [...findings, finding('TIMESTAMPS_LEFT_OUT', skipped)] : findings
}

/** Whether the claimed time agrees with the proven one, and whether any is proven. */
export function timeFindings(
  claimedTime: Temporal.Instant | null,
  stamps: JudgedStamps,
  trust: SignerTrust | null,
  { policy }: ValidationContext,
): Finding[] {
  const findings: Finding[] = []
  const best = bestStamp(stamps)
  if (claimedTime !== null && best?.time && best.integrity === 'intact') {
    const minutes = Math.round(policy.claimedTimeToleranceHours * 60)
    if (isBefore(best.time.add({ minutes }), claimedTime)) {
      findings.push(finding('CLAIMED_TIME_AFTER_TIMESTAMP', moment(claimedTime), moment(best.time)))
    }
  }
  if (trust?.bestSignatureTime === null) findings.push(finding('TIME_NOT_PROVEN'))
  return findings
}

/** What the signature carries, whether or not we trust it; `null` without a signed reference to the certificate. */
export function levelOf(
  hasReference: boolean,
  { stamps }: JudgedStamps,
  trust: SignerTrust | null,
  revocationValues: number,
): BaselineLevel | null {
  if (!hasReference) return null
  const intact = (kind: JudgedStamp['kind']): boolean =>
    stamps.some((stamp) => stamp.kind === kind && stamp.judgement?.integrity === 'intact')
  const archived = intact('archive')
  if (!archived && !intact('signature')) return 'B-B'
  const hasValues = trust !== null && trust.chain.length > 1 ? trust.revocationInFile : revocationValues > 0
  if (!hasValues) return 'B-T'
  return archived ? 'B-LTA' : 'B-LT'
}
