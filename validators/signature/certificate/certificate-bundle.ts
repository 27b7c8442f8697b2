/** Certificates in whatever wrapping files and servers hand them out: DER, PEM, a PKCS#7 bundle, base64. */
import { attempt, children, context, inside, readElement, sequence } from '../asn1/element.ts'
import { oid } from '../asn1/values.ts'
import { LIMITS } from '../limits.ts'

const SIGNED_DATA = '1.2.840.113549.1.7.2'
const PEM = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END/g

/** The DER certificates found; empty when the bytes are something else. */
export function certificatesIn(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] === 0x30) return derCertificates(bytes)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const pem = [...text.matchAll(PEM)].map((match) => Buffer.from(match[1] ?? '', 'base64'))
  if (pem.length > 0) return pem.slice(0, LIMITS.candidateCertificates)
  const bare = text.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '')
  return bare.startsWith('MI') && /^[A-Za-z0-9+/]+=*$/.test(bare) ? derCertificates(Buffer.from(bare, 'base64')) : []
}

function derCertificates(bytes: Uint8Array): Uint8Array[] {
  return (
    attempt(() => {
      const outer = readElement(bytes)
      const [type, wrapped] = sequence(outer)
      if (type?.tag !== 0x06 || wrapped === undefined) return [outer.bytes]
      if (oid(type) !== SIGNED_DATA) return []
      const field = sequence(inside(wrapped)).find(({ tag }) => tag === context(0))
      return field === undefined ? [] : children(field).map((certificate) => certificate.bytes)
    }) ?? []
  )
}
