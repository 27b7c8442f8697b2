/** SigningCertificate(V2): the certificate the signer signed for (EN 319 132-1 §5.2.2, TS 101 903 §7.2.2). */
import { attempt, readElement, sequence } from '../../asn1/element.ts'
import { integerHex } from '../../asn1/values.ts'
import type { Certificate } from '../../certificate/certificate.ts'
import { readGeneralNames } from '../../certificate/general-name.ts'
import { nameKey } from '../../certificate/name.ts'
import { type DigestName, digest } from '../../crypto/digest.ts'
import { decodeBase64 } from '../base64.ts'
import { DIGESTS, NS } from '../names.ts'
import { attributeOf, childElement, childElements, textOf, type XmlElement } from '../tree.ts'
import type { QualifyingProperties } from './qualifying-properties.ts'

export interface CertificateReference {
  digest: DigestName | null
  hash: Uint8Array | null
  /** Serial number, hexadecimal, where it is written. */
  serial: string | null
  /** Normalised issuer name; only the V2 form writes one that compares surely. */
  issuerKey: string | null
}

/** The references of SigningCertificate and SigningCertificateV2; `null` when there is neither. */
export function readSigningCertificates(properties: QualifyingProperties): readonly CertificateReference[] | null {
  const { signedSignature, uri } = properties
  if (signedSignature === null) return null
  const lists = [
    childElement(signedSignature, uri, 'SigningCertificateV2'),
    childElement(signedSignature, uri, 'SigningCertificate'),
  ].filter((list) => list !== null)
  if (lists.length === 0) return null
  return lists.flatMap((list) => childElements(list, uri, 'Cert').map((cert) => readCert(cert, uri)))
}

function readCert(cert: XmlElement, uri: string): CertificateReference {
  const certDigest = childElement(cert, uri, 'CertDigest')
  // XAdES 1.1.1 and 1.2.2 have DigestMethod and DigestValue in their own namespace.
  const part = (local: string): XmlElement | null =>
    certDigest === null ? null : (childElement(certDigest, NS.dsig, local) ?? childElement(certDigest, uri, local))
  const method = part('DigestMethod')
  const value = part('DigestValue')
  const algorithm = method === null ? '' : (attributeOf(method, 'Algorithm') ?? '')
  return {
    digest: (Object.hasOwn(DIGESTS, algorithm) ? DIGESTS[algorithm] : undefined) ?? null,
    hash: value === null ? null : decodeBase64(textOf(value)),
    ...readIssuerSerial(cert, uri),
  }
}

function readIssuerSerial(cert: XmlElement, uri: string): { serial: string | null; issuerKey: string | null } {
  const v2 = childElement(cert, uri, 'IssuerSerialV2')
  const der = v2 === null ? null : decodeBase64(textOf(v2))
  if (der !== null) {
    const read = attempt(() => {
      const [names, serial] = sequence(readElement(der))
      const issuer = names === undefined ? undefined : readGeneralNames(names).find((name) => name.kind === 'directory')
      return { serial: integerHex(serial), issuerKey: issuer === undefined ? null : nameKey(issuer.value) }
    })
    return read ?? { serial: null, issuerKey: null }
  }
  const v1 = childElement(cert, uri, 'IssuerSerial')
  const number = v1 === null ? null : childElement(v1, NS.dsig, 'X509SerialNumber')
  const digits = number === null ? '' : textOf(number).trim()
  if (!/^\d{1,80}$/.test(digits)) return { serial: null, issuerKey: null }
  const hex = BigInt(digits).toString(16)
  return { serial: hex.length % 2 === 1 ? `0${hex}` : hex, issuerKey: null }
}

export type ReferenceVerdict = 'matches' | 'other-certificate' | 'other-issuer-serial' | 'unknown-digest'

/** Does one of the references mean this certificate? The best answer over all of them. */
export function compareSigningCertificate(
  references: readonly CertificateReference[],
  certificate: Certificate,
): ReferenceVerdict {
  let verdict: ReferenceVerdict = references.some((one) => one.digest === null) ? 'unknown-digest' : 'other-certificate'
  for (const reference of references) {
    if (reference.digest === null || reference.hash === null) continue
    if (!Buffer.from(digest(reference.digest, certificate.der)).equals(reference.hash)) continue
    const sameSerial = reference.serial === null || reference.serial === certificate.serial
    const sameIssuer = reference.issuerKey === null || reference.issuerKey === certificate.issuerKey
    if (sameSerial && sameIssuer) return 'matches'
    verdict = 'other-issuer-serial'
  }
  return verdict
}
