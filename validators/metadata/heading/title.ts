import { isRemainderOf, plainLetters } from '../lines/damaged.ts'
import type { Cell, Row } from '../lines/rows.ts'
import { type DocumentType, documentTypes, typeNamed, typeNames, typeOfSymbol } from './document-types.ts'
import type { Reference } from './reference.ts'

export interface Title {
  type: DocumentType
  /** Rows the type's name takes. */
  rows: number
  /** What follows the name on its row. */
  rest: string
  /** Where it stands, for telling the centred lines below it from stamps beside them. */
  cell: Cell
}

/** Types whose papers bear no name of their type; the words stand on them only in stamps ("CÔNG VĂN ĐẾN"). */
const unnamed = new Set(['Công văn', 'Thư công'])

const titled = new RegExp(
  `^(${typeNames.toUpperCase().replaceAll('\\S', '\\s')})(?=$|[\\s\\d*(:,.])\\s*(?:\\(?[\\d*]{1,3}\\)?)?\\s*[:.]?\\s*(.*)$`,
  'su',
)

/**
 * The title of a document beginning at a row: a type's name alone, or in capitals before the rest of the title. On a
 * scan it may share its row with a stamp, and lose a mark or a letter.
 */
export function titleAt(rows: readonly Row[], index: number, reference: Reference | null = null): Title | null {
  const row = rows[index]
  const [only, ...others] = row?.cells ?? []
  if (!row || !only || row.text.length > 400) return null
  if (others.length === 0) return titleIn(only, row.ocr, reference, rows[index + 1])
  const joined = row.ocr ? null : titleIn({ ...only, text: row.text }, false, reference, rows[index + 1])
  if (joined) return joined
  for (const cell of row.cells) {
    const middle = (cell.x0 + cell.x1) / 2
    const found =
      middle > 0.38 && middle < 0.68 && isCapital(cell.text) ? titleIn(cell, row.ocr, reference, undefined) : null
    if (found?.rest === '') return found
  }
  return null
}

function titleIn(cell: Cell, ocr: boolean, reference: Reference | null, next: Row | undefined): Title | null {
  const text = cell.text.replace(/^[["“\s]+/u, '')
  const bare = text.replace(/[\s\d*()[\]:.“”"]+$/u, '')
  const whole = /^\p{Lu}/u.test(bare) ? (typeNamed(bare) ?? (isCapital(bare) ? typeSpelt(bare, ocr) : null)) : null
  if (whole) return unnamed.has(whole.name) ? null : lengthen(cell, whole, next)
  const meant = reference ? typeOfSymbol(reference.symbol) : null
  if (meant && isCapital(bare) && bare.length < 24 && isRemainderOf(bare, meant.name))
    return { type: meant, rows: 1, rest: '', cell }
  if (meant && isCapital(bare) && plainLetters(bare).startsWith(plainLetters(meant.name))) {
    const rest = bare.split(/\s+/u).slice(meant.name.split(' ').length).join(' ')
    return { type: meant, rows: 1, rest, cell }
  }
  const found = titled.exec(text)
  const type = found ? typeNamed(found[1] ?? '') : null
  if (!found || !type || unnamed.has(type.name)) return null
  const rest = found[2] ?? ''
  if (rest !== rest.toUpperCase() && !/^(?:của|về|số)\s/iu.test(rest)) return null
  return { type, rows: 1, rest: rest.replace(/^LIÊN\s+(?:TỊCH|NGÀNH)$/u, ''), cell }
}

const byLetters = new Map(
  documentTypes.filter((type) => type.name.length > 5).map((type) => [plainLetters(type.name), type]),
)

/** A name that lost its marks ("QUYÉT ĐỊNH"), on a scan also a letter ("QUYKET ĐỊNH"), where only one type can be meant. */
function typeSpelt(text: string, ocr: boolean): DocumentType | null {
  if (text.length > 30) return null
  const letters = plainLetters(text)
  const exact = byLetters.get(letters)
  if (exact || !ocr || letters.length < 8) return exact ?? null
  const near = [...byLetters].filter(([name]) => name.length >= 8 && withinOneEdit(name, letters))
  return near.length === 1 ? (near[0]?.[1] ?? null) : null
}

/** Whether two words differ by at most one letter put in, left out or exchanged. */
function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let back = 0
  while (back < Math.min(a.length, b.length) - from && a.at(-1 - back) === b.at(-1 - back)) back++
  return Math.max(a.length, b.length) - from - back <= 1
}

function isCapital(text: string): boolean {
  return text === text.toUpperCase() && /\p{Lu}{3}/u.test(text.replace(/\s/gu, ''))
}

/** "THÔNG TƯ" with "LIÊN TỊCH" on the next row is one name. */
function lengthen(cell: Cell, type: DocumentType, below: Row | undefined): Title {
  const next = below?.text.replace(/[\s\d*()]+$/u, '') ?? ''
  const longer = /^(?:LIÊN|HỢP|THANH)\s/iu.test(next) ? typeNamed(`${type.name} ${next}`) : null
  return longer ? { type: longer, rows: 2, rest: '', cell } : { type, rows: 1, rest: '', cell }
}
