/** What one CRL or OCSP response, found authentic, says of one certificate. */

export type EvidenceSource = 'dss' | 'cms' | 'cache' | 'online'

export type Statement =
  | { kind: 'good' }
  | {
      kind: 'revoked'
      /** From when on the certificate no longer counts: the invalidity date where one is stated, else the revocation. */
      since: Temporal.Instant
      /** certificateHold: may be lifted again. */
      onHold: boolean
    }
  /** An OCSP server that does not know the certificate. */
  | { kind: 'unknown' }

export interface Evidence {
  statement: Statement
  thisUpdate: Temporal.Instant
  nextUpdate: Temporal.Instant | null
  source: EvidenceSource
  /** Still tells of certificates that expired after this moment; `null`: forgets them when they expire. */
  keepsExpiredSince: Temporal.Instant | null
}

/** The reason codes of RFC 5280 §5.3.1 that matter here. */
export const CRL_REASON = { certificateHold: 6, removeFromCrl: 8 } as const
