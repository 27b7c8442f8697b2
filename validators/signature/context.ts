/** What a judgement may rely on: everything outside the signed bytes comes in here, nothing is reached for. */
import type { Certificate } from './certificate/certificate.ts'
import type { SignaturePolicy } from './policy/policy.ts'
import type { TrustStore } from './trust/trust-store.ts'

/** Why a fetch gave nothing; a slow or lying server makes one check indeterminate, never more. */
export type FetchOutcome =
  | { kind: 'fetched'; body: Uint8Array; contentType: string | null }
  | { kind: 'failed'; why: 'timeout' | 'too-large' | 'refused' | 'network' }

export interface FetchRequest {
  what: 'crl' | 'ocsp' | 'certificate'
  url: string
  /** The DER OCSP request to POST; absent: GET. */
  body?: Uint8Array
}

/**
 * The only way to the network, handed in by the caller (see `network/http-fetcher.ts`). Promises never to reject,
 * to end within its own time-out and to cap what it reads.
 */
export type Fetcher = (request: FetchRequest) => Promise<FetchOutcome>

/** Where CRLs, OCSP responses and CA certificates fetched earlier rest between runs. Bytes in, bytes out; never throws. */
export interface MaterialCache {
  read(key: string): Uint8Array | null
  write(key: string, body: Uint8Array): void
}

export interface ValidationContext {
  trust: TrustStore
  /** The moment the question is asked for; now, or `--at`. */
  at: Temporal.Instant
  /** `null`: no network, the default. */
  fetcher: Fetcher | null
  policy: SignaturePolicy
  /** `null`: nothing is kept between runs. */
  cache: MaterialCache | null
  /** Certificates parsed and links checked so far; share one over many files to save work. */
  memory: ValidationMemory
}

/** What a long-running process remembers. Bounded; holds only facts that do not depend on trust or time. */
export interface ValidationMemory {
  /** By SHA-256 of the DER, in hexadecimal. */
  certificates: Map<string, Certificate>
  /** For each certificate, CRL or OCSP response: by the SHA-256 of an issuer's certificate, did the signature verify. */
  links: WeakMap<object, Map<string, boolean>>
}

export function freshMemory(): ValidationMemory {
  return { certificates: new Map(), links: new WeakMap() }
}

/** A time before which something is proven to have existed, by a time-stamp that was itself judged valid. */
export interface ProofOfExistence {
  time: Temporal.Instant
  /** `signature`: a signature time-stamp; `archive`: a PDF document time-stamp or archive time-stamp over it all. */
  kind: 'signature' | 'archive'
}

/** What came along with the signed file from outside the signature itself: PDF DSS, XAdES properties. */
export interface ValidationMaterial {
  /** DER. */
  certificates: readonly Uint8Array[]
  /** DER CertificateList. */
  crls: readonly Uint8Array[]
  /** DER OCSPResponse or BasicOCSPResponse. */
  ocsps: readonly Uint8Array[]
  /** How the report names the source of this revocation data. */
  source: 'dss' | 'cms'
  /** Time-stamps over the signature from outside it (later PDF document time-stamps), already judged valid. */
  proofs: readonly ProofOfExistence[]
}

export const NO_MATERIAL: ValidationMaterial = { certificates: [], crls: [], ocsps: [], source: 'cms', proofs: [] }
