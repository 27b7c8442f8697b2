/** One SignerInfo from end to end: bytes, time-stamps, certificate, level, counter-signatures. */
import { attempt, sequence } from '../asn1/element.ts'
import { oid } from '../asn1/values.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { judgeSigner, type SignerTrust } from '../certificate/judge-signer.ts'
import { isBefore, moment } from '../certificate/validate-path.ts'
import type { ProofOfExistence, ValidationContext, ValidationMaterial } from '../context.ts'
import { type Content, contentOf } from '../crypto/digest.ts'
import { LIMITS } from '../limits.ts'
import { digestsOf } from '../policy/judge-algorithms.ts'
import { conclude, type Finding, finding, isFault } from '../reasons.ts'
import type { TimestampJudgement } from '../timestamp/judgement.ts'
import { verifyTimestamp } from '../timestamp/verify-timestamp.ts'
import type { TrustPurpose } from '../trust/trust-store.ts'
import { type ArchiveTimestamps, verifyArchiveTimestamps } from './archive-timestamps.ts'
import { ATTRIBUTE_OID, valuesNamed } from './attributes.ts'
import { collectMaterial } from './collected-material.ts'
import { signerCandidates } from './find-signer.ts'
import type { BaselineLevel, SignerJudgement } from './judgement.ts'
import { referenceFindings } from './reference-findings.ts'
import { readSignerInfo, type SignedData, type SignerInfo } from './signed-data.ts'
import { readSigningCertificates } from './signing-certificate.ts'
import { type SignerBytes, verifySignerBytes } from './verify-signer.ts'

export interface SignerInfoQuestion {
  info: SignerInfo
  signedData: SignedData
  /** `null`: not given. */
  content: Content | null
  /** `null` for a counter-signature. */
  contentType: string | null
  /** Faults of the content that every signer shares. */
  contentFindings: readonly Finding[]
  certificates: readonly Certificate[]
  material: ValidationMaterial
  purpose: TrustPurpose
  /** 0 for a signer of the content, 1 for a counter-signature, and so on. */
  depth: number
  /** What one CMS may still cost, shared by all its signers. */
  budget: CmsBudget
}

export interface CmsBudget {
  judgements: number
  timestamps: number
}

export async function judgeSignerInfo(
  question: SignerInfoQuestion,
  context: ValidationContext,
): Promise<SignerJudgement> {
  const { info, content, contentType, contentFindings, certificates, signedData } = question
  const attributes = info.signedAttributes?.attributes ?? []
  const references = attempt(() => readSigningCertificates(attributes))
  const bytes = verifySignerBytes({
    info,
    content,
    contentType,
    candidates: signerCandidates(info.id, references ?? [], certificates),
  })
  const material = collectMaterial(signedData, info, question.material)
  const { budget } = question
  budget.judgements--
  const archive = await verifyArchiveTimestamps({ signedData, info, content, material, budget }, context)
  const proofs = [...material.proofs, ...archive.proofs]
  const timestamps = await judgeTimestamps(info, { ...material, proofs }, context, budget)
  const signatureProofs = timestamps.flatMap(proofOf)
  const trust = await trustOf(bytes, { ...material, proofs: [...proofs, ...signatureProofs] }, question, context)
  const counterSignatures = await judgeCounterSignatures(question, context)
  const findings = [
    ...contentFindings,
    ...bytes.findings,
    ...(bytes.certificate === null ? [] : referenceFindings(references, bytes.certificate)),
    ...timestamps.flatMap(timestampFindings),
    ...archive.findings,
    ...(trust?.findings ?? []),
    ...timeFindings(bytes, timestamps, trust, context),
    ...policyFindings(info),
    ...counterSignatureFindings(counterSignatures, info),
    ...leftOutTimestamps(info, timestamps.length),
  ]
  const hasReference = (references?.length ?? 0) > 0
  if (!hasReference && contentType !== null) findings.push(finding('SIGNING_CERTIFICATE_ABSENT'))
  const level = levelOf(hasReference, timestamps, archive, question.material, trust, material)
  if (level !== null) findings.push(finding('LEVEL', level))
  const contentBroken = contentFindings.some(({ subIndication }) => subIndication === 'HASH_FAILURE')
  return {
    integrity: contentBroken ? 'broken' : bytes.integrity,
    ...conclude(findings),
    findings,
    signer: trust?.signer ?? null,
    certificate: bytes.certificate?.der ?? null,
    emails: trust?.emails ?? [],
    claimedTime: bytes.claimedTime,
    timestamps,
    timestamp: bestTimestamp(timestamps),
    bestSignatureTime: trust?.bestSignatureTime ?? null,
    digestAlgorithm: bytes.digestAlgorithm,
    signatureAlgorithm: bytes.signatureAlgorithm,
    revocation: trust?.revocation ?? { status: 'unknown', source: null, checkedAt: null },
    level,
    hasSigningCertificateAttribute: hasReference,
    counterSignatures,
  }
}

async function judgeTimestamps(
  info: SignerInfo,
  material: ValidationMaterial,
  context: ValidationContext,
  budget: CmsBudget,
): Promise<TimestampJudgement[]> {
  const tokens = valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.signatureTimestamp)
  const stamped = contentOf(info.signature)
  const judged: TimestampJudgement[] = []
  for (const token of tokens.slice(0, LIMITS.timestampsPerSignature)) {
    if (budget.timestamps-- <= 0) break
    judged.push(await verifyTimestamp(token.bytes, stamped, context, material))
  }
  return judged
}

function proofOf({ proves, time }: TimestampJudgement): ProofOfExistence[] {
  return proves && time !== null ? [{ time, kind: 'signature' }] : []
}

/** The earliest that proves its time, else the earliest valid, else the first. */
export function bestTimestamp(timestamps: readonly TimestampJudgement[]): TimestampJudgement | null {
  const rank = ({ proves, valid }: TimestampJudgement) => (proves ? 0 : valid ? 1 : 2)
  const instant = ({ time }: TimestampJudgement) => time?.epochMilliseconds ?? Number.POSITIVE_INFINITY
  return [...timestamps].sort((a, b) => rank(a) - rank(b) || instant(a) - instant(b))[0] ?? null
}

async function trustOf(
  bytes: SignerBytes,
  material: ValidationMaterial,
  { purpose }: SignerInfoQuestion,
  context: ValidationContext,
): Promise<SignerTrust | null> {
  if (bytes.certificate === null) return null
  return judgeSigner(
    {
      certificate: bytes.certificate.der,
      purpose,
      material,
      claimedTime: bytes.claimedTime,
      digests: digestsOf(bytes.digestAlgorithm, bytes.scheme),
    },
    context,
  )
}

function leftOutTimestamps(info: SignerInfo, judged: number): Finding[] {
  const total = valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.signatureTimestamp).length
  return total > judged ? [finding('TIMESTAMPS_LEFT_OUT', total - judged)] : []
}

/** A time-stamp of other bytes is a doubt about the file; one not trusted merely proves nothing. */
function timestampFindings(timestamp: TimestampJudgement): Finding[] {
  if (timestamp.integrity === 'broken') return timestamp.findings.filter(isFault).slice(0, 1)
  if (timestamp.proves) return []
  const expired = timestamp.findings.find(({ code }) => code === 'TIMESTAMP_AUTHORITY_EXPIRED')
  if (expired !== undefined) return [expired]
  return [finding('TIMESTAMP_NOT_TRUSTED', timestamp.reasons[0]?.message ?? '')]
}

function timeFindings(
  { claimedTime }: SignerBytes,
  timestamps: readonly TimestampJudgement[],
  trust: SignerTrust | null,
  { policy }: ValidationContext,
): Finding[] {
  const findings: Finding[] = []
  const stamped = bestTimestamp(timestamps)
  if (claimedTime !== null && stamped?.time && stamped.integrity === 'intact') {
    const minutes = Math.round(policy.claimedTimeToleranceHours * 60)
    if (isBefore(stamped.time.add({ minutes }), claimedTime)) {
      findings.push(finding('CLAIMED_TIME_AFTER_TIMESTAMP', moment(claimedTime), moment(stamped.time)))
    }
  }
  if (trust?.bestSignatureTime === null) findings.push(finding('TIME_NOT_PROVEN'))
  return findings
}

function policyFindings(info: SignerInfo): Finding[] {
  const [value] = valuesNamed(info.signedAttributes?.attributes ?? [], ATTRIBUTE_OID.signaturePolicy)
  const identifier = value === undefined ? null : attempt(() => oid(sequence(value)[0]))
  return identifier === null ? [] : [finding('SIGNATURE_POLICY_STATED', identifier)]
}

/** ETSI EN 319 122-1: what the signature carries, whether or not we trust it. */
function levelOf(
  hasReference: boolean,
  timestamps: readonly TimestampJudgement[],
  archive: ArchiveTimestamps,
  outside: ValidationMaterial,
  trust: SignerTrust | null,
  material: ValidationMaterial,
): BaselineLevel | null {
  if (!hasReference) return null
  const archived = archive.intact || outside.proofs.some(({ kind }) => kind === 'archive')
  if (!archived && !timestamps.some(({ integrity }) => integrity === 'intact')) return 'B-B'
  const hasValues =
    trust !== null && trust.chain.length > 1 ? trust.revocationInFile : material.crls.length + material.ocsps.length > 0
  if (!hasValues) return 'B-T'
  return archived ? 'B-LTA' : 'B-LT'
}

async function judgeCounterSignatures(
  question: SignerInfoQuestion,
  context: ValidationContext,
): Promise<SignerJudgement[]> {
  if (question.depth >= LIMITS.counterSignatureDepth) return []
  const { info } = question
  const values = valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.counterSignature)
  const judged: SignerJudgement[] = []
  for (const value of values.slice(0, LIMITS.counterSignatures)) {
    const counter = attempt(() => readSignerInfo(value))
    if (counter === null || question.budget.judgements <= 0) continue
    judged.push(
      await judgeSignerInfo(
        {
          ...question,
          info: counter,
          content: contentOf(info.signature),
          contentType: null,
          contentFindings: [],
          depth: question.depth + 1,
        },
        context,
      ),
    )
  }
  return judged
}

function counterSignatureFindings(judged: readonly SignerJudgement[], info: SignerInfo): Finding[] {
  const findings = judged.map((counter, index) =>
    counter.integrity === 'broken' || counter.indication === 'TOTAL_FAILED'
      ? finding('COUNTER_SIGNATURE_FAILED', index + 1, counter.reasons[0]?.message ?? '')
      : finding('COUNTER_SIGNATURE_PASSED', index + 1, counter.signer?.commonName ?? '?'),
  )
  const total = valuesNamed(info.unsignedAttributes, ATTRIBUTE_OID.counterSignature).length
  if (total > judged.length) findings.push(finding('COUNTER_SIGNATURES_LEFT_OUT', total - judged.length))
  return findings
}
