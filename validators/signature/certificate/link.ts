/** Did this key sign that object? Remembered, since the same links recur in every document of an office. */
import type { ValidationMemory } from '../context.ts'
import type { StatedSignature } from '../crypto/algorithms.ts'
import { verifyValue } from '../crypto/verify-value.ts'
import type { Certificate } from './certificate.ts'

export interface SignedObject {
  /** What was signed: the DER of the to-be-signed part. */
  tbs: Uint8Array
  signature: Uint8Array
  signatureAlgorithm: StatedSignature
}

/** Whether `issuer`'s key made the signature on a certificate, CRL or OCSP response. */
export function isSignedBy(object: SignedObject, issuer: Certificate, memory: ValidationMemory): boolean {
  let answers = memory.links.get(object)
  if (answers === undefined) {
    answers = new Map()
    memory.links.set(object, answers)
  }
  const known = answers.get(issuer.sha256)
  if (known !== undefined) return known
  const verified = check(object, issuer)
  answers.set(issuer.sha256, verified)
  return verified
}

function check({ signatureAlgorithm, tbs, signature }: SignedObject, issuer: Certificate): boolean {
  if (signatureAlgorithm.kind === 'unknown') return false
  const outcome = issuer.publicKey()
  return (
    outcome.kind === 'key' && verifyValue(signatureAlgorithm.scheme, outcome.key, [tbs], signature).kind === 'verified'
  )
}
