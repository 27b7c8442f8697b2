/** Signs and wraps mails for tests. */
import { encode, encodeOid } from '../../../../validators/signature/asn1/encode.ts'
import { type Hash, integer, makeCms, type Party, sequence } from '../pki.ts'

const ENVELOPED_DATA = '1.2.840.113549.1.7.3'

export interface CmsRecipe {
  signers: readonly Party[]
  content: Uint8Array
  embed?: boolean
  digest?: Hash
}

/** A ContentInfo with SignedData over `content`. */
export function signedCms({ signers, content, embed = false, digest = 'sha256' }: CmsRecipe): Buffer {
  const wishes = signers.map((party) => ({ party, hash: digest }))
  return Buffer.from(makeCms({ content, signers: wishes, detached: !embed }))
}

/** Something that says it is EnvelopedData; nobody here could open it. */
export function envelopedCms(): Buffer {
  return Buffer.from(sequence(encodeOid(ENVELOPED_DATA), encode(0xa0, sequence(integer(0)))))
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
