/** Did this key sign that object? Remembered, since the same links recur in every document of an office. */
import type { ValidationMemory } from '../context.ts'
import type { StatedSignature } from '../crypto/algorithms.ts'
import { fingerprint } from '../crypto/digest.ts'
import { verifyValue } from '../crypto/verify-value.ts'
import { LIMITS } from '../limits.ts'
import type { Certificate } from './certificate.ts'

export interface SignedObject {
  /** What was signed: the DER of the to-be-signed part. */
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: StatedSignature
}

/** Whether `issuer`'s key made the signature on a certificate, CRL or OCSP response. */
export function isSignedBy(object: SignedObject, issuer: Certificate, memory: ValidationMemory): boolean {
  const { signatureAlgorithm } = object
  if (signatureAlgorithm.kind === 'unknown') return false
  const key = `${issuer.sha256}/${fingerprint(object.tbs)}/${fingerprint(object.signature)}`
  const known = memory.links.get(key)
  if (known !== undefined) return known
  const outcome = issuer.publicKey()
  const verified =
    outcome.kind === 'key' &&
    verifyValue(signatureAlgorithm.scheme, outcome.key, [object.tbs], object.signature).kind === 'verified'
  if (memory.links.size >= LIMITS.memoryEntries) memory.links.clear()
  memory.links.set(key, verified)
  return verified
}
