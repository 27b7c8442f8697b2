/** Which kind of signed file is this? Told by its bytes; senders get names wrong. */
import { attempt, readElement, sequence, TAG } from './asn1/element.ts'
import { cmsBytesOf } from './cades/content-files.ts'

export type DetectedFile = { format: 'pdf' | 'xml' | 'mail' | 'cms'; bytes: Uint8Array } | { format: 'unknown' }

/** Readers accept a PDF header within the first kilobyte (ISO 32000-2 Annex C, implementation note). */
const PDF_HEADER_WITHIN = 1024
const HEAD = 4096

/**
 * `bytes` of the answer are those to judge: base64 around an XML or CMS file is taken off. CMS comes before PDF, since
 * an enveloping CMS holds the PDF's header near its own start.
 */
export function detectFormat(bytes: Uint8Array, fileName: string): DetectedFile {
  const head = latin1(bytes.subarray(0, HEAD))
  if (isContentInfo(bytes)) return { format: 'cms', bytes }
  if (head.slice(0, PDF_HEADER_WITHIN).includes('%PDF-')) return { format: 'pdf', bytes }
  if (startsLikeXml(bytes, head)) return { format: 'xml', bytes }
  const cms = cmsBytesOf(bytes)
  if (cms !== null && isContentInfo(cms)) return { format: 'cms', bytes: cms }
  if (looksLikeMail(head)) return { format: 'mail', bytes }
  const unwrapped = unwrapBase64(bytes, head)
  // A PDF whose header is damaged is still worth the PDF reader's words about it.
  return unwrapped.format === 'unknown' && /\.pdf$/i.test(fileName) ? { format: 'pdf', bytes } : unwrapped
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
}

/** `SEQUENCE { OBJECT IDENTIFIER, [0] … }`: any CMS content type. */
function isContentInfo(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false
  return attempt(() => sequence(readElement(bytes))[0]?.tag === TAG.oid) ?? looksLikeTruncatedCms(bytes)
}

/** The object identifiers of PKCS#7 content types begin alike; a cut-off file still says what it was. */
function looksLikeTruncatedCms(bytes: Uint8Array): boolean {
  return latin1(bytes.subarray(0, 32)).includes('\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07')
}

/** `<` after blanks, in UTF-8 or UTF-16 with or without byte order mark. */
function startsLikeXml(bytes: Uint8Array, head: string): boolean {
  if (/^(?:\xef\xbb\xbf)?\s*</.test(head)) return true
  return /^(?:\xff\xfe|\xfe\xff)?(?:<\0|\0<)/.test(head) && bytes.length > 3
}

/** Header lines (RFC 5322), perhaps after an mbox `From ` line; one of them a name that mails have. */
function looksLikeMail(head: string): boolean {
  const text = head.replace(/^(?:\xef\xbb\xbf)?\s*/, '').replace(/^>?From [^\n]*\n/, '')
  if (!/^[!-9;-~]+[ \t]*:/.test(text)) return false
  return /^(?:from|to|subject|date|received|message-id|mime-version|content-type|return-path|delivered-to|x-[a-z0-9-]+)[ \t]*:/im.test(
    text,
  )
}

function unwrapBase64(bytes: Uint8Array, head: string): DetectedFile {
  if (!/^\s*[A-Za-z0-9+/][A-Za-z0-9+/=\s]*$/.test(head)) return { format: 'unknown' }
  const decoded = Buffer.from(latin1(bytes), 'base64')
  const inner = latin1(decoded.subarray(0, HEAD))
  if (inner.includes('%PDF-')) return { format: 'pdf', bytes: decoded }
  return startsLikeXml(decoded, inner) ? { format: 'xml', bytes: decoded } : { format: 'unknown' }
}
