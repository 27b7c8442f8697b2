import { limits } from '../limits.ts'
import type { Cell, Row } from '../lines/rows.ts'
import type { Signer } from '../metadata.ts'
import { brokenName, isDoubtfulName, personName } from './person-name.ts'

export interface SignatureBlock {
  signers: Signer[]
  /** Row of each signer's name. */
  rows: Row[]
  /** First row of the block; the body ends above it. */
  start: number
}

/** Capacity (ô số 7a): on whose behalf somebody signs (Nghị định 30/2020, Điều 13). */
const capacity =
  /^(?:(?:T\s?\.?\s?M|K\s?\.?\s?T|T\s?\.?\s?L|T\s?\.?\s?U\s?\.?\s?Q|Q)\s?[./]|T\s?\/\s?[ML]|K\s?\/\s?T)\s*(?=\p{Lu}{2})/u
/** The same in small letters, as old acts and saved pages have it: "KT. Chủ tịch"; no list of recipients goes on so. */
const smallCapacity =
  /^(?:TM|KT|TL|TUQ|Q)\s?[./]\s*(?:[ỦU][ỷy]\s+ban|Hội\s+đồng|Chính\s+phủ|Chủ\s+tịch|Chủ\s+nhiệm|Thủ\s+tướng|Bộ\s+trưởng|Thống\s+đốc|Giám\s+đốc|Tổng\s+\p{L}+|Cục\s+trưởng|Viện\s+trưởng|Chánh\s+án)(?!\p{L})[^;:.()]{0,40}$/u
/** An office in small letters, taken only below such a capacity. */
const smallOffice =
  /^(?:(?:Phó|Quyền|Thứ)\s+)?(?:[Cc]hủ\s+tịch|[Tt]hủ\s+tướng|[Bb]ộ\s+trưởng|[Tt]rưởng|[Tt]hống\s+đốc|[Gg]iám\s+đốc|[Cc]hủ\s+nhiệm|[Tt]ổng\s+\p{L}+|[Cc]ục\s+trưởng|[Vv]ụ\s+trưởng|[Vv]iện\s+trưởng|[Cc]hánh\s+\p{L}+)(?!\p{L})[^;:.]{0,40}$/u
/** Offices in capitals, as they stand above a name. */
const office =
  /^(?:PHÓ\s+|QUYỀN\s+|NGUYÊN\s+)?(?:TH[ỦU]\s+TƯỚNG(?:\s+CHÍNH\s+PHỦ)?|CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|THỨ\s+TRƯỞNG|CHÁNH\s+ÁN|VIỆN\s+TRƯỞNG|TỔNG\s+(?:KIỂM\s+TOÁN|THANH\s+TRA|GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG|BIÊN\s+TẬP|THƯ\s+KÝ|BÍ\s+THƯ)|PHÓ\s+TỔNG|THỐNG\s+ĐỐC|GIÁM\s+ĐỐC|CHỦ\s+NHIỆM|CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG|CHI\s+CỤC|CHÁNH\s+VĂN|CHÁNH\s+THANH|TRƯỞNG\s+(?:BAN|PHÒNG|ĐOÀN|CÔNG|KHOA|TRẠM|TIỂU)|CHỈ\s+HUY\s+TRƯỞNG|HẠT\s+TRƯỞNG|CHÍNH\s+(?:ỦY|UỶ)|PHỤ\s+TRÁCH|HIỆU\s+TRƯỞNG|VIỆN\s+PHÓ|BÍ\s+THƯ|ĐẠI\s+(?:TƯỚNG|TÁ|DIỆN)|THƯỢNG\s+(?:TƯỚNG|TÁ)|TRUNG\s+(?:TƯỚNG|TÁ)|THIẾU\s+(?:TƯỚNG|TÁ)|BỘ\s+TƯ\s+LỆNH|TƯ\s+LỆNH|(?:ỦY|UỶ)\s+VIÊN|HỘI\s+TRƯỞNG|TỔ\s+TRƯỞNG|CHỦ\s+T(?:ỌA|OẠ)|PHÓ)(?=$|[\s,.])/u

/**
 * The first signature block between two rows: capacity and office in capitals, below them a person's name in the same
 * column; joint acts have several side by side. Without signers where the name under it cannot be read: a later block, in an
 * annex, is not this act's.
 */
export function readSignatures(rows: readonly Row[], from: number, to: number): SignatureBlock | null {
  for (let index = from; index < to; index++) {
    const row = rows[index] as Row
    const heads = row.cells
      .flatMap(partCapacity)
      .filter((cell) => isSignatureHead(cell.text))
      .map((cell) => withCapacityAbove(cell, rows[index - 1]))
    if (heads.length === 0) continue
    const block = readBlock(rows, index, to, heads)
    if (block) return block
    if (closesAct(rows, index, to)) return { signers: [], rows: [], start: index }
  }
  return readNameAlone(rows, from, to)
}

/** "KT." that a saved page left alone on the line above "CHỦ TỊCH". */
function withCapacityAbove(head: Cell, above: Row | undefined): Cell {
  const alone = above?.cells.find((cell) => capacityAlone.test(cell.text) && overlaps(cell, [head.x0, head.x1]))
  return alone ? { ...head, text: `${alone.text} ${head.text}` } : head
}

const capacityAlone = /^(?:TM|KT|TL|TUQ|Q|T\/M|K\/T)\.?$/u

/** The list of recipients (ô số 9b) stands beside the block, just above or just below it. */
function closesAct(rows: readonly Row[], index: number, to: number): boolean {
  const near = rows.slice(index, Math.min(to, index + 9))
  const below = near.findIndex((row) => row.cells.some((cell) => recipientsHead.test(cell.text)))
  if (below >= 0) return !near.slice(0, below).some((row) => /^[-–\s]*(?:Căn\s+cứ|Điều\s+\d|Theo\s)/iu.test(row.text))
  const above = rows.slice(Math.max(0, index - 16), index)
  const head = above.findIndex((row) => row.cells.some((cell) => recipientsHead.test(cell.text)))
  return head >= 0 && above.slice(head + 1).every((row) => row.text.length < 120)
}

const recipientsHead = /^N[ơo]i\s+nh[ậa]n\s*[:.]?\s*$/iu

/** Old laws end with the name and "(Đã ký)" alone, after the sentence on their adoption. */
function readNameAlone(rows: readonly Row[], from: number, to: number): SignatureBlock | null {
  for (let index = from; index < to; index++) {
    const row = rows[index] as Row
    if (row.text.length >= 20 || !/^[("[]*\s*đã\s+k[ýí](?!\p{L})/iu.test(row.text)) continue
    for (const near of [rows[index - 1], rows[index + 1]]) {
      const name = near ? personName(near.text) : null
      if (near && name) return { signers: [{ name, title: null }], rows: [near], start: index - 1 }
    }
  }
  return null
}

/** The capacity or office that a narrow gutter glued to the list of recipients: "- Như Điều 3; PHÓ CHỦ TỊCH". */
function partCapacity(cell: Cell): Cell[] {
  const glued = /^((?:Nơi\s+nhận\s*:?|[-–+•]\s.*?[;.,]))\s+(?=\p{Lu}{2}|(?:T|K|Q)[.\p{Lu}])/u.exec(cell.text)
  const rest = glued ? cell.text.slice(glued[0].length) : ''
  if (!glued || !isSignatureHead(rest)) return [cell]
  const edge = cell.x0 + (cell.x1 - cell.x0) * (glued[0].length / cell.text.length)
  return [
    { ...cell, text: glued[1] ?? '', x1: edge },
    { ...cell, text: rest, x0: edge },
  ]
}

/** A line of capacity or office, as it opens a signature block. */
export function isSignatureHead(text: string): boolean {
  if (text.length > 90 || text.length < 2) return false
  const bare = text.replace(/\d+$/u, '')
  if (bare !== bare.toUpperCase())
    return (capacity.test(bare) && bare.length < 60 && !/[.;]$/u.test(bare)) || smallCapacity.test(bare)
  return capacity.test(bare) || (office.test(bare) && !/[:;,]$/u.test(bare))
}

/** An article, or the head of what follows the act: an annex, the regulation that it issues. */
const opensAnother =
  /^(?:[Đđ]iều|ĐIỀU|[Cc]hương|CHƯƠNG)\s+[\dIVX]|^(?:PHỤ\s+LỤC|Phụ\s+lục|MẪU|Mẫu\s+số|BIỂU|DANH\s+MỤC|DANH\s+SÁCH|QUY\s+CHẾ|QUY\s+ĐỊNH|ĐIỀU\s+LỆ)(?!\p{L})|^\(?(?:Ban\s+hành\s+)?[Kk]èm\s+theo\s/u

interface Column {
  titles: string[]
  edges: [number, number]
  done: boolean
  /** What may be the first half of a name that a narrow cell broke, and its row. */
  half: { text: string; at: number } | null
  /** Capitals that read as a name or as a line of the office, and the lines above them. */
  doubtful: { name: string; row: Row; titles: string[] } | null
}

const columnOf = (cell: Cell): Column => ({
  titles: [cell.text],
  edges: [cell.x0, cell.x1],
  done: false,
  half: null,
  doubtful: null,
})

function readBlock(rows: readonly Row[], index: number, to: number, heads: readonly Cell[]): SignatureBlock | null {
  const signers: Signer[] = []
  const found: Row[] = []
  const columns = heads.map(columnOf)
  const single = rows.slice(index, index + 4).every((row) => row.cells.every((cell) => cell.x0 < 0.05))
  const sign = (column: Column, name: string, row: Row, titles = column.titles) => {
    signers.push({ name, title: tidyTitle(titles) })
    found.push(row)
    column.done = true
  }
  for (let at = index + 1; at < Math.min(to, index + limits.signatureRows); at++) {
    const row = rows[at] as Row
    if (row.text.length > 260 || opensAnother.test(row.text)) break
    if (signers.length > 0 && columns.every((column) => column.done) && !anotherBelow(row)) break
    for (const cell of row.cells.flatMap(partCapacity)) {
      const fits = (candidate: Column) => !candidate.done && (single || overlaps(cell, candidate.edges))
      let column = isSignatureHead(cell.text) ? columns.findLast(fits) : columns.find(fits)
      if (isSignatureHead(cell.text)) {
        if (column && repeatsCapacity(column.titles, cell.text)) columns.push(columnOf(cell))
        else if (column && (!single || column.titles.length < 5)) {
          column.titles.push(cell.text)
          column.edges = [Math.min(column.edges[0], cell.x0), Math.max(column.edges[1], cell.x1)]
        } else if (!column && (capacity.test(cell.text) || columns.every((other) => other.done)))
          columns.push(columnOf(cell))
        continue
      }
      column ??= single ? columns.find((candidate) => !candidate.done) : undefined
      if (!column) continue
      const name = nameIn(column, cell, at, rows)
      const capitals = cell.text === cell.text.toUpperCase() && /^\p{Lu}[\p{Lu}\s,-]+$/u.test(cell.text)
      const goesOn = runsOn(column.titles.at(-1) ?? '')
      if (name && capitals && (goesOn || isDoubtfulName(cell.text))) {
        if (!goesOn) column.doubtful ??= { name, row, titles: [...column.titles] }
        column.titles.push(cell.text)
      } else if (name) sign(column, name, row)
      else if (capitals) addLine(columns.findLast(fits) ?? column, cell.text)
      else if (smallCapacity.test(column.titles.at(-1) ?? '') && smallOffice.test(cell.text))
        column.titles.push(cell.text)
      else if (capacityAlone.test(cell.text)) column.titles.push(cell.text)
    }
  }
  for (const column of columns)
    if (signers.length === 0 && column.doubtful)
      sign(column, column.doubtful.name, column.doubtful.row, column.doubtful.titles)
  return signers.length > 0 ? { signers, rows: found, start: index } : null
}

/** A further line of an office: "BỘ NỘI VỤ", "THƯỜNG TRỰC". */
function addLine(column: Column, text: string): void {
  if (column.titles.length < 4) column.titles.push(text)
}

/** A second "KT." in one column begins the next signer's title: all titles first, then all names. */
function repeatsCapacity(titles: readonly string[], text: string): boolean {
  const abbreviation = (title: string) =>
    capacity.test(title) ? /^\p{Lu}+/u.exec(title.replace(/[\s./]/gu, ''))?.[0].slice(0, 2) : null
  const own = abbreviation(text)
  return own !== null && titles.some((title) => abbreviation(title) === own)
}

/** A title's line that cannot be its last. */
function runsOn(title: string): boolean {
  return /(?:[,–-]|\s(?:VÀ|VỀ|CỦA|CÁC))\s*$/u.test(title)
}

/** Rows within which the halves of a broken name stand: those of the other column lie between. */
const nearRows = 3

/** The name in a cell, put together with its other half in the row above or below where it was broken. */
function nameIn(column: Column, cell: Cell, at: number, rows: readonly Row[]): string | null {
  const name = personName(cell.text)
  const length = cell.text.trim().split(/\s+/u).length
  const { half } = column
  column.half = null
  if (half && at - half.at <= nearRows && length <= 3) {
    const joined = brokenName(half.text, cell.text)
    if (joined) return joined
  }
  if (!name) {
    column.half = { text: cell.text, at }
    return null
  }
  const next = rows
    .slice(at + 1, at + 1 + nearRows)
    .flatMap((row) => row.cells)
    .find((candidate) => overlaps(candidate, [cell.x0, cell.x1]))
  const single = next && !/\s/u.test(next.text.trim())
  return (length === 2 && next && single && brokenName(cell.text, next.text)) || name
}

function tidyTitle(titles: readonly string[]): string {
  return titles
    .join(' ')
    .replace(/\s+/gu, ' ')
    .replace(/[\s\])*,;:]+$/u, '')
}

/** After a signer, further capacities may follow in joint acts. */
function anotherBelow(row: Row): boolean {
  return row.cells.some((cell) => capacity.test(cell.text)) || row.text.length < 40
}

function overlaps(cell: Cell, [x0, x1]: readonly [number, number]): boolean {
  const middle = (cell.x0 + cell.x1) / 2
  return (cell.x0 < x1 + 0.02 && cell.x1 > x0 - 0.02) || Math.abs(middle - (x0 + x1) / 2) < 0.09
}
