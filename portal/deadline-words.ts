/** How a deadline stands, in words a clerk would use: working days, not hours. */
import { type Deadline, vietnamTime } from '../pipeline/deadlines/deadline.ts'
import { deadlineRules } from '../pipeline/deadlines/rules.ts'
import { judgeDay } from '../pipeline/deadlines/working-days.ts'

export interface DeadlineWords {
  text: string
  level: 'late' | 'soon' | 'ontime'
}

/** Days beyond which nobody counts working days any more. */
const longestCount = 400

/** @param doneAt when the duty was done; `null` while it is open */
export function deadlineWords(
  deadline: Deadline,
  now: Temporal.Instant,
  doneAt: Temporal.Instant | null,
): DeadlineWords {
  const due = Temporal.PlainDate.from(deadline.due)
  const day = (doneAt ?? now).toZonedDateTimeISO(vietnamTime).toPlainDate()
  const rule = deadlineRules[deadline.rule]
  const unit = rule.length.unit === 'calendar days' ? 'ngày' : 'ngày làm việc'
  const late = Temporal.Instant.compare(doneAt ?? now, Temporal.Instant.from(deadline.dueAt)) >= 0
  if (late) {
    const by = lateness(due, day, unit)
    return { text: doneAt ? `Đăng quá hạn ${by}`.trim() : `Quá hạn ${by}`.trim(), level: 'late' }
  }
  if (doneAt) return { text: 'Đăng đúng hạn', level: 'ontime' }
  if (rule.length.unit === 'at once') return { text: 'Phải đăng ngay', level: 'soon' }
  if (day.equals(due)) return { text: 'Hạn hôm nay', level: 'soon' }
  const left = daysBetween(day, due, unit)
  return { text: `Còn ${left} ${unit}`, level: left <= 1 ? 'soon' : 'ontime' }
}

function lateness(due: Temporal.PlainDate, day: Temporal.PlainDate, unit: string): string {
  const calendar = due.until(day).days
  if (calendar > longestCount) return `hơn ${Math.floor(calendar / 365)} năm`
  const days = daysBetween(due, day, unit)
  return days === 0 ? '' : `${days} ${unit}`
}

/** Days that count, after `from` up to and with `to`. */
function daysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate, unit: string): number {
  const calendar = from.until(to).days
  if (unit === 'ngày' || calendar > longestCount) return calendar
  return Array.from({ length: calendar }, (_, index) => judgeDay(from.add({ days: index + 1 }))).filter(
    (judged) => judged.working,
  ).length
}
