import { bodyBegins } from './body-opening.ts'
import { isDateLine, partDate } from './date-line.ts'
import { holdsMotto } from './motto.ts'
import type { Cell, Row } from './rows.ts'
import { titleAt } from './title.ts'

/** Ô số 5b, the lines of "V/v …" under the number of an official letter, joined. */
export function gatherSubject(
  rows: readonly Row[],
  index: number,
  first: Cell,
  opening: string,
  limit: number,
): string {
  const lines = [opening]
  for (let at = index + 1; at < Math.min(limit, index + 12); at++) {
    const row = rows[at] as Row
    if (bodyBegins(row.text) || titleAt(rows, at) || /^CÔNG\s+VĂN$/u.test(row.text)) break
    const cell = row.cells.flatMap(partDate).find((candidate) => isBelow(candidate, first))
    if (cell && !holdsMotto(cell.text, true) && !/^Số\s*:/u.test(cell.text)) lines.push(cell.text)
  }
  return lines.join(' ').replace(/\s+/gu, ' ').trim()
}

/** A cell under the subject of an official letter goes on with it, whatever dates and numbers it names. */
export function isBelow(cell: Cell, subject: Cell): boolean {
  if (isDateLine(cell.text) && /,/u.test(cell.text)) return false
  return cell.x0 < subject.x1 && cell.x1 > subject.x0
}
