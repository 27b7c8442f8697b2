/** The list of questions: what must be told first stands first. */
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { ListedQuestion } from '../../storage/database/questions/find-questions.ts'
import { channelNames } from '../channel-names.ts'
import { dueBadge, lastDay } from '../due-badge.ts'
import { dateOf, type Html, html, momentOf, page } from '../html.ts'
import { personOf } from './person.ts'
import { excerpt, numberWords, questionStates } from './question-words.ts'

export interface QuestionsView {
  province: string
  session: Session
  questions: readonly ListedQuestion[]
  counts: { open: number; overdue: number; settled: number }
  shown: 'open' | 'settled'
  pageNumber: number
  pageLength: number
  now: Temporal.Instant
}

export function questionsPage(view: QuestionsView): Html {
  const { province, session, questions, counts, shown, pageNumber, pageLength, now } = view
  const link = (number: number) => `?trang-thai=${shown === 'open' ? 'cho' : 'xong'}&trang=${number}`
  return page({
    title: 'Hỏi – Đáp',
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec/hoi-dap',
    body: html`<h1>Hỏi – Đáp</h1>
${counts.overdue > 0 ? html`<p class="notice bad">${counts.overdue} câu hỏi đã quá hạn trả lời hoặc thông báo tiến độ (Điều 9 khoản 6 điểm b: 15 ngày làm việc).</p>` : ''}
<nav class="tabs" aria-label="Lọc theo trạng thái">
<a href="/ban-lam-viec/hoi-dap" ${shown === 'open' ? html`aria-current="page"` : ''}>Chờ trả lời <span>${counts.open}</span></a>
<a href="/ban-lam-viec/hoi-dap?trang-thai=xong" ${shown === 'settled' ? html`aria-current="page"` : ''}>Đã xong <span>${counts.settled}</span></a></nav>
${
  questions.length === 0
    ? html`<p class="empty">${shown === 'open' ? 'Không còn câu hỏi nào chờ trả lời.' : 'Chưa có câu hỏi nào xong.'}</p>`
    : html`<ol class="plain rows">${questions.map((question) => row(question, now))}</ol>`
}
<nav class="pager" aria-label="Trang">
${pageNumber > 0 ? html`<a rel="prev" href="${link(pageNumber - 1)}">← Trang trước</a>` : ''}
${questions.length === pageLength ? html`<a rel="next" href="${link(pageNumber + 1)}">Trang sau →</a>` : ''}
</nav>`,
  })
}

function row(question: ListedQuestion, now: Temporal.Instant): Html {
  const dueAt = Temporal.Instant.from(question.due_at)
  const subject = question.envelope?.summary
  return html`<li>
  <div><h2><a href="/ban-lam-viec/hoi-dap/${question.id}">${subject || excerpt(question.question, 80) || 'Câu hỏi'}</a></h2>
  <p>${excerpt(question.question)}</p>
  <p class="small">Số đến ${numberWords(question)} · ${channelNames[question.channel]} · ${question.sender.name ?? question.sender.address ?? 'không rõ người hỏi'} · nhận ${momentOf(question.received_at)}${question.follow_ups ? ` · ${question.follow_ups} tin bổ sung` : ''}</p>
  ${question.handed_to ? html`<p class="small">Đã chuyển: ${question.handed_to}</p>` : ''}</div>
  <div class="marks">${
    question.state === 'open'
      ? html`${dueBadge(dueAt, now)} <small>${question.promised_on ? 'hẹn' : 'hạn'} ${dateOf(lastDay(dueAt))}</small>`
      : html`<span class="badge state">${questionStates[question.state]}</span>`
  }${question.is_public ? html`<span class="badge good">Đã đăng</span>` : ''}</div>
</li>`
}
