/** What every format's verifier is handed: `verifyPdf`, `verifyXml`, `verifyMail`, `verifyCmsFile` share one shape. */
import type { ValidationContext } from './context.ts'
import type { FormatJudgement } from './file-verdict.ts'

export interface VerifyOptions {
  context: ValidationContext
  /** The detached content (`--content`), when the signature travels apart from it. */
  content: Uint8Array | null
  /** Opens an encrypted file. */
  password: string | null
}

/** Judges the signatures of one file of its format. Never rejects for bad input. */
export type FormatVerifier = (bytes: Uint8Array, options: VerifyOptions) => Promise<FormatJudgement>
