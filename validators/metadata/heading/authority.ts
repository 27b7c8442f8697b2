import { bodyBegins } from '../body-opening.ts'
import { centralBodies } from '../history/bodies.ts'
import { departments } from '../history/departments.ts'
import type { Row } from '../lines/rows.ts'
import { isOpenEnded, runsOnInCapitals } from './open-ended.ts'

/** The line between summary and legal bases that names who takes an act ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X"), told from a subject in capitals. */
const capitals = (names: readonly string[]) =>
  [...new Set(names)].map((name) => name.toUpperCase().replace(/\s/gu, '\\s+')).join('|')
const ministries = capitals(centralBodies.filter(({ name }) => name.startsWith('Bộ ')).map(({ name }) => name.slice(3)))
/** First words of the names of departments; "CƠ / SỞ …" is broken before another word. */
const departmentWords = capitals(departments.map((name) => name.split(/[\s,]/u)[0] ?? name))
/** Whose head an office is; "CHỦ TỊCH HỒ CHÍ MINH" heads none of these. */
const headed = String.raw`(?:\s*[,;-]|\s+(?:[UỦ][ỶYỲ]\s+BAN|UBND|HỘI|HĐND|NƯỚC|QUỐC|CHÍNH|BỘ|BAN|LIÊN|TỔNG|MẶT|ĐOÀN)(?!\p{L})|\s*$)`
const authorityLine = new RegExp(
  String.raw`^(?:(?:QUYỀN\s+|Q\.\s*)?(?:(?:BỘ\s+TRƯỞNG|CHỦ\s+TỊCH|TH[ỦÚ]\s+TƯỚNG)(?=${headed})|CHÁNH\s+ÁN|VIỆN\s+TRƯỞNG|TỔNG\s+(?:KIỂM\s+TOÁN|THANH\s+TRA|GIÁM\s+ĐỐC|CỤC\s+TRƯỞNG)|THỐNG\s+ĐỐC|GIÁM\s+ĐỐC|CHỦ\s+NHIỆM|CỤC\s+TRƯỞNG|CHI\s+CỤC\s+TRƯỞNG|TRƯỞNG\s+BAN|HIỆU\s+TRƯỞNG|CHÁNH\s+(?:VĂN\s+PHÒNG|THANH\s+TRA)|HỘI\s+ĐỒNG|[UỦ][ỶỷYỲ]\s+BAN|QUỐC\s+HỘI|CHÍNH\s+PHỦ|THƯỜNG\s+TRỰC|BAN\s+(?:THƯỜNG\s+VỤ|CHẤP\s+HÀNH|TỔ\s+CHỨC)|LIÊN\s+(?:BỘ|NGÀNH|TỊCH)|BỘ\s+(?:${ministries})|ỦY\s+BAN|UBND|HĐND|SỞ\s+(?:${departmentWords})(?!\p{L})|TỔNG\s+CỤC\s|NGÂN\s+HÀNG\s))`,
  'u',
)

/** The line that names who takes the act may itself run over two rows. */
export function authorityFrom(rows: readonly Row[], index: number): { text: string | null; end: number } {
  const lines: string[] = []
  let end = index
  while (end < rows.length && end < index + 4) {
    const text = (rows[end] as Row).text
    const capital = text === text.toUpperCase() && /\p{Lu}{2}/u.test(text) && text.length < 120
    if (!capital || bodyBegins(text) || (lines.length === 0 && !authorityLine.test(text))) break
    lines.push(text)
    end++
  }
  return { text: lines.length > 0 ? lines.join(' ') : null, end }
}

/** "Giám đốc Sở Y tế" in small letters right above the legal bases, as before Thông tư 01/2011/TT-BNV. */
export function isOfficeBeforeBases(text: string, next: string, before: readonly string[]): boolean {
  const office =
    /^(?:Bộ trưởng|Chủ tịch|Thủ tướng|Giám đốc|Tổng cục trưởng|Cục trưởng|Chánh án|Viện trưởng|Thống đốc|Chủ nhiệm|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)(?=\s)/u
  return (
    before.length > 0 &&
    office.test(text) &&
    !/\d/u.test(text) &&
    /^[-\s]*Căn\s+cứ/u.test(next) &&
    !isOpenEnded(before.at(-1) ?? '')
  )
}

/** A whole line in capitals under a title in small letters, whatever a scan left of it. */
function isCapitalAmongSmall(text: string, before: readonly string[]): boolean {
  const words = text.split(/\s+/u).filter((word) => /^\P{L}*\p{Lu}{2}/u.test(word))
  return (
    words.length >= 3 &&
    text === text.toUpperCase() &&
    !/\d/u.test(text) &&
    before.some((line) => /\p{Ll}{3}/u.test(line))
  )
}

/** In capitals and naming an authority; in a summary that is itself in capitals only where the line before it ended. */
export function isAuthority(rows: readonly Row[], index: number, before: readonly string[]): boolean {
  const { text } = rows[index] as Row
  if (isCapitalAmongSmall(text, before)) return true
  if (text !== text.toUpperCase() || !authorityLine.test(text.replace(/^[-–\s]+/u, ''))) return false
  const last = before.at(-1)
  if (last === undefined) return true
  if (last !== last.toUpperCase()) return true
  if (runsOnInCapitals(last) || ofSubjects.test(text) || !endsCapitals(rows, index)) return false
  return !namesAnother(text, rows[index + 1]?.text ?? '')
}

/** "VỀ VIỆC BỔ NHIỆM / GIÁM ĐỐC SỞ NỘI VỤ" and below it who appoints: the first of two offices is the subject's. */
function namesAnother(text: string, next: string): boolean {
  const bare = text.split(/\s+/u).length < 4
  return (
    !bare &&
    next === next.toUpperCase() &&
    /^(?:CHỦ\s+TỊCH|BỘ\s+TRƯỞNG|GIÁM\s+ĐỐC|[UỦ][ỶY]\s+BAN|HỘI\s+ĐỒNG)\s/u.test(next)
  )
}

/** Words that a body's name never holds, a subject in capitals does. */
const ofSubjects =
  /\s(?:VỀ|ĐỂ|ĐỐI\s+VỚI|TRÊN\s+ĐỊA\s+BÀN|(?<!TRUNG\s+TÂM\s+)PHỤC\s+VỤ|THỰC\s+HIỆN|QUY\s+ĐỊNH|NĂM\s+\d{4}|GIAI\s+ĐOẠN)(?!\p{L})/u

/** Nothing in capitals follows but the rest of the authority's name and the session that took the act. */
function endsCapitals(rows: readonly Row[], index: number): boolean {
  const below = rows.slice(index + 1, index + 6).map((row) => row.text)
  const more = below.findIndex((text) => text !== text.toUpperCase() || bodyBegins(text) || isSession(text))
  return more >= 0 ? more <= 1 : below.length <= 1
}

/** Words and numbers of which the line on a session is made: "KHÓA XVII, KỲ HỌP THỨ 5 (CHUYÊN ĐỀ)". */
const sessionWord =
  /^(?:kh[óo][áa]?|kỳ|họp|phiên|thứ|lần|nhiệm|chuyên|đề|bất|thường|lệ|cuối|giữa|đầu|năm|ngày|tháng|từ|đến|và|giải|quyết|công|việc|phát|sinh|đột|xuất|nhất|nhì|một|hai|ba|bốn|tư|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|lăm|tổng|kết|[ivxl]+|[\d/.]+)$/iu

/** "Khóa XVII, kỳ họp thứ 5", "CỦA QUỐC HỘI KHÓA XII …": the session that adopted the act, not its subject. */
export function isSession(text: string): boolean {
  if (/^CỦA\s+(?:QUỐC\s+HỘI|HỘI\s+ĐỒNG|ỦY\s+BAN|UỶ\s+BAN).{0,60}(?:KH[ÓO]A|NHIỆM\s+KỲ)/iu.test(text)) return true
  if (!/^[("]?(?:kh[óo][áa]?\s+[ivxl\d]+|kỳ\s+họp|phiên\s+họp)/iu.test(text) || /,$|\sđến\s/iu.test(text)) return false
  if (!/^[("]?\p{Lu}/u.test(text) || !/kỳ\s+họp|phiên\s+họp|^\S+\s+[IVXL\d]+$/iu.test(text)) return false
  return text.split(/[\s,;:()"–-]+/u).every((word) => word === '' || sessionWord.test(word))
}

/** Whether a line in capitals begins with the title of an office or the name of a body that takes acts. */
export function namesAuthority(text: string): boolean {
  return authorityLine.test(text)
}
