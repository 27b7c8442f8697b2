/** One cross-reference section: a table, a stream, or a table with a stream beside it (ISO 32000-2 §7.5.4, §7.5.8). */
import { type DecodeBudget, decodeStream } from '../filters/decode-stream.ts'
import { STRUCTURE_LIMITS } from '../limits.ts'
import { isName, type PdfDict, PdfStream, type PdfValue } from '../syntax/objects.ts'
import { Parser } from '../syntax/parser.ts'
import { readIndirectObject } from './indirect-object.ts'

/**
 * Where an object is, in one number: 0 free; positive: byte offset; negative: in an object stream (`compressedEntry`).
 * Two equal entries in one file mean the same place.
 */
export type XrefEntry = number

export const FREE: XrefEntry = 0
const INDEX_SPAN = 1 << 20

export function compressedEntry(stream: number, index: number): XrefEntry {
  return -(stream * INDEX_SPAN + index) - 1
}

export function splitCompressed(entry: XrefEntry): { stream: number; index: number } {
  const packed = -entry - 1
  return { stream: Math.floor(packed / INDEX_SPAN), index: packed % INDEX_SPAN }
}

export interface XrefSection {
  offset: number
  entries: Map<number, XrefEntry>
  trailer: PdfDict
  /** Offset of the previous section as stated, `null` when there is none. */
  previous: number | null
  /** Offset of the hybrid file's stream (`/XRefStm`), `null` when there is none. */
  hybrid: number | null
  kind: 'table' | 'stream'
}

/** Counts entries over all sections of a file. */
export interface XrefBudget {
  entries: number
}

/** The section at `offset`, or `null` where none can be read. Entries and values at or beyond `end` are not looked at. */
export function readXrefSection(
  bytes: Buffer,
  offset: number,
  end: number,
  origin: number,
  decode: DecodeBudget,
  budget: XrefBudget,
): XrefSection | null {
  const parser = new Parser(bytes, offset, end)
  return parser.takeKeyword('xref')
    ? readTable(parser, offset, origin, budget)
    : readStream(bytes, offset, end, origin, decode, budget)
}

function readTable(parser: Parser, offset: number, origin: number, budget: XrefBudget): XrefSection | null {
  const entries = new Map<number, XrefEntry>()
  while (!parser.takeKeyword('trailer')) {
    const first = parser.takeInteger()
    const count = parser.takeInteger()
    if (first === null || count === null) return null
    let shift = 0
    for (let i = 0; i < count; i += 1) {
      const at = parser.takeInteger()
      const gen = parser.takeInteger()
      if (at === null || gen === null) return null
      parser.skipSpace()
      const used = parser.bytes[parser.position] === 110
      if (!used && parser.bytes[parser.position] !== 102) return null
      parser.position += 1
      budget.entries += 1
      if (budget.entries > STRUCTURE_LIMITS.xrefEntries) return null
      // Some writers number the head of the free list 1 instead of 0.
      if (i === 0 && first === 1 && !used && gen === 65535) shift = 1
      entries.set(first + i - shift, used && at > 0 ? at + origin : FREE)
    }
  }
  const trailer = parser.readValue()
  if (!(trailer instanceof Map)) return null
  return sectionOf(offset, entries, trailer, 'table', origin)
}

function readStream(
  bytes: Buffer,
  offset: number,
  end: number,
  origin: number,
  decode: DecodeBudget,
  budget: XrefBudget,
): XrefSection | null {
  const object = readIndirectObject(bytes, offset, end, () => null)
  if (object === null || !(object.value instanceof PdfStream)) return null
  const { dict, raw } = object.value
  if (!isName(dict.get('Type'), 'XRef')) return null
  const data = decodeStream(dict, raw, (value) => value ?? null, decode)
  const widths = dict.get('W')
  if (data === null || !Array.isArray(widths)) return null
  const [w0, w1, w2] = widths.map((width) => (typeof width === 'number' ? width : -1))
  if (w0 === undefined || w1 === undefined || w2 === undefined) return null
  if (w0 < 0 || w1 < 0 || w2 < 0 || w0 > 8 || w1 > 8 || w2 > 8 || w0 + w1 + w2 === 0) return null
  const size = dict.get('Size')
  const index = dict.get('Index')
  const ranges = Array.isArray(index) ? index : [0, typeof size === 'number' ? size : 0]
  const entries = new Map<number, XrefEntry>()
  let at = 0
  const field = (width: number, otherwise: number): number => {
    if (width === 0) return otherwise
    let value = 0
    for (let i = 0; i < width; i += 1) value = value * 256 + (data[at + i] as number)
    at += width
    return value
  }
  for (let r = 0; r + 1 < ranges.length; r += 2) {
    const [first, count] = [ranges[r], ranges[r + 1]]
    if (typeof first !== 'number' || typeof count !== 'number') return null
    for (let i = 0; i < count && at + w0 + w1 + w2 <= data.length; i += 1) {
      const type = field(w0, 1)
      const second = field(w1, 0)
      const third = field(w2, 0)
      budget.entries += 1
      if (budget.entries > STRUCTURE_LIMITS.xrefEntries) return null
      const entry = type === 1 ? second + origin : type === 2 ? compressedEntry(second, third) : FREE
      entries.set(first + i, Number.isSafeInteger(entry) ? entry : FREE)
    }
  }
  return sectionOf(offset, entries, dict, 'stream', origin)
}

function sectionOf(
  offset: number,
  entries: Map<number, XrefEntry>,
  trailer: PdfDict,
  kind: 'table' | 'stream',
  origin: number,
): XrefSection {
  // `/Prev 0` is what some writers put where there is no previous section.
  const offsetAt = (value: PdfValue | undefined): number | null =>
    typeof value === 'number' && Number.isInteger(value) && value > 0 ? value + origin : null
  const hybrid = kind === 'table' ? offsetAt(trailer.get('XRefStm')) : null
  return { offset, entries, trailer, previous: offsetAt(trailer.get('Prev')), hybrid, kind }
}
