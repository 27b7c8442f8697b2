/** What judging one signature value gives, whichever way the value is written. */

import type { View } from '../../../pdf/structure/view.ts'
import { type PdfDict, PdfString } from '../../../pdf/syntax/objects.ts'
import type { Finding } from '../../reasons.ts'
import type { SignatureReport } from '../../report.ts'
import type { TimestampJudgement } from '../../timestamp/judgement.ts'
import { decodeTextString, parsePdfDate } from './text-string.ts'

/** What the value says, apart from field, coverage and later changes. */
export type ValueJudgement = Pick<
  SignatureReport,
  'integrity' | 'signer' | 'claimedTime' | 'timestamp' | 'digestAlgorithm' | 'signatureAlgorithm' | 'revocation'
> & {
  findings: Finding[]
  /** Set for a document time-stamp. */
  proof: TimestampJudgement | null
}

/** The /M of the signature dictionary: what PDF software writes when the CMS states no time. */
export function dictionaryTime(view: View, signature: PdfDict): string | null {
  const stated = view.get(signature, 'M')
  return stated instanceof PdfString ? (parsePdfDate(decodeTextString(stated.bytes))?.toString() ?? null) : null
}
