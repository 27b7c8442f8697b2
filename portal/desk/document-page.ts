/** One document on the desk: the paper beside what was read of it, the signature, the deadline, the decisions. */
import type { Document } from '../../pipeline/document.ts'
import { stateNames } from '../../pipeline/review/decide.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { Evidence, MetadataField } from '../../validators/metadata/metadata.ts'
import { deadlineView } from '../deadline-view.ts'
import { type Html, html, momentOf, page, shownBytes } from '../html.ts'
import { signatureView } from '../signature-view.ts'
import { personOf } from './person.ts'

export interface DocumentDesk {
  province: string
  session: Session
  document: Document
  journal: readonly { seq: number; at: string; actor: string; action: string; details: Record<string, unknown> }[]
  twins: readonly { id: string; fileName: string }[]
  now: Temporal.Instant
  /** What went wrong with the last try, in words. */
  problem: string | null
}

export function documentDeskPage(view: DocumentDesk): Html {
  const { province, session, document, journal, twins, now, problem } = view
  const metadata = document.description?.metadata
  const path = `/ban-lam-viec/van-ban/${document.id}`
  const title = [metadata?.documentType, metadata?.reference].filter(Boolean).join(' ') || document.fileName
  const isPdf = document.inspection?.mediaType === 'application/pdf' && document.state !== 'quarantined'
  const publishedAt = journal.findLast((entry) => entry.action === 'publish')?.at
  return page({
    title,
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec',
    body: html`<p class="kicker"><a href="/ban-lam-viec">← Văn bản</a></p>
<h1>${title} <span class="badge state state-${document.state}">${stateNames[document.state]}</span></h1>
${problem ? html`<p class="reason" role="alert">${problem}</p>` : ''}
${document.reason ? html`<p class="notice">${document.reason.message}</p>` : ''}
${twins.map((twin) => html`<p class="notice">Cùng cơ quan, số ký hiệu và ngày ban hành với <a href="/ban-lam-viec/van-ban/${twin.id}">${twin.fileName}</a>: hãy đối chiếu trước khi duyệt.</p>`)}
${document.slug ? html`<p><a href="/van-ban/${document.slug}">Xem trang công khai</a></p>` : ''}
<div class="columns desk-document">
<div class="paper-side">
${isPdf ? html`<iframe class="paper" title="Bản gốc ${document.fileName}" src="${path}/tep#view=FitH&navpanes=0"></iframe>` : html`<p class="empty">Không hiển thị được tệp này trong trình duyệt.</p>`}
<p class="small"><a href="${path}/tep" download>Tải bản gốc</a> · ${document.fileName} · ${shownBytes(document.bytes)} · SHA-256 <code>${document.sha256}</code></p>
</div>
<div>
${document.description ? metadataForm(view) : ''}
${signatureView(document.signature, document.signature ? `${path}/chu-ky.json` : null)}
${document.description ? deadlineView(document.deadline, now, publishedAt ? Temporal.Instant.from(publishedAt) : null) : ''}
${decisionForms(view)}
</div></div>
<details class="journal"><summary>Nhật ký (${journal.length})</summary>
<ol class="plain">${journal.map(
      (entry) =>
        html`<li>${momentOf(entry.at)} · <strong>${actionNames[entry.action] ?? entry.action}</strong> · ${entry.actor}${typeof entry.details.reason === 'string' ? html` — ${entry.details.reason}` : ''}</li>`,
    )}</ol></details>`,
  })
}

const fields: readonly { name: MetadataField; label: string; kind: 'text' | 'date' | 'area' }[] = [
  { name: 'documentType', label: 'Hình thức văn bản', kind: 'text' },
  { name: 'reference', label: 'Số, ký hiệu', kind: 'text' },
  { name: 'issuer', label: 'Cơ quan ban hành', kind: 'text' },
  { name: 'issuedOn', label: 'Ngày ban hành', kind: 'date' },
  { name: 'effectiveOn', label: 'Ngày có hiệu lực', kind: 'date' },
  { name: 'summary', label: 'Trích yếu', kind: 'area' },
]

function metadataForm({ document, session }: DocumentDesk): Html {
  const { description } = document
  if (!description) return html``
  const editable = document.state === 'awaiting-review'
  const value = (name: MetadataField) => (description.metadata[name] as string | null) ?? ''
  return html`<form class="metadata" method="post" action="/ban-lam-viec/van-ban/${document.id}/sua">
<h2>Thông tin văn bản</h2>
<input type="hidden" name="csrf" value="${session.csrfToken}">
<fieldset ${editable ? '' : html`disabled`}>
${fields.map(
  ({
    name,
    label,
    kind,
  }) => html`<label class="${value(name) === '' ? 'missing' : ''}"><span>${label} ${evidenceMark(description.evidence[name])}</span>
  ${
    kind === 'area'
      ? html`<textarea name="${name}" rows="3">${value(name)}</textarea>`
      : html`<input type="${kind}" name="${name}" value="${value(name)}">`
  }</label>`,
)}
<label><span>Người ký</span><input name="signer" value="${description.metadata.signers.map((signer) => signer.name).join('; ')}"></label>
<label class="check"><input type="checkbox" name="normative" value="1" ${description.metadata.normative ? html`checked` : ''}> Văn bản quy phạm pháp luật</label>
${editable ? html`<button>Lưu thông tin</button>` : ''}
</fieldset>
${description.warnings.length > 0 ? html`<ul class="warnings">${description.warnings.map((warning) => html`<li>${warning.message}</li>`)}</ul>` : ''}
</form>`
}

const sourceNames: Readonly<Record<Evidence['source'], string>> = {
  text: 'đọc từ văn bản',
  ocr: 'đọc từ bản quét',
  signature: 'từ chữ ký số',
  envelope: 'từ phong bì',
  clerk: 'do người nhập',
  derived: 'suy ra theo luật',
}

function evidenceMark(evidence: Evidence | undefined): Html {
  if (!evidence) return html`<small class="unknown">chưa đọc được</small>`
  const page = evidence.page ? `, trang ${evidence.page}` : ''
  return html`<small>${sourceNames[evidence.source]}${page}</small>`
}

function decisionForms({ document, session }: DocumentDesk): Html {
  if (session.account.role === 'clerk') return html``
  const action = (name: string) => `/ban-lam-viec/van-ban/${document.id}/${name}`
  const csrf = html`<input type="hidden" name="csrf" value="${session.csrfToken}">`
  const withReason = (
    name: string,
    label: string,
    style: string,
  ) => html`<details class="decision"><summary class="button ${style}">${label}…</summary>
<form method="post" action="${action(name)}">${csrf}
<label><span>Lý do (lưu vào nhật ký)</span><textarea name="reason" rows="2" required></textarea></label>
<button class="${style}">${label}</button></form></details>`
  switch (document.state) {
    case 'awaiting-review':
      return html`<section class="decisions" aria-label="Quyết định">
<form method="post" action="${action('duyet')}">${csrf}<button class="primary">Duyệt và đăng</button></form>
${withReason('tu-choi', 'Từ chối', 'danger')}</section>`
    case 'published':
      return html`<section class="decisions" aria-label="Quyết định">${withReason('go', 'Gỡ văn bản', 'danger')}</section>`
    case 'rejected':
    case 'quarantined':
    case 'withdrawn':
      return document.description
        ? html`<section class="decisions" aria-label="Quyết định">${withReason('mo-lai', 'Đưa ra duyệt lại', 'quiet')}</section>`
        : html``
    default:
      return html``
  }
}

const actionNames: Readonly<Record<string, string>> = {
  'document received': 'Tiếp nhận',
  'document received again': 'Nhận lại',
  inspect: 'Kiểm tra tệp',
  read: 'Đọc nội dung',
  verify: 'Kiểm tra chữ ký',
  describe: 'Trích xuất thông tin',
  review: 'Phân loại',
  publish: 'Đăng',
  approve: 'Duyệt',
  reject: 'Từ chối',
  withdraw: 'Gỡ',
  reopen: 'Đưa ra duyệt lại',
  correct: 'Sửa thông tin',
  reprocess: 'Xử lý lại',
  'stage broke': 'Bước xử lý bị lỗi',
  failed: 'Dừng xử lý',
}
