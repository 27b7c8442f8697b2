/** Which certificate made this signature? The SignerInfo's own word, the signing-certificate attribute, or the key that fits. */
import type { Certificate } from '../certificate/certificate.ts'
import type { SignerId } from './signed-data.ts'
import { type CertificateReference, compareReference } from './signing-certificate.ts'

/**
 * The certificates the SignerInfo may mean, best first: named by it and by the signing-certificate attribute, then
 * named by it, then meant by the attribute alone (issuer names are written wrongly by some programs).
 */
export function signerCandidates(
  id: SignerId,
  references: readonly CertificateReference[],
  certificates: readonly Certificate[],
): Certificate[] {
  const named = certificates.filter((certificate) => isNamed(id, certificate))
  const referenced = (certificate: Certificate) =>
    references.some((reference) => compareReference(reference, certificate) === 'matches')
  const both = named.filter(referenced)
  const others = certificates.filter((certificate) => !named.includes(certificate) && referenced(certificate))
  return [...new Set([...both, ...named, ...others])]
}

export function isNamed(id: SignerId, certificate: Certificate): boolean {
  if (id.kind === 'key-id') return certificate.extensions.subjectKeyId === id.keyId
  return certificate.serial === id.serial && certificate.issuerKey === id.issuerKey
}
