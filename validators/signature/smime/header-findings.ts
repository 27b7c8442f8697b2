/** Header blocks that two readers may read differently, and signed copies of header fields that differ. */
import type { Finding } from '../reasons.ts'
import { decodeWords } from './addresses.ts'
import type { SecuredPart } from './find-signed.ts'
import { readHeaders, readMediaType, valuesOf } from './header-fields.ts'
import type { MimePart } from './mime-tree.ts'
import { smimeFinding } from './reason-list.ts'

/** RFC 5322 §3.6 and RFC 2045 §3: at most once each. From is judged with the sender. */
const ONCE = [
  ...['sender', 'subject', 'date', 'reply-to', 'to', 'message-id', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'content-disposition'],
]
/** RFC 2045 §6.4: a multipart is never encoded as a whole. */
const IDENTITY = new Set(['', '7bit', '8bit', 'binary'])
/** Fields a signed part may carry in copy (RFC 9788, and `protected-headers` before it). */
const PROTECTED = ['from', 'subject', 'date', 'to', 'cc', 'reply-to']

export function headerFindings(root: MimePart, secured: SecuredPart & { kind: 'signed' }, mail: Buffer): Finding[] {
  const findings: Finding[] = []
  for (const part of root === secured.part ? [root] : [root, secured.part]) {
    for (const name of ONCE) {
      if (valuesOf(part.fields, name).length > 1) findings.push(smimeFinding('SMIME_HEADER_REPEATED', name))
    }
    if (part.type.ambiguous) findings.push(smimeFinding('SMIME_HEADER_REPEATED', 'content-type'))
    const isEncodedMultipart = part.type.type.startsWith('multipart/') && !IDENTITY.has(part.encoding)
    if (part.strayLines > 0 || isEncodedMultipart) findings.push(smimeFinding('SMIME_HEADER_STRAY'))
  }
  const differing = protectedDifference(root, secured, mail)
  if (differing.kind === 'differs') findings.push(smimeFinding('SMIME_PROTECTED_HEADER_DIFFERS', differing.field))
  if (differing.kind === 'none') findings.push(smimeFinding('SMIME_HEADERS_UNSIGNED'))
  return findings
}

type Protection = { kind: 'none' } | { kind: 'agrees' } | { kind: 'differs'; field: string }

function protectedDifference(
  root: MimePart,
  { part, content }: SecuredPart & { kind: 'signed' },
  mail: Buffer,
): Protection {
  const [signed] = part.children
  if (content === null || signed === undefined) return { kind: 'none' }
  const { fields } = readHeaders(mail, signed.start, signed.end)
  const { parameters } = readMediaType(valuesOf(fields, 'content-type')[0] ?? '')
  if (!parameters.has('hp') && !parameters.has('protected-headers')) return { kind: 'none' }
  for (const field of PROTECTED) {
    const [inner] = valuesOf(fields, field)
    const [outer] = valuesOf(root.fields, field)
    if (inner !== undefined && plain(inner) !== plain(outer ?? '')) return { kind: 'differs', field }
  }
  return { kind: 'agrees' }
}

function plain(value: string): string {
  return decodeWords(value).replace(/\s+/g, ' ').trim()
}
