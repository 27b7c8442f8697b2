import { limits } from './limits.ts'
import type { Signer } from './metadata.ts'
import type { Cell, Row } from './rows.ts'

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
/** Offices in capitals, as they stand above a name. */
const office =
  /^(?:PHÓ\s+|QUYỀN\s+|NGUYÊN\s+)?(?:TH[ỦU]\s+TƯỚNG(?:\s+CHÍNH\s+PHỦ)?|CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|THỨ\s+TRƯỞNG|CHÁNH\s+ÁN|VIỆN\s+TRƯỞNG|TỔNG\s+(?:KIỂM\s+TOÁN|THANH\s+TRA|GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG|BIÊN\s+TẬP|THƯ\s+KÝ|BÍ\s+THƯ)|PHÓ\s+TỔNG|THỐNG\s+ĐỐC|GIÁM\s+ĐỐC|CHỦ\s+NHIỆM|CỤC\s+TRƯỞNG|VỤ\s+TRƯỞNG|CHI\s+CỤC|CHÁNH\s+VĂN|CHÁNH\s+THANH|TRƯỞNG\s+(?:BAN|PHÒNG|ĐOÀN|CÔNG)|HIỆU\s+TRƯỞNG|VIỆN\s+PHÓ|BÍ\s+THƯ|ĐẠI\s+(?:TƯỚNG|TÁ|DIỆN)|THƯỢNG\s+(?:TƯỚNG|TÁ)|TRUNG\s+(?:TƯỚNG|TÁ)|THIẾU\s+(?:TƯỚNG|TÁ)|BỘ\s+TƯ\s+LỆNH|TƯ\s+LỆNH|ỦY\s+VIÊN|HỘI\s+TRƯỞNG|TỔ\s+TRƯỞNG|PHÓ)(?=$|[\s,.])/u

const degree =
  /^(?:(?:GS|PGS|TS|TSKH|ThS|Th\.S|BS|CKI{1,2}|KS|CN|LS|Ths|Ts|Gs|NGND|NGƯT|TTND|TTƯT|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá)\.?\s*)+/u
const signed = /^[("[]*\s*(?:đã\s+k[ýí]|ký\s+tên|signed)(?!\p{L})(?:\s+và\s+đóng\s+dấu)?\s*[:)\]]*\s*/iu

const notNames =
  /^(?:Nơi|Kính|Căn|Điều|Chương|Số|Ngày|Tháng|Năm|Phụ|Mẫu|Biểu|Danh|Mục|Phần|Bộ|Ủy|Uỷ|Hội|Sở|Ban|Thủ|Chủ|Phó|Chánh|Giám|Thứ|Tổng|Văn|Việt|Hà|Độc|Cộng|Luật|Nghị|Quyết|Thông|Quy|Ghi|Lưu|Công|Trung|Người|Họ|Tên|Ký|Đơn|Cơ|Địa|Tỉnh|Thành|Huyện|Như|Xác|Đại|Quốc|Chính|Tòa|Toà|Viện|Cục|Vụ|Trưởng|Cột|Bảng|Hình|Tổ)\s/u
const syllable = /^\p{Lu}\p{Ll}{0,6}(?:-\p{Lu}\p{Ll}{0,6})?$/u
const capitalSyllable = /^\p{Lu}{1,7}$/u
/** Family names: they let a name begin with a word that is otherwise the start of an office or heading. */
const surnames =
  /^(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Hà|Đinh|Trương|Cao|Mai|Đào|Đoàn|Lương|Tạ|Trịnh|Nông|Vương|Tô|Triệu|Lò|Quàng|Giàng|Sùng|Hầu|Thào|Lâm|Chu|Châu|Tống|Thái|Kiều|Quách|Khuất|Nghiêm|Phùng|Tòng|Cà|Bế|Hứa|Mã|Ma|Ninh|Vi|Lục|Đàm|Tăng|La|Từ|Doãn|Thân|Ông|Văn|Công|Tôn|Đồng|Khổng|Lại|Âu|Giang|Ngọ|Cầm|Điêu|Đèo|Y|K'|H'|Sầm|Bạch|Tiêu|Mạc|Thiều|Hàn|Quản|Chử|Lưu|Viên|Trung|Bàn|Chảo|Vàng|Vừ|Mùa|Rơ|Siu|Ksor|A|Đàng|Danh|Thạch|Kim|Sơn|Liêu|Chính|Cù|Lã|Phí|Thi|Tào|Ung|Uông|Nhữ|Nhâm|Nguyên|Mẫn|Lữ|Lỗ|Lộc|Hán|Hạ|Giáp|Dư|Diệp|Bá)$/u

/** Words of bodies, offices and headings, none of them a part of names: in capitals they look like one. */
const officeWords =
  /^(?:[ỦU][YỶ]|UỶ|BAN|DÂN|TỊCH|TỌA|TOẠ|HỌP|TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|PHỐ|BỘ|SỞ|CỤC|VỤ|PHÒNG|ĐỐC|TRƯỞNG|PHÓ|TƯỚNG|HỘI|ĐỒNG|ĐOÀN|VIÊN|VIỆN|PHỦ|MÔI|DANH|MỤC|LỤC|CHƯƠNG|ĐIỀU|MẪU|BIỂU|QUYẾT|NGHỊ|THÔNG|BÁO|TRÌNH|KẾ|HOẠCH|LỊCH|VÀ|CỦA|CÁC|VỀ|THƯ|KÝ|TÊN|ĐÃ|NƠI|NHẬN|TRUNG|ƯƠNG|TÒA|TOÀ|ÁN|SÁT|TRA|TOÁN|ỦY|THƯỜNG|TRỰC|LÃNH|ĐẠO|CHÁNH|GIÁM|NGƯỜI|LẬP|XÁC)$/u

/** A person's name as it stands under a signature, degrees and "(Đã ký)" taken off; `null` for anything else. */
export function personName(text: string): string | null {
  const bare = text
    .replace(signed, '')
    .replace(degree, '')
    .replace(/[\s*.,:;)\]]+$/u, '')
    .trim()
  if (bare.length < 4 || bare.length > 40) return null
  const words = bare.split(/\s+/u)
  const [first = ''] = words
  if (words.length < 2 || words.length > 6) return null
  if (words.every((word) => capitalSyllable.test(word)) && bare === bare.toUpperCase()) {
    const cased = words.map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    const known = surnames.test(cased[0] ?? '') || (words.length === 3 && !words.some((word) => officeWords.test(word)))
    return known && !office.test(bare) && words.length <= 4 ? cased.join(' ') : null
  }
  if (!words.every((word) => syllable.test(word) || /^(?:H'|K'|Y|A)$/u.test(word))) return null
  if (notNames.test(`${first} `) && !surnames.test(first)) return null
  if (/(?:Phủ|Dân|Nam|Phòng|Trị|Hội|Nước)$/u.test(words.at(-1) ?? '') && !surnames.test(first)) return null
  return bare
}

/**
 * The first signature block between two rows: capacity and office in capitals, below them a person's name in the same
 * column; joint acts have several side by side.
 */
export function readSignatures(rows: readonly Row[], from: number, to: number): SignatureBlock | null {
  for (let index = from; index < to; index++) {
    const row = rows[index] as Row
    const heads = row.cells.flatMap(partCapacity).filter((cell) => isHead(cell.text))
    if (heads.length === 0) continue
    const block = readBlock(rows, index, to, heads)
    if (block) return block
  }
  return readNameAlone(rows, from, to)
}

/** Old laws end with the name and "(Đã ký)" alone, after the sentence on their adoption. */
function readNameAlone(rows: readonly Row[], from: number, to: number): SignatureBlock | null {
  for (let index = from; index < to; index++) {
    const row = rows[index] as Row
    const closes = row.text.length < 20 && signed.test(row.text)
    if (!closes) continue
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
  if (!glued || !isHead(rest)) return [cell]
  const edge = cell.x0 + (cell.x1 - cell.x0) * (glued[0].length / cell.text.length)
  return [
    { ...cell, text: glued[1] ?? '', x1: edge },
    { ...cell, text: rest, x0: edge },
  ]
}

function isHead(text: string): boolean {
  if (text.length > 90 || text.length < 2) return false
  const bare = text.replace(/\d+$/u, '')
  if (bare !== bare.toUpperCase()) return capacity.test(bare) && bare.length < 60 && !/[.;]$/u.test(bare)
  return capacity.test(bare) || (office.test(bare) && !/[:;,]$/u.test(bare))
}

function readBlock(rows: readonly Row[], index: number, to: number, heads: readonly Cell[]): SignatureBlock | null {
  const signers: Signer[] = []
  const found: Row[] = []
  const columns = heads.map((head) => ({
    titles: [head.text],
    edges: [head.x0, head.x1] as [number, number],
    done: false,
  }))
  const single = rows.slice(index, index + 4).every((row) => row.cells.every((cell) => cell.x0 < 0.05))
  for (let at = index + 1; at < Math.min(to, index + limits.signatureRows); at++) {
    const row = rows[at] as Row
    if (row.text.length > 260 || /^(?:điều|chương)\s+\d/iu.test(row.text)) break
    if (signers.length > 0 && columns.every((column) => column.done) && !anotherBelow(row)) break
    for (const cell of row.cells.flatMap(partCapacity)) {
      let column = columns.find((candidate) => !candidate.done && (single || overlaps(cell, candidate.edges)))
      if (isHead(cell.text)) {
        if (column && (!single || column.titles.length < 5)) {
          column.titles.push(cell.text)
          column.edges = [Math.min(column.edges[0], cell.x0), Math.max(column.edges[1], cell.x1)]
        } else if (!column && (capacity.test(cell.text) || columns.every((other) => other.done))) {
          columns.push({ titles: [cell.text], edges: [cell.x0, cell.x1], done: false })
        }
        continue
      }
      column ??= single ? columns.find((candidate) => !candidate.done) : undefined
      if (!column) continue
      const continues =
        cell.text === cell.text.toUpperCase() && /^\p{Lu}[\p{Lu}\s,-]+$/u.test(cell.text) && signers.length === 0
      const name = personName(cell.text)
      if (name) {
        signers.push({ name, title: tidyTitle(column.titles) })
        found.push(row)
        column.done = true
      } else if (continues && column.titles.length < 4) column.titles.push(cell.text)
    }
  }
  return signers.length > 0 ? { signers, rows: found, start: index } : null
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
