/** Header blocks (RFC 5322 §2.2) of any quality, encoded words (RFC 2047) and parameters (RFC 2231). */
import type { MailLimits } from '../limits.ts'
import { type DecodeLegacy, decodeText } from './charset.ts'
import { decodeQuotedPrintable } from './transfer.ts'

/** One field; `value` is unfolded and holds one character per byte. */
export interface Field {
  /** Lower case. */
  name: string
  value: string
}

export interface HeaderBlock {
  fields: readonly Field[]
  /** Where the body begins. */
  bodyAt: number
}

/** Reads fields up to the empty line, or up to the first line that cannot be one: the body starts there then. */
export function readHeaders(source: Buffer, start: number, end: number, limits: MailLimits): HeaderBlock {
  const fields: Field[] = []
  const stop = Math.min(end, start + limits.maxHeaderBytes)
  let at = start
  while (at < stop) {
    const feed = source.indexOf(0x0a, at)
    const next = feed < 0 || feed >= end ? end : feed + 1
    const line = source
      .toString('latin1', at, next)
      .replace(/\r?\n$/, '')
      .replace(/\r$/, '')
    if (line === '') return { fields, bodyAt: next }
    const last = fields.at(-1)
    if (/^[ \t]/.test(line) && last) last.value += line
    else {
      const colon = line.indexOf(':')
      const name = line.slice(0, colon).trimEnd()
      const isField = colon > 0 && /^[\x21-\x39\x3b-\x7e]+$/.test(name)
      // mbox separators stand before the first field of some exports.
      if (!isField && !(at === start && /^>?From /.test(line))) return { fields, bodyAt: at }
      if (isField && fields.length < limits.maxHeaders) {
        fields.push({ name: name.toLowerCase(), value: line.slice(colon + 1).trimStart() })
      }
    }
    at = next
  }
  return { fields, bodyAt: at }
}

export function fieldOf(fields: readonly Field[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null
}

export function fieldsOf(fields: readonly Field[], name: string): string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value)
}

const encodedWord = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g

/** A header value as people read it. A character split between two encoded words is joined again. */
export function decodeWords(value: string, legacy: DecodeLegacy): string {
  const runs: { label: string | null; bytes: Buffer[] }[] = []
  let after = 0
  for (const match of value.matchAll(encodedWord)) {
    const between = value.slice(after, match.index)
    // White space between two encoded words is no part of the text.
    if (between !== '' && (between.trim() !== '' || after === 0)) runs.push(rawRun(between))
    const label = (match[1] ?? '').toLowerCase()
    const bytes = wordBytes(match[2] ?? 'q', match[3] ?? '')
    const last = runs.at(-1)
    if (last?.label === label) last.bytes.push(bytes)
    else runs.push({ label, bytes: [bytes] })
    after = match.index + match[0].length
  }
  if (after < value.length) runs.push(rawRun(value.slice(after)))
  return runs.map(({ label, bytes }) => decodeText(Buffer.concat(bytes), label, legacy)).join('')
}

function rawRun(text: string): { label: null; bytes: Buffer[] } {
  return { label: null, bytes: [Buffer.from(text, 'latin1')] }
}

function wordBytes(kind: string, text: string): Buffer {
  if (kind.toLowerCase() === 'b') return Buffer.from(text, 'base64')
  return decodeQuotedPrintable(Buffer.from(text.replaceAll('_', ' '), 'latin1'))
}

export interface ParametrizedValue {
  /** Lower case, without parameters. */
  value: string
  parameters: ReadonlyMap<string, string>
}

/** `Content-Type` and its like: parameters decoded, RFC 2231 pieces joined, encoded words inside quotes read too. */
export function readParametrized(field: string | null, legacy: DecodeLegacy): ParametrizedValue {
  const [head = '', ...rest] = splitParameters(field ?? '')
  const pieces = new Map<string, { index: number; extended: boolean; text: string }[]>()
  for (const piece of rest.slice(0, 200)) {
    const equals = piece.indexOf('=')
    if (equals <= 0) continue
    const key = /^([^*\s]+)(?:\*(\d{1,3}))?(\*)?$/.exec(piece.slice(0, equals).trim().toLowerCase())
    if (!key?.[1]) continue
    const list = pieces.get(key[1]) ?? []
    list.push({ index: Number(key[2] ?? -1), extended: key[3] === '*', text: unquote(piece.slice(equals + 1).trim()) })
    pieces.set(key[1], list)
  }
  const parameters = new Map<string, string>()
  for (const [name, list] of pieces) parameters.set(name, joinPieces(list, legacy))
  return { value: head.trim().toLowerCase(), parameters }
}

function joinPieces(list: { index: number; extended: boolean; text: string }[], legacy: DecodeLegacy): string {
  const numbered = list.filter((piece) => piece.index >= 0).sort((a, b) => a.index - b.index)
  const whole = list.find((piece) => piece.index < 0 && piece.extended) ?? list.find((piece) => piece.index < 0)
  const chosen = numbered.length > 0 ? numbered : whole ? [whole] : []
  if (!chosen.some((piece) => piece.extended)) {
    return decodeWords(chosen.map((piece) => piece.text).join(''), legacy).trim()
  }
  const [first] = chosen
  const marked = first ? /^([^']*)'[^']*'(.*)$/s.exec(first.text) : null
  const texts = chosen.map((piece, index) => ({
    ...piece,
    text: index === 0 && marked ? (marked[2] ?? '') : piece.text,
  }))
  const bytes = texts.map(({ text, extended }) =>
    Buffer.from(
      extended ? text.replace(/%([0-9a-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))) : text,
      'latin1',
    ),
  )
  return decodeText(Buffer.concat(bytes), marked?.[1] ?? null, legacy).trim()
}

/** Splits at semicolons outside quotes; comments in brackets are dropped. */
function splitParameters(field: string): string[] {
  const parts: string[] = []
  let current = ''
  let quoted = false
  let comment = 0
  for (let at = 0; at < field.length; at++) {
    const character = field[at] ?? ''
    if (character === '\\' && (quoted || comment > 0)) {
      if (comment === 0) current += character + (field[at + 1] ?? '')
      at++
    } else if (character === '"' && comment === 0) {
      quoted = !quoted
      current += character
    } else if (character === '(' && !quoted && (comment > 0 || opensComment(current))) comment++
    else if (character === ')' && comment > 0) comment--
    else if (character === ';' && !quoted && comment === 0) {
      parts.push(current)
      current = ''
    } else if (comment === 0) current += character
  }
  parts.push(current)
  return parts
}

function unquote(text: string): string {
  const inner = /^"(.*?)"?$/s.exec(text)?.[1]
  return inner === undefined ? text.replace(/\s+$/, '') : inner.replace(/\\(["\\])/g, '$1')
}

/** In an unquoted file name, brackets belong to the name: that is how people number copies. */
function opensComment(before: string): boolean {
  return /(^|[\s;])$/.test(before) && !/name\*?\d*\*?\s*=/i.test(before)
}
