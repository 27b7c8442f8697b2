/**
 * Number and symbol of a document (Nghị định 30/2020, Phụ lục I, phần II mục 3; Luật 80/2015, Điều 10): `40/2024/QĐ-UBND`,
 * `773/QĐ-UBND`, `04/2017/QH14`, `2285/VPCP-CN`, and the older `12-L/CTN`, `33-CP`, `225/TTg`.
 */

import { centralBodies } from '../history/bodies.ts'
import { typeOfSymbol } from './document-types.ts'

const bodySymbols = new Set([...centralBodies.flatMap((body) => body.symbols), 'UBND', 'HĐND'])

export interface Reference {
  /** Number and symbol as printed, without spaces; `null` where the number was left blank. */
  reference: string | null
  number: string | null
  symbol: string
  /** The year inside the number, as normative documents carry it since 1997. */
  year: number | null
}

/** What stands before a number: "Số:", "Luật số:", "Nghị quyết số", also as OCR damages it. */
export const numberLabel =
  /^(?:(?:bộ\s+luật|luật|pháp\s+lệnh|nghị\s+quyết|nghị\s+định|quyết\s+định|thông\s+tư(?:\s+liên\s+tịch)?|lệnh|sắc\s+lệnh|chỉ\s+thị|giấy\s+phép)\s*)?(?:s[ốồổỗộoóôòố]|[sS]6|s[ốo]́)\s*[:;.]?\s*(?=\d|[/.…_-]|[oOlI]\d|$|\p{L}{1,5}[-/])/iu

const blank = String.raw`[.…_\s]*`
/** Pilot resolutions and letters of some offices carry a point or hyphen inside: 66.4/2025/NQ-CP, 1329-3/BQL. */
const digits = String.raw`\d(?:\s?\d){0,5}(?:[.-]\d{1,2}(?=\s*/))?[a-zđA-ZĐ]?(?![\p{L}])`
const part = String.raw`\p{L}[\p{L}\d&ƯƠ]{0,14}`
const symbol = String.raw`${part}(?:\s?&\s?${part})?(?:\s{0,2}[-/.]\s{0,2}${part}(?:&${part})?){0,14}`
const shape = new RegExp(
  String.raw`^${blank}(${digits})?${blank}(?:/\s*((?:19|20)\s?\d\s?\d)\b)?${blank}([/-])\s*(${symbol})`,
  'u',
)

/**
 * Reads number and symbol at the beginning of a text, the label already taken off.
 * @param damaged The text comes from OCR: the bars of Đ lost in known abbreviations are put back.
 */
export function parseReference(text: string, damaged = false): Reference | null {
  const dashed = text
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\/\s*\//gu, '/')
    .replace(/(?<=\p{Lu})_(?=\p{Lu})/gu, '-')
  const found = shape.exec(dashed)
  if (!found) return null
  const serial = found[1]?.replace(/\s+/gu, '') ?? null
  const year = found[2] ? Number(found[2].replace(/\s+/gu, '')) : null
  const read = withProcedure(tidySymbol(found[4] ?? ''), dashed.slice(found[0].length))
  const mended = damaged ? mendSymbol(read) : mendTyped(read)
  if (!looksLikeSymbol(mended)) return null
  const number = serial === null ? null : year === null ? serial : `${serial}/${year}`
  return { reference: number === null ? null : `${number}${found[3]}${mended}`, number, symbol: mended, year }
}

/** Abbreviations that offices write with a space: "QĐ-TT HĐND" (the standing committee), "TB-BCH PCTT-TKCN". */
function withProcedure(read: string, rest: string): string {
  const standing = /(?:^|-)TT$/u.test(read) ? /^\s?(HĐND|UBND)/u.exec(rest) : null
  const committee = /(?:^|-)BC[HĐ]$/u.test(read) ? /^\s(\p{Lu}{2,6}(?:\s?[-&]\s?\p{Lu}{2,6}){0,2})$/u.exec(rest) : null
  const more = standing?.[1] ?? committee?.[1]
  return more && !/^(?:MẬT|TỐI|TUYỆT|KHẨN|HỎA|HOẢ|THƯỢNG)/u.test(more) ? `${read} ${more}` : read
}

function tidySymbol(read: string): string {
  return read
    .replace(/\s*([-/.&])\s*/gu, '$1')
    .replace(/[.]$/u, '')
    .replace(/([-/])$/u, '')
}

/** A symbol holds capitals, or a hyphen between letters typed in lower case ("nđ-cp"); an ordinary word is none. */
function looksLikeSymbol(read: string): boolean {
  if (read.length > 110) return false
  const [head = ''] = read.split(/[-/]/u)
  if (/^(?:ngày|tháng|năm|của|về)$/iu.test(head) || /^\p{Lu}\p{Ll}+$/u.test(read)) return false
  return /^(?:\p{Lu}[\p{L}\d&]*)/u.test(read)
    ? /\p{Lu}{1}/u.test(head) && !/^\p{Lu}\p{Ll}{3,}/u.test(head)
    : read.includes('-')
}

/** Abbreviations whose Đ or Ư OCR likes to lose. */
const mended: Readonly<Record<string, string>> = {
  QD: 'QĐ',
  QB: 'QĐ',
  Qb: 'QĐ',
  QĐĐ: 'QĐ',
  QDĐ: 'QĐ',
  NDD: 'NĐ',
  OD: 'QĐ',
  OĐ: 'QĐ',
  ND: 'NĐ',
  CD: 'CĐ',
  HDND: 'HĐND',
  BGDDT: 'BGDĐT',
  BGDÐT: 'BGDĐT',
  BLDTBXH: 'BLĐTBXH',
  BKHDT: 'BKHĐT',
  TTG: 'TTg',
  TTr: 'TTr',
  TIr: 'TTr',
  TIg: 'TTg',
  UBDT: 'UBDT',
  UBN: 'UBND',
  UBNT: 'UBND',
  UBNĐ: 'UBND',
  HĐN: 'HĐND',
  HĐNT: 'HĐND',
  HĐNĐ: 'HĐND',
}

/** First letters of words carry no tone marks; specks above them do. */
function mendSymbol(read: string): string {
  const toneless = read
    .normalize('NFD')
    .replace(/[\u0300\u0301\u0303\u0309\u0323]/gu, '')
    .normalize('NFC')
  return toneless.replace(/[\p{L}\d]+/gu, (abbreviation) => mended[abbreviation] ?? abbreviation)
}

/**
 * Abbreviations that no office has without their bars: typing and converters lose those even from typed text. The figure
 * of a footnote glued to a known body ("NĐ-CP1") is taken off.
 */
function mendTyped(read: string): string {
  return read
    .replace(/(?<=-)(\p{Lu}[\p{L}&]{1,9})\d$/u, (whole, abbreviation: string) =>
      bodySymbols.has(abbreviation) && !/^(?:QH|UBTVQH)$/u.test(abbreviation) ? abbreviation : whole,
    )
    .replace(/^QD(?=[-/])/u, 'QĐ')
    .replace(/^ND(?=-CP$)/u, 'NĐ')
    .replace(/(?<=[-/])HDND(?![\p{L}\d])/u, 'HĐND')
    .replace(/(?<=[-/])[UƯ]BN[DĐ](?![\p{L}\d])/u, 'UBND')
}

const inText =
  /(?<![\p{L}\d/.])\d{1,5}(?:[.-]\d{1,2})?[a-zđ]?\/(?:(?:19|20)\d{2}\/)?\p{Lu}[\p{L}\d&]{0,14}(?:\s?[-/]\s?\p{Lu}[\p{L}\d&]{0,14}){0,14}/gu
const oldInText = /(?<![\p{L}\d/])\d{1,4}-(?:[A-ZĐ]{1,5}(?:\/[A-ZĐ\d]{2,8})|CP|TTg|CT|HĐBT)(?![\p{L}\d])/gu

/** Symbols of acts, by type or by body; codes of forms ("02/TNDN") and cases look alike and name none. */
function namesAnAct(read: string): boolean {
  if (typeOfSymbol(read) || /^(?:QH|UBTVQH)\d+$/u.test(read)) return true
  return read.split(/[-/]/u).some((abbreviation) => bodySymbols.has(abbreviation))
}

/** All references named in running text, each with where it begins. */
export function referencesIn(text: string): { reference: string; at: number }[] {
  const found: { reference: string; at: number }[] = []
  for (const pattern of [inText, oldInText])
    for (const match of text.matchAll(pattern)) {
      const read = parseReference(match[0])
      if (read?.reference && namesAnAct(read.symbol)) found.push({ reference: read.reference, at: match.index })
    }
  return found.sort((a, b) => a.at - b.at)
}

/** The form in which references compare: no spaces, one case, no leading zeros, one kind of hyphen. */
export function comparableReference(reference: string): string {
  return reference
    .normalize('NFC')
    .replace(/[Ðð]/gu, 'Đ')
    .replace(/\s+/gu, '')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\.$/u, '')
    .toUpperCase()
    .replace(/^0+(?=\d)/u, '')
}
