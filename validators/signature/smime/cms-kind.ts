/** What a CMS holds, by its own object identifier; the mail's `smime-type` is only a label (RFC 8551 §3.2.2). */
import { attempt, children, readElement } from '../asn1/element.ts'
import { oid } from '../asn1/values.ts'

export type CmsKind = 'signed' | 'enveloped' | 'compressed' | 'other'

const KINDS: Readonly<Record<string, CmsKind>> = {
  '1.2.840.113549.1.7.2': 'signed',
  '1.2.840.113549.1.7.3': 'enveloped',
  // id-ct-authEnvelopedData, id-encryptedData
  '1.2.840.113549.1.9.16.1.23': 'enveloped',
  '1.2.840.113549.1.7.6': 'enveloped',
  '1.2.840.113549.1.9.16.1.9': 'compressed',
}

/** `null`: no CMS at all. */
export function cmsKind(bytes: Uint8Array): CmsKind | null {
  const type = attempt(() => oid(children(readElement(bytes))[0]))
  return type === null ? null : (KINDS[type] ?? 'other')
}
