import { bodyBegins } from '../body-opening.ts'
import { limits } from '../limits.ts'
import type { Cell, Row } from '../lines/rows.ts'
import { datedIn, partDate } from './date-line.ts'
import { type DocumentType, typeOfSymbol } from './document-types.ts'
import { namesBody } from './issuer.ts'
import { holdsMotto, holdsNationalName, holdsUnionName, partMotto } from './motto.ts'
import { joinBroken, readNumber } from './number-line.ts'
import { isPlaceAndDate } from './place-and-date.ts'
import { parseReference, type Reference } from './reference.ts'
import { withStampedNumber } from './stamped.ts'
import { gatherSubject, isBelow } from './subject.ts'
import { titleAt } from './title.ts'

/** The head of a document: what stands above its body (Nghị định 30/2020, Phụ lục I, ô số 1 to 5). */
export interface Heading {
  /** First row of the heading and first row below its title. */
  start: number
  end: number
  /** Lines of ô số 2, top to bottom. */
  issuerCells: readonly Cell[]
  reference: { read: Reference | null; text: string; cell: Cell; row: Row } | null
  /** The place-and-date line (ô số 4). */
  dated: { cell: Cell; row: Row } | null
  title: { type: DocumentType; row: Row; index: number; rest: string; cell: Cell } | null
  /** "V/v …" of an official letter (ô số 5b), its lines joined. */
  subject: { text: string; cell: Cell; row: Row } | null
  /** All rows of the heading, for marks. */
  rows: readonly Row[]
}

/** Rows at which a heading may begin: those with the national name, or the motto where the name is lost. */
export function findHeadings(rows: readonly Row[]): Heading[] {
  const anchors = anchorsOf(rows)
  return anchors
    .slice(0, limits.headings)
    .map((anchor, index) => readHeading(rows, anchor, anchors[index + 1] ?? rows.length))
}

function anchorsOf(rows: readonly Row[]): number[] {
  const anchors: number[] = []
  rows.forEach((row, index) => {
    const tolerant = index < 40 || row.ocr
    const near = (anchors.at(-1) ?? -10) > index - 4
    if (near || row.text.length > 200) return
    if (holdsUnionName(row) || row.cells.some((cell) => holdsNationalName(cell.text, tolerant))) anchors.push(index)
    else if (row.cells.some((cell) => holdsMotto(cell.text, tolerant)) && isMottoAlone(row)) anchors.push(index)
  })
  return anchors
}

function isMottoAlone(row: Row): boolean {
  return row.text.length < 100 && !/[.;]$/u.test(row.text)
}

/** Where no motto survived: the first row with a number whose title or legal bases follow soon. */
export function findBareHeading(rows: readonly Row[]): Heading | null {
  for (let index = 0; index < Math.min(rows.length, 60); index++) {
    const row = rows[index] as Row
    if (row.text.length > 140) return null
    const number = row.cells.some((cell) => readNumber(cell, row)?.read)
    const title = titleAt(rows, index)
    if (!number && !title) continue
    const heading = readHeading(rows, index, rows.length)
    const follows = rows.slice(heading.end, heading.end + 30).some((next) => bodyBegins(next.text))
    if ((heading.title && follows) || (heading.reference?.read?.reference && (heading.dated || heading.subject)))
      return heading
  }
  return null
}

function readHeading(rows: readonly Row[], anchor: number, nextAnchor: number): Heading {
  const start = climb(rows, anchor)
  const limit = Math.min(rows.length, anchor + limits.headingRows, Math.max(anchor + 1, nextAnchor))
  const issuerCells: Cell[] = []
  const above: Cell[] = []
  let mottoAt: number | null = null
  let sideBySide = false
  let reference = null as Heading['reference']
  let dated: Heading['dated'] = null
  let title: Heading['title'] = null
  let subject: Heading['subject'] = null
  let subjectEnd = 0
  let end = limit
  for (let index = start; index < limit; index++) {
    const row = rows[index] as Row
    const named = index >= anchor ? titleAt(rows, index, reference?.read ?? null) : null
    if (named) {
      title = { type: named.type, row, index, rest: named.rest, cell: named.cell }
      end = index + named.rows
      break
    }
    if (index > anchor && (bodyBegins(row.text) || (index >= subjectEnd && isProse(row)))) {
      end = index
      break
    }
    const parted = partMotto(row, true)
    const cells = parted.left.flatMap(partDate)
    const stamped = row.ocr && row.cells.some((cell) => isPlaceAndDate(cell.text))
    if (parted.mottoAt !== null) {
      mottoAt = mottoAt === null ? parted.mottoAt : Math.min(mottoAt, parted.mottoAt)
      sideBySide ||= parted.left.length > 0
    }
    for (const [position, cell] of cells.entries()) {
      if (subject && row !== subject.row && isBelow(cell, subject.cell, rows[index + 1])) continue
      const number: ReturnType<typeof readNumber> = reference?.read?.reference
        ? null
        : readNumber(cell, row, cells[position + 1])
      if (number) {
        const text = joinBroken(number, rows, index)
        const read = text === number.text ? number.read : (parseReference(text, row.ocr) ?? number.read)
        reference = { read: withStampedNumber(read, cell, rows, index), text, cell, row }
        dated ??= isPlaceAndDate(cell.text) ? { cell, row } : null
        continue
      }
      const day = datedIn(cell, rows, index)
      if (day) {
        dated ??= day
        continue
      }
      const about = aboutWhat(cell.text, reference?.read ?? null)
      if (about !== null && !subject) {
        const gathered = gatherSubject(rows, index, cell, about, limit)
        subject = { text: gathered.text, cell, row }
        subjectEnd = gathered.end
        continue
      }
      if (!isIssuerLine(cell.text)) continue
      if (index < anchor) above.push(cell)
      else if (reference || (dated && !sideBySide) || subject || stamped) continue
      else if (isLeftCell(cell, mottoAt, sideBySide, index > anchor) && isAligned(cell, issuerCells, row))
        issuerCells.push(cell)
    }
  }
  return {
    start,
    end,
    issuerCells: issuersOf(issuerCells, above, rows, anchor, title?.index ?? end),
    reference,
    dated,
    title,
    subject,
    rows: rows.slice(start, end),
  }
}

/** What follows "V/v" in ô số 5b; some offices write it out, under a letter's number: "Về việc …", "Về hướng dẫn …". */
function aboutWhat(text: string, number: Reference | null): string | null {
  const numbered = number !== null && typeOfSymbol(number.symbol) === null
  const found = /^["“]?\s*V\s*\/\s*v\s*[:.]?\s*(.*)$/isu.exec(text)
  const written = numbered ? /^["“]?\s*V[ềế]\s+(?:việc(?:\s*:)?\s+)?(.{4,})$/su.exec(text) : null
  return found?.[1] ?? written?.[1] ?? null
}

/** A line of running text, as no heading has. */
function isProse(row: Row): boolean {
  if (row.cells.length > 1 || row.text.length < 60) return false
  const small = row.text.match(/\p{Ll}/gu)?.length ?? 0
  return small > 0.6 * row.text.length && !/V\s*\/\s*v/iu.test(row.text) && !isPlaceAndDate(row.text)
}

/** On a scan, stamps stand among the issuer's lines; those are centred under one another. */
function isAligned(cell: Cell, before: readonly Cell[], row: Row): boolean {
  const [first] = before
  return !first || !row.ocr || Math.abs(centre(cell) - centre(first)) < 0.06
}

/** Left of the national name; in a text of one column (no positions to tell by) what stands on the name's own row. */
function isLeftCell(cell: Cell, mottoAt: number | null, sideBySide: boolean, below: boolean): boolean {
  if (mottoAt === null) return true
  if (sideBySide) return (cell.x0 + cell.x1) / 2 < mottoAt
  if (mottoAt < 0.12) return !below
  return cell.x0 < mottoAt && (cell.x0 + cell.x1) / 2 < Math.max(mottoAt, 0.5)
}

/**
 * The issuer's lines: those left of the national name, with a line just above them in the same column; else those above
 * it; else, as in very old acts, those between it and the title.
 */
function issuersOf(left: Cell[], above: Cell[], rows: readonly Row[], anchor: number, end: number): Cell[] {
  if (left.length > 0) {
    const first = left[0] as Cell
    const raised = above.filter(
      (cell) => cell.x1 < 0.62 && Math.abs(centre(cell) - centre(first)) < 0.08 && !isSection(cell.text),
    )
    return [...raised.slice(-2), ...left]
  }
  const stacked = above.filter((cell) => !isSection(cell.text))
  if (stacked.length > 0) return stacked.slice(-6)
  const between = rows.slice(anchor + 1, end).filter((row) => row.cells.length === 1 && isIssuerLine(row.text))
  return between
    .flatMap((row) => [...row.cells])
    .filter((cell) => !holdsMotto(cell.text, true) && cell.text.length < 90 && namesBody(cell.text))
    .slice(0, 2)
}

const centre = (cell: Cell) => (cell.x0 + cell.x1) / 2

/** Titles of a gazette's parts, which stand above a heading and name no issuer. */
function isSection(text: string): boolean {
  return /VĂN\s*BẢN\s*(?:QUY\s*PHẠM|PHÁP\s*LUẬT|HỢP\s*NHẤT|KHÁC)|^PHẦN\s|^MỤC\s*LỤC/iu.test(text)
}

/** Walks up from the national name over the short capital lines that belong to the same heading. */
function climb(rows: readonly Row[], anchor: number): number {
  let start = anchor
  while (start > 0 && anchor - start < 7) {
    const row = rows[start - 1] as Row
    if (row.page !== (rows[anchor] as Row).page || row.text.length > 110) break
    const capital = row.cells.every(
      (cell) => isIssuerLine(cell.text) || readNumber(cell, row) !== null || isMark(cell.text),
    )
    if (!capital) break
    start--
  }
  return start
}

function isMark(text: string): boolean {
  return /^(?:TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|H(?:ỎA|OẢ)\s+TỐC|THƯỢNG\s+KHẨN|KHẨN|(?:BẢN\s+)?DỰ\s+THẢO|BẢN\s+SAO|SAO\s+Y|CÔNG\s+KHAI)(?!\p{L})/iu.test(
    text,
  )
}

/** A line in capitals (a few small letters by OCR aside) that can name a body. */
function isIssuerLine(text: string): boolean {
  if (text.length > 130 || /\d{3,}|[:;]$/u.test(text) || isMark(text)) return false
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  if (capitals < 2) return false
  return small <= 0.2 * capitals || /^(?:Ủy ban nhân dân|Hội đồng nhân dân|UBND|HĐND|Sở |Bộ )/u.test(text)
}
