/** From the judgement of one CMS signer to the line of the report; the formats add what only they know. */
import { conclude, type Finding } from '../reasons.ts'
import type { SignatureReport } from '../report.ts'
import type { SignerJudgement } from './judgement.ts'

export interface FormatFacts {
  field: string
  format: SignatureReport['format']
  subFilter: string | null
  coverage: SignatureReport['coverage']
  laterChanges: SignatureReport['laterChanges']
  /** What the format itself found: ByteRange, later changes, From address. */
  findings: readonly Finding[]
}

/** Joins both sides; the format's findings come first among equals. */
export function reportSigner(judgement: SignerJudgement, facts: FormatFacts): SignatureReport {
  const { indication, subIndication, reasons } = conclude([...facts.findings, ...judgement.findings])
  const { timestamp } = judgement
  return {
    field: facts.field,
    format: facts.format,
    subFilter: facts.subFilter,
    indication,
    subIndication,
    integrity: judgement.integrity,
    coverage: facts.coverage,
    laterChanges: facts.laterChanges,
    signer: judgement.signer,
    claimedTime: judgement.claimedTime?.toString() ?? null,
    timestamp:
      timestamp === null || timestamp.time === null
        ? null
        : { time: timestamp.time.toString(), authority: timestamp.authority, valid: timestamp.valid },
    digestAlgorithm: judgement.digestAlgorithm,
    signatureAlgorithm: judgement.signatureAlgorithm,
    revocation: judgement.revocation,
    reasons,
  }
}
