/** The signing-certificate attributes (ESS: RFC 2634 §5.4, RFC 5035): which certificate the signer meant. */
import { type Element, sequence, TAG } from '../asn1/element.ts'
import { integerHex, octetString } from '../asn1/values.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { readGeneralNames } from '../certificate/general-name.ts'
import { nameKey } from '../certificate/name.ts'
import { digestOfIdentifier } from '../crypto/algorithms.ts'
import { type DigestName, digest } from '../crypto/digest.ts'
import { ATTRIBUTE_OID, type Attribute, valuesNamed } from './attributes.ts'

export interface CertificateReference {
  /** `null`: a digest this validator does not know. */
  digest: DigestName | null
  hash: Uint8Array
  issuerSerial: { issuerKey: string; serial: string } | null
}

/**
 * The first reference of each attribute: the signer's certificate (RFC 5035 §3). Both versions may be there.
 * @throws Asn1Error
 */
export function readSigningCertificates(attributes: readonly Attribute[]): CertificateReference[] {
  const v1 = valuesNamed(attributes, ATTRIBUTE_OID.signingCertificate).flatMap((value) => first(value, 'SHA-1'))
  const v2 = valuesNamed(attributes, ATTRIBUTE_OID.signingCertificateV2).flatMap((value) => first(value, 'SHA-256'))
  return [...v2, ...v1]
}

function first(value: Element, defaultDigest: DigestName): CertificateReference[] {
  const [list] = sequence(value)
  const [reference] = sequence(list)
  if (reference === undefined) return []
  const fields = sequence(reference)
  const algorithm = fields[0]?.tag === TAG.sequence ? fields.shift() : undefined
  const [hash, issuerSerial] = fields
  return [
    {
      digest: algorithm === undefined ? defaultDigest : digestOfIdentifier(algorithm),
      hash: octetString(hash),
      issuerSerial: issuerSerial === undefined ? null : readIssuerSerial(issuerSerial),
    },
  ]
}

function readIssuerSerial(element: Element): CertificateReference['issuerSerial'] {
  const [names, serial] = sequence(element)
  if (names === undefined) return null
  const issuer = readGeneralNames(names).find((name) => name.kind === 'directory')
  return issuer === undefined ? null : { issuerKey: nameKey(issuer.value), serial: integerHex(serial) }
}

export type ReferenceOutcome = 'matches' | 'other-certificate' | 'other-issuer-serial' | 'unknown-digest'

/** Does the reference mean this certificate? */
export function compareReference(reference: CertificateReference, certificate: Certificate): ReferenceOutcome {
  if (reference.digest === null) return 'unknown-digest'
  if (!Buffer.from(digest(reference.digest, certificate.der)).equals(reference.hash)) return 'other-certificate'
  const { issuerSerial } = reference
  if (issuerSerial === null) return 'matches'
  const same = issuerSerial.issuerKey === certificate.issuerKey && issuerSerial.serial === certificate.serial
  return same ? 'matches' : 'other-issuer-serial'
}
