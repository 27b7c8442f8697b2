import type { Cell, Row } from '../lines/rows.ts'
import { typeNamed, typeOfSymbol } from './document-types.ts'
import { numberLabel, parseReference, type Reference } from './reference.ts'

/** Ô số 3 as found: the text after its label, and what it reads as; `read` is `null` where not even a symbol is left. */
export interface FoundNumber {
  read: Reference | null
  text: string
}

const naked = /^\d{1,5}\s*\/\s*(?:\d{4}\s*\/\s*)?\p{Lu}[\p{Lu}\d]*(?:[-/]\p{Lu}[\p{L}\d&]*)+$/u
/** The symbol alone, its number ink beside it that was not read as text. */
const symbolOnly = /^\/\s?(?:\d{4}\s?\/\s?)?\p{Lu}[\p{L}\d]{0,5}-\p{Lu}[\p{L}\d&]*(?:-\p{Lu}[\p{L}\d&]*)*$/u

/** Reads a cell of a heading as its number, with the next cell where a blank parts them; `null` for any other cell. */
export function readNumber(cell: Cell, row: Row, next?: Cell): FoundNumber | null {
  const label = numberLabel.exec(cell.text)
  if (!label) return readUnlabelled(cell, row)
  const rest = cell.text.slice(label[0].length).replaceAll('⁄', '/')
  if (citesAnother(label[0], rest)) return null
  const read = parseReference(rest, row.ocr)
  if (read)
    return { read: row.ocr && (cell.digitConfidence ?? cell.confidence) < 0.5 ? blankOf(read) : read, text: rest }
  const slashless = /^(\d{1,5})\s+(\p{Lu}{2,4}-\p{Lu}{2,})$/u.exec(rest)
  if (slashless && typeOfSymbol(slashless[2] ?? '')) {
    const text = `${slashless[1]}/${slashless[2]}`
    return { read: parseReference(text, row.ocr), text }
  }
  const joined = next && /^(?:[/\d.…-])/u.test(next.text) ? `${rest} ${next.text}` : null
  const across = joined ? parseReference(joined, row.ocr) : null
  if (across && joined) return { read: across, text: joined }
  const inked = row.ocr ? /[/⁄]\s*((?:(?:19|20)\d{2}\s*\/\s*)?[\p{L}]{1,6}\s?-\s?\p{Lu}.*)$/u.exec(rest) : null
  const symbol = inked ? parseReference(`/${inked[1]}`, true) : null
  if (symbol && inked) return { read: symbol, text: `/${inked[1]}` }
  return /^[\s.…/_-]*$/u.test(rest) ? { read: null, text: rest } : null
}

/** "số 38/2014/TT-BCT ngày 24 tháng 10 năm 2014 của Bộ trưởng …": a sentence that a line break parted before its number. */
function citesAnother(label: string, rest: string): boolean {
  return !/[:;]/u.test(label) && /^\S.*\s(?:ngày\s.*\scủa|của|về|quy\s+định|sửa\s+đổi)(?=\s|$)/u.test(rest)
}

function readUnlabelled(cell: Cell, row: Row): FoundNumber | null {
  if (/^[Kk]hông\s+số/u.test(cell.text)) return { read: null, text: '' }
  const text = cell.text.replaceAll('⁄', '/')
  const inked = row.ocr ? /^[Ss].{0,8}?(\/\s?\p{Lu}\p{L}{0,3}-\p{Lu}[\p{L}&-]*)$/u.exec(text) : null
  if (inked) return { read: parseReference(inked[1] ?? '', true), text: inked[1] ?? '' }
  return naked.test(text) || symbolOnly.test(text) ? { read: parseReference(text, row.ocr), text } : null
}

/** A number that OCR itself doubts is taken for ink: its symbol stands, the digits do not. */
function blankOf(read: Reference): Reference {
  return { ...read, reference: null, number: null }
}

/** A long symbol runs over two lines: "01/2022/TTLT-VKSNDTC-TANDTC-" and below it "BCA-BQP-BLĐTBXH". */
export function joinBroken(number: FoundNumber, rows: readonly Row[], index: number): string {
  let text = number.text
  for (const below of rows.slice(index + 1, index + 3)) {
    const cell = below.cells[0]
    if (!cell || !/^[-–/]?\s*\p{Lu}[\p{Lu}\d&]+(?:\s?[-–/]\s?\p{Lu}[\p{L}\d&]*)*$/u.test(cell.text)) break
    if (typeNamed(cell.text) || cell.text.length > 50) break
    const open = /[-–/]\s*$/u.test(text)
    const opens = /^[-–/]/u.test(cell.text)
    if (!open && !opens) break
    text = `${text.trimEnd()}${cell.text.trimStart()}`
  }
  return text
}
