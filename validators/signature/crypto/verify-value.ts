/** Checks one raw signature value with node:crypto; shared by CMS, certificates, CRLs, OCSP and XML signatures. */
import type { DigestName } from './digest.ts'

/** How a signature value is to be checked. `rsa-pss`: digest, MGF digest and salt length may differ. */
export type SignatureScheme =
  | { kind: 'rsa-pkcs1'; digest: DigestName }
  | { kind: 'rsa-pss'; digest: DigestName; mgfDigest: DigestName; saltLength: number }
  | {
      kind: 'ecdsa'
      digest: DigestName /** XML writes r‖s, X.509 and CMS a DER SEQUENCE. */
      encoding: 'der' | 'ieee-p1363'
    }
  | { kind: 'dsa'; digest: DigestName; encoding: 'der' | 'ieee-p1363' }
  | { kind: 'ed25519' }
  | { kind: 'ed448' }

/** `unsupported`: the key or scheme cannot be checked here; `detail` says which, in a few words. */
export type ValueOutcome = { kind: 'verified' } | { kind: 'mismatch' } | { kind: 'unsupported'; detail: string }

/**
 * Checks `signature` over the chunks taken as one run of octets with a public key given as DER SubjectPublicKeyInfo.
 * Never throws.
 */
export function verifyValue(
  _scheme: SignatureScheme,
  _publicKey: Uint8Array,
  _signed: readonly Uint8Array[],
  _signature: Uint8Array,
): ValueOutcome {
  throw new Error('verifyValue: being written')
}
