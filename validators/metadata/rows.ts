import type { Box, Line, ReadDocument, Segment } from '../text/read-document.ts'
import { toUnicodeForm } from '../text/vietnamese/normalise.ts'
import { limits } from './limits.ts'

/** A stretch of one row without a wide gap, in Unicode form, its white space folded. */
export interface Cell {
  text: string
  /** Edges as fractions of the page's width. */
  x0: number
  x1: number
  box: Box | null
  /** 0 to 1: the least sure word. */
  confidence: number
}

/** One visual line of the document's own text: rules, running heads and gateway signature lines are left out. */
export interface Row {
  page: number
  ocr: boolean
  cells: readonly Cell[]
  /** The cells joined by one space. */
  text: string
}

/** Lays out a document's lines for reading: look-alike letters mended, table bars and rules taken out. */
export function layRows(document: ReadDocument): Row[] {
  const rows: Row[] = []
  for (const page of document.pages) {
    for (const line of page.lines) {
      if (rows.length >= limits.rows) return rows
      const cells = cellsOf(line)
      if (cells.length === 0) continue
      const text = cells.map((cell) => cell.text).join(' ')
      if (isRunningHead(text) || (rows.length < 12 && isGatewayLine(text))) continue
      rows.push({ page: page.number, ocr: page.source === 'ocr', cells, text })
    }
  }
  return rows
}

/** Horizontal rules, made of hyphens, underscores, stars or dots. */
const rule = /^[\s\-_–—=*.~•…|+]+$/u
const gazetteHead = /CÔNG BÁO\b[^/]{0,40}\/\s*Số\s[\d\s+-]{1,30}\/\s*Ngày\s+\d/u
const pageNumber = /^[-–—\s]*\d{1,4}[-–—\s]*$/u
/** What the Government's gateway prints above the first page of a gazette file it signs. */
const gatewayLine = /^(?:Người ký|Ký bởi|Email|E-mail|Cơ quan|Tổ chức|Thời gian ký|Ngày ký)\s*:/u

function isRunningHead(text: string): boolean {
  if (text.length > 120) return false
  return pageNumber.test(text) || (text.includes('/') && gazetteHead.test(text))
}

function isGatewayLine(text: string): boolean {
  return gatewayLine.test(text)
}

function cellsOf(line: Line): Cell[] {
  return line.segments.flatMap(cellsOfSegment).filter((cell) => !rule.test(cell.text))
}

/** A segment is one cell, unless a converter left the bars of a table in it. */
function cellsOfSegment(segment: Segment): Cell[] {
  const text = toUnicodeForm(segment.text.slice(0, limits.rowCharacters)).replace(/\s+/gu, ' ').trim()
  const confidence = segment.words.reduce((least, word) => Math.min(least, word.confidence), 1)
  const whole = { x0: segment.x0, x1: segment.x1, box: segment.box, confidence }
  if (!text.includes('|')) return text === '' ? [] : [{ text, ...whole }]
  const width = (segment.x1 - segment.x0) / Math.max(1, text.length)
  let at = 0
  return text.split('|').flatMap((piece) => {
    const x0 = segment.x0 + width * (at + (piece.length - piece.trimStart().length))
    at += piece.length + 1
    const trimmed = piece.trim()
    return trimmed === '' || trimmed === '[pic]'
      ? []
      : [{ ...whole, text: trimmed, x0, x1: x0 + width * trimmed.length }]
  })
}
