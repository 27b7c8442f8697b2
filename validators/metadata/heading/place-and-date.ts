/** Ô số 4: "Lạng Sơn, ngày 25 tháng 10 năm 2024" (Nghị định 30/2020, Phụ lục I, phần II mục 4). */

import { mendProvince } from '../history/mend-province.ts'
import { isoDate } from '../lines/dates.ts'

export interface PlaceAndDate {
  place: string | null
  issuedOn: string | null
  /** What could be read of a date whose day or month was left blank. */
  partial: { text: string; month: number | null; year: number | null } | null
  /** A full date that no calendar has. */
  impossible: string | null
}

export const ngay = '(?:[Nn][gq][àaáảâ]y|NG[ÀA]Y)'
export const thang = '(?:[tT][hl][áaảàãâ]n[gq]|TH[ÁA]NG)'
export const nam = '(?:[nN][ăaãâáà]m|N[ĂA]M)'
export const gap = String.raw`[\s.…_:,-]*`
const full = new RegExp(
  String.raw`(?:^|[\s,.;)])${ngay}${gap}([\doO][\s\doO]{0,3})?${gap}${thang}${gap}([\doO][\s\doO]{0,3})?${gap}${nam}${gap}(\d(?:\s?\d){3}|\d{2,3}(?!\d))?`,
  'u',
)
export const short = /,\s*(?:ngày\s*)?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\s*\.?$/iu

/** A date line whose day ink or OCR made illegible ("Lạng Sơn, ngà„ÈŠ tháng 1] năm 2017"): month and year may be left. */
const illegible = new RegExp(
  String.raw`^(\p{Lu}[\p{L}\s.'’-]{1,30}),.{0,16}?${thang}\s*(\S{0,4})\s*${nam}\s*(\d\s?\d\s?\d\s?\d)\s*\.?$`,
  'u',
)

/** Whether a cell holds a place-and-date line (or a date line whose place stands elsewhere). */
export function isPlaceAndDate(text: string): boolean {
  if (text.length > 160) return false
  const date = full.exec(` ${text}`)
  if (date) return standsApart(` ${text}`.slice(0, date.index + 1), ` ${text}`.slice(date.index + date[0].length))
  return (short.test(text) && /^\p{Lu}/u.test(text)) || illegible.test(text)
}

/**
 * Whether a date stands as ô số 4 does: after a place, a number or nothing, and before nothing. A sentence names dates
 * behind small letters ("Quyết định số 12 ngày …") and goes on after them.
 */
function standsApart(before: string, after: string): boolean {
  if (before.length > 90 || /\p{L}{2}.*\p{L}{2}/u.test(after)) return false
  const lead = before.trim()
  if (lead === '' || /^[^\p{L}]{0,6}$/u.test(lead)) return true
  if (/^(?:căn cứ|theo|luật|nghị|quyết|thông|điều|xét)\s/iu.test(lead)) return false
  if (/[,.;:)]$/u.test(lead)) return true
  const last = /\S+$/u.exec(lead)?.[0] ?? ''
  return /^[^\p{Ll}]/u.test(last)
}

/** Reads place and date; a date is given only where day, month and year all stand there and exist. */
export function readPlaceAndDate(text: string): PlaceAndDate {
  const found = full.exec(` ${text}`)
  if (!found) return illegible.test(text) ? readIllegible(text) : readShort(text)
  const place = placeBefore(` ${text}`.slice(0, found.index + 1))
  const [day, month, year] = [found[1], found[2], found[3]].map(number)
  const printed = found[0].replace(/^[\s,.;)]+/u, '').trim()
  if (day && month && year && year > 999) {
    const issuedOn = isoDate(day, month, year)
    return { place, issuedOn, partial: null, impossible: issuedOn ? null : printed }
  }
  return {
    place,
    issuedOn: null,
    partial: { text: printed, month: month || null, year: year || null },
    impossible: null,
  }
}

function readIllegible(text: string): PlaceAndDate {
  const [printed = '', place = '', month = '', year = ''] = illegible.exec(text) ?? []
  const sound = /^\d{1,2}$/u.test(month) ? Number(month) : null
  return {
    place: placeBefore(place),
    issuedOn: null,
    partial: { text: printed, month: sound, year: number(year) },
    impossible: null,
  }
}

function readShort(text: string): PlaceAndDate {
  const found = short.exec(text)
  if (!found) return { place: null, issuedOn: null, partial: null, impossible: null }
  const issuedOn = isoDate(Number(found[1]), Number(found[2]), Number(found[3]))
  return {
    place: placeBefore(text.slice(0, found.index)),
    issuedOn,
    partial: null,
    impossible: issuedOn ? null : found[0],
  }
}

function number(text: string | undefined): number {
  return Number((text ?? '').replace(/\s+/gu, '').replace(/[oO]/gu, '0'))
}

/** The name before the comma, without a number or rule that shares the line. */
function placeBefore(text: string): string | null {
  const name = text
    .replace(/^.*\/[\p{L}\d&/-]+\s+/u, '')
    .replace(/[\s,.;:]+$/u, '')
    .replace(/^[^\p{L}]+/u, '')
    .trim()
  return /^\p{Lu}[\p{L}\s.'’-]{1,40}$/u.test(name) ? mendProvince(name.replace(/\s+/gu, ' ')) : null
}
