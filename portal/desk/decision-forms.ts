/** Decisions that need a reason: refusing, taking down, bringing back. Approval stands with the fields it rests on. */
import { type Html, html } from '../html.ts'
import type { DocumentDesk } from './document-desk.ts'

interface ReasonedDecision {
  /** Last part of its address. */
  name: string
  label: string
  style: 'danger' | 'quiet'
  /** Who reads the reason. */
  readers: string
}

const refuse: ReasonedDecision = {
  name: 'tu-choi',
  label: 'Từ chối',
  style: 'danger',
  readers: 'nơi gửi được biết, và lưu vào nhật ký',
}
const takeDown: ReasonedDecision = {
  name: 'go',
  label: 'Gỡ văn bản',
  style: 'danger',
  readers: 'hiện công khai trên trang của văn bản đã gỡ, và lưu vào nhật ký',
}
const bringBack: ReasonedDecision = {
  name: 'mo-lai',
  label: 'Đưa ra duyệt lại',
  style: 'quiet',
  readers: 'lưu vào nhật ký',
}

/** What the public sees can be taken down wherever the document stands, and is not refused meanwhile. */
function decisionFor({ document, isPublic }: DocumentDesk): ReasonedDecision | null {
  if (isPublic) return takeDown
  switch (document.state) {
    case 'awaiting-review':
      return refuse
    case 'rejected':
    case 'quarantined':
    case 'withdrawn':
      return document.description ? bringBack : null
    default:
      return null
  }
}

export function decisionForms(view: DocumentDesk): Html {
  const { document, session } = view
  const decision = decisionFor(view)
  if (session.account.role === 'clerk' || !decision) return html``
  const { name, label, style, readers } = decision
  return html`<section class="decisions" aria-label="Quyết định">
<details class="decision"><summary class="button ${style}">${label}…</summary>
<form method="post" action="/ban-lam-viec/van-ban/${document.id}/${name}">
<input type="hidden" name="csrf" value="${session.csrfToken}">
<label><span>Lý do (${readers})</span><textarea name="reason" rows="2" required></textarea></label>
<button class="${style}">${label}</button></form></details></section>`
}
