/** The desk's first page: drop files, see what waits, what is late. */
import type { Document, DocumentState } from '../../pipeline/document.ts'
import { stateNames } from '../../pipeline/review/decide.ts'
import { deadlineBadge } from '../deadline-view.ts'
import { dateOf, type Html, html, momentOf, page } from '../html.ts'
import { verdictBadge } from '../signature-view.ts'

interface DocumentList {
  province: string
  person: { fullName: string; role: string; csrfToken: string }
  counts: Partial<Record<DocumentState, number>>
  documents: readonly Document[]
  state: DocumentState | null
  pageNumber: number
  pageLength: number
  now: Temporal.Instant
}

const tabs: readonly { state: DocumentState; name: string; counts: readonly DocumentState[] }[] = [
  { state: 'awaiting-review', name: 'Chờ duyệt', counts: ['awaiting-review'] },
  {
    state: 'received',
    name: 'Đang xử lý',
    counts: ['received', 'inspected', 'read', 'verified', 'described', 'approved'],
  },
  { state: 'published', name: 'Đã đăng', counts: ['published'] },
  { state: 'rejected', name: 'Từ chối', counts: ['rejected'] },
  { state: 'quarantined', name: 'Cách ly', counts: ['quarantined'] },
  { state: 'withdrawn', name: 'Đã gỡ', counts: ['withdrawn'] },
  { state: 'failed', name: 'Lỗi xử lý', counts: ['failed'] },
]

export function documentListPage(view: DocumentList): Html {
  const { province, person, counts, documents, state, pageNumber, pageLength, now } = view
  const total = (states: readonly DocumentState[]) => states.reduce((sum, one) => sum + (counts[one] ?? 0), 0)
  return page({
    title: 'Bàn làm việc',
    province,
    area: 'desk',
    person,
    current: '/ban-lam-viec',
    body: html`<h1>Văn bản</h1>
<section class="drop" data-csrf="${person.csrfToken}" aria-labelledby="tiep-nhan">
  <h2 id="tiep-nhan">Tiếp nhận văn bản</h2>
  <p>Kéo thả tệp vào đây, hoặc <label class="button quiet">chọn tệp<input type="file" multiple class="visually-hidden"></label></p>
  <p class="small">PDF đã ký số, bản quét, DOCX, DOC, ảnh. Có thể thả nhiều tệp cùng lúc.</p>
  <ul class="plain uploads" aria-live="polite"></ul>
</section>
<nav class="tabs" aria-label="Lọc theo trạng thái">
<a href="/ban-lam-viec" ${state === null ? html`aria-current="page"` : ''}>Tất cả <span>${total(tabs.flatMap((tab) => tab.counts))}</span></a>
${tabs.map(
  (tab) =>
    html`<a href="/ban-lam-viec?trang-thai=${tab.state}" ${tab.state === state ? html`aria-current="page"` : ''}>${tab.name} <span>${total(tab.counts)}</span></a>`,
)}</nav>
${
  documents.length === 0
    ? html`<p class="empty">Không có văn bản nào.</p>`
    : html`<ol class="plain rows">${documents.map((document) => row(document, now))}</ol>`
}
<nav class="pager" aria-label="Trang">
${pageNumber > 0 ? html`<a rel="prev" href="?${query(state, pageNumber - 1)}">← Mới hơn</a>` : ''}
${documents.length === pageLength ? html`<a rel="next" href="?${query(state, pageNumber + 1)}">Cũ hơn →</a>` : ''}
</nav>`,
  })
}

function row(document: Document, now: Temporal.Instant): Html {
  const metadata = document.description?.metadata
  const title = [metadata?.documentType, metadata?.reference].filter(Boolean).join(' ') || document.fileName
  const open = document.deadline && !['published', 'withdrawn', 'rejected'].includes(document.state)
  return html`<li class="state-${document.state}">
  <div><h3><a href="/ban-lam-viec/van-ban/${document.id}">${title}</a></h3>
  ${metadata?.summary ? html`<p>${metadata.summary}</p>` : ''}
  ${document.reason ? html`<p class="small reason-line">${document.reason.message}</p>` : ''}
  <p class="small">${metadata?.issuer ? html`${metadata.issuer} · ` : ''}${metadata?.issuedOn ? html`ban hành ${dateOf(metadata.issuedOn)} · ` : ''}nhận ${momentOf(document.receivedAt)}</p></div>
  <div class="marks"><span class="badge state">${stateNames[document.state]}</span>
  ${document.signature ? verdictBadge(document.signature) : ''}
  ${document.deadline && open ? deadlineBadge(document.deadline, now, null) : ''}</div>
</li>`
}

function query(state: DocumentState | null, pageNumber: number): string {
  const parts = new URLSearchParams()
  if (state) parts.set('trang-thai', state)
  if (pageNumber > 0) parts.set('trang', String(pageNumber))
  return parts.toString()
}
