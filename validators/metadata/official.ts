import type { Heading } from './heading.ts'
import type { Row } from './rows.ts'

/**
 * Whether a text reads as an official document at all: a heading with a national name, number, title or date, or the
 * articles of an act. Maps, exercise sheets, blank pages and single lines are none.
 */
export function isOfficial(rows: readonly Row[], heading: Heading | null): boolean {
  if (heading) {
    const marks = [heading.reference !== null, heading.dated !== null, heading.title !== null, heading.subject !== null]
    if (marks.filter(Boolean).length >= 2) return true
    if (marks.some(Boolean) && heading.issuerCells.length > 0) return true
  }
  const articles = rows.filter((row) => /^Điều\s+\d+\s*[.:]/u.test(row.text)).length
  const legal = rows.filter((row) => /hiệu\s+lực|thi\s+hành|Căn\s+cứ|quy\s+định/iu.test(row.text)).length
  return articles >= 1 && legal >= 1 && rows.length >= 2
}
