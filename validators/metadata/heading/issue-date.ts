import type { ReadDocument, Remark } from '../../text/read-document.ts'
import type { SignatureBlock } from '../closing/signers.ts'
import { firstDate, vietnameseDate } from '../lines/dates.ts'
import type { Cell, Row } from '../lines/rows.ts'
import { warning } from '../reasons.ts'
import { isDateLine } from './date-line.ts'
import { type PlaceAndDate, readPlaceAndDate } from './place-and-date.ts'
import { withStampedDay } from './stamped.ts'

/** Pages on which a part of a date was written by hand: what OCR made of it there is not accepted. */
export function pagesWithInkedDate(document: ReadDocument): ReadonlySet<number> {
  const inked = document.pages.filter((page) => page.slots.some((slot) => slot.kind !== 'number'))
  return new Set(inked.map((page) => page.number))
}

/** Ô số 4 with a stamped-in day put in its place, and without a day that was written by hand. */
export function readIssueDay(
  dated: { cell: Cell; row: Row } | null,
  rows: readonly Row[],
  inkedPages: ReadonlySet<number>,
): PlaceAndDate {
  const printed = readPlaceAndDate(dated?.cell.text ?? '')
  if (!dated) return printed
  if (!inkedPages.has(dated.row.page)) return withStampedDay(printed, dated.cell, rows, rows.indexOf(dated.row))
  return printed.issuedOn === null
    ? printed
    : { ...printed, issuedOn: null, partial: { text: dated.cell.text, month: null, year: null } }
}

/** The day of issue where the head does not give it: adopted acts say it at their end, old ones above the signature. */
export function issuedElsewhere(
  rows: readonly Row[],
  block: SignatureBlock | null,
  end: number,
  blank: boolean,
  warnings: Remark[],
): { on: string; row?: Row; cell?: Cell } | null {
  for (const row of rows.slice(Math.max(0, end - 6), end + 2)) {
    const text = rows
      .slice(rows.indexOf(row), rows.indexOf(row) + 4)
      .map((line) => line.text)
      .join(' ')
    const adopted =
      /^(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết)\s+này\s+(?:đã\s+)?được\s.{5,160}?thông\s+qua\s+(?=ngày)/iu.exec(text)
    const on = adopted ? firstDate(text.slice(adopted[0].length)) : null
    if (!on) continue
    warnings.push(warning('DATE_FROM_ADOPTION', vietnameseDate(on)))
    return { on, row }
  }
  if (blank || !block) return null
  for (const row of rows.slice(Math.max(0, block.start - 3), block.start + 1))
    for (const cell of row.cells) {
      const on = isDateLine(cell.text) ? readPlaceAndDate(cell.text).issuedOn : null
      if (on) return { on, row, cell }
    }
  return null
}
