/** Judges test files, trusting the test root. */
import type { FormatJudgement } from '../../../../validators/signature/file-verdict.ts'
import { verifyPdf } from '../../../../validators/signature/pdf/verify-pdf.ts'
import type { SignatureReport } from '../../../../validators/signature/report.ts'
import { contextOf } from '../pki.ts'
import { type Pdf, root } from './make-pdf.ts'

export const verify = (pdf: Pdf | Uint8Array, password: string | null = null): Promise<FormatJudgement> =>
  verifyPdf('bytes' in pdf ? pdf.bytes : pdf, { context: contextOf([root]), content: null, password })

/** The report on the first signature. */
export async function first(pdf: Pdf | Uint8Array): Promise<SignatureReport> {
  const [signature] = (await verify(pdf)).signatures
  if (signature === undefined) throw new Error('no signature found')
  return signature
}

export const codes = (signature: SignatureReport): string[] => signature.reasons.map(({ code }) => code)
