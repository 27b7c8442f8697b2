/** The calendar of working days: which day counts, and why another does not. */
import { type HolidayYear, holidayYears } from './holidays.ts'

export interface DayJudgement {
  /** ISO date. */
  date: string
  working: boolean
  /** Why the day is off, or why a Saturday is worked; `null` for an ordinary working day. */
  note: string | null
}

const SATURDAY = 6
const SUNDAY = 7

/** Whether a day is a working day of state offices, with the reason. */
export function judgeDay(date: Temporal.PlainDate, years: readonly HolidayYear[] = holidayYears): DayJudgement {
  const iso = date.toString()
  const year = years.find((candidate) => candidate.year === date.year)
  const holiday = year?.daysOff[iso]
  if (holiday) return { date: iso, working: false, note: holiday }
  if (year?.workedSaturdays.includes(iso)) return { date: iso, working: true, note: 'thứ Bảy làm bù' }
  if (date.dayOfWeek === SATURDAY) return { date: iso, working: false, note: 'thứ Bảy' }
  if (date.dayOfWeek === SUNDAY) return { date: iso, working: false, note: 'Chủ nhật' }
  return { date: iso, working: true, note: null }
}

/** What a person must know before relying on a count that touches these days. */
export function calendarWarnings(
  dates: readonly Temporal.PlainDate[],
  years: readonly HolidayYear[] = holidayYears,
): readonly { code: string; message: string }[] {
  const warnings = new Map<string, string>()
  for (const date of dates) {
    const year = years.find((candidate) => candidate.year === date.year)
    if (!year) {
      warnings.set(
        `CALENDAR_UNKNOWN_${date.year}`,
        `Chưa có lịch nghỉ lễ năm ${date.year}: chỉ trừ thứ Bảy và Chủ nhật, hãy kiểm tra lại thời hạn.`,
      )
    } else if (!year.announced) {
      warnings.set(
        `CALENDAR_UNANNOUNCED_${date.year}`,
        `Lịch nghỉ lễ năm ${date.year} chưa được thông báo chính thức (${year.source}).`,
      )
    }
    const doubt = year?.uncertain?.[date.toString()]
    if (doubt) warnings.set(`CALENDAR_UNCERTAIN_${date}`, `Ngày ${vietnameseDate(date)}: ${doubt}.`)
  }
  return [...warnings].map(([code, message]) => ({ code, message }))
}

/** `24/11/2026`. */
export function vietnameseDate(date: Temporal.PlainDate | string): string {
  const plain = typeof date === 'string' ? Temporal.PlainDate.from(date) : date
  return `${String(plain.day).padStart(2, '0')}/${String(plain.month).padStart(2, '0')}/${plain.year}`
}
