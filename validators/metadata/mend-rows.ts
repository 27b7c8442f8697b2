import type { Row } from './rows.ts'

/** Lines of a heading that a saved page breaks after the first word or two: "ỦY / BAN NHÂN DÂN", "Tam / Kỳ, ngày …". */
const phrases = [
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'ỦY BAN NHÂN DÂN',
  'UỶ BAN NHÂN DÂN',
  'HỘI ĐỒNG NHÂN DÂN',
  'CHỦ TỊCH ỦY BAN NHÂN DÂN',
]
const headRows = 16

/** The rows with such breaks in the first lines taken out; the same rows where there are none. */
export function mendRows(rows: readonly Row[]): readonly Row[] {
  const mended: Row[] = []
  for (const [index, row] of rows.entries()) {
    const before = mended.at(-1)
    if (before && index < headRows && row.page === before.page && belongs(before.text, row.text)) {
      mended[mended.length - 1] = joinRows(before, row)
    } else mended.push(row)
  }
  return mended.length === rows.length ? rows : mended
}

function belongs(before: string, text: string): boolean {
  if (before.length > 34 || !/\p{L}$/u.test(before)) return before === 'Số:' && /^\d/u.test(text)
  const joined = `${before} ${text}`
  if (
    phrases.some((phrase) => phrase.length > before.length && phrase.startsWith(`${before} `) && agrees(joined, phrase))
  )
    return true
  return (
    /^\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*)?$/u.test(before) && /^\p{Lu}\p{Ll}*(?:\s\p{Lu}\p{Ll}*)?,\s*ngày\s/u.test(text)
  )
}

/** One is the beginning of the other. */
function agrees(joined: string, phrase: string): boolean {
  return joined.startsWith(phrase) || phrase.startsWith(joined)
}

function joinRows(before: Row, row: Row): Row {
  const [first] = before.cells
  const text = `${before.text} ${row.text}`
  if (!first || before.cells.length > 1 || row.cells.length > 1)
    return { ...before, text, cells: [...before.cells, ...row.cells] }
  return { ...before, text, cells: [{ ...first, text, x1: Math.max(first.x1, row.cells[0]?.x1 ?? 0) }] }
}
