import { bodyBegins } from '../body-opening.ts'
import type { Cell, Row } from '../lines/rows.ts'
import { isDateLine, isWholeDate, partDate } from './date-line.ts'
import { holdsMotto } from './motto.ts'
import { titleAt } from './title.ts'

/** Ô số 5b, the lines of "V/v …" under the number of an official letter, joined, and the first row below them. */
export function gatherSubject(
  rows: readonly Row[],
  index: number,
  first: Cell,
  opening: string,
  limit: number,
): { text: string; end: number } {
  const lines = [opening]
  let end = index + 1
  for (let at = index + 1; at < Math.min(limit, index + 12); at++) {
    const row = rows[at] as Row
    if (bodyBegins(row.text) || titleAt(rows, at) || /^CÔNG\s+VĂN$/u.test(row.text)) break
    const cell = row.cells.flatMap(partDate).find((candidate) => isBelow(candidate, first, rows[at + 1]))
    if (cell && !holdsMotto(cell.text, true) && !/^Số\s*:/u.test(cell.text)) {
      lines.push(cell.text)
      end = at + 1
    }
  }
  return { text: lines.join(' ').replace(/\s+/gu, ' ').trim(), end }
}

/** A cell under the subject of an official letter goes on with it, whatever dates and numbers it names. */
export function isBelow(cell: Cell, subject: Cell, next: Row | undefined): boolean {
  if (isDateLine(cell.text) && /,/u.test(cell.text)) return false
  if (isWholeDate(cell.text) && bodyBegins(next?.text ?? '')) return false
  return cell.x0 < subject.x1 && cell.x1 > subject.x0
}
