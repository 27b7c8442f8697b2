import type { Cell, Row } from '../lines/rows.ts'

/** The national name and motto (ô số 1), by which a heading is found. */
const nationalName =
  /C[ỘO]NG\s*H[OÒ][AÀ]\s*X[ÃA]\s*H[ỘO]I\s*CH[ỦU]\s*NGH[ĨI]A\s*VI[ỆE]T\s*NAM|VI[ỆE]T\s*NAM\s*D[ÂA]N\s*CH[ỦU]\s*C[ỘO]NG\s*H[OÒ][AÀ]|Đ[ẢA]NG\s*C[ỘO]NG\s*S[ẢA]N\s*VI[ỆE]T\s*NAM/iu
const motto =
  /Đ[ộo]c\s*l[ậaâ]p\s*[-–—.,]?\s*T[ựu]\s*do\s*[-–—.,]?\s*H[ạa]nh\s*ph[úu]c|D[âa]n\s*ch[ủu]\s*[-–—]\s*C[ộo]ng\s*h[oò][aà]/iu
/** What papers of the Youth Union have in its place (Hướng dẫn 29-HD/TWĐTN-VP): right of the issuer, never alone. */
const union = /^ĐOÀN\s+(?:TNCS|THANH\s+NIÊN\s+CỘNG\s+SẢN)\s+HỒ\s+CHÍ\s+MINH$/u
const nationalLetters = 'CONGHOAXAHOICHUNGHIAVIETNAM'
const mottoLetters = 'DOCLAPTUDOHANHPHUC'

/** Letters alone, without marks: what is left comparable of a line that OCR or a bad font damaged. */
function letters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[đĐ]/gu, 'D')
    .toUpperCase()
    .replace(/[^A-Z]/gu, '')
}

/** How many letters of `wanted` come in order in `text`: what is left of a damaged line. */
function kept(text: string, wanted: string): number {
  let at = 0
  let found = 0
  for (const letter of wanted) {
    const next = text.indexOf(letter, at)
    if (next >= 0 && next - at < 4) {
      found++
      at = next + 1
    }
  }
  return found
}

/** Whether a text holds the national name in capitals, sound or slightly damaged. */
export function holdsNationalName(text: string, tolerant: boolean): boolean {
  const sound = nationalName.exec(text)
  if (sound)
    return (
      (sound[0] === sound[0].toUpperCase() || text.length - sound[0].length < 3) &&
      !/NƯỚC\s*$/u.test(text.slice(0, sound.index))
    )
  if (!tolerant || text.length > 140 || text.length < 15) return false
  const plain = letters(text)
  return (
    plain.length >= 18 &&
    plain.length < 90 &&
    (/XAHOICHUNGHIA|CHUNGHIAVIETNAM|HOAXAHOICHU/u.test(plain) ||
      (plain.includes('NGH') && kept(tail(plain, 40), nationalLetters) >= 22))
  )
}

function tail(text: string, length: number): string {
  return text.slice(-length)
}

export function holdsMotto(text: string, tolerant: boolean): boolean {
  if (motto.test(text)) return true
  if (!tolerant || text.length > 140 || text.length < 12) return false
  const plain = letters(text)
  return plain.length < 80 && kept(tail(plain, 26), mottoLetters) >= 15
}

/** Whether a row has the Youth Union's name as its right-hand column. */
export function holdsUnionName(row: Row): boolean {
  const last = row.cells.at(-1)
  return row.cells.length > 1 && last !== undefined && last.x0 > 0.4 && union.test(last.text)
}

/**
 * Cells of a heading row with the national name or motto cut off: a narrow gutter can glue it to the issuer's name.
 * Returns what stands left of it, and where it begins.
 */
export function partMotto(row: Row, tolerant: boolean): { left: Cell[]; mottoAt: number | null } {
  const left: Cell[] = []
  if (holdsUnionName(row)) return { left: row.cells.slice(0, -1), mottoAt: row.cells.at(-1)?.x0 ?? null }
  for (const cell of row.cells) {
    const found = nationalName.exec(cell.text) ?? motto.exec(cell.text)
    if (found) {
      const before = cell.text.slice(0, found.index).trim()
      const share = cell.text.length > 0 ? found.index / cell.text.length : 0
      const edge = cell.x0 + (cell.x1 - cell.x0) * share
      if (before !== '') left.push({ ...cell, text: before, x1: edge })
      return { left, mottoAt: edge }
    }
    if (holdsNationalName(cell.text, tolerant) || holdsMotto(cell.text, tolerant)) return { left, mottoAt: cell.x0 }
    left.push(cell)
  }
  return { left, mottoAt: null }
}
