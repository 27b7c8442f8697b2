/** `verifyPdf`: every signature and document time-stamp of a PDF, judged (ISO 32000-2 §12.8, ETSI EN 319 142-1). */

import type { View } from '../../pdf/structure/view.ts'
import type { ProofOfExistence, ValidationMaterial } from '../context.ts'
import { type FormatJudgement, fileVerdict } from '../file-verdict.ts'
import { conclude, type Finding } from '../reasons.ts'
import type { SignatureReport } from '../report.ts'
import type { VerifyOptions } from '../verify-options.ts'
import { type LaterChanges, laterChanges } from './changes/later-changes.ts'
import { permissionsOf } from './changes/permissions.ts'
import { fileFindings } from './file-findings.ts'
import { PDF_LIMITS } from './limits.ts'
import { type OpenedPdf, openPdf, type SignedField } from './open-pdf.ts'
import { pdfFinding } from './reason-list.ts'
import { type SignedBytes, signedBytes } from './signatures/byte-range.ts'
import { securityStore } from './signatures/dss.ts'
import { isDocumentTimestamp, judgeSignature, subFilterOf } from './signatures/judge-signature.ts'
import type { ValueJudgement } from './signatures/value-judgement.ts'

/** A signature and what it signed. */
interface Candidate {
  field: SignedField
  signed: SignedBytes
}

/** Judges a PDF. Never rejects for bad input. Signatures come in the order of the form's fields. */
export async function verifyPdf(bytes: Uint8Array, options: VerifyOptions): Promise<FormatJudgement> {
  const opened = openPdf(bytes, options.password)
  if (opened === null) return refused(pdfFinding('PDF_UNREADABLE'))
  const { view, encryption } = opened
  if (opened.signed.length === 0) {
    if (encryption.kind === 'locked') return refused(pdfFinding('PDF_LOCKED'))
    if (encryption.kind === 'unsupported') return refused(pdfFinding('PDF_ENCRYPTION_UNSUPPORTED', encryption.handler))
    return { verdict: 'unsigned', signatures: [], error: null }
  }
  const candidates = withinHashing(
    opened.signed
      .slice(0, PDF_LIMITS.signatures)
      .map((field) => ({ field, signed: signedBytes(view, field.value.dict) })),
  )
  const judgements = await judgeNewestFirst(opened, candidates, options)
  const changes = laterChanges(view, candidates)
  // Last: the limits may have been met on the way.
  const common = [...fileFindings(opened), ...withoutSigner(view, candidates)]
  const second = secondCertifications(view, candidates)
  const signatures = candidates.map((candidate, index) => {
    const judged = judgements[index] as ValueJudgement
    return report(opened, candidate, index, judged, changes[index] as LaterChanges, [
      ...(second[index] ?? []),
      ...common,
    ])
  })
  return { verdict: fileVerdict(signatures), signatures, error: null }
}

/** Hundreds of signatures over all of a large file would be hashed for minutes: those beyond the limit count as unread. */
function withinHashing(candidates: readonly Candidate[]): Candidate[] {
  let hashed = 0
  return candidates.map((candidate) => {
    if (candidate.signed.kind === 'unreadable') return candidate
    hashed += candidate.signed.chunks.reduce((sum, { length }) => sum + length, 0)
    if (hashed <= PDF_LIMITS.hashedBytes) return candidate
    const findings = [pdfFinding('PDF_TOO_COMPLEX', 'quá nhiều chữ ký trên một tệp quá lớn')]
    return { ...candidate, signed: { kind: 'unreadable', findings } }
  })
}

function refused(reason: Finding): FormatJudgement {
  const { code, message } = reason
  return { verdict: reason.weight === 'failure' ? 'failed' : 'indeterminate', signatures: [], error: { code, message } }
}

/** Later document time-stamps prove when the earlier signatures existed, so the newest is judged first. */
async function judgeNewestFirst(
  { view }: OpenedPdf,
  candidates: readonly Candidate[],
  { context }: VerifyOptions,
): Promise<ValueJudgement[]> {
  const dss = securityStore(view)
  const order = candidates.map((_, index) => index).sort((a, b) => endOf(candidates[b]) - endOf(candidates[a]))
  const judgements: ValueJudgement[] = new Array(candidates.length)
  const proofs: (ProofOfExistence & { end: number })[] = []
  for (const index of order) {
    const { field, signed } = candidates[index] as Candidate
    const end = endOf(candidates[index])
    const material: ValidationMaterial = { ...dss, source: 'dss', proofs: proofs.filter((proof) => proof.end > end) }
    const judged = await judgeSignature(view, field.value.dict, signed, material, context)
    judgements[index] = judged
    if (
      judged.proof?.valid &&
      judged.proof.time !== null &&
      signed.kind === 'readable' &&
      signed.coverage !== 'unclear'
    ) {
      proofs.push({ time: judged.proof.time, kind: 'archive', end })
    }
  }
  return judgements
}

/** A time-stamp says when, and anybody can get one: a file that has nothing else is signed by nobody. */
function withoutSigner(view: View, candidates: readonly Candidate[]): Finding[] {
  const isTimestamp = ({ field }: Candidate): boolean => isDocumentTimestamp(view, field.value.dict)
  return candidates.every(isTimestamp) ? [pdfFinding('ONLY_TIMESTAMPS')] : []
}

/** Only the earliest certification of a document is one (ISO 32000-2 §12.8.2.2). */
function secondCertifications(view: View, candidates: readonly Candidate[]): Finding[][] {
  const certifying = candidates.filter(({ field }) => permissionsOf(view, field).certifies)
  const earliest = certifying.reduce<Candidate | undefined>(
    (first, one) => (first === undefined || endOf(one) < endOf(first) ? one : first),
    undefined,
  )
  return candidates.map((candidate) =>
    earliest !== undefined && candidate !== earliest && certifying.includes(candidate)
      ? [pdfFinding('SECOND_CERTIFICATION', earliest.field.name)]
      : [],
  )
}

function endOf(candidate: Candidate | undefined): number {
  return candidate?.signed.kind === 'readable' ? candidate.signed.end : 0
}

function report(
  { view, encryption, signed: fields }: OpenedPdf,
  { field, signed }: Candidate,
  index: number,
  judged: ValueJudgement,
  changes: LaterChanges,
  common: readonly Finding[],
): SignatureReport {
  const dict = field.value.dict
  const shared = fields.filter((other) => other.value.dict === dict)
  const repeated =
    shared.length > 1 ? [pdfFinding('DUPLICATED_SIGNATURE', shared.map(({ name }) => name).join(', '))] : []
  const findings = [...signed.findings, ...changes.findings, ...judged.findings, ...repeated, ...common]
  const subFilter = subFilterOf(view, dict)
  const hasName = field.name !== '' && (encryption.kind === 'plain' || encryption.kind === 'opened')
  return {
    field: hasName ? field.name : `signature-${index + 1}`,
    format: subFilter?.startsWith('ETSI.') || isDocumentTimestamp(view, dict) ? 'PAdES' : 'PKCS7',
    subFilter,
    ...conclude(findings),
    integrity: judged.integrity,
    coverage: signed.kind === 'readable' ? signed.coverage : 'unclear',
    laterChanges: changes.verdict,
    signer: judged.signer,
    claimedTime: judged.claimedTime,
    timestamp: judged.timestamp,
    digestAlgorithm: judged.digestAlgorithm,
    signatureAlgorithm: judged.signatureAlgorithm,
    revocation: judged.revocation,
  }
}
