/** A legal deadline, explained day by day. */
import type { Deadline } from '../pipeline/deadlines/deadline.ts'
import { deadlineWords } from './deadline-words.ts'
import { dateOf, type Html, html } from './html.ts'

const weekdays = ['', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

export function deadlineView(deadline: Deadline | null, now: Temporal.Instant, doneAt: Temporal.Instant | null): Html {
  if (!deadline) {
    return html`<section class="deadline" aria-labelledby="thoi-han"><h2 id="thoi-han">Thời hạn đăng</h2><p>Chưa có ngày ban hành nên chưa tính được thời hạn. Hãy nhập ngày ban hành.</p></section>`
  }
  return html`<section class="deadline" aria-labelledby="thoi-han">
  <h2 id="thoi-han">Hạn đăng: ${dateOf(deadline.due)} ${deadlineBadge(deadline, now, doneAt)}</h2>
  ${deadline.overdueOnArrival ? html`<p class="reason">Văn bản đã quá hạn ngay khi được tiếp nhận.</p>` : ''}
  <p>${deadline.duty} — ${deadline.article}.</p>
  <details><summary>Cách tính từng ngày</summary>
    <p class="small">Tính từ ngày ban hành ${dateOf(deadline.from)} (không tính ngày này); hết hạn lúc 24 giờ ngày cuối.</p>
    <ol class="days">${deadline.steps.map(
      (step) => html`<li class="${step.count === null ? 'off' : 'on'}">
        <span>${weekdays[Temporal.PlainDate.from(step.date).dayOfWeek]} ${dateOf(step.date)}</span>
        <span>${step.count === null ? 'không tính' : `ngày thứ ${step.count}`}${note(step)}</span></li>`,
    )}</ol>
  </details>
  ${deadline.warnings.map((warning) => html`<p class="small unknown">${warning.message}</p>`)}
</section>`
}

export function deadlineBadge(deadline: Deadline, now: Temporal.Instant, doneAt: Temporal.Instant | null): Html {
  const { text, level } = deadlineWords(deadline, now, doneAt)
  return html`<span class="badge ${level}">${text}</span>`
}

/** Why the day is special; not where it only repeats the name of the day. */
function note(step: Deadline['steps'][number]): string {
  const name = weekdays[Temporal.PlainDate.from(step.date).dayOfWeek] ?? ''
  return step.note && step.note.toLowerCase() !== name.toLowerCase() ? ` · ${step.note}` : ''
}
