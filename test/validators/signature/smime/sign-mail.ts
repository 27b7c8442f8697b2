/** Signs mails for tests: CMS written here element by element, so nothing of the reader under test is used. */
import { createHash } from 'node:crypto'
import { encode, encodeOid, encodeSetOf } from '../../../../validators/signature/asn1/encode.ts'
import { integer, nameOf, octets, type Signer, serialOf, signatureAlgorithm, signBytes } from '../xml/own-signer.ts'

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  envelopedData: '1.2.840.113549.1.7.3',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
  sha1: '1.3.14.3.2.26',
} as const

export type CmsDigest = 'sha1' | 'sha256' | 'sha512'

const sequence = (...parts: Uint8Array[]): Uint8Array => encode(0x30, ...parts)
const attribute = (oid: string, value: Uint8Array): Uint8Array => sequence(encodeOid(oid), encode(0x31, value))

export interface CmsRecipe {
  signers: readonly Signer[]
  content: Uint8Array
  embed?: boolean
  issuer: string
  digest?: CmsDigest
}

/** A ContentInfo with SignedData over `content`. */
export function signedCms({ signers, content, embed = false, issuer, digest = 'sha256' }: CmsRecipe): Buffer {
  const algorithm = sequence(encodeOid(OID[digest]))
  const infos = signers.map((signer) => {
    const attributes = [
      attribute(OID.contentType, encodeOid(OID.data)),
      attribute(OID.messageDigest, octets(createHash(digest).update(content).digest())),
    ]
    const set = encodeSetOf(attributes)
    const implicit = Buffer.from(set)
    implicit[0] = 0xa0
    return sequence(
      integer(1),
      sequence(nameOf(issuer), serialOf(signer)),
      algorithm,
      implicit,
      signatureAlgorithm(signer.kind),
      octets(signBytes(signer, set)),
    )
  })
  const certificates = encode(0xa0, ...signers.map(({ certificate }) => certificate))
  const inner = sequence(encodeOid(OID.data), ...(embed ? [encode(0xa0, octets(content))] : []))
  const signedData = sequence(integer(1), encode(0x31, algorithm), inner, certificates, encode(0x31, ...infos))
  return Buffer.from(sequence(encodeOid(OID.signedData), encode(0xa0, signedData)))
}

/** Something that says it is EnvelopedData; nobody here could open it. */
export function envelopedCms(): Buffer {
  return Buffer.from(sequence(encodeOid(OID.envelopedData), encode(0xa0, sequence(integer(0)))))
}

export function inLines(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\r\n')
}

export const TEXT_PART = 'Content-Type: text/plain; charset=utf-8\r\n\r\nKính gửi Sở Y tế,\r\nđề nghị họp.\r\n'

/** A multipart/signed entity, headers included. `cms`: over other content than the part, for attacks. */
export function multipartSigned(part: string, cms: Uint8Array, boundary = 'b1'): string {
  return [
    `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    part,
    `--${boundary}`,
    'Content-Type: application/pkcs7-signature; name=smime.p7s',
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment; filename=smime.p7s',
    '',
    inLines(cms),
    `--${boundary}--`,
    '',
  ].join('\r\n')
}

/** An application/pkcs7-mime entity. */
export function opaque(cms: Uint8Array, type: 'signed-data' | 'enveloped-data'): string {
  return [
    `Content-Type: application/pkcs7-mime; smime-type=${type}; name=smime.p7m`,
    'Content-Transfer-Encoding: base64',
    '',
    inLines(cms),
    '',
  ].join('\r\n')
}

export function mail(from: string, entity: string, more = ''): string {
  return `From: ${from}\r\nTo: vanthu@langson.gov.vn\r\nSubject: =?utf-8?B?Vi92IGjhu41w?=\r\nMIME-Version: 1.0\r\n${more}${entity}`
}
