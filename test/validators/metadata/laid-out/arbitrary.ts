import fc from 'fast-check'
import { type Draft, isoDay, type Look, twoDigits } from './lay-out.ts'
import { administrativeTypes, normativeSymbols, type Office, offices, people, subjects } from './vocabulary.ts'

const date = fc.record({
  day: fc.integer({ min: 1, max: 28 }),
  month: fc.integer({ min: 1, max: 12 }),
  year: fc.integer({ min: 1998, max: 2026 }),
})
type FullDate = { day: number; month: number; year: number }

const iso = (date: FullDate) => isoDay(date) ?? ''
const written = ({ day, month, year }: FullDate) => `${twoDigits(day)} tháng ${twoDigits(month)} năm ${year}`

/** What each act says of its effect, with the day that follows. */
function effectOf(kind: number, type: string, issued: FullDate): Draft['effect'] {
  const later = { ...issued, year: issued.year + 1 }
  const after = Temporal.PlainDate.from(iso(issued)).add({ days: 10 }).toString()
  switch (kind) {
    case 0:
      return { clause: `${type} này có hiệu lực kể từ ngày ký.`, on: iso(issued) }
    case 1:
      return {
        clause: `${type} này có hiệu lực thi hành kể từ ngày ký ban hành và thay thế Quyết định số 1/QĐ-UBND.`,
        on: iso(issued),
      }
    case 2:
      return {
        clause: `Hiệu lực thi hành\n        1. ${type} này có hiệu lực thi hành kể từ ngày ${written(later)}.`,
        on: iso(later),
      }
    case 3:
      return { clause: `${type} này có hiệu lực sau 10 ngày kể từ ngày ký ban hành.`, on: after }
    case 4:
      return { clause: `${type} này có hiệu lực từ ngày ${later.day}/${later.month}/${later.year}./.`, on: iso(later) }
    default:
      return { clause: null, on: null }
  }
}

export const drafts: fc.Arbitrary<Draft> = fc
  .record({
    office: fc.constantFrom(...offices),
    kind: fc.nat({ max: 9 }),
    administrative: fc.constantFrom(...administrativeTypes),
    number: fc.integer({ min: 1, max: 4200 }),
    issued: date,
    leadIn: fc.constantFrom('', 'Về việc ', 'V/v ', 'về việc '),
    subject: fc.constantFrom(...subjects),
    name: fc.constantFrom(...people),
    capacity: fc.nat(),
    effect: fc.nat({ max: 5 }),
    division: fc.constantFrom('NC', 'VX', 'KT', 'TH'),
  })
  .map(({ office, kind, administrative, number, issued, leadIn, subject, name, capacity, effect, division }) => {
    const { type, symbol, normative } = typeFor(office, kind, administrative, division)
    const year = normative ? `${issued.year}/` : ''
    const decides = type !== null && /^(?:Quyết định|Nghị quyết|Nghị định|Thông tư)$/u.test(type)
    return {
      office,
      type,
      number,
      reference: `${number < 10 ? twoDigits(number) : number}/${year}${symbol}`,
      symbol,
      date: issued,
      leadIn: leadIn as Draft['leadIn'],
      subject,
      signer: { name, capacity: office.signs[capacity % office.signs.length] ?? [] },
      effect: decides ? effectOf(effect, type ?? '', issued) : { clause: null, on: null },
    }
  })

function typeFor(
  office: Office,
  kind: number,
  [name, symbol]: readonly [string, string],
  division: string,
): { type: string | null; symbol: string; normative: boolean } {
  const [normative] = office.normative
  if (normative && kind < 4)
    return { type: normative, symbol: `${normativeSymbols[normative]}-${office.abbreviation}`, normative: true }
  if (kind === 4) return { type: null, symbol: `${office.abbreviation}-${division}`, normative: false }
  return { type: name, symbol: `${symbol}-${office.abbreviation}`, normative: false }
}

export const looks: fc.Arbitrary<Look> = fc.record({
  indent: fc.integer({ min: 0, max: 12 }),
  gutter: fc.constantFrom(1, 2, 3, 6, 12, 20),
  stacked: fc.constantFrom(false, false, true),
  airy: fc.boolean(),
  ruled: fc.boolean(),
  staggered: fc.nat({ max: 1 }),
  numberStyle: fc.constantFrom('plain', 'plain', 'spaced', 'glued', 'no-colon', 'dash'),
  dateStyle: fc.constantFrom('plain', 'plain', 'wide', 'broken'),
  spelling: fc.constantFrom('new', 'new', 'old', 'icelandic', 'decomposed'),
  titleStyle: fc.constantFrom('plain', 'plain', 'spaced', 'capitals'),
  wrap: fc.constantFrom(40, 60, 75, 90),
  authority: fc.boolean(),
  signatureStyle: fc.constantFrom('plain', 'plain', 'signed', 'degree', 'upper'),
  before: fc.constantFrom('nothing', 'nothing', 'gateway', 'gazette', 'tail'),
  after: fc.constantFrom('nothing', 'nothing', 'annex', 'attached', 'form', 'second'),
  pageNumbers: fc.boolean(),
  breaks: fc.constantFrom(0, 0, 1, 2, 3, 4, 5, 6),
})
