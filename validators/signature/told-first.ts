/** What a person must know of a file before anything else, the weightiest first. */
import { PDF_REASONS } from './pdf/reason-list.ts'
import { SIGNATURE_REASONS } from './reason-list.ts'
import type { FileReport, Reason, SignatureReport } from './report.ts'

const WARNINGS: ReadonlySet<string> = new Set(
  Object.entries({ ...SIGNATURE_REASONS, ...PDF_REASONS }).flatMap(([code, { weight }]) =>
    weight === 'warning' ? [code] : [],
  ),
)

/**
 * Why the file could not be judged; then, of each signature that failed, and of each left open, the weightiest reason;
 * then warnings about what passed. Each sentence once; empty when there is nothing but good news. A remark on a sound
 * first signature never stands for the fault of the second.
 */
export function toldFirst({ error, signatures }: Pick<FileReport, 'error' | 'signatures'>): Reason[] {
  const byRank = signatures.toSorted((a, b) => rank(a) - rank(b))
  const told = byRank.flatMap((signature) => {
    const [first] = signature.reasons
    const isTold = first !== undefined && (rank(signature) < PASSED || WARNINGS.has(first.code))
    return isTold ? [first] : []
  })
  const all = error === null ? told : [error, ...told]
  return all.filter(({ message }, index) => all.findIndex((other) => other.message === message) === index)
}

const PASSED = 2

function rank({ indication, laterChanges }: SignatureReport): number {
  if (indication === 'TOTAL_FAILED' || laterChanges === 'forbidden') return 0
  return indication === 'INDETERMINATE' ? 1 : PASSED
}
