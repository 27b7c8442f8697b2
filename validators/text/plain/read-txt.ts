import { partAsides } from '../layout/asides.ts'
import { limits } from '../limits.ts'
import type { Line, Page, ReadDocument, Segment } from '../read-document.ts'
import { warning } from '../remarks.ts'
import { toUnicodeForm } from '../vietnamese/normalise.ts'
import type { DecodedText } from './decode-text.ts'

/** Two or more spaces, or a tab, part the columns of a text laid out with spaces. */
const columnGap = /( {2,}|\t)/u
/** A row of a table as antiword draws it: `|left   |right  |`. */
const tableRow = /^\s*\|.*\|\s*$/u
const cellEdge = /(\|)/u

/**
 * Reads a UTF-8 text laid out in columns by spaces, as `pdftotext -layout` writes it: form feeds part the pages, runs
 * of spaces part the segments of a line.
 */
export function readTxt(decoded: DecodedText): ReadDocument {
  const pages = toUnicodeForm(decoded.text)
    .replace(/\f\s*$/u, '')
    .split('\f')
    .slice(0, limits.pages)
    .map(readTxtPage)
  const written = pages.some((page) => page.source === 'text')
  return {
    pages,
    textSource: written ? 'text' : 'none',
    warnings: [
      ...(decoded.legacy ? [warning('LEGACY_ENCODING')] : []),
      ...(decoded.truncated ? [warning('TEXT_TRUNCATED')] : []),
    ],
  }
}

function readTxtPage(text: string, index: number): Page {
  const rows = text.split(/\r\n|\r|\n/u).map((row) => row.trimEnd())
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1)
  const lines = rows.map((row) => readRow(row, width)).filter((line): line is Line => line !== null)
  const parted = partAsides(lines)
  return {
    number: index + 1,
    width: 0,
    height: 0,
    source: parted.lines.length > 0 ? 'text' : 'none',
    lines: parted.lines,
    asides: parted.asides,
    slots: [],
  }
}

function readRow(row: string, width: number): Line | null {
  const segments: Segment[] = []
  let column = 0
  for (const piece of row.split(tableRow.test(row) ? cellEdge : columnGap)) {
    if (/[^\s|]/u.test(piece)) segments.push(readSegment(piece, column, width))
    column += piece.length
  }
  return segments.length > 0 ? { segments } : null
}

function readSegment(piece: string, column: number, width: number): Segment {
  const text = piece.trim()
  const start = column + (piece.length - piece.trimStart().length)
  return {
    text: text.replace(/\s+/gu, ' '),
    x0: start / width,
    x1: Math.min(1, (start + text.length) / width),
    box: null,
    words: text.split(/\s+/u).map((word) => ({ text: word, box: null, confidence: 1 })),
  }
}
