/** What the signing-certificate attributes say against the certificate that made the signature. */
import type { Certificate } from '../certificate/certificate.ts'
import { type Finding, finding } from '../reasons.ts'
import { type CertificateReference, compareReference, type ReferenceOutcome } from './signing-certificate.ts'

/**
 * ETSI EN 319 102-1 §5.2.3.4: another certificate than the one meant fails the signature; issuer and serial that
 * differ where the hash fits are told. `null`: the attribute could not be read.
 */
export function referenceFindings(
  references: readonly CertificateReference[] | null,
  certificate: Certificate,
): Finding[] {
  if (references === null) return [finding('SIGNING_CERTIFICATE_UNREADABLE')]
  return references.flatMap((reference) => FINDINGS[compareReference(reference, certificate)])
}

const FINDINGS: Record<ReferenceOutcome, readonly Finding[]> = {
  matches: [],
  'other-certificate': [finding('SIGNING_CERTIFICATE_OTHER')],
  'other-issuer-serial': [finding('SIGNING_CERTIFICATE_ISSUER_DIFFERS')],
  'unknown-digest': [finding('SIGNING_CERTIFICATE_UNREADABLE')],
}
