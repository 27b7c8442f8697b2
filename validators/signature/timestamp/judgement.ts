/** What comes out of judging one RFC 3161 time-stamp token. */
import type { Finding, SubIndication } from '../reasons.ts'
import type { Indication, Reason } from '../report.ts'

export interface TimestampJudgement {
  /** The moment the authority states; `null` when the token could not be read. */
  time: Temporal.Instant | null
  /** Common name of the authority's certificate. */
  authority: string | null
  /** Token intact, imprint matches, authority fit for time-stamping and trusted when it stamped. */
  valid: boolean
  /**
   * Valid, and still so today (or at the time a later archive time-stamp proves): the stamped thing existed at `time`.
   * A valid token whose authority's certificate has since expired proves nothing by itself (EN 319 102-1 §5.6.2).
   */
  proves: boolean
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
}
