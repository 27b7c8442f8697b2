/** CMS and CAdES files (`.p7m`, `.p7s`): content inside, or beside it with `--content`. */

import { reportSigner } from '../cms/report-signer.ts'
import { verifyCms } from '../cms/verify-cms.ts'
import { NO_MATERIAL } from '../context.ts'
import { contentOf } from '../crypto/digest.ts'
import { type FormatJudgement, fileVerdict } from '../file-verdict.ts'
import { conclude, finding } from '../reasons.ts'
import type { VerifyOptions } from '../verify-options.ts'
import { cmsBytesOf } from './content-files.ts'

/** Judges every signer of a CMS file. Never rejects for bad input. */
export async function verifyCmsFile(bytes: Uint8Array, options: VerifyOptions): Promise<FormatJudgement> {
  const cms = cmsBytesOf(bytes)
  if (cms === null) return unreadable([finding('SIGNATURE_UNREADABLE')])
  const content = options.content === null ? null : contentOf(options.content)
  const judged = await verifyCms({ cms, content, material: NO_MATERIAL, purpose: 'document-signing' }, options.context)
  if (judged.kind === 'unreadable') return unreadable(judged.findings)
  const hasContent = content !== null || judged.embedded !== null
  const signatures = judged.signers.map((signer, index) =>
    reportSigner(signer, {
      field: `signature-${index + 1}`,
      format: signer.hasSigningCertificateAttribute ? 'CAdES' : 'PKCS7',
      subFilter: null,
      coverage: hasContent ? 'whole' : 'unclear',
      laterChanges: 'none',
      findings: judged.findings,
    }),
  )
  return { verdict: fileVerdict(signatures), signatures, error: null }
}

function unreadable(findings: Parameters<typeof conclude>[0]): FormatJudgement {
  const [error] = conclude(findings).reasons
  return { verdict: 'indeterminate', signatures: [], error: error ?? null }
}
