import type { Box, Line, ReadDocument, Segment } from '../../text/read-document.ts'
import { toUnicodeForm } from '../../text/vietnamese/normalise.ts'
import { limits } from '../limits.ts'

/** A stretch of one row without a wide gap, in Unicode form, its white space folded. */
export interface Cell {
  text: string
  /** Edges as fractions of the page's width. */
  x0: number
  x1: number
  box: Box | null
  /** 0 to 1: the least sure word. */
  confidence: number
  /** 0 to 1: the first word that begins with a digit; `null` where there is none. */
  digitConfidence: number | null
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
    for (const [position, line] of page.lines.entries()) {
      if (rows.length >= limits.rows) return rows
      const cells = cellsOf(line)
      if (cells.length === 0) continue
      const text = cells.map((cell) => cell.text).join(' ')
      const early = rows.length < headingRows
      const dated = position > 0 && position + 1 < page.lines.length && opensDigits.test(rows.at(-1)?.text ?? '')
      if (isRunningHead(text, dated || (early && rows.length > 0)) || (early && isGatewayLine(text))) continue
      rows.push({ page: page.number, ocr: page.source === 'ocr', cells, text })
    }
  }
  return rows
}

/** First lines of a document, in which the heading stands. */
const headingRows = 12
/** Horizontal rules, made of hyphens, underscores, stars or dots. */
const rule = /^[\s\-_–—=*.~•…|+]+$/u
/** A rule that a narrow gutter glued to a text. */
const trailingRule = /\s+[-–—_=*]{4,}$/u
const gazetteHead = /CÔNG BÁO\b[^/]{0,40}\/\s*Số\s[\d\s+-]{1,30}\/\s*Ngày\s+\d/u
/** A year alone on its line is the end of a title or date, not a page's number. */
const pageNumber = /^[-–—\s]*(?!(?:19|20)\d\d[-–—\s]*$)\d{1,4}[-–—\s]*$/u
/** What the Government's gateway prints above the first page of a gazette file it signs. */
const gatewayLine = /^(?:Người ký|Ký bởi|Email|E-mail|Cơ quan|Tổ chức|Thời gian ký|Ngày ký)\s*:/u

/**
 * @param within Between the first lines digits alone are no page's number, as document systems stamp number and day
 * there; nor are they below a line that ends with "ngày" or "tháng", which a converter broke.
 */
function isRunningHead(text: string, within: boolean): boolean {
  if (text.length > 120) return false
  return (!within && pageNumber.test(text)) || (text.includes('/') && gazetteHead.test(text))
}

function isGatewayLine(text: string): boolean {
  return gatewayLine.test(text)
}

function cellsOf(line: Line): Cell[] {
  return joinBlanks(
    line.segments
      .slice(0, limits.rowCells)
      .flatMap(cellsOfSegment)
      .filter((cell) => !rule.test(cell.text)),
  )
}

/** TCVN3 keeps ư where Latin-1 has the soft hyphen; converters leave one before the letter: "t-ư", "đ-ược". */
function mendHyphens(text: string): string {
  return text.includes('-ư') ? text.replace(/(?<=\p{L})-(?=ư)/gu, '') : text
}

/** A blank left for ink ("ngày      tháng 9 năm 2009", "Số:      /QĐ-UBND") is wide, but no edge of a column. */
function joinBlanks(cells: readonly Cell[]): Cell[] {
  const joined: Cell[] = []
  for (const cell of cells) {
    const before = joined.at(-1)
    if (before && isOneBlank(before.text, cell.text)) {
      const text = `${before.text} ${cell.text}`
      const box: Box | null = before.box && cell.box ? around(before.box, cell.box) : before.box
      const confidence = Math.min(before.confidence, cell.confidence)
      const digitConfidence = before.digitConfidence ?? cell.digitConfidence
      joined[joined.length - 1] = { text, x0: before.x0, x1: cell.x1, box, confidence, digitConfidence }
    } else joined.push(cell)
  }
  return joined
}

function isOneBlank(whole: string, after: string): boolean {
  const before = whole.slice(-blankReach)
  if (/năm\s*$/iu.test(before) && /^(?:tháng|năm)/iu.test(after)) return false
  return (opensBlank.test(before) && closesBlank.test(after)) || (opensDigits.test(before) && bareDigits.test(after))
}

/** Characters before a blank that tell whether it is one: a row of ten thousand cells must not be read ten thousand times. */
const blankReach = 40

const opensBlank = /(?:^|[\s,])(?:ngày|tháng|năm|số)\s*[:.…_]*\s*\d{0,6}[.…_]*$|^\p{Lu}[\p{L}\s.-]{2,24},$/iu
const closesBlank = /^(?:\/\s*[\p{L}\d]|[.…_]+\s*(?:\/|tháng|năm)|\d{1,6}\s*(?:\/|tháng|năm)|tháng|năm)/iu
/** "ngày   05   tháng   01   năm   2026": words and digits of one date set wide apart. */
const opensDigits = /(?:^|[\s,])(?:ngày|tháng|năm|số\s*:)\s*$/iu
const bareDigits = /^\d{1,4}[\s.]*$/u

function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/** After "ngày" or "sau" the bar is a 1 that scanning made so: taken out, it would leave another day. */
const tableBar = /(?<!(?:ngày|tháng|năm|sau)\s)\|/iu

/** A segment is one cell, unless a converter left the bars of a table in it. */
function cellsOfSegment(segment: Segment): Cell[] {
  const text = mendHyphens(
    toUnicodeForm(segment.text.slice(0, limits.rowCharacters)).replace(/\s+/gu, ' ').trim(),
  ).replace(trailingRule, '')
  const confidence = segment.words.reduce((least, word) => Math.min(least, word.confidence), 1)
  const digits = segment.words.find((word) => /^\P{L}?\d/u.test(word.text))
  const digitConfidence = digits?.confidence ?? null
  const whole = { x0: segment.x0, x1: segment.x1, box: segment.box, confidence, digitConfidence }
  if (!tableBar.test(text)) return text === '' ? [] : [{ text, ...whole }]
  const width = (segment.x1 - segment.x0) / Math.max(1, text.length)
  let at = 0
  return text.split(tableBar).flatMap((piece) => {
    const x0 = segment.x0 + width * (at + (piece.length - piece.trimStart().length))
    at += piece.length + 1
    const trimmed = piece.trim()
    return trimmed === '' || trimmed === '[pic]'
      ? []
      : [{ ...whole, text: trimmed, x0, x1: x0 + width * trimmed.length }]
  })
}
