/** What holds for a whole file and so for each of its signatures. */
import type { Finding } from '../reasons.ts'
import { macFindings } from './encryption/mac.ts'
import { hiddenContent } from './hidden-content.ts'
import { PDF_LIMITS } from './limits.ts'
import type { OpenedPdf } from './open-pdf.ts'
import { pdfFinding } from './reason-list.ts'

/** Findings over the file: encryption that was not opened, damage, limits met. */
export function fileFindings({ view, encryption, signed }: OpenedPdf): Finding[] {
  const findings: Finding[] = []
  if (signed.length > PDF_LIMITS.signatures) {
    findings.push(pdfFinding('TOO_MANY_SIGNATURES', signed.length, PDF_LIMITS.signatures))
  }
  if (view.store.overBudget) findings.push(pdfFinding('PDF_TOO_COMPLEX', 'đối tượng chồng lấn'))
  if (encryption.kind === 'locked') findings.push(pdfFinding('PDF_LOCKED'))
  if (encryption.kind === 'unsupported') findings.push(pdfFinding('PDF_ENCRYPTION_UNSUPPORTED', encryption.handler))
  if (view.recovered) findings.push(pdfFinding('PDF_XREF_DAMAGED'))
  findings.push(...macFindings(view, encryption))
  const hidden = hiddenContent(view)
  if (hidden.length > 0) findings.push(pdfFinding('HIDDEN_CONTENT', hidden.join('; ')))
  return findings
}
