/** The verdict over a file, from its signatures: rules shared by all formats. */
import { type FileVerdict, isDocumentTimestamp, type Reason, type SignatureReport } from './report.ts'

/** What the verifier of one format says of one file; `verifyFile` adds name and hash. */
export interface FormatJudgement {
  verdict: FileVerdict
  signatures: readonly SignatureReport[]
  /** Set when the file could not be judged at all. */
  error: Reason | null
}

/**
 * A document time-stamp beside signatures matters only when it is broken: one whose authority is unknown here proves
 * nothing, and takes nothing away from those who signed.
 *
 * `failed` when any signature failed or something forbidden followed one; else `indeterminate` when any is in doubt or
 * its coverage is unclear; `passed` only when all passed; `unsigned` without any. A signature of the past that a later
 * one re-signed still counts: every signature shown must stand.
 */
export function fileVerdict(signatures: readonly SignatureReport[]): FileVerdict {
  if (signatures.length === 0) return 'unsigned'
  if (signatures.some(isRefused)) return 'failed'
  const signers = signatures.filter((signature) => !isDocumentTimestamp(signature))
  const matter = signatures.filter((signature) => signers.length === 0 || !isMereTime(signature))
  return matter.every(isAccepted) ? 'passed' : 'indeterminate'
}

/** A broken signature that could not be checked at all (content missing) is in doubt, not refused: its indication says so. */
function isRefused({ indication, laterChanges }: SignatureReport): boolean {
  return indication === 'TOTAL_FAILED' || laterChanges === 'forbidden'
}

function isMereTime(signature: SignatureReport): boolean {
  return isDocumentTimestamp(signature) && signature.integrity === 'intact' && signature.coverage !== 'unclear'
}

function isAccepted({ indication, integrity, coverage }: SignatureReport): boolean {
  return indication === 'TOTAL_PASSED' && integrity === 'intact' && coverage !== 'unclear'
}
