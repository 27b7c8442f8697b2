/** Whom this office trusts, and for what: anchors an operator accepted, and CA certificates that help build paths. */
import type { Certificate } from '../certificate/certificate.ts'

/** What an anchor may vouch for. A channel may narrow this further (`policy.rootsByChannel`). */
export type TrustPurpose = 'document-signing' | 'time-stamping' | 'mail'

export interface TrustAnchor {
  certificate: Certificate
  purposes: readonly TrustPurpose[]
  /** Trusted for signatures made from this moment on; `null`: from the certificate's own beginning. */
  from: Temporal.Instant | null
  /** Trusted for signatures made up to this moment; `null`: to the certificate's own end. */
  until: Temporal.Instant | null
  /** Where the certificate came from and who accepted it, in words for the operator. */
  source: string
}

export interface TrustStore {
  anchors: readonly TrustAnchor[]
  /** CA certificates that are not trusted by themselves. */
  intermediates: readonly Certificate[]
  /** Anchors and intermediates by `Certificate.subjectKey`. */
  anchorsBySubject: ReadonlyMap<string, readonly TrustAnchor[]>
  intermediatesBySubject: ReadonlyMap<string, readonly Certificate[]>
  /** End-entity certificates in the trust folder, for signatures that carry no certificate. */
  leaves: readonly Certificate[]
  /** CRLs an operator put beside the certificates, DER: revocation data for an office without network. */
  crls: readonly Uint8Array[]
}

/** A trust store of the given anchors; no file is read. */
export function trustStoreOf(
  anchors: readonly TrustAnchor[],
  intermediates: readonly Certificate[] = [],
  leaves: readonly Certificate[] = [],
  crls: readonly Uint8Array[] = [],
): TrustStore {
  return {
    anchors,
    intermediates,
    leaves,
    crls,
    anchorsBySubject: Map.groupBy(anchors, (anchor) => anchor.certificate.subjectKey),
    intermediatesBySubject: Map.groupBy(intermediates, (certificate) => certificate.subjectKey),
  }
}

/** The same store with only the anchors of these fingerprints; `undefined`: all of them. */
export function narrowTrust(store: TrustStore, fingerprints: readonly string[] | undefined): TrustStore {
  if (fingerprints === undefined) return store
  const anchors = store.anchors.filter(({ certificate }) => fingerprints.includes(certificate.sha256))
  return trustStoreOf(anchors, store.intermediates, store.leaves, store.crls)
}
