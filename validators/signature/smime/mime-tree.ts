/** The structure of a mail on its raw bytes: what is signed must be hashed exactly as it travelled. */
import { type HeaderField, type MediaType, readHeaders, readMediaType, valuesOf } from './header-fields.ts'
import { MAIL_LIMITS } from './limits.ts'

export interface MimePart {
  fields: readonly HeaderField[]
  strayLines: number
  type: MediaType
  /** `attachment`, `inline` or nothing. */
  disposition: string | null
  /** Content-Transfer-Encoding, lower case. */
  encoding: string
  /** The entity, headers included, and its body: offsets into the bytes. */
  start: number
  bodyStart: number
  end: number
  /** Parts of a multipart; none for others. */
  children: readonly MimePart[]
  /** A multipart whose closing boundary is missing, or that has none at all. */
  unclosed: boolean
}

export type ParsedMail = { kind: 'parsed'; root: MimePart } | { kind: 'refused'; code: MailRefusal }
export type MailRefusal = 'SMIME_TOO_LARGE' | 'SMIME_TOO_MANY_PARTS' | 'SMIME_NOT_A_MAIL'

class Refused extends Error {
  readonly code: MailRefusal
  constructor(code: MailRefusal) {
    super(code)
    this.code = code
  }
}

/** Reads a mail or a MIME entity. Never throws for bad input. */
export function parseMail(bytes: Buffer, isMail = true): ParsedMail {
  try {
    if (bytes.length > MAIL_LIMITS.bytes) throw new Refused('SMIME_TOO_LARGE')
    const root = readPart(bytes, 0, bytes.length, 'text/plain', 0, { parts: 0 })
    if (isMail && root.fields.length === 0) throw new Refused('SMIME_NOT_A_MAIL')
    return { kind: 'parsed', root }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', code: error.code }
    throw error
  }
}

function readPart(
  bytes: Buffer,
  start: number,
  end: number,
  defaultType: string,
  depth: number,
  count: { parts: number },
): MimePart {
  count.parts += 1
  if (count.parts > MAIL_LIMITS.parts || depth > MAIL_LIMITS.depth) throw new Refused('SMIME_TOO_MANY_PARTS')
  const { fields, strayLines, bodyStart } = readHeaders(bytes, start, end)
  const type = readMediaType(valuesOf(fields, 'content-type')[0] ?? defaultType)
  const [disposition] = valuesOf(fields, 'content-disposition')
  const boundary = type.parameters.get('boundary') ?? ''
  const part: MimePart = {
    fields,
    strayLines,
    type,
    disposition: disposition === undefined ? null : readMediaType(disposition).type,
    encoding: (valuesOf(fields, 'content-transfer-encoding')[0] ?? '7bit').trim().toLowerCase(),
    start,
    bodyStart,
    end,
    children: [],
    unclosed: false,
  }
  if (!type.type.startsWith('multipart/')) return part
  if (boundary === '' || boundary.length > MAIL_LIMITS.boundaryLength) return { ...part, unclosed: true }
  const { ranges, closed } = splitAtBoundary(bytes, bodyStart, end, boundary)
  const childType = type.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
  const children = ranges.map(([from, to]) => readPart(bytes, from, to, childType, depth + 1, count))
  return { ...part, children, unclosed: !closed }
}

/** RFC 2046 §5.1.1: the line break before a delimiter belongs to the delimiter. */
function splitAtBoundary(
  bytes: Buffer,
  start: number,
  end: number,
  boundary: string,
): { ranges: [number, number][]; closed: boolean } {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const ranges: [number, number][] = []
  let open: number | null = null
  let at = start
  for (;;) {
    const found = bytes.indexOf(delimiter, at)
    if (found === -1 || found + delimiter.length > end) break
    at = found + delimiter.length
    if (found > start && bytes[found - 1] !== 10) continue
    const ending = delimiterEnd(bytes, at, end)
    if (ending === null) continue
    if (open !== null) ranges.push([open, Math.max(open, beforeLineBreak(bytes, found))])
    if (ending.closing) return { ranges, closed: true }
    open = ending.next
    at = Math.max(at, ending.next - 1)
  }
  if (open !== null) ranges.push([open, end])
  return { ranges, closed: false }
}

/** After the boundary only `--`, blanks and the line's end may follow; else the line is content. */
function delimiterEnd(bytes: Buffer, from: number, end: number): { closing: boolean; next: number } | null {
  let at = from
  const closing = bytes[at] === 45 && bytes[at + 1] === 45 && at + 1 < end
  if (closing) at += 2
  while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at += 1
  if (at >= end) return { closing, next: end }
  if (bytes[at] === 13 && bytes[at + 1] === 10) return { closing, next: at + 2 }
  return bytes[at] === 10 ? { closing, next: at + 1 } : null
}

function beforeLineBreak(bytes: Buffer, at: number): number {
  if (bytes[at - 1] !== 10) return at
  return bytes[at - 2] === 13 ? at - 2 : at - 1
}

/** The part and everything in it, outermost first. Enclosed messages are not entered. */
export function* partsWithin(part: MimePart): Generator<MimePart> {
  yield part
  for (const child of part.children) yield* partsWithin(child)
}
