/** What happened to a document after each of its signatures. */
import type { Finding } from '../../reasons.ts'
import type { SignatureReport } from '../../report.ts'
import type { SignedField } from '../open-pdf.ts'
import type { SignedBytes } from '../signatures/byte-range.ts'
import type { View } from '../structure/view.ts'

export interface LaterChanges {
  verdict: SignatureReport['laterChanges']
  findings: Finding[]
}

export function laterChanges(
  _view: View,
  candidates: readonly { field: SignedField; signed: SignedBytes }[],
): LaterChanges[] {
  return candidates.map(() => ({ verdict: 'none', findings: [] }))
}
