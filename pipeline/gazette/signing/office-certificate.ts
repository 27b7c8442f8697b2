/**
 * A self-made certificate for signing gazette issues until the office has one of the Government's (Ban Cơ yếu): a root
 * of its own and under it the office, packed as PKCS#12. Readers outside the office will not trust it, and need not to.
 */
import forge from 'node-forge'

export interface Subject {
  commonName: string
  organization: string
  locality?: string
  /** Organisational unit: for a person's certificate. */
  unit?: string
}

export interface CertificateAuthority {
  certificate: forge.pki.Certificate
  key: forge.pki.rsa.PrivateKey
}

export interface Validity {
  from: Temporal.Instant
  years: number
}

export async function makeAuthority(subject: Subject, validity: Validity): Promise<CertificateAuthority> {
  const keys = await generateKeys()
  const certificate = unsigned(keys.publicKey, subject, subject, validity, '01')
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ])
  certificate.sign(keys.privateKey, forge.md.sha256.create())
  return { certificate, key: keys.privateKey }
}

/** A certificate for signing documents, with its key and the authority's certificate, as PKCS#12 bytes. */
export async function makeSigner(
  authority: CertificateAuthority,
  subject: Subject,
  validity: Validity,
  passphrase: string,
): Promise<Uint8Array> {
  const keys = await generateKeys()
  const issuer = authority.certificate.subject.attributes
  const certificate = unsigned(
    keys.publicKey,
    subject,
    issuer,
    validity,
    forge.util.bytesToHex(forge.random.getBytesSync(8)),
  )
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, nonRepudiation: true, critical: true },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: authority.certificate.generateSubjectKeyIdentifier().getBytes() },
  ])
  certificate.sign(authority.key, forge.md.sha256.create())
  const p12 = forge.pkcs12.toPkcs12Asn1(keys.privateKey, [certificate, authority.certificate], passphrase, {
    algorithm: 'aes256',
    friendlyName: subject.commonName,
  })
  return Buffer.from(forge.asn1.toDer(p12).getBytes(), 'latin1')
}

export function certificateDer(certificate: forge.pki.Certificate): Uint8Array {
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'latin1')
}

function generateKeys(): Promise<forge.pki.rsa.KeyPair> {
  return new Promise((resolve, reject) => {
    forge.pki.rsa.generateKeyPair({ bits: 2048 }, (error, keys) => (error ? reject(error) : resolve(keys)))
  })
}

function unsigned(
  publicKey: forge.pki.rsa.PublicKey,
  subject: Subject,
  issuer: Subject | forge.pki.CertificateField[],
  validity: Validity,
  serial: string,
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = publicKey
  // The first bit must be clear: a serial number is a positive INTEGER.
  certificate.serialNumber = `00${serial}`
  certificate.validity.notBefore = new Date(validity.from.epochMilliseconds)
  certificate.validity.notAfter = new Date(
    validity.from.toZonedDateTimeISO('UTC').add({ years: validity.years }).epochMilliseconds,
  )
  certificate.setSubject(fields(subject))
  certificate.setIssuer(Array.isArray(issuer) ? issuer : fields(issuer))
  return certificate
}

function fields(subject: Subject): forge.pki.CertificateField[] {
  const utf8 = (name: string, value: string) => ({ name, value, valueTagClass: forge.asn1.Type.UTF8 as never })
  return [
    { name: 'countryName', value: 'VN' },
    utf8('organizationName', subject.organization),
    ...(subject.unit ? [utf8('organizationalUnitName', subject.unit)] : []),
    ...(subject.locality ? [utf8('localityName', subject.locality)] : []),
    utf8('commonName', subject.commonName),
  ]
}
