/** What signatures are judged with: nothing trusted, a folder trusted, or – to put the checks to the proof – everything. */

import type { Certificate } from '../../validators/signature/certificate/certificate.ts'
import { freshMemory, type ValidationContext } from '../../validators/signature/context.ts'
import { DEFAULT_POLICY } from '../../validators/signature/policy/default-policy.ts'
import { certificatesCarried } from '../../validators/signature/trust/learn.ts'
import { type TrustStore, trustStoreOf } from '../../validators/signature/trust/trust-store.ts'

/** The moment the samples are judged at. */
export const NOW = Temporal.Instant.from('2026-11-24T00:00:00Z')

export function contextOf(trust: TrustStore): ValidationContext {
  return { trust, at: NOW, fetcher: null, policy: DEFAULT_POLICY, cache: null, memory: freshMemory() }
}

/**
 * Trusts every certificate that the file carries, takes every algorithm, misses no revocation data, and asks at the
 * moment of signing: whatever still does not pass is refused for the signature's own sake.
 */
export function gullibleContext(bytes: Uint8Array, at: Temporal.Instant | null): ValidationContext {
  const certificates = certificatesCarried(bytes)
  const always = { until: null, after: 'doubt', source: 'everything goes' } as const
  const anyKey = [{ minimumBits: 0, rule: always }]
  const digests = Object.fromEntries(Object.keys(DEFAULT_POLICY.digests).map((name) => [name, always]))
  return {
    ...contextOf(trustStoreOf(certificates.map(anchorOf))),
    at: at ?? certificates[0]?.notBefore.add({ hours: 30 * 24 }) ?? NOW,
    policy: {
      ...DEFAULT_POLICY,
      missingRevocation: 'remark',
      digests: digests as typeof DEFAULT_POLICY.digests,
      rsa: anyKey,
      dsa: anyKey,
      ec: anyKey,
    },
  }
}

/** An anchor for every purpose. */
export function anchorOf(certificate: Certificate): TrustStore['anchors'][number] {
  const purposes = ['document-signing', 'time-stamping', 'mail'] as const
  return { certificate, purposes, from: null, until: null, source: 'sample' }
}
