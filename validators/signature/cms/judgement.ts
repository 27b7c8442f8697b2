/** What comes out of judging a CMS: one judgement for each SignerInfo, in the order of the file. */
import type { Finding, SubIndication } from '../reasons.ts'
import type { Indication, Reason, SignatureReport, SignerIdentity } from '../report.ts'
import type { TimestampJudgement } from '../timestamp/judgement.ts'

/** Levels of ETSI EN 319 122-1/142-1/132-1; `null` where even B-B is not met (no signing-certificate attribute). */
export type BaselineLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA'

export interface SignerJudgement {
  /** About the bytes alone: digest of the content and signature value. */
  integrity: 'intact' | 'broken'
  /** Follow from `findings`; call `conclude` again after adding findings of your own. */
  indication: Indication
  subIndication: SubIndication | null
  reasons: readonly Reason[]
  findings: readonly Finding[]
  signer: SignerIdentity | null
  /** DER of the signer's certificate, `null` when it was not found. */
  certificate: Uint8Array | null
  /** e-mail addresses of the signer's certificate (rfc822Name and emailAddress), lower case. */
  emails: readonly string[]
  claimedTime: Temporal.Instant | null
  /** The signature time-stamps of this signature, in file order. */
  timestamps: readonly TimestampJudgement[]
  /** The best of them: the earliest valid, else the first; `null` when there is none. */
  timestamp: TimestampJudgement | null
  /** Earliest proven time of the signature; `null` when nothing proves any. */
  bestSignatureTime: Temporal.Instant | null
  digestAlgorithm: string | null
  signatureAlgorithm: string | null
  revocation: SignatureReport['revocation']
  level: BaselineLevel | null
  /** The signing-certificate(-v2) attribute is there: PAdES/CAdES rather than plain PKCS#7. */
  hasSigningCertificateAttribute: boolean
  counterSignatures: readonly SignerJudgement[]
}

export type CmsJudgement =
  | {
      kind: 'judged'
      /** OID of the encapsulated content type, `1.2.840.113549.1.7.1` for plain data. */
      contentType: string
      /** The content inside the CMS, `null` when detached. */
      embedded: Uint8Array | null
      signers: readonly SignerJudgement[]
      /** About the CMS as a whole: trailing bytes, encodings that are wrong but common. Remarks and doubts. */
      findings: readonly Finding[]
    }
  /** Not readable as CMS SignedData, over a limit, or without a single signer; `findings` says which. */
  | { kind: 'unreadable'; findings: readonly Finding[] }
