/** Header fields of a mail or a MIME part (RFC 5322 §2.2, RFC 2045 §5.1, RFC 2231), from bytes. */
import { MAIL_LIMITS } from './limits.ts'

export interface HeaderField {
  /** Lower case. */
  name: string
  /** Unfolded, trimmed; UTF-8 where it is (RFC 6532), else Latin-1. */
  value: string
}

export interface HeaderBlock {
  fields: readonly HeaderField[]
  /** Lines that are no field and no continuation: something two readers may take differently. */
  strayLines: number
  /** Where the body begins. */
  bodyStart: number
}

const CR = 13
const LF = 10

/** Reads the fields from `start`; ends at the empty line or at `end`. A first `From ` line of mbox files is passed over. */
export function readHeaders(bytes: Buffer, start: number, end: number): HeaderBlock {
  const fields: { name: string; pieces: string[] }[] = []
  let strayLines = 0
  let at = start
  const stop = Math.min(end, start + MAIL_LIMITS.headerBytes)
  while (at < stop) {
    const lineEnd = bytes.indexOf(LF, at)
    const next = lineEnd === -1 || lineEnd >= end ? end : lineEnd + 1
    let contentEnd = lineEnd === -1 || lineEnd >= end ? end : lineEnd
    if (contentEnd > at && bytes[contentEnd - 1] === CR) contentEnd -= 1
    if (contentEnd === at) return { fields: unfolded(fields), strayLines, bodyStart: next }
    const line = textOf(bytes.subarray(at, contentEnd))
    const last = fields[fields.length - 1]
    const colon = line.indexOf(':')
    if ((line.startsWith(' ') || line.startsWith('\t')) && last !== undefined) {
      last.pieces.push(line.trim())
    } else if (colon > 0 && /^[\x21-\x39\x3b-\x7e]+[ \t]*$/.test(line.slice(0, colon))) {
      if (fields.length < MAIL_LIMITS.headerFields) {
        fields.push({ name: line.slice(0, colon).trim().toLowerCase(), pieces: [line.slice(colon + 1).trim()] })
      }
    } else if (!(at === start && /^>?From /.test(line))) {
      strayLines += 1
    }
    at = next
  }
  return { fields: unfolded(fields), strayLines, bodyStart: at }
}

function unfolded(fields: readonly { name: string; pieces: readonly string[] }[]): HeaderField[] {
  return fields.map(({ name, pieces }) => ({ name, value: pieces.join(' ').trim() }))
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}

/** All values of one field. */
export function valuesOf(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name).map(({ value }) => value)
}

export interface MediaType {
  /** `type/subtype`, lower case. */
  type: string
  parameters: ReadonlyMap<string, string>
  /** A parameter is there twice, or plain and in RFC 2231 form: two readers may take different values. */
  ambiguous: boolean
}

const PARAMETER = /;\s*([!#$%&'*+.^_`|~A-Za-z0-9-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]*))/g

/** A Content-Type or Content-Disposition value; the first of a repeated parameter counts. */
export function readMediaType(value: string): MediaType {
  const clean = withoutComments(value.slice(0, MAIL_LIMITS.mediaTypeLength))
  const type = (/^[^;]*/.exec(clean)?.[0] ?? '').trim().toLowerCase()
  const parameters = new Map<string, string>()
  const forms = new Set<string>()
  let ambiguous = false
  for (const [, rawName = '', quoted, plain] of clean.matchAll(PARAMETER)) {
    const name = rawName.toLowerCase()
    const text = quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1')
    const [base = name] = name.split('*')
    const plainAndExtended = name === base ? forms.has(`${base}*`) : parameters.has(base)
    ambiguous ||= parameters.has(name) || plainAndExtended
    if (name !== base) forms.add(`${base}*`)
    if (!parameters.has(name)) parameters.set(name, text)
  }
  return { type, parameters, ambiguous }
}

/** RFC 5322 comments stand outside quotes and may be nested. */
export function withoutComments(value: string): string {
  if (!value.includes('(')) return value
  let result = ''
  let depth = 0
  let quoted = false
  for (let i = 0; i < value.length; i += 1) {
    const character = value[i] ?? ''
    if (character === '\\' && (quoted || depth > 0)) {
      if (depth === 0) result += value.slice(i, i + 2)
      i += 1
      continue
    }
    if (character === '"' && depth === 0) quoted = !quoted
    if (!quoted && character === '(') depth += 1
    else if (!quoted && character === ')' && depth > 0) {
      depth -= 1
      if (depth === 0) result += ' '
    } else if (depth === 0) result += character
  }
  return result
}
