/** Paper comes in within office hours of working days only (Quyết định 40/2024, Điều 8.2). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../config.ts'
import { isOpen, nextOpening, type OfficeSession } from '../../../pipeline/deadlines/office-hours.ts'
import { judgeDay } from '../../../pipeline/deadlines/working-days.ts'

const hours: readonly OfficeSession[] = [
  { from: '07:30', to: '11:30' },
  { from: '13:30', to: '17:00' },
]
const opening = (local: string) =>
  nextOpening(Temporal.Instant.from(`${local}+07:00`), hours)
    .toZonedDateTimeISO('Asia/Ho_Chi_Minh')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

describe('the setting', () => {
  const read = (text: string) => readConfig({ CONGBAO_OFFICE_HOURS: text }, '/', 1).officeHours

  it('is read as stretches of a day', () => {
    expect(read('07:00-11:30, 13:00-16:30')).toEqual([
      { from: '07:00', to: '11:30' },
      { from: '13:00', to: '16:30' },
    ])
  })

  it.each(['7-11', '11:30-07:30', '07:30-11:30,11:00-17:00', '07:30-24:30', '07:30-07:30', '07:30'])(
    'that makes no sense is refused: “%s”',
    (text) => expect(() => read(text)).toThrow(ConfigError),
  )
})

describe('the next opening of the office', () => {
  it.each([
    ['within the morning it is now', '2026-11-25T09:10', '2026-11-25T09:10'],
    ['the first minute counts', '2026-11-25T07:30', '2026-11-25T07:30'],
    ['the last does not', '2026-11-25T17:00', '2026-11-26T07:30'],
    ['at noon it is after lunch', '2026-11-25T11:30', '2026-11-25T13:30'],
    ['before dawn it is the same morning', '2026-11-25T03:00', '2026-11-25T07:30'],
    ['a Sunday waits for Monday', '2026-11-29T10:00', '2026-11-30T07:30'],
    ['Friday evening waits for Monday', '2026-11-27T17:30', '2026-11-30T07:30'],
    ['24/11 is a holiday from 2026', '2026-11-24T09:00', '2026-11-25T07:30'],
    ['Tết of 2026 ends on Monday 23/02', '2026-02-13T18:00', '2026-02-23T07:30'],
    ['a Saturday worked in exchange is open', '2026-08-22T08:00', '2026-08-22T08:00'],
    ['an ordinary Saturday is not', '2026-08-15T08:00', '2026-08-17T07:30'],
    ['over New Year into the next year', '2026-12-31T17:30', '2027-01-04T07:30'],
  ])('%s', (_, from, to) => expect(opening(from)).toBe(to))

  const instants = fc
    .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2027, 11, 1) })
    .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds))

  it('is never earlier, always open, and once open stays where it is', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const opens = nextOpening(instant, hours)
        expect(Temporal.Instant.compare(opens, instant)).toBeGreaterThanOrEqual(0)
        expect(nextOpening(opens, hours).equals(opens)).toBe(true)
        expect(isOpen(opens, hours)).toBe(true)
        const local = opens.toZonedDateTimeISO('Asia/Ho_Chi_Minh')
        expect(judgeDay(local.toPlainDate()).working).toBe(true)
        const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
        expect(hours.some(({ from, to }) => time >= from && time < to)).toBe(true)
      }),
    )
  })

  it('keeps the order of arrival and skips no open instant', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        const [first, second] = Temporal.Instant.compare(one, other) <= 0 ? [one, other] : [other, one]
        expect(Temporal.Instant.compare(nextOpening(first, hours), nextOpening(second, hours))).toBeLessThanOrEqual(0)
        if (isOpen(second, hours)) {
          expect(Temporal.Instant.compare(nextOpening(first, hours), second)).toBeLessThanOrEqual(0)
        }
      }),
    )
  })
})
