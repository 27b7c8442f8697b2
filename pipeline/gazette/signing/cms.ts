/** CMS SignedData (RFC 5652) over detached content, as PAdES baseline wants it: ETSI EN 319 142-1, §6.3. */
import { createHash } from 'node:crypto'
import forge from 'node-forge'

const { asn1, oids } = { asn1: forge.asn1, oids: forge.pki.oids }
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'

export interface SigningIdentity {
  key: forge.pki.rsa.PrivateKey
  certificate: forge.pki.Certificate
  /** The authorities above it, sent along so that a reader can build the chain. */
  chain: readonly forge.pki.Certificate[]
}

/** @throws when the passphrase is wrong or the file holds no key with its certificate */
export function openPkcs12(bytes: Uint8Array, passphrase: string): SigningIdentity {
  const p12 = forge.pkcs12.pkcs12FromAsn1(asn1.fromDer(Buffer.from(bytes).toString('latin1')), passphrase)
  const bagsOf = (type: string) => p12.getBags({ bagType: type })[type] ?? []
  const key = bagsOf(oids.pkcs8ShroudedKeyBag ?? '')[0]?.key as forge.pki.rsa.PrivateKey | undefined
  const certificates = bagsOf(oids.certBag ?? '').flatMap((bag) => bag.cert ?? [])
  if (!key) throw new Error('The PKCS#12 file holds no private key')
  const certificate = certificates.find(
    (one) => (one.publicKey as forge.pki.rsa.PublicKey).n.toString(16) === key.n.toString(16),
  )
  if (!certificate) throw new Error('The PKCS#12 file holds no certificate for its key')
  return { key, certificate, chain: certificates.filter((one) => one !== certificate) }
}

/** The subject's common name; forge leaves the bytes of a parsed UTF-8 name undecoded. */
export function commonName(certificate: forge.pki.Certificate): string {
  const value = String(certificate.subject.getField('CN')?.value ?? '')
  return Buffer.from(value, 'latin1').toString('utf8')
}

/** DER of the SignedData, revocation lists carried along. PAdES forbids a signing-time attribute: the time stands in the signature dictionary. */
export function signDetached(
  identity: SigningIdentity,
  contentDigest: Uint8Array,
  crls: readonly Uint8Array[] = [],
): Uint8Array {
  const attributes = signedAttributes(identity, contentDigest)
  const digest = forge.md.sha256.create()
  digest.update(asn1.toDer(set(attributes)).getBytes())
  const signature = identity.key.sign(digest)
  const signerInfo = sequence([
    integer('\x01'),
    issuerAndSerial(identity.certificate),
    algorithm(oids.sha256 ?? ''),
    tagged(0, attributes),
    algorithm(oids.rsaEncryption ?? ''),
    octets(signature),
  ])
  const certificates = [identity.certificate, ...identity.chain].map((one) => forge.pki.certificateToAsn1(one))
  const signedData = sequence([
    integer('\x01'),
    set([algorithm(oids.sha256 ?? '')]),
    sequence([oid(oids.data ?? '')]),
    tagged(0, certificates),
    ...(crls.length > 0
      ? [
          tagged(
            1,
            crls.map((crl) => asn1.fromDer(Buffer.from(crl).toString('latin1'))),
          ),
        ]
      : []),
    set([signerInfo]),
  ])
  const content = sequence([oid(oids.signedData ?? ''), tagged(0, [signedData])])
  return Buffer.from(asn1.toDer(content).getBytes(), 'latin1')
}

/** In the order DER demands of a SET OF: by encoded bytes. */
function signedAttributes(identity: SigningIdentity, contentDigest: Uint8Array): forge.asn1.Asn1[] {
  const certificateDer = Buffer.from(asn1.toDer(forge.pki.certificateToAsn1(identity.certificate)).getBytes(), 'latin1')
  const certificateHash = createHash('sha256').update(certificateDer).digest('latin1')
  // SigningCertificateV2 with SHA-256, its default: the algorithm is left out.
  const signingCertificate = sequence([sequence([sequence([octets(certificateHash)])])])
  const attributes = [
    attribute(oids.contentType ?? '', oid(oids.data ?? '')),
    attribute(oids.messageDigest ?? '', octets(Buffer.from(contentDigest).toString('latin1'))),
    attribute(SIGNING_CERTIFICATE_V2, signingCertificate),
  ]
  const encoded = (node: forge.asn1.Asn1) => Buffer.from(asn1.toDer(node).getBytes(), 'latin1')
  return attributes.sort((one, other) => Buffer.compare(encoded(one), encoded(other)))
}

/** Taken from the certificate as encoded: forge would encode UTF-8 names a second time. */
function issuerAndSerial(certificate: forge.pki.Certificate): Node {
  const [, serial, , issuer] = ((forge.pki.certificateToAsn1(certificate).value as Node[])[0]?.value ?? []) as Node[]
  if (!serial || !issuer) throw new Error('The certificate has no issuer or serial number')
  return sequence([issuer, serial])
}

type Node = forge.asn1.Asn1
const universal = (type: forge.asn1.Type, constructed: boolean, value: string | Node[]): Node =>
  asn1.create(asn1.Class.UNIVERSAL, type, constructed, value)
const sequence = (nodes: Node[]): Node => universal(asn1.Type.SEQUENCE, true, nodes)
const set = (nodes: Node[]): Node => universal(asn1.Type.SET, true, nodes)
const integer = (bytes: string): Node => universal(asn1.Type.INTEGER, false, bytes)
const octets = (bytes: string): Node => universal(asn1.Type.OCTETSTRING, false, bytes)
const oid = (dotted: string): Node => universal(asn1.Type.OID, false, asn1.oidToDer(dotted).getBytes())
const tagged = (tag: number, nodes: Node[]): Node => asn1.create(asn1.Class.CONTEXT_SPECIFIC, tag as never, true, nodes)
const algorithm = (dotted: string): Node => sequence([oid(dotted), universal(asn1.Type.NULL, false, '')])
const attribute = (dotted: string, value: Node): Node => sequence([oid(dotted), set([value])])
