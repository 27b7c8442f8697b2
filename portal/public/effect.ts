/** Whether an act has taken effect, told without claiming what only a lawyer could: that nothing ended it since. */
import { vietnamTime } from '../../pipeline/deadlines/deadline.ts'
import { vietnameseDate } from '../../pipeline/deadlines/working-days.ts'
import { type Html, html } from '../html.ts'

export function todayOf(now: Temporal.Instant): string {
  return now.toZonedDateTimeISO(vietnamTime).toPlainDate().toString()
}

export function effectBadge(effectiveOn: string | null, now: Temporal.Instant): Html {
  if (!effectiveOn) return html`<span class="badge">Chưa xác định ngày hiệu lực</span>`
  return effectiveOn <= todayOf(now)
    ? html`<span class="badge good">Có hiệu lực từ ${vietnameseDate(effectiveOn)}</span>`
    : html`<span class="badge info">Chưa có hiệu lực, từ ${vietnameseDate(effectiveOn)}</span>`
}
