import type { Row } from '../lines/rows.ts'
import type { SecrecyMark } from '../metadata.ts'
import { partMotto } from './motto.ts'

export type Urgency = 'KHẨN' | 'THƯỢNG KHẨN' | 'HỎA TỐC'

/**
 * Marks of secrecy and urgency (Nghị định 30/2020, Phụ lục I, ô số 10a, 10b): they stand alone in a box or stamp on the first
 * page, in capitals. The same words inside a sentence or a title mean nothing.
 */
const level = String.raw`TUYỆT\s*MẬT|TỐI\s*MẬT|T\s?U\s?Y\s?Ệ\s?T\s+M\s?Ậ\s?T|T\s?Ố\s?I\s+M\s?Ậ\s?T|M\s?Ậ\s?T`
const rush = String.raw`H(?:ỎA|OẢ)\s*TỐC|THƯỢNG\s*KHẨN|KHẨN`
/** Bản số, giải mật and the like stand beside the level in its box (Luật Bảo vệ bí mật nhà nước, mẫu dấu). */
const besides = String.raw`(?:\s*[-–—,/+]?\s*(?:${rush}|\(?\s*A\d\s*\)?|[Bb](?:ản|ẢN)\s+(?:số|SỐ)\s*:?\s*[\d.…/]*))*`
const secrecy = new RegExp(
  String.raw`^[\s["“'|*•·.\-–—(]*(?:(?:ĐỘ|Độ)\s+(?:MẬT|mật)\s*[:.]?\s*|(?:${rush})\s*[-–—,/+]?\s*|[Bb]ản\s+số\s*:?\s*[\d.…/]+\s*[-–—]\s*)?(${level})${besides}[\s\]"”'|*•·.\-–—!)]*$`,
  'u',
)
/** "Độ mật: Tối mật", written out in small letters behind its label. */
const written = /^[\s["“'|*•·.\-–—(]*Độ\s+mật\s*:\s*(Tuyệt\s+mật|Tối\s+mật|Mật)[\s\]"”'|*•·.\-–—!)]*$/iu
const urgency =
  /^[\s["“'|*•·.\-–—]*(?:ĐỘ\s+KHẨN\s*[:.]?\s*)?(HỎA\s*TỐC|HOẢ\s*TỐC|THƯỢNG\s*KHẨN|KHẨN)(?:\s+(?:HẸN\s+GIỜ|[\d]{1,2}\s*(?:GIỜ|H)).*)?[\s\]"”'|*•·.\-–—!]*$/u

export interface Marks {
  secrecy: SecrecyMark | null
  urgency: Urgency | null
  shortenedProcedure: boolean
}

/**
 * Reads the marks among the rows of the first page down to the end of the heading (and the stamps kept apart from the
 * text there).
 */
export function readMarks(headingTexts: readonly string[]): Pick<Marks, 'secrecy' | 'urgency'> {
  let secret: SecrecyMark | null = null
  let urgent: Urgency | null = null
  for (const text of headingTexts) {
    const found = secrecy.exec(text)?.[1] ?? written.exec(text)?.[1] ?? glued.exec(text)?.[1]
    if (found) secret ??= secrecyNamed(found.toUpperCase())
    const rushed = urgency.exec(text)?.[1]
    if (rushed) urgent ??= urgencyNamed(rushed)
  }
  return { secrecy: secret, urgency: urgent }
}

function secrecyNamed(text: string): SecrecyMark {
  const letters = text.replace(/\s+/gu, '')
  return letters.startsWith('TUYỆT') ? 'TUYỆT MẬT' : letters.startsWith('TỐI') ? 'TỐI MẬT' : 'MẬT'
}

function urgencyNamed(text: string): Urgency {
  const letters = text.replace(/\s+/gu, '')
  return letters.startsWith('THƯỢNG') ? 'THƯỢNG KHẨN' : letters.endsWith('TỐC') ? 'HỎA TỐC' : 'KHẨN'
}

/**
 * Issued by the shortened procedure (Luật 64/2025/QH15, Điều 50; Luật 80/2015/QH13, Điều 146): the legal bases or the
 * closing articles of the act say so of the act itself.
 */
export function isShortened(preamble: string, closing: string): boolean {
  const phrase = /(?:theo|áp\s+dụng)\s+(?:trình\s+tự|thủ\s+tục)(?:\s*,\s*thủ\s+tục)?\s+rút\s+gọn/iu
  const ofThis =
    /(?:này|Quyết\s+định|Nghị\s+quyết|Nghị\s+định|Thông\s+tư)\s+(?:này\s+)?(?:được\s+)?(?:ban\s+hành|xây\s+dựng|soạn\s+thảo)(?:\s*,\s*ban\s+hành)?\s+theo\s+(?:trình\s+tự|thủ\s+tục)(?:\s*,\s*thủ\s+tục)?\s+rút\s+gọn/iu
  const bases = preamble.split(/\n\s*(?:Điều\s+(?:1|thứ)|Chương\s+[I1])(?!\d)/u)[0] ?? ''
  return phrase.test(bases) || ofThis.test(closing)
}

/**
 * The mark glued by a narrow layout to the number's line ("Số: 12/BC-UBND MẬT") or to a line in capitals ("TỈNH LẠNG SƠN
 * MẬT"); what is itself called secret ("CỤC BẢO MẬT", "BÍ MẬT") is no mark.
 */
const glued =
  /^(?:S[ốô]\s*[:.].{3,60}|[\p{Lu}\s,-]{6,60})(?<!(?:BÍ|BẢO|CƠ|ĐỘ|GIẢI|VÀ|,|NIÊM|THÂN|CHI|SINH|DỊCH|LẤY|TỐI|TUYỆT))\s+(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)$/u
/** A mark in capitals inside another cell, or what OCR makes of one. */
const doubtful = /(?<!(?:BÍ|BẢO|CƠ)\s)(?<![\p{L}\d])(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)(?![\p{L}\d])/u
const damaged = /^[\s["“'|*.\-–—]*(?:TUY[EÊỆ]T\s*M[AÂẠẬÃẦ]T|T[OÔỐÕỖ]I\s*M[AÂẠẬÃẦ]T|M[ÂẠÃẦẪ]T)[\s\]"”'|*.\-–—!]*$/u

/**
 * Something on the first page that may be a mark of secrecy: it stops nothing by itself, but nobody should publish without
 * looking. A title or article in capitals that speaks of secrets ("BÍ MẬT NHÀ NƯỚC") is none.
 */
export function doubtfulSecrecy(headTexts: readonly string[], restOfPage: readonly string[]): string | null {
  const inHead = headTexts.find((text) => text.length < 80 && (doubtful.test(text) || damaged.test(text)))
  return inHead ?? restOfPage.find((text) => secrecy.test(text)) ?? null
}

/** Rows on which a mark can stand: the first page down to the heading's end. */
export function markTexts(rows: readonly Row[], start: number, end: number): string[] {
  const page = rows[start]?.page
  const top = rows.findIndex((row) => row.page === page)
  return rows
    .slice(Math.min(Math.max(0, start - 6), Math.max(0, top)), end)
    .flatMap((row) => [row, ...row.cells, ...partMotto(row, false).left].map(({ text }) => text))
}
