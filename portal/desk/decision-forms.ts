/** Decisions that need a reason: refusing, taking down, bringing back. Approval stands with the fields it rests on. */
import { type Html, html } from '../html.ts'
import type { DocumentDesk } from './document-desk.ts'

export function decisionForms({ document, session }: DocumentDesk): Html {
  if (session.account.role === 'clerk') return html``
  const withReason = (
    name: string,
    label: string,
    style: string,
  ) => html`<section class="decisions" aria-label="Quyết định">
<details class="decision"><summary class="button ${style}">${label}…</summary>
<form method="post" action="/ban-lam-viec/van-ban/${document.id}/${name}">
<input type="hidden" name="csrf" value="${session.csrfToken}">
<label><span>Lý do (nơi gửi được biết, và lưu vào nhật ký)</span><textarea name="reason" rows="2" required></textarea></label>
<button class="${style}">${label}</button></form></details></section>`
  switch (document.state) {
    case 'awaiting-review':
      return withReason('tu-choi', 'Từ chối', 'danger')
    case 'published':
      return withReason('go', 'Gỡ văn bản', 'danger')
    case 'rejected':
    case 'quarantined':
    case 'withdrawn':
      return document.description ? withReason('mo-lai', 'Đưa ra duyệt lại', 'quiet') : html``
    default:
      return html``
  }
}
