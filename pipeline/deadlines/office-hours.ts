/**
 * Office hours: paper is taken in only within them, on working days (Quyết định 40/2024, Điều 8.2). The law names no
 * hours: they are a setting. Which day is worked, `working-days.ts` knows.
 */
import { vietnamTime } from './deadline.ts'
import { judgeDay } from './working-days.ts'

/** One stretch of a day, `07:30` to `11:30`: open from the first instant, closed from the last. */
export interface OfficeSession {
  from: string
  to: string
}

/** No calendar closes an office for longer; beyond it the calendar or the hours are broken. */
const longestClosureDays = 60

/**
 * The first instant from this one on at which the office is open: the instant itself while it is.
 * @param sessions one after another within a day, at least one
 */
export function nextOpening(
  instant: Temporal.Instant,
  sessions: readonly OfficeSession[],
  isWorkingDay: (day: Temporal.PlainDate) => boolean = (day) => judgeDay(day).working,
): Temporal.Instant {
  const first = instant.toZonedDateTimeISO(vietnamTime).toPlainDate()
  for (let days = 0; days <= longestClosureDays; days++) {
    const day = first.add({ days })
    if (!isWorkingDay(day)) continue
    for (const session of sessions) {
      const opens = at(day, session.from)
      if (Temporal.Instant.compare(instant, opens) <= 0) return opens
      if (Temporal.Instant.compare(instant, at(day, session.to)) < 0) return instant
    }
  }
  throw new Error(`The office does not open within ${longestClosureDays} days of ${instant}`)
}

/** Whether paper may be taken in at this instant. */
export function isOpen(instant: Temporal.Instant, sessions: readonly OfficeSession[]): boolean {
  return nextOpening(instant, sessions).equals(instant)
}

function at(day: Temporal.PlainDate, time: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: vietnamTime, plainTime: Temporal.PlainTime.from(time) }).toInstant()
}
