/** Of all authentic statements about a certificate, which one decides at the moment asked about? */
import type { Certificate } from '../certificate/certificate.ts'
import type { Evidence } from './status.ts'

export type RevocationVerdict =
  | { kind: 'good'; evidence: Evidence }
  | { kind: 'revoked'; since: Temporal.Instant; evidence: Evidence }
  | { kind: 'on-hold'; since: Temporal.Instant; evidence: Evidence }
  /** Only statements too old for the moment asked about. */
  | { kind: 'stale'; evidence: Evidence }
  | { kind: 'unknown' }

/**
 * A revocation counts whenever it was stated; being good only when stated recently enough for `time`, and not after the
 * certificate's end by a list that forgets expired certificates.
 */
export function chooseEvidence(
  all: readonly Evidence[],
  certificate: Certificate,
  time: Temporal.Instant,
  freshnessDays: number,
): RevocationVerdict {
  const newestFirst = [...all].sort((a, b) => Temporal.Instant.compare(b.thisUpdate, a.thisUpdate))
  for (const evidence of newestFirst) {
    const { statement } = evidence
    if (statement.kind === 'revoked' && !statement.onHold) return { kind: 'revoked', since: statement.since, evidence }
  }
  const useful = newestFirst.filter((evidence) => !forgets(evidence, certificate))
  const [newest] = useful
  if (newest?.statement.kind === 'revoked') return { kind: 'on-hold', since: newest.statement.since, evidence: newest }
  const good = useful.filter(({ statement }) => statement.kind === 'good')
  const fresh = good.find((evidence) => isFresh(evidence, time, freshnessDays))
  if (fresh !== undefined) return { kind: 'good', evidence: fresh }
  const [stale] = good
  return stale === undefined ? { kind: 'unknown' } : { kind: 'stale', evidence: stale }
}

/** Stated after `time`, or still current then, or not long before. */
function isFresh({ thisUpdate, nextUpdate }: Evidence, time: Temporal.Instant, freshnessDays: number): boolean {
  if (Temporal.Instant.compare(thisUpdate, time) >= 0) return true
  if (nextUpdate !== null && Temporal.Instant.compare(nextUpdate, time) >= 0) return true
  return Temporal.Instant.compare(thisUpdate.add({ hours: 24 * freshnessDays }), time) >= 0
}

/** RFC 5280 §3.3: a list issued after the certificate's end may no longer name it. */
function forgets({ thisUpdate, keepsExpiredSince }: Evidence, certificate: Certificate): boolean {
  if (Temporal.Instant.compare(thisUpdate, certificate.notAfter) <= 0) return false
  return keepsExpiredSince === null || Temporal.Instant.compare(certificate.notAfter, keepsExpiredSince) < 0
}
