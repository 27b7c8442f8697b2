/** One signature of a PDF: its value judged over the bytes it signed. */

import type { View } from '../../../pdf/structure/view.ts'
import { isName, type PdfDict, PdfString } from '../../../pdf/syntax/objects.ts'
import { verifyCms } from '../../cms/verify-cms.ts'
import type { ValidationContext, ValidationMaterial } from '../../context.ts'
import { type Content, contentOf } from '../../crypto/digest.ts'
import type { Finding } from '../../reasons.ts'
import type { SignatureReport } from '../../report.ts'
import type { TimestampJudgement } from '../../timestamp/judgement.ts'
import { verifyTimestamp } from '../../timestamp/verify-timestamp.ts'
import { pdfFinding } from '../reason-list.ts'
import type { SignedBytes } from './byte-range.ts'
import { judgeRawRsa } from './raw-rsa.ts'
import { dictionaryTime, type ValueJudgement } from './value-judgement.ts'

const NO_REVOCATION: SignatureReport['revocation'] = { status: 'unknown', source: null, checkedAt: null }

/** The /SubFilter as written, `null` when there is none. */
export function subFilterOf(view: View, signature: PdfDict): string | null {
  const subFilter = view.get(signature, 'SubFilter')
  return isName(subFilter) ? subFilter.value : null
}

export function isDocumentTimestamp(view: View, signature: PdfDict): boolean {
  return subFilterOf(view, signature) === 'ETSI.RFC3161' || isName(view.get(signature, 'Type'), 'DocTimeStamp')
}

/** Judges the value of one signature dictionary. Never throws for bad input. */
export async function judgeSignature(
  view: View,
  signature: PdfDict,
  signed: SignedBytes,
  material: ValidationMaterial,
  context: ValidationContext,
): Promise<ValueJudgement> {
  const contents = view.get(signature, 'Contents')
  const value = contents instanceof PdfString ? contents.bytes : new Uint8Array(0)
  if (value.every((octet) => octet === 0)) return broken(view, signature, [pdfFinding('CONTENTS_MISSING')])
  if (signed.kind === 'unreadable') return broken(view, signature, [])
  const content = contentOf(...signed.chunks)
  if (isDocumentTimestamp(view, signature)) {
    return ofTimestamp(await verifyTimestamp(value, content, context, material))
  }
  const subFilter = subFilterOf(view, signature)
  switch (subFilter) {
    case 'adbe.pkcs7.detached':
    case 'ETSI.CAdES.detached':
      return judgeCms(view, signature, value, content, material, context, { mustBeDetached: true })
    case 'adbe.pkcs7.sha1':
      return judgeCms(view, signature, value, content, material, context, { embeddedDigest: 'SHA-1' })
    case 'adbe.x509.rsa_sha1':
      return judgeRawRsa(view, signature, value, content, material, context)
    default: {
      const judged = await judgeCms(view, signature, value, content, material, context, {})
      judged.findings.push(pdfFinding('SUB_FILTER_UNSUPPORTED', subFilter ?? '—'))
      return judged
    }
  }
}

/** A signature that has nothing to check: no value, or no bytes it could be over. */
function broken(view: View, signature: PdfDict, findings: Finding[]): ValueJudgement {
  return {
    integrity: 'broken',
    signer: null,
    claimedTime: dictionaryTime(view, signature),
    timestamp: null,
    digestAlgorithm: null,
    signatureAlgorithm: null,
    revocation: NO_REVOCATION,
    findings,
    proof: null,
  }
}

async function judgeCms(
  view: View,
  signature: PdfDict,
  cms: Uint8Array,
  content: Content,
  material: ValidationMaterial,
  context: ValidationContext,
  manner: { mustBeDetached?: boolean; embeddedDigest?: 'SHA-1' },
): Promise<ValueJudgement> {
  const judged = await verifyCms({ cms, content, material, purpose: 'document-signing', ...manner }, context)
  const [signer] = judged.kind === 'judged' ? judged.signers : []
  if (judged.kind === 'unreadable' || signer === undefined) {
    return broken(view, signature, [...judged.findings])
  }
  const findings = [...judged.findings, ...signer.findings]
  if (judged.signers.length > 1) findings.push(pdfFinding('SEVERAL_SIGNERS', judged.signers.length))
  return {
    integrity: signer.integrity,
    signer: signer.signer,
    claimedTime: signer.claimedTime?.toString() ?? dictionaryTime(view, signature),
    timestamp: signer.timestamp === null ? null : timestampOf(signer.timestamp),
    digestAlgorithm: signer.digestAlgorithm,
    signatureAlgorithm: signer.signatureAlgorithm,
    revocation: signer.revocation,
    findings,
    proof: null,
  }
}

function ofTimestamp(judged: TimestampJudgement): ValueJudgement {
  return {
    integrity: judged.integrity,
    signer: null,
    claimedTime: null,
    timestamp: timestampOf(judged),
    digestAlgorithm: judged.digestAlgorithm,
    signatureAlgorithm: judged.signatureAlgorithm,
    revocation: NO_REVOCATION,
    findings: [...judged.findings, pdfFinding('PROVES_ONLY_TIME')],
    proof: judged,
  }
}

function timestampOf(judged: TimestampJudgement): SignatureReport['timestamp'] {
  return judged.time === null
    ? null
    : { time: judged.time.toString(), authority: judged.authority, valid: judged.valid }
}
