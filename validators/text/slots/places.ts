import type { HandwrittenSlot } from '../read-document.ts'

/** A stretch of a line, as indexes of its text. */
export interface Stretch {
  start: number
  end: number
}

/** Where digits belong in a line. */
export interface Place extends Stretch {
  kind: HandwrittenSlot['kind']
}

/** The number or the date as it stands in a line. */
export interface Slots {
  /** All of it, from its label on. */
  whole: Stretch
  places: Place[]
  /** Typed characters beside the places, which those are measured by. */
  print: Stretch
  /** Whether the label before the first place was not read: nothing tells where that begins. */
  open: boolean
  /** The words around the places, and what they are when read well; `null` for what is no word. */
  labels: (Stretch & { text: string | null })[]
}

/** A slash, also as OCR reads one that a line crosses or the frame of a stamp stands beside. */
const slash = String.raw`[/⁄(|{[\\]`
/** "/QĐ-UBND", "/2010/TTLT-UBDT-BTC": what the symbols of nearly all documents look like; ink never reads so. */
const usual = String.raw`${slash}\s?(?:\d{4}\s?\/\s?)?\p{Lu}\p{L}{0,6}\s?[-–&]\s?\p{Lu}[\p{L}\d&–-]*`
/** "/QH14", "/TTg", of a party body "-QĐ/TU", of old "-CP", typed in lower case "/qđ-ubnd". */
const rare = String.raw`\/\s?\p{L}{1,5}[-–]\p{L}+|\/\s?(?:\d{4}\s?\/\s?)?\p{Lu}[\p{L}\d&–-]*|[-–]\s?\p{Lu}{1,6}(?:\/\s?\p{Lu}{1,6})?(?!\p{L})`
/** "ố:" as OCR reads it. */
const vowel = '[6ốóôồổỗộoòõọơớởáâấếéêềẽỐÓÔỒỔỖỘÒÕO]'

/** A number with its label: "Số: 12/…" anywhere, "Luật số: 04/2017/QH14" at the beginning of a line. */
function numbers(symbol: string): RegExp[] {
  const rest = String.raw`(?!\p{L})(?:\s?[:.;,])?)(?<digits>.{0,16}?)(?<symbol>${symbol})`
  return [
    new RegExp(String.raw`(?<![\p{L}\d/])(?<label>(?:S${vowel}?|[58§$]${vowel})${rest}`, 'du'),
    new RegExp(String.raw`^(?:(?:\p{L}+\s){0,2}?|\p{L}+\s\p{L}+\sliên\stịch\s)(?<label>s${vowel}${rest}`, 'du'),
  ]
}
const labelledNumbers = [...numbers(usual), ...numbers(rare)]
/** A number whose label OCR lost. */
const bare =
  /^[^\p{L}\d]{0,3}(?<digits>[^\s/]{0,6}\s?)(?<symbol>\/\s?(?:\d{4}\s?\/\s?)?\p{Lu}\p{L}{0,4}[-–]\p{Lu}[\p{L}\d&–-]+)/du

/** The number of a document in a line of its heading. */
export function placeOfNumber(text: string): Slots | null {
  const match = [...labelledNumbers, bare].map((number) => number.exec(text)).find((found) => found !== null)
  const groups = match?.indices?.groups
  if (!match || !groups?.digits || !groups.symbol) return null
  const [whole, digits, typed] = [match.indices?.[0], groups.digits, groups.symbol].map(stretch)
  if (!whole || !digits || !typed) return null
  // Marks before the label are from the frame of a stamp.
  const specks = whole.start > 0 && /^[^\p{L}\d]+$/u.test(text.slice(0, whole.start))
  const damaged = /^[/\p{L}-]/u.test(text[typed.start] ?? '')
    ? []
    : [{ start: typed.start, end: typed.start + 1, text: '/' }]
  return {
    whole: specks ? { start: 0, end: whole.end } : whole,
    places: [{ kind: 'number', ...digits }],
    open: groups.label === undefined,
    print: { start: typed.start + 1, end: typed.end },
    labels: [
      ...(specks ? [{ start: 0, end: whole.start, text: null }] : []),
      ...labelled(groups.label, /^s/u.test(match.groups?.label ?? '') ? 'số:' : 'Số:'),
      ...damaged,
    ],
  }
}

/** "ngày 25 tháng 11 năm 2017". */
const inWords =
  /(?<first>n?[gq][àaáảâ][^\s\d]?)(?<day>.{0,14}?)\s?(?<second>t[hl][áaàảâã]n[gpq])(?<month>.{0,12}?)\s?(?<third>[nfhr][ăaâấãá][mn])[\s.…_:,-]{0,6}(?<year>\d(?:\s?[\d.,]){1,4})/diu
/** "Hà Nội, ngày 25/11/2017". */
const inFigures = /,\s*(?:ng[àa]y)?\s*(?<day>\d{1,2})\s?[/.-]\s?(?<month>\d{1,2})\s?[/.-]\s?(?<year>\d{4})/du

/** The date of issue in a line of the heading. */
export function placesOfDate(text: string): Slots | null {
  const match = inWords.exec(text) ?? inFigures.exec(text)
  const groups = match?.indices?.groups
  if (!match || !groups?.day || !groups.month || !groups.year) return null
  const [whole, day, month, year] = [match.indices?.[0], groups.day, groups.month, groups.year].map(stretch)
  if (!whole || !day || !month || !year) return null
  const before = placeOfNumber(text.slice(0, whole.start))
  return {
    whole: { start: text.length - text.slice(before?.whole.end ?? 0).trimStart().length, end: whole.end },
    places: [
      { kind: 'day', ...day },
      { kind: 'month', ...month },
    ],
    print: year,
    open: false,
    labels: [...labelled(groups.first, 'ngày'), ...labelled(groups.second, 'tháng'), ...labelled(groups.third, 'năm')],
  }
}

function labelled(indices: [number, number] | undefined, text: string): Slots['labels'] {
  const found = stretch(indices)
  return found ? [{ ...found, text }] : []
}

function stretch(indices: [number, number] | undefined): Stretch | null {
  return indices ? { start: indices[0], end: indices[1] } : null
}
