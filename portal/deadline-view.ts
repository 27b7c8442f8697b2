/** A legal deadline, explained day by day. */
import type { Deadline } from '../pipeline/deadlines/deadline.ts'
import { dateOf, type Html, html } from './html.ts'

const weekdays = ['', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']

export function deadlineView(deadline: Deadline | null, now: Temporal.Instant, doneAt: Temporal.Instant | null): Html {
  if (!deadline) {
    return html`<section class="deadline"><h2>Thời hạn</h2><p>Chưa có ngày ban hành nên chưa tính được thời hạn. Hãy nhập ngày ban hành.</p></section>`
  }
  return html`<section class="deadline">
  <h2>Hạn đăng: ${dateOf(deadline.due)} ${deadlineBadge(deadline, now, doneAt)}</h2>
  <p>${deadline.duty} — ${deadline.article}.</p>
  ${deadline.overdueOnArrival ? html`<p class="reason">Văn bản đã quá hạn ngay khi được tiếp nhận.</p>` : ''}
  <details><summary>Cách tính từng ngày</summary>
    <p class="small">Tính từ ngày ban hành ${dateOf(deadline.from)} (không tính ngày này); hết hạn lúc 24:00 ngày cuối.</p>
    <ol class="days">${deadline.steps.map(
      (step) => html`<li class="${step.count === null ? 'off' : 'on'}">
        <span>${weekdays[Temporal.PlainDate.from(step.date).dayOfWeek]} ${dateOf(step.date)}</span>
        <span>${step.count === null ? 'không tính' : `ngày thứ ${step.count}`}${step.note ? ` · ${step.note}` : ''}</span></li>`,
    )}</ol>
  </details>
  ${deadline.warnings.map((warning) => html`<p class="small warning">${warning.message}</p>`)}
</section>`
}

export function deadlineBadge(deadline: Deadline, now: Temporal.Instant, doneAt: Temporal.Instant | null): Html {
  const late = Temporal.Instant.compare(doneAt ?? now, Temporal.Instant.from(deadline.dueAt)) >= 0
  if (doneAt)
    return late ? html`<span class="badge late">Đăng quá hạn</span>` : html`<span class="badge ontime">Đúng hạn</span>`
  if (late) return html`<span class="badge late">Quá hạn</span>`
  const hours = now.until(Temporal.Instant.from(deadline.dueAt)).total('hours')
  const left = hours < 24 ? 'Còn dưới 1 ngày' : `Còn ${Math.floor(hours / 24)} ngày`
  return html`<span class="badge ${hours < 48 ? 'soon' : 'ontime'}">${left}</span>`
}
