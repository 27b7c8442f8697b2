import { isBrokenDate, isWholeDate } from '../heading/date-line.ts'
import { documentTypes } from '../heading/document-types.ts'
import { centralBodies } from '../history/bodies.ts'
import { departments } from '../history/departments.ts'
import { limits } from '../limits.ts'
import type { Row } from './rows.ts'

/**
 * Saved pages and converters break lines after any word, also those of a heading: "ỦY / BAN NHÂN DÂN", "QUYẾT / ĐỊNH", "Hà Nội,
 * ngày 01 / tháng 7 năm 2026". These phrases, which a heading holds whole, are put together again.
 */
const phrases = [
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'VIỆT NAM DÂN CHỦ CỘNG HÒA',
  'VIỆT NAM DÂN CHỦ CỘNG HOÀ',
  'Độc lập - Tự do - Hạnh phúc',
  'ĐẢNG CỘNG SẢN VIỆT NAM',
  'BAN CHẤP HÀNH TRUNG ƯƠNG',
  'ỦY BAN NHÂN DÂN',
  'UỶ BAN NHÂN DÂN',
  'HỘI ĐỒNG NHÂN DÂN',
  'CHỦ TỊCH ỦY BAN NHÂN DÂN',
  'CHỦ TỊCH UỶ BAN NHÂN DÂN',
  'THỦ TƯỚNG CHÍNH PHỦ',
  'VĂN PHÒNG CHÍNH PHỦ',
  'VĂN PHÒNG ỦY BAN NHÂN DÂN',
  'VĂN PHÒNG UỶ BAN NHÂN DÂN',
  'CHÍNH PHỦ',
  'BẢO HIỂM XÃ HỘI',
  'NGÂN HÀNG NHÀ NƯỚC',
  'KHO BẠC NHÀ NƯỚC',
  'KIỂM TOÁN NHÀ NƯỚC',
  'TÒA ÁN NHÂN DÂN',
  'TOÀ ÁN NHÂN DÂN',
  'VIỆN KIỂM SÁT NHÂN DÂN',
  'BAN QUẢN LÝ',
  'BỘ CHỈ HUY QUÂN SỰ',
  'TRƯỜNG ĐẠI HỌC',
  ...'TỔNG CỤC|CHI CỤC|CÔNG AN|THANH TRA|TRUNG TÂM|VĂN PHÒNG|BỆNH VIỆN|HỌC VIỆN|LIÊN ĐOÀN|HIỆP HỘI|MẶT TRẬN TỔ QUỐC'.split(
    '|',
  ),
  ...departments.map((name) => `SỞ ${name.toUpperCase()}`),
  ...centralBodies.map(({ name }) => name.toUpperCase()).filter((name) => name.includes(' ')),
  ...documentTypes.map(({ name }) => name.toUpperCase()).filter((name) => name.includes(' ')),
]
/** Words that open the body, broken after the first of them. */
const openings = /^(?:C[ăĂ][nN]\n[cC][ứỨ]\s|Kính\ngửi|KÍNH\nGỬI|Điều\n\d)/u

/** The rows with such breaks around each heading taken out; the same rows where there are none. */
export function mendRows(rows: readonly Row[]): readonly Row[] {
  const near = headings(rows)
  if (near.size === 0) return rows
  const mended: Row[] = []
  for (const [index, row] of rows.entries()) {
    const before = mended.at(-1)
    if (
      before &&
      near.has(index) &&
      row.page === before.page &&
      belongs(before.text, row.text, rows.slice(index + 1, index + 3))
    )
      mended[mended.length - 1] = joinRows(before, row)
    else mended.push(row)
  }
  return mended.length === rows.length ? rows : mended
}

/** Rows that may belong to a heading: the first ones, and those around a motto or national name, whole or broken. */
function headings(rows: readonly Row[]): ReadonlySet<number> {
  const near = new Set<number>()
  const add = (from: number, to: number) => {
    for (let index = Math.max(0, from); index < Math.min(rows.length, to); index++) near.add(index)
  }
  add(0, limits.headingRows)
  for (const [index, row] of rows.entries())
    if (row.text.length < 40 && /^(?:CỘNG(?=$|\s+H[OÒ])|ĐẢNG(?=$|\s+CỘNG)|VIỆT\s+NAM\s+DÂN|Độc\s+lập)/u.test(row.text))
      add(index - 8, index + limits.headingRows)
  return near
}

function belongs(before: string, text: string, next: readonly Row[]): boolean {
  if (before.length > 44 || text.length > 300) return false
  if (/^(?:(?:Luật|Nghị quyết|Pháp lệnh)\s+)?[Ss]ố\s*:?$/u.test(before)) return /^\d/u.test(text)
  if (openings.test(`${before}\n${text}`)) return true
  const joined = `${before} ${text}`
  if (isBrokenDate(before) && goesOnAsDate(joined, next)) return true
  if (!/\p{L}$/u.test(before)) return false
  return phrases.some(
    (phrase) => phrase.length > before.length && phrase.startsWith(`${before} `) && agrees(joined, phrase),
  )
}

/** Whether a text, alone or with one or two rows below it, is a whole date line. */
function goesOnAsDate(text: string, next: readonly Row[]): boolean {
  if (isWholeDate(text)) return true
  const [first, ...others] = next
  return first !== undefined && isBrokenDate(text) && goesOnAsDate(`${text} ${first.text}`, others)
}

/** One is the beginning of the other, at the end of a word. */
function agrees(joined: string, phrase: string): boolean {
  return joined.startsWith(phrase) ? !/^\p{L}/u.test(joined.slice(phrase.length)) : phrase.startsWith(`${joined} `)
}

function joinRows(before: Row, row: Row): Row {
  const [first] = before.cells
  const text = `${before.text} ${row.text}`
  if (!first || before.cells.length > 1 || row.cells.length > 1)
    return { ...before, text, cells: [...before.cells, ...row.cells] }
  return { ...before, text, cells: [{ ...first, text, x1: Math.max(first.x1, row.cells[0]?.x1 ?? 0) }] }
}
