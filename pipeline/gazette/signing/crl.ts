/** An empty certificate revocation list (RFC 5280, §5) of a self-made authority: "nobody is revoked, as of this day". */
import forge from 'node-forge'
import type { CertificateAuthority } from './office-certificate.ts'

const { asn1 } = forge
type Node = forge.asn1.Asn1
const node = (type: forge.asn1.Type, value: string | Node[]): Node =>
  asn1.create(asn1.Class.UNIVERSAL, type, Array.isArray(value), value)

/** DER of the list, signed by the authority. */
export function makeEmptyCrl(
  authority: CertificateAuthority,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Uint8Array {
  const algorithm = node(asn1.Type.SEQUENCE, [
    node(asn1.Type.OID, asn1.oidToDer(forge.pki.oids.sha256WithRSAEncryption ?? '').getBytes()),
    node(asn1.Type.NULL, ''),
  ])
  const time = (at: Temporal.Instant) => node(asn1.Type.UTCTIME, asn1.dateToUtcTime(new Date(at.epochMilliseconds)))
  const version2 = node(asn1.Type.INTEGER, '\x01')
  const list = node(asn1.Type.SEQUENCE, [version2, algorithm, subjectOf(authority), time(from), time(until)])
  const digest = forge.md.sha256.create()
  digest.update(asn1.toDer(list).getBytes())
  const signature = node(asn1.Type.BITSTRING, `\x00${authority.key.sign(digest)}`)
  const crl = node(asn1.Type.SEQUENCE, [list, algorithm, signature])
  return Buffer.from(asn1.toDer(crl).getBytes(), 'latin1')
}

/** The name as encoded in the certificate, byte for byte: readers compare it. */
function subjectOf(authority: CertificateAuthority): Node {
  const tbs = (forge.pki.certificateToAsn1(authority.certificate).value as Node[])[0]?.value as Node[] | undefined
  const subject = tbs?.[5]
  if (!subject) throw new Error('The authority has no subject')
  return subject
}
