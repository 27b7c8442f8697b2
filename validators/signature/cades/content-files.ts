/** A CMS file as people send it: DER, PEM, base64, or base64 with mail headers left on. */
import { attempt, readElement } from '../asn1/element.ts'

const PEM = /-----BEGIN [A-Z0-9 #]+-----\s*([A-Za-z0-9+/=\s]+?)\s*-----END [A-Z0-9 #]+-----/

/** The DER or BER inside, `null` when the bytes hold none. */
export function cmsBytesOf(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === 0x30) return attempt(() => readElement(bytes)) === null ? null : bytes
  // Some programs write a byte order mark or blank lines first.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1')
  if (!/^(?:\xef\xbb\xbf)?\s*(?:-----BEGIN |MI[A-Za-z0-9+/])/.test(head)) return null
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const base64 = PEM.exec(text)?.[1] ?? text.replace(/^\xef\xbb\xbf/, '')
  if (!/^[A-Za-z0-9+/=\s]+$/.test(base64)) return null
  const decoded = Buffer.from(base64, 'base64')
  return decoded[0] === 0x30 && attempt(() => readElement(decoded)) !== null ? decoded : null
}
