/** What comes out of judging one RFC 3161 time-stamp token. */
import type { Finding, SubIndication } from '../reasons.ts'
import type { Indication, Reason } from '../report.ts'

export interface TimestampJudgement {
  /** The moment the authority states; `null` when the token could not be read. */
  time: Temporal.Instant | null
  /** Common name of the authority's certificate. */
  authority: string | null
  /** Token intact, imprint matches, signer fit for time-stamping and trusted: it proves its time. */
  valid: boolean
  /** Imprint and token signature, without trust. */
  integrity: 'intact' | 'broken'
  indication: Indication
  subIndication: SubIndication | null
  reasons: readonly Reason[]
  findings: readonly Finding[]
  digestAlgorithm: string | null
  signatureAlgorithm: string | null
  /** DER of the authority's certificate. */
  certificate: Uint8Array | null
  /** Certificates and revocation values inside the token, DER: material for judging it again later. */
  certificates: readonly Uint8Array[]
}
