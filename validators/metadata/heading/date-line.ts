import type { Cell, Row } from '../lines/rows.ts'
import { gap, isPlaceAndDate, nam, ngay, readPlaceAndDate, short, thang } from './place-and-date.ts'

/** Ô số 4 as a line of its own: told from dates inside sentences, cut from what a gutter glued to it, mended where broken. */

const placeName = String.raw`(?:(?:T[Pp]\.?|[Tt]hành phố|[Tt]hị (?:xã|trấn)|[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]ỉnh|[Đđ]ặc khu)\s*)?(?:\p{Lu}[\p{Ll}'’][\p{L}'’]*|\d{1,2})(?:(?:\s|\s?-\s?)(?:\p{Lu}[\p{Ll}'’]*)(?![\p{L}])){0,4}`
/** A date line at the end of a cell, its place before it. */
const closing = new RegExp(
  String.raw`(?:^|\s)((?:${placeName}\s*,\s*)?${ngay}${gap}(?:\d[\s\doO]{0,3})?${gap}${thang}${gap}(?:\d[\s\doO]{0,3})?${gap}${nam}${gap}(?:\d(?:\s?\d){3})?[\s.]*)$`,
  'u',
)
/** The beginning of one, with the place that tells it from a date inside a sentence. */
const opening = new RegExp(
  String.raw`(?:^|\s)(${placeName}\s*,\s*(?:${ngay}${gap}(?:\d[\s\doO]{0,3})?(?:${gap}${thang}(?:${gap}\d{1,2})?(?:${gap}${nam})?)?)?)$`,
  'u',
)
const rest = new RegExp(
  String.raw`(?:^|\s)((?:(?:${ngay}${gap})?\d{1,2}${gap})?(?:${thang}${gap}\d{1,2}${gap})?${nam}${gap}\d{4}|\d{4})\s*\.?$`,
  'u',
)

/** A date line from its place to its year, the comma perhaps left out. */
const whole = new RegExp(
  String.raw`^${placeName}\s*,?\s*${ngay}${gap}\d[\s\doO]{0,3}${gap}${thang}${gap}\d[\s\doO]{0,3}${gap}${nam}${gap}\d(?:\s?\d){3}[\s.]*$`,
  'u',
)
/** What a line break leaves of one: its place or the first words of it, up to the word before the year. */
const broken = new RegExp(
  String.raw`^(?:(?:(?:T[Pp]\.?|[Tt]hành phố)\s*)?\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*)?|${placeName}\s*,?(?:\s*${ngay}(?:${gap}\d{1,2})?(?:${gap}${thang}(?:${gap}\d{1,2})?(?:${gap}${nam})?)?)?)$`,
  'u',
)

/** Whether a text is a whole date line with its place. */
export function isWholeDate(text: string): boolean {
  return whole.test(text) && readPlaceAndDate(text).issuedOn !== null
}

/** Whether a text may be the first part of a date line that a narrow column or a converter broke. */
export function isBrokenDate(text: string): boolean {
  return text.length < 60 && broken.test(text)
}

/** A line on which nothing but ô số 4 stands. */
export function isDateLine(text: string): boolean {
  return closing.exec(text)?.[1] === text.trim() || (short.test(text) && /^\p{Lu}/u.test(text))
}

/** Where the date line (or the beginning of a broken one) starts that a narrow gutter glued to what stands left of it. */
function dateLineAt(text: string): number | null {
  const found = closing.exec(text) ?? opening.exec(text)
  const line = found?.[1]
  return found && line && line.length < text.trim().length && /,/u.test(line) ? text.lastIndexOf(line) : null
}

/** A date line that a narrow column broke: "Lạng Sơn, ngày 05 tháng 01" and below it "năm 2026". */
function joinBrokenDate(text: string, below: readonly string[]): string | null {
  if (opening.exec(text)?.[1] !== text.trim()) return null
  for (const candidate of below) {
    const end = isDateLine(candidate) ? candidate : rest.exec(candidate)?.[1]
    const joined = end ? `${text.trim()} ${end}` : ''
    if (closing.exec(joined)?.[1] === joined && readPlaceAndDate(joined).issuedOn !== null) return joined
  }
  return null
}

/** A cell, or the two that a narrow gutter made one: "Số: 12/QĐ-UBND Lạng Sơn, ngày 05 tháng 01 năm 2026". */
export function partDate(cell: Cell): Cell[] {
  const at = dateLineAt(cell.text)
  const before = at === null ? '' : cell.text.slice(0, at).trim()
  if (at === null || before === '') return [cell]
  const edge = cell.x0 + (cell.x1 - cell.x0) * (at / cell.text.length)
  return [
    { ...cell, text: before, x1: edge },
    { ...cell, text: cell.text.slice(at), x0: edge },
  ]
}

/** Ô số 4 where a cell holds it, put together where a narrow column broke it. */
export function datedIn(cell: Cell, rows: readonly Row[], index: number): { cell: Cell; row: Row } | null {
  const row = rows[index] as Row
  const yearless = isBrokenDate(cell.text)
  if (isPlaceAndDate(cell.text) && !yearless) return { cell, row }
  const below = rows
    .slice(index + 1, index + 3)
    .flatMap((next) => next.cells.flatMap(partDate))
    .filter((other) => other.x0 < cell.x1 + 0.05 && other.x1 > cell.x0 - 0.05)
  const text = joinBrokenDate(
    cell.text,
    below.map((other) => other.text),
  )
  if (text) return { cell: { ...cell, text }, row }
  return isPlaceAndDate(cell.text) ? { cell, row } : null
}
