/**
 * Why a signature passed, is in doubt, or failed: a closed list of stable codes, each with the weight it carries, the
 * ETSI EN 319 102-1 sub-indication it leads to, and a Vietnamese sentence for clerks.
 *
 * The indication of a signature is never set by hand: it follows from the heaviest finding (`conclude`), so a signature
 * that did not pass always says why.
 */

import { SIGNATURE_REASONS } from './reason-list.ts'
import type { Indication, Reason } from './report.ts'

/**
 * `failure` → TOTAL_FAILED, `doubt` → INDETERMINATE; `warning` and `remark` change nothing, but a warning must be seen
 * first, before any good news.
 */
export type Weight = 'failure' | 'doubt' | 'warning' | 'remark'

/** Does this stand in the way of passing? */
export function isFault({ weight }: { weight: Weight }): boolean {
  return weight === 'failure' || weight === 'doubt'
}

/** The sub-indications of ETSI EN 319 102-1 V1.3.1 §5.1.3 that this validator uses. */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'REVOKED'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'TRY_LATER'
  | 'NO_POE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'POLICY_PROCESSING_ERROR'
  | 'GENERIC'

export interface ReasonDefinition {
  weight: Weight
  subIndication: SubIndication | null
  /** Vietnamese sentence; `{0}`, `{1}` … are replaced by the details given. */
  sentence: string
}

/** One thing seen while judging, with its weight. `code` and `message` are what the report shows. */
export interface Finding extends Reason {
  weight: Weight
  subIndication: SubIndication | null
}

/**
 * Makes the finding function of one closed list of reasons. Each room (pdf, xml, smime) has its own list beside its
 * code: `export const pdfFinding = findingsOf(PDF_REASONS)`, then `pdfFinding('BYTE_RANGE_BEYOND_FILE', '1200')`.
 */
export function findingsOf<Code extends string>(
  list: Readonly<Record<Code, ReasonDefinition>>,
): (code: Code, ...details: readonly (string | number)[]) => Finding {
  return (code, ...details) => {
    const { weight, subIndication, sentence } = list[code]
    const message = sentence.replace(/\{(\d)\}/g, (_, index) => tame(String(details[Number(index)] ?? '')))
    return { code, message, weight, subIndication }
  }
}

/** Details may come from a hostile file: one short line, no control characters. */
function tame(detail: string): string {
  const line = detail.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > 200 ? `${line.slice(0, 199)}…` : line
}

/** A finding of the list shared by all formats. */
export const finding = findingsOf(SIGNATURE_REASONS)

const RANK: Record<Weight, number> = { failure: 0, doubt: 1, warning: 2, remark: 3 }

export interface Conclusion {
  indication: Indication
  subIndication: SubIndication | null
  /** The most important first, each code and sentence once. */
  reasons: readonly Reason[]
}

/** The indication that follows from what was found; findings of equal weight keep their order. */
export function conclude(findings: readonly Finding[]): Conclusion {
  const sorted = [...findings].sort((a, b) => RANK[a.weight] - RANK[b.weight])
  const heaviest = sorted[0]
  const seen = new Set<string>()
  const reasons: Reason[] = []
  for (const { code, message } of sorted) {
    const key = `${code} ${message}`
    if (seen.has(key)) continue
    seen.add(key)
    reasons.push({ code, message })
  }
  if (heaviest === undefined || !isFault(heaviest)) {
    return { indication: 'TOTAL_PASSED', subIndication: null, reasons }
  }
  return {
    indication: heaviest.weight === 'failure' ? 'TOTAL_FAILED' : 'INDETERMINATE',
    subIndication: heaviest.subIndication,
    reasons,
  }
}
