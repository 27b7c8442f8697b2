/** How much time a duty has left, by the moment it ends: for limits that were promised as well as for those of law. */
import { vietnamTime } from '../pipeline/deadlines/deadline.ts'
import { type Html, html } from './html.ts'

export function dueBadge(dueAt: Temporal.Instant, now: Temporal.Instant): Html {
  if (Temporal.Instant.compare(now, dueAt) >= 0) return html`<span class="badge late">Quá hạn</span>`
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(vietnamTime).toPlainDate()
  // A limit ends at 24:00: its day is the one before that instant.
  const days = day(now).until(day(dueAt.subtract({ seconds: 1 }))).days
  if (days === 0) return html`<span class="badge soon">Hạn hôm nay</span>`
  return html`<span class="badge ${days <= 2 ? 'soon' : 'ontime'}">Còn ${days} ngày</span>`
}

/** The last day of a limit that ends at that instant. */
export function lastDay(dueAt: Temporal.Instant): string {
  return dueAt.subtract({ seconds: 1 }).toZonedDateTimeISO(vietnamTime).toPlainDate().toString()
}
