import { isoDate } from '../lines/dates.ts'
import type { Cell, Row } from '../lines/rows.ts'
import type { PlaceAndDate } from './place-and-date.ts'
import { parseReference, type Reference } from './reference.ts'

/**
 * Document systems stamp the number and the day into a finished text as objects of their own, a few points off the line:
 * digits alone in the row above or below, over the very blank. Only a text layer is trusted so; in OCR they may be ink.
 */
function stampedDigits(cell: Cell, rows: readonly Row[], index: number): { digits: string; share: number }[] {
  const row = rows[index]
  if (!row || row.ocr) return []
  const found: { digits: string; share: number }[] = []
  for (const near of [rows[index - 1], rows[index + 1]]) {
    if (!near || near.page !== row.page || near.ocr) continue
    for (const candidate of near.cells) {
      if (!/^\d{1,5}[a-zđ]?$/u.test(candidate.text) || tooFar(candidate, cell)) continue
      const middle = (candidate.x0 + candidate.x1) / 2
      if (middle > cell.x0 && middle < cell.x1)
        found.push({ digits: candidate.text, share: (middle - cell.x0) / (cell.x1 - cell.x0) })
    }
  }
  return found.sort((a, b) => a.share - b.share)
}

/** More than about a line's height apart, where heights are known. */
function tooFar(a: Cell, b: Cell): boolean {
  if (!a.box || !b.box) return false
  const height = Math.max(b.box[3] - b.box[1], 8)
  return Math.abs((a.box[1] + a.box[3]) / 2 - (b.box[1] + b.box[3]) / 2) > 1.2 * height
}

/** The reference with the number that was stamped into its blank. */
export function withStampedNumber(
  read: Reference | null,
  cell: Cell,
  rows: readonly Row[],
  index: number,
): Reference | null {
  if (!read || read.reference !== null) return read
  const [stamped, ...others] = stampedDigits(cell, rows, index)
  if (!stamped || others.length > 0 || stamped.share > 0.7) return read
  const year = read.year === null ? '' : `${read.year}/`
  return parseReference(`${stamped.digits}/${year}${read.symbol}`) ?? read
}

/** The date whose blanks (the day, or day and month) were stamped in; as it was where the digits fit them not exactly. */
export function withStampedDay(day: PlaceAndDate, cell: Cell, rows: readonly Row[], index: number): PlaceAndDate {
  const { partial } = day
  if (!partial?.year || /ngày\s*\d/iu.test(partial.text)) return day
  const [first, second, ...others] = stampedDigits(cell, rows, index)
  if (!first || others.length > 0 || (second !== undefined) === (partial.month !== null)) return day
  if (second && !partsMonth(cell.text, first.share, second.share)) return day
  const issuedOn = isoDate(Number(first.digits), partial.month ?? Number(second?.digits), partial.year)
  return issuedOn ? { ...day, issuedOn, partial: null } : day
}

/** "tháng" stands between the two. */
function partsMonth(text: string, day: number, month: number): boolean {
  const at = text.search(/tháng/iu) / text.length
  return at > day && at < month
}
