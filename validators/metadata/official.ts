import { documentTypes, typeNames, typeOfSymbol } from './heading/document-types.ts'
import type { Heading } from './heading/heading.ts'
import { namesBody } from './heading/issuer.ts'
import type { Row } from './lines/rows.ts'

/**
 * Whether a text reads as an official document at all: a heading that says who issued it beside its number, title, date or
 * subject, or the articles of an act. Maps, forms, contracts between people, news about an act, blank pages are none.
 */
export function isOfficial(rows: readonly Row[], heading: Heading | null): boolean {
  if (heading !== null && isHeaded(rows, heading)) return true
  const privately = heading?.title !== undefined && heading?.title !== null && isPrivate(heading.title.type.name)
  return !privately && holdsArticles(rows)
}

function isHeaded(rows: readonly Row[], heading: Heading): boolean {
  const { reference, dated, title, subject, issuerCells } = heading
  if (issuerCells.some((cell) => isPlaceholder(cell.text))) return false
  // A thesis names its school over "BÁO CÁO" too; only an office numbers and dates what it writes.
  const registered = reference !== null || dated !== null || subject !== null
  const articled = rows.some((row) => /^Điều\s+(?:\d|thứ)/iu.test(row.text))
  const titled = title !== null && (articled || !isPrivate(title.type.name))
  if (issuerCells.some((cell) => namesBody(cell.text)) && (registered || titled))
    return (
      !isCompany(issuerCells) ||
      title !== null ||
      subject !== null ||
      typeOfSymbol(reference?.read?.symbol ?? '') !== null
    )
  const typed = typeOfSymbol(reference?.read?.symbol ?? '') !== null && dated !== null
  if (reference?.read && (title || dated || subject) && (typed || !isPrivate(title?.type.name))) return true
  if (!title || isPrivate(title.type.name)) return false
  const type = documentTypes.find(({ name }) => name === title.type.name)
  return (type?.canBeNormative === true || articled) && (articled || dated !== null || reference !== null)
}

/** A form to be filled in: "TÊN CƠ QUAN, TỔ CHỨC", "ỦY BAN NHÂN DÂN XÃ/PHƯỜNG ......". */
function isPlaceholder(text: string): boolean {
  return /^TÊN\s+(?:CQ|CƠ\s+QUAN|ĐƠN\s+VỊ|TỔ\s+CHỨC)|\.{4}|…{2}|XÃ\s*\/\s*PHƯỜNG/iu.test(text)
}

/** Companies write official letters too, but also offers and bills, which bear no type, subject or known symbol. */
function isCompany(cells: readonly { text: string }[]): boolean {
  return cells.some(({ text }) => /^(?:CÔNG\s+TY|DOANH\s+NGHIỆP|HỢP\s+TÁC\s+XÃ|TẬP\s+ĐOÀN)(?!\p{L})/iu.test(text))
}

/** Papers that anybody draws up: only the office above them makes them official. */
function isPrivate(name: string | undefined): boolean {
  return /^(?:Hợp đồng|Biên bản|Bản ghi nhớ|Bản thỏa thuận|Giấy |Phiếu |Dự án|Đề án|Phương án|Kế hoạch|Báo cáo|Điều lệ|Chương trình)/u.test(
    name ?? '',
  )
}

const ofItself = new RegExp(`(?<!\\p{L})(?!Hợp\\s+đồng|Biên\\s+bản|Bản\\s)(?:${typeNames})\\s+này(?!\\p{L})`, 'iu')

/**
 * Articles without their heading: they stand at the very beginning, or there are several from the first on and they speak
 * of their act. A page that explains a law quotes articles from its middle.
 */
function holdsArticles(rows: readonly Row[]): boolean {
  const articles = rows.filter((row) => /^Điều\s+\d+\s*[.:]/u.test(row.text)).length
  const legal = rows.some((row) => /hiệu\s+lực|thi\s+hành|Căn\s+cứ|quy\s+định/iu.test(row.text))
  if (articles === 0 || !legal || rows.length < 2) return false
  const opens = /^(?:Điều|Chương|Phần|Mục)\s+(?:\d|[IVX]|thứ)/iu.test(rows[0]?.text ?? '')
  const first = rows.some((row) => /^Điều\s+1\s*[.:]/u.test(row.text))
  return opens || (articles >= 2 && first && rows.some((row) => ofItself.test(row.text)))
}
