/** One question: what was asked, what was told, and what may be decided now. */
import type { FoundQuestion } from '../../storage/database/questions/find-questions.ts'
import { channelNames } from '../channel-names.ts'
import { dueBadge, lastDay } from '../due-badge.ts'
import { dateOf, type Html, html, momentOf, page } from '../html.ts'
import { actionName } from './journal-words.ts'
import { personOf } from './person.ts'
import { publicationForms, questionForms } from './question-forms.ts'
import type { QuestionView } from './question-view.ts'
import { letterKinds, numberWords, questionStates } from './question-words.ts'
import { threadAddress } from './thread-routes.ts'

export function questionPage(view: QuestionView): Html {
  const { province, session, question, journal, now, problem } = view
  const [first] = question.messages
  const threadId = first?.channel_data.threadId
  const conversation = threadAddress(typeof threadId === 'string' ? threadId : null)
  const title = first ? `Câu hỏi số ${numberWords(first)}` : 'Câu hỏi'
  const dueAt = Temporal.Instant.from(question.due_at)
  const open = question.state === 'open'
  return page({
    title,
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec/hoi-dap',
    body: html`<div class="queue"><a href="/ban-lam-viec/hoi-dap">← Danh sách câu hỏi</a></div>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
<h1>${title}</h1>
<p class="status"><span class="badge info">${questionStates[question.state]}</span> ${open ? dueBadge(dueAt, now) : ''}
${open ? html`<span class="small">phải báo người hỏi chậm nhất ${dateOf(lastDay(dueAt))}</span>` : ''}</p>
${question.handed_to ? html`<p class="notice">Đã chuyển ${question.handed_to} chuẩn bị nội dung trả lời.</p>` : ''}
${unanswerable(question) ? html`<p class="notice bad">Không có địa chỉ để trả lời qua kênh này: nội dung viết ở đây không đến được người hỏi.</p>` : ''}
<section aria-labelledby="trao-doi"><h2 id="trao-doi">Trao đổi</h2>
<ol class="plain rows thread">${entriesOf(question)}</ol>
${conversation ? html`<p><a href="${conversation}">Xem cả cuộc trò chuyện</a></p>` : ''}</section>
${questionForms(view)}
${publicationForms(view)}
${deadlineDetails(question)}
<details class="journal"><summary>Nhật ký (${journal.length})</summary>
<ol class="plain">${journal.map((entry) => html`<li>${momentOf(entry.at)} · <strong>${actionName(entry.action)}</strong> · ${entry.actor}</li>`)}</ol></details>`,
  })
}

/** Mails say whom an answer may go to; a person who demanded deletion is written to no more. */
function unanswerable({ messages }: FoundQuestion): boolean {
  const last = messages.at(-1)
  if (!last) return true
  const { answerTo, erased } = last.channel_data
  return erased === true || (last.channel === 'mailbox' && typeof answerTo !== 'string')
}

function entriesOf({ messages, letters }: FoundQuestion): Html[] {
  const asked = messages.map((message) => ({
    at: message.received_at,
    view: html`<li><div><h3>${message.sender.name ?? message.sender.address ?? 'Người hỏi'}</h3>
<p class="small">${channelNames[message.channel]}${message.sender.address ? ` · ${message.sender.address}` : ''} · ${momentOf(message.received_at)} · số đến ${numberWords(message)}</p>
${message.envelope?.summary ? html`<p><strong>${message.envelope.summary}</strong></p>` : ''}
${paragraphs(message.question ?? '')}</div></li>`,
  }))
  const told = letters.map((letter) => ({
    at: letter.written_at,
    view: html`<li class="ours"><div><h3>${letterKinds[letter.kind]}</h3>
<p class="small">${letter.written_by} · ${momentOf(letter.written_at)}${letter.limit_on ? html` · hẹn ${dateOf(letter.limit_on)}` : ''}</p>
${paragraphs(letter.text)}</div>
<div class="marks">${
      letter.delivered_at
        ? html`<span class="badge good">Đã chuyển cho kênh</span>`
        : letter.next_attempt_at
          ? html`<span class="badge">Đang chờ gửi</span>`
          : html`<span class="badge bad">Chưa gửi được</span>`
    }</div></li>`,
  }))
  return [...asked, ...told]
    .sort((a, b) => Temporal.Instant.compare(Temporal.Instant.from(a.at), Temporal.Instant.from(b.at)))
    .map(({ view }) => view)
}

export function paragraphs(text: string): Html[] {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p class="words">${part.trim()}</p>`)
}

function deadlineDetails({ deadline }: FoundQuestion): Html {
  return html`<section class="deadline" aria-labelledby="thoi-han"><h2 id="thoi-han">Thời hạn theo quy định: ${dateOf(deadline.due)}</h2>
<p>${deadline.duty} — ${deadline.article}.</p>
<details><summary>Cách tính từng ngày</summary>
<p class="small">Tính từ ngày tiếp nhận ${dateOf(deadline.from)} (không tính ngày này); hết hạn lúc 24 giờ ngày cuối.</p>
<ol class="days">${deadline.steps.map(
    (step) => html`<li class="${step.count === null ? 'off' : 'on'}"><span>${dateOf(step.date)}</span>
<span>${step.count === null ? 'không tính' : `ngày thứ ${step.count}`}${step.note ? ` · ${step.note}` : ''}</span></li>`,
  )}</ol></details>
${deadline.warnings.map((warning) => html`<p class="small unknown">${warning.message}</p>`)}</section>`
}
