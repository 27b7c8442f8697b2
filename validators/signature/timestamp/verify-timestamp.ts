/** RFC 3161 tokens: is the imprint that of the content, and is the authority fit and trusted? */
import { attempt, readElement, TAG } from '../asn1/element.ts'
import { octetString } from '../asn1/values.ts'
import { type Certificate, parseCertificate } from '../certificate/certificate.ts'
import { judgeSigner, type SignerTrust } from '../certificate/judge-signer.ts'
import { day, moment } from '../certificate/validate-path.ts'
import { signerCandidates } from '../cms/find-signer.ts'
import { referenceFindings } from '../cms/reference-findings.ts'
import { readSignedData, type SignedData } from '../cms/signed-data.ts'
import { readSigningCertificates } from '../cms/signing-certificate.ts'
import { type SignerBytes, verifySignerBytes } from '../cms/verify-signer.ts'
import type { ValidationContext, ValidationMaterial } from '../context.ts'
import { type Content, contentOf } from '../crypto/digest.ts'
import { digestsOf } from '../policy/judge-algorithms.ts'
import { conclude, type Finding, finding, isFault } from '../reasons.ts'
import type { TimestampJudgement } from './judgement.ts'
import { readTstInfo, TST_INFO, type TstInfo } from './tst-info.ts'

/**
 * Judges one time-stamp token (a DER ContentInfo) over `content`: the bytes of a ByteRange for a PDF document
 * time-stamp, the signature value for a signature time-stamp. `material.proofs` are later archive time-stamps over the
 * token. Never throws for bad input.
 */
export async function verifyTimestamp(
  token: Uint8Array,
  content: Content,
  context: ValidationContext,
  material: ValidationMaterial,
): Promise<TimestampJudgement> {
  const read = attempt(() => readToken(token))
  if (read === null) return unreadable()
  const { signedData, info } = read
  const bytes = judgeBytes(signedData, content, info, context, material)
  if (bytes.certificate === null) return judgement(info, bytes, bytes.findings, { valid: false, proves: false })
  const question = {
    certificate: bytes.certificate.der,
    purpose: 'time-stamping' as const,
    claimedTime: info.time,
    digests: digestsOf(bytes.digestAlgorithm, bytes.scheme),
    material: {
      ...material,
      certificates: [...signedData.certificates, ...material.certificates],
      crls: [...signedData.crls, ...material.crls],
      ocsps: [...signedData.ocsps, ...material.ocsps],
    },
  }
  const today = await judgeSigner(question, context)
  const findings = [...bytes.findings, ...futureFindings(info, context)]
  const sound = bytes.integrity === 'intact' && !findings.some(isFault)
  if (!today.findings.some(isFault)) {
    return judgement(info, bytes, [...findings, ...today.findings], { valid: sound, proves: sound })
  }
  if (!sound || isRevoked(today)) {
    return judgement(info, bytes, [...findings, ...today.findings], { valid: false, proves: false })
  }
  // Not trusted today; was it when it stamped?
  const proofs = [...material.proofs, { time: info.time, kind: 'signature' as const }]
  const then = await judgeSigner({ ...question, material: { ...question.material, proofs } }, context)
  if (then.findings.some(isFault)) {
    return judgement(info, bytes, [...findings, ...today.findings], { valid: false, proves: false })
  }
  const expired = finding('TIMESTAMP_AUTHORITY_EXPIRED', day(bytes.certificate.notAfter))
  return judgement(info, bytes, [...findings, expired, ...then.findings], { valid: true, proves: false })
}

const isRevoked = ({ revocation }: SignerTrust): boolean => revocation.status === 'revoked'

/** Some authorities' tokens were put into an OCTET STRING; the token is what is inside. */
function readToken(token: Uint8Array): { signedData: SignedData; info: TstInfo } | null {
  const outer = readElement(token)
  const signedData = readSignedData(outer.tag === TAG.octetString ? octetString(outer) : token)
  if (signedData.contentType !== TST_INFO || signedData.embedded === null) return null
  return { signedData, info: readTstInfo(signedData.embedded) }
}

function judgeBytes(
  signedData: SignedData,
  content: Content,
  info: TstInfo,
  { memory }: ValidationContext,
  material: ValidationMaterial,
): SignerBytes {
  const certificates = [...signedData.certificates, ...material.certificates].flatMap((der): Certificate[] => {
    const certificate = parseCertificate(der, memory)
    return certificate === null ? [] : [certificate]
  })
  const [signer, another] = signedData.signerInfos
  if (signer === undefined) return withoutSigner()
  const references = attempt(() => readSigningCertificates(signer.signedAttributes?.attributes ?? []))
  const bytes = verifySignerBytes({
    info: signer,
    content: contentOf(signedData.embedded ?? new Uint8Array()),
    contentType: TST_INFO,
    candidates: signerCandidates(signer.id, references ?? [], certificates),
  })
  const findings: Finding[] = bytes.findings.map(asTimestampFinding)
  if (another !== undefined) findings.push(finding('TIMESTAMP_SIGNERS'))
  if (bytes.certificate !== null) findings.push(...referenceFindings(references, bytes.certificate))
  const matches = info.digest !== null && Buffer.from(content.digest(info.digest)).equals(info.imprint)
  if (!matches)
    findings.unshift(finding(info.digest === null ? 'ALGORITHM_UNSUPPORTED' : 'TIMESTAMP_IMPRINT_WRONG', '?'))
  return { ...bytes, findings, integrity: matches ? bytes.integrity : 'broken' }
}

/** A fault of the token is no fault of the signature it stamps: it only leaves the time unproven. */
function asTimestampFinding(one: Finding): Finding {
  const broken = one.code === 'CONTENT_CHANGED' || one.code === 'SIGNATURE_VALUE_WRONG'
  return broken ? finding('TIMESTAMP_SIGNATURE_WRONG') : one
}

function futureFindings({ time }: TstInfo, { at, policy }: ValidationContext): Finding[] {
  const latest = at.add({ hours: policy.futureToleranceHours })
  return Temporal.Instant.compare(time, latest) > 0 ? [finding('TIMESTAMP_FROM_FUTURE', moment(time))] : []
}

function withoutSigner(): SignerBytes {
  return {
    integrity: 'broken',
    findings: [finding('TIMESTAMP_SIGNERS')],
    digestAlgorithm: null,
    scheme: null,
    signatureAlgorithm: null,
    claimedTime: null,
    certificate: null,
  }
}

function judgement(
  info: TstInfo,
  bytes: SignerBytes,
  findings: readonly Finding[],
  outcome: { valid: boolean; proves: boolean },
): TimestampJudgement {
  return {
    time: info.time,
    authority: bytes.certificate?.identity.commonName ?? null,
    ...outcome,
    integrity: bytes.integrity,
    ...conclude(findings),
    findings,
    digestAlgorithm: info.digest,
    signatureAlgorithm: bytes.signatureAlgorithm,
    certificate: bytes.certificate?.der ?? null,
  }
}

function unreadable(): TimestampJudgement {
  const findings = [finding('TIMESTAMP_UNREADABLE')]
  return {
    time: null,
    authority: null,
    valid: false,
    proves: false,
    integrity: 'broken',
    ...conclude(findings),
    findings,
    digestAlgorithm: null,
    signatureAlgorithm: null,
    certificate: null,
  }
}
