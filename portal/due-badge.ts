/** How much time a duty has left, by the moment it ends: for limits that were promised as well as for those of law. */
import { vietnamTime } from '../pipeline/deadlines/deadline.ts'
import { judgeDay } from '../pipeline/deadlines/working-days.ts'
import { type Html, html } from './html.ts'

/** Days beyond which nobody counts working days any more. */
const longestCount = 400

export function dueBadge(dueAt: Temporal.Instant, now: Temporal.Instant): Html {
  if (Temporal.Instant.compare(now, dueAt) >= 0) return html`<span class="badge late">Quá hạn</span>`
  const today = now.toZonedDateTimeISO(vietnamTime).toPlainDate()
  const calendar = today.until(Temporal.PlainDate.from(lastDay(dueAt))).days
  if (calendar === 0) return html`<span class="badge soon">Hạn hôm nay</span>`
  const days = Array.from({ length: Math.min(calendar, longestCount) }, (_, day) => today.add({ days: day + 1 }))
  const working = days.filter((day) => judgeDay(day).working).length
  return html`<span class="badge ${working <= 2 ? 'soon' : 'ontime'}">Còn ${working} ngày làm việc</span>`
}

/** The last day of a limit, which ends at that instant: 24:00 of the day. */
export function lastDay(dueAt: Temporal.Instant): string {
  return dueAt.subtract({ seconds: 1 }).toZonedDateTimeISO(vietnamTime).toPlainDate().toString()
}
