import type { Heading } from '../heading/heading.ts'
import { isPlaceAndDate } from '../heading/place-and-date.ts'
import { parseReference } from '../heading/reference.ts'
import type { Row } from '../lines/rows.ts'

const cited =
  /^(?:CỦA\s+(.{3,150}?)\s*,?\s*)?(?:SỐ\s*:?\s*(.{1,60}?)\s*,?\s+)?(NGÀY\s+\d.{5,30}?(?:19|20)\d{2})(?!\d)/su

/**
 * Old acts cite themselves under their type: "NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 15/2000/NĐ-CP NGÀY 09 THÁNG 5 NĂM 2000 / VỀ …".
 * Fills what the heading lacks from there. In capitals only: in small letters it is the act that this one amends.
 */
export function completeFromTitle(rows: readonly Row[], heading: Heading): Heading {
  const { title } = heading
  const row = title?.rest ? title.row : rows[heading.end]
  const [cell] = row?.cells ?? []
  if (!title || !row || !cell || (heading.reference && heading.dated)) return heading
  const text = [title.rest, ...rows.slice(heading.end, heading.end + 3).map((next) => next.text)].join(' ').trim()
  const [, issuer, number = '', date = ''] = cited.exec(text) ?? []
  const day = date.toLowerCase()
  if (!isPlaceAndDate(day)) return heading
  const read = parseReference(number, true)
  return {
    ...heading,
    issuerCells: heading.issuerCells.length > 0 || !issuer ? heading.issuerCells : [{ ...cell, text: issuer }],
    reference: heading.reference ?? (read ? { read, text: number, cell, row } : null),
    dated: heading.dated ?? { cell: { ...cell, text: day }, row },
  }
}
