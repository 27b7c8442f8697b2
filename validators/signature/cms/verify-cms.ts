/** CMS SignedData (RFC 5652) and CAdES (ETSI EN 319 122-1): from bytes to a judgement for each signer. */
import { attempt } from '../asn1/element.ts'
import { type Certificate, parseCertificate } from '../certificate/certificate.ts'
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import { type Content, contentOf, type DigestName } from '../crypto/digest.ts'
import { LIMITS } from '../limits.ts'
import { type Finding, finding } from '../reasons.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import { judgeSignerInfo } from './judge-signer-info.ts'
import type { CmsJudgement, SignerJudgement } from './judgement.ts'
import { readSignedData, type SignedData } from './signed-data.ts'

export interface CmsQuestion {
  /** The CMS; trailing zero padding (PDF `/Contents`) is allowed and not remarked. */
  cms: Uint8Array
  /** The detached content; `null`: what is embedded counts. With both, they must agree. */
  content: Content | null
  /**
   * `adbe.pkcs7.sha1`: the embedded content is the digest (with this algorithm) of `content`. Absent otherwise.
   */
  embeddedDigest?: DigestName
  material: ValidationMaterial
  purpose: TrustPurpose
  /** PAdES forbids an embedded content; with `true` one is a failure (unless `embeddedDigest`). */
  mustBeDetached?: boolean
}

/** Judges every signer of a CMS. Never throws for bad input. */
export async function verifyCms(question: CmsQuestion, context: ValidationContext): Promise<CmsJudgement> {
  const { cms } = question
  if (question.content !== null && cms.length > LIMITS.cmsBytes) {
    return { kind: 'unreadable', findings: [finding('SIGNATURE_TOO_LARGE', cms.length)] }
  }
  const signedData = attempt(() => readSignedData(cms))
  if (signedData === null) return { kind: 'unreadable', findings: [finding('SIGNATURE_UNREADABLE')] }
  if (signedData.signerInfos.length === 0) return { kind: 'unreadable', findings: [finding('NO_SIGNER')] }
  const { content, findings: contentFindings } = signedContent(signedData, question)
  const certificates = readCertificates(signedData, question.material, context)
  const signers: SignerJudgement[] = []
  const budget = { judgements: LIMITS.judgementsPerCms, timestamps: LIMITS.timestampsPerCms }
  for (const info of signedData.signerInfos) {
    const judged = await judgeSignerInfo(
      {
        info,
        signedData,
        content,
        contentType: signedData.contentType,
        contentFindings,
        certificates,
        material: question.material,
        purpose: question.purpose,
        depth: 0,
        budget,
      },
      context,
    )
    signers.push(judged)
  }
  return {
    kind: 'judged',
    contentType: signedData.contentType,
    embedded: signedData.embedded,
    signers,
    findings: wholeFindings(signedData),
  }
}

function wholeFindings({ trailing, signersLeftOut }: SignedData): Finding[] {
  const findings: Finding[] = []
  if (trailing > 0) findings.push(finding('TRAILING_BYTES', trailing))
  if (signersLeftOut > 0) findings.push(finding('TOO_MANY_SIGNERS', signersLeftOut))
  return findings
}

/** Which octets the signers signed, and what is wrong about where they are. */
function signedContent(
  { embedded }: SignedData,
  { content, embeddedDigest, mustBeDetached }: CmsQuestion,
): { content: Content | null; findings: Finding[] } {
  if (embedded === null) return { content, findings: [] }
  if (content === null) return { content: contentOf(embedded), findings: [] }
  if (embeddedDigest !== undefined) {
    const agrees = Buffer.from(content.digest(embeddedDigest)).equals(embedded)
    return { content: contentOf(embedded), findings: agrees ? [] : [finding('CONTENT_CHANGED')] }
  }
  // An empty embedded content beside a detached one is a common slip; where the format forbids it, it still fails.
  const misplaced = mustBeDetached === true ? [finding('CONTENT_MUST_BE_DETACHED')] : []
  const agrees =
    embedded.length === 0 || Buffer.from(content.digest('SHA-256')).equals(contentOf(embedded).digest('SHA-256'))
  return { content, findings: agrees ? misplaced : [finding('CONTENT_DIFFERS_FROM_EMBEDDED')] }
}

/** Where a signer's certificate may be: in the CMS, beside it, or – when it travels without – in the trust folder. */
function readCertificates(
  signedData: SignedData,
  material: ValidationMaterial,
  { memory, trust }: ValidationContext,
): Certificate[] {
  const inFile = [...signedData.certificates, ...material.certificates]
    .slice(0, LIMITS.candidateCertificates)
    .flatMap((der) => parseCertificate(der, memory) ?? [])
  return [...inFile, ...trust.leaves, ...trust.anchors.map(({ certificate }) => certificate)]
}
