/** Checks one raw signature value with node:crypto; shared by CMS, certificates, CRLs, OCSP and XML signatures. */
import { constants, createVerify, verify } from 'node:crypto'
import type { DigestName } from './digest.ts'
import { nativeDigestName } from './digest.ts'
import { type PublicKey, readPublicKey } from './public-key.ts'
import { verifyPssWithMgf } from './verify-pss.ts'

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
 * Checks `signature` over the chunks taken as one run of octets. The key is a DER SubjectPublicKeyInfo or one already
 * read. A key of another family than the scheme's is a mismatch. Never throws.
 */
export function verifyValue(
  scheme: SignatureScheme,
  publicKey: Uint8Array | PublicKey,
  signed: readonly Uint8Array[],
  signature: Uint8Array,
): ValueOutcome {
  let key: PublicKey
  if (publicKey instanceof Uint8Array) {
    const outcome = readPublicKey(publicKey)
    if (outcome.kind === 'unsupported') return outcome
    key = outcome.key
  } else {
    key = publicKey
  }
  try {
    return check(scheme, key, signed, signature) ? { kind: 'verified' } : { kind: 'mismatch' }
  } catch (error) {
    // OpenSSL throws for digests it does not pair with a key and for values that are not well-formed.
    return { kind: 'unsupported', detail: error instanceof Error ? error.message.slice(0, 80) : 'OpenSSL' }
  }
}

function check(
  scheme: SignatureScheme,
  publicKey: PublicKey,
  signed: readonly Uint8Array[],
  signature: Uint8Array,
): boolean {
  const { key, family } = publicKey
  switch (scheme.kind) {
    case 'ed25519':
    case 'ed448':
      return family === scheme.kind && verify(null, joined(signed), key, signature)
    case 'rsa-pkcs1':
      if (family !== 'rsa' || publicKey.pssOnly) return false
      return hashing(scheme.digest, signed).verify({ key, padding: constants.RSA_PKCS1_PADDING }, signature)
    case 'rsa-pss': {
      if (family !== 'rsa') return false
      if (scheme.mgfDigest !== scheme.digest) return verifyPssWithMgf(scheme, publicKey, signed, signature)
      const { saltLength } = scheme
      return hashing(scheme.digest, signed).verify(
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength },
        signature,
      )
    }
    case 'ecdsa':
      if (family !== 'ec') return false
      return hashing(scheme.digest, signed).verify({ key, dsaEncoding: scheme.encoding }, signature)
    case 'dsa':
      if (family !== 'dsa') return false
      return hashing(scheme.digest, signed).verify({ key, dsaEncoding: scheme.encoding }, signature)
  }
}

function hashing(digest: DigestName, signed: readonly Uint8Array[]): ReturnType<typeof createVerify> {
  const verifier = createVerify(nativeDigestName(digest))
  for (const chunk of signed) verifier.update(chunk)
  return verifier
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)
}
