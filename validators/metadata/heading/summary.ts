import { bodyBegins, surelyBegins } from '../body-opening.ts'
import { limits } from '../limits.ts'
import type { Cell, Row } from '../lines/rows.ts'
import { authorityFrom, isAuthority, isOfficeBeforeBases, isSession, namesAuthority } from './authority.ts'
import type { Heading } from './heading.ts'
import { isOpenEnded, runsOnInCapitals } from './open-ended.ts'
import { numberLabel } from './reference.ts'

export interface Summary {
  text: string
  rows: readonly Row[]
  /** The authority line that closes it ("BỘ TRƯỞNG BỘ TÀI CHÍNH"), or `null`. */
  authority: string | null
  /** First row below summary and authority. */
  end: number
}

/**
 * Ô số 5a: the lines between the type's name and what opens the body (authority, legal bases, addressee, article).
 * `null` where the title carries none.
 */
export function readSummary(rows: readonly Row[], heading: Heading): Summary | null {
  const { title } = heading
  if (!title) return null
  const consolidated = !heading.reference?.read?.reference || /VBHN/u.test(heading.reference.read.symbol)
  const lines: string[] = title.rest ? [title.rest] : []
  const taken: Row[] = title.rest ? [title.row] : []
  const margins = marginsOf(rows, heading.end)
  const bases = rows.slice(heading.end, heading.end + limits.summaryRows).some((row) => surelyBegins(row.text))
  let index = heading.end
  for (; index < Math.min(rows.length, heading.end + limits.summaryRows); index++) {
    const row = rows[index] as Row
    if (
      opensBody(rows, index, margins, lines) ||
      isCapacity(row.text) ||
      isAuthority(rows, index, lines) ||
      isOfficeBeforeBases(row.text, rows[index + 1]?.text ?? '', lines) ||
      isProseUnderCapitals(rows, index, lines) ||
      isSession(row.text) ||
      isPromulgation(row.text, lines) ||
      addresses(row.text) ||
      (!bases && lines.length > 0 && row.text.endsWith(':')) ||
      (consolidated && beginsConsolidation(row.text))
    )
      break
    if (isNumberLine(row.text, lines) || (lines.length === 0 && namesTaker(row.text, rows[index - 1]?.text))) continue
    if (!bases && lines.length > 0 && (opensMinutes(row.text, lines) || isParagraph(rows, index, margins, lines))) break
    if (row.text.length > 900) break
    const text = centredText(row, title.cell)
    if (text === '') continue
    lines.push(text)
    taken.push(row)
  }
  const authority = authorityFrom(rows, index)
  const text = tidySummary(lines)
  return text === '' ? null : { text, rows: taken, authority: authority.text, end: authority.end }
}

/** The number under the name of the type, as old laws have it; a line that goes on with "số 12/2022/…" is none. */
function isNumberLine(text: string, before: readonly string[]): boolean {
  if (!numberLabel.test(text) || text.length >= 60) return false
  return /^\p{Lu}/u.test(text) && (before.length === 0 || /^[\p{L}\s]+:\s*\S+$/u.test(text))
}

/** A title may begin with "Thực hiện …", or go on with it where the line before is left open; a paragraph is the body. */
function opensBody(rows: readonly Row[], index: number, margins: Margins, before: readonly string[]): boolean {
  const { text } = rows[index] as Row
  if (surelyBegins(text)) return true
  if (!bodyBegins(text)) return false
  return before.length === 0 ? isParagraph(rows, index, margins, before) : !isOpenEnded(before.at(-1) ?? '')
}

function isCapacity(text: string): boolean {
  return /^(?:TM|KT|TL|TUQ|Q)\s?\.\s*\p{Lu}{2}/u.test(text)
}

/** Words with which a subject, or the rest of one, begins. */
const opensSubject =
  /^(?:Về|V\/v|Ban\s+hành|Quy\s+(?:định|chế)|Phê\s+duyệt|Sửa\s+đổi|Bổ\s+sung|Giai\s+đoạn|Đợt|Năm\s+\d|Nhiệm\s+kỳ|Kèm)(?!\p{L})/u

/** A whole line, most of it in small letters. */
function isProse(text: string): boolean {
  return text.length >= 60 && (text.match(/\p{Ll}/gu)?.length ?? 0) > 0.5 * text.length
}

/** A sentence in small letters under a subject that was set in capitals and has ended; a last short line may go on with it. */
function isProseUnderCapitals(rows: readonly Row[], index: number, before: readonly string[]): boolean {
  const { text } = rows[index] as Row
  const last = before.at(-1)
  if (last === undefined || last !== last.toUpperCase() || runsOnInCapitals(last) || !/^\p{Lu}/u.test(text))
    return false
  if (before.join(' ').length < 16 || !before.every((line) => line === line.toUpperCase())) return false
  const small = text.match(/\p{Ll}/gu)?.length ?? 0
  const next = rows[index + 1]?.text ?? ''
  if (small < 0.4 * text.length || surelyBegins(next) || opensSubject.test(text)) return false
  return /^\p{Ll}/u.test(next) || (text.length >= 40 && /[.;:]$/u.test(text)) || isProse(next)
}

/** "CỦA HỘI ĐỒNG NHÂN DÂN TỈNH X", "CỦA BỘ CHÍNH TRỊ" between the name of the type and the subject: whose act it is. */
function namesTaker(text: string, before: string | undefined): boolean {
  if (/^CỦA\s\P{Ll}+,$/u.test(before ?? '') && /^BAN\s+BÍ\s+THƯ$/u.test(text)) return true
  if (text !== text.toUpperCase() || !/^CỦA\s/u.test(text) || text.length > 90 || /\d|\s(?:VỀ|V\/V)\s/u.test(text))
    return false
  return namesAuthority(text.slice(4)) || /^CỦA\s+(?:BỘ\s+CHÍNH\s+TRỊ|BAN\s+(?:BÍ\s+THƯ|CHẤP\s+HÀNH))/u.test(text)
}

/** "(Ban hành kèm theo Quyết định số …)" under the title of an annex: by which act it came. */
function isPromulgation(text: string, before: readonly string[]): boolean {
  return before.length > 0 && /^\(\s*(?:(?:được\s+)?ban\s+hành\s+)?kèm\s+theo\s/iu.test(text)
}

/** "THỦ TƯỚNG CHÍNH PHỦ điện:": what is said to somebody begins. */
function addresses(text: string): boolean {
  return /^\p{Lu}{2}.*\sđiện\s*:?$/u.test(text) && namesAuthority(text)
}

/** Minutes, invitations and plans without legal bases go on with when and where, or with their first heading. */
function opensMinutes(text: string, before: readonly string[]): boolean {
  const opening =
    /^(?:Thời\s+gian|Địa\s+điểm|Thành\s+phần|Hôm\s+nay|Vào\s+(?:hồi|lúc)|Hồi\s+\d|Chủ\s+(?:trì|tọa)|[IVX]{1,4}\.\s|1\.\s|A\.\s)/u
  return opening.test(text) && !isOpenEnded(before.at(-1) ?? '')
}

/** A consolidated text goes on with the list of what it consolidates. */
function beginsConsolidation(text: string): boolean {
  return (
    /^(?:Luật|Bộ luật|Pháp lệnh|Nghị quyết|Nghị định|Thông tư|Quyết định)(?:\s+liên tịch)?\s.{0,120}(?:số\s*\d|ngày\s+\d)/u.test(
      text,
    ) && !/^(?:Luật|Thông tư|Nghị định).{0,40}(?:sửa đổi|quy định chi tiết)/u.test(text)
  )
}

interface Margins {
  left: number
  right: number
}

/** Edges of the text below the title, where positions are known. */
function marginsOf(rows: readonly Row[], from: number): Margins {
  const below = rows.slice(from, from + 60)
  const lefts = below.map((row) => row.cells[0]?.x0 ?? 0).sort((a, b) => a - b)
  const rights = below.map((row) => row.cells.at(-1)?.x1 ?? 1).sort((a, b) => a - b)
  return {
    left: lefts[lefts.length < 12 ? 0 : Math.floor(lefts.length * 0.15)] ?? 0,
    right: rights[Math.floor(rights.length * 0.8)] ?? 1,
  }
}

/** The text of a title's row; on a scan, without the stamps that stand beside the centred lines. */
function centredText(row: Row, title: Cell): string {
  if (!row.ocr) return row.text
  const middle = (title.x0 + title.x1) / 2
  return row.cells
    .filter((cell) => Math.abs((cell.x0 + cell.x1) / 2 - middle) < 0.12 || cell.x1 - cell.x0 > 0.4)
    .map((cell) => cell.text)
    .join(' ')
}

/** The first line of a paragraph after the centred lines of a title: directives and minutes have no legal bases to stop at. */
function isParagraph(rows: readonly Row[], index: number, margins: Margins, before: readonly string[]): boolean {
  const row = rows[index]
  const cell = row?.cells[0]
  if (
    !row ||
    !cell ||
    !/^(?:\p{Lu}\p{Ll}|[A-ZĐ]\s|\d+\.\s|[IVX]+\.\s)/u.test(row.text) ||
    isOpenEnded(before.at(-1) ?? '')
  )
    return false
  if (/[.;:]$/u.test(row.text) && row.text.length > 60) return true
  const indented = cell.x0 - margins.left > 0.015 && cell.x0 - margins.left < 0.14
  const next = rows[index + 1]?.cells[0]
  const full = (row.cells.at(-1)?.x1 ?? 0) > margins.right - 0.03
  return indented && full && next !== undefined && Math.abs(next.x0 - margins.left) < 0.015
}

const citation = /^(?:CỦA|của)\s.{0,140}?(?:SỐ|số)\s*:?\s*\S+\s*(?:NGÀY|ngày)\s.{4,40}?(?:\d{4})\s*[,:]?\s*/su

/** Whose act it is, before what it is about: "CỦA ỦY BAN NHÂN DÂN THÀNH PHỐ V/V PHÊ DUYỆT …". */
const taker =
  /^C(?:ỦA|ủa)\s+(?=[UỦuủ][ỶỷYỲyỳ]\s+[Bb]|UBND|H(?:ỘI|ội)\s+[Đđ]|HĐND|B(?:Ộ|ộ)\s|CH(?:Ủ|ủ)\s|Ch(?:ủ|ính)\s|CHÍNH\s|TH(?:Ủ|Ố)|Th(?:ủ|ống)\s|T(?:ỔNG|ổng)\s|GI|Gi|LI[ÊE]N|QU[ỐO]C).{0,120}?\s(?=(?:V\/[VvV]|V(?:Ề|ề)|BAN\s+HÀNH|QUY\s+ĐỊNH|PHÊ\s+(?:DUYỆT|CHUẨN)|SỬA\s+ĐỔI|THÀNH\s+LẬP)\s)/su

function tidySummary(lines: readonly string[]): string {
  return lines
    .join(' ')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s*:."“”_–—-]+/u, '')
    .replace(citation, '')
    .replace(taker, '')
    .replace(/^(?:SỐ|số)\s*:?\s*\S+\s*(?:NGÀY|ngày)\s.{4,40}?\d{4}\s*/su, '')
    .replace(/\s*\(\s*\*\s*\)\s*$|\s*\[\d+\]\s*$/u, '')
    .replace(/(?<=\p{L}{2})\d{1,2}$/u, '')
    .replace(/[\s_*–-]+$/u, '')
    .trim()
}

/** The subject of an official letter without its "V/v". */
export function tidySubject(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/^[\s:.-]+|[\s_-]+$/gu, '')
    .trim()
}
