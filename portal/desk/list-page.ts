/** The desk's first page: drop files, see what waits and what is due first, find a document. */
import type { Document, DocumentState } from '../../pipeline/document.ts'
import { stateNames } from '../../pipeline/review/decide.ts'
import { channelNames } from '../channel-names.ts'
import { deadlineBadge } from '../deadline-view.ts'
import { dateOf, type Html, html, momentOf, page, shownBytes } from '../html.ts'
import { verdictBadge } from '../signature-view.ts'
import { deskPath, deskTitle } from './document-desk.ts'
import { dueChoices, type ListQuery, listAddress, orders, tabs } from './list-filter.ts'

interface DocumentList {
  province: string
  person: { fullName: string; role: string; csrfToken: string }
  counts: Partial<Record<DocumentState, number>>
  /** Among those that wait. */
  due: { overdue: number; soon: number }
  /** Requests of senders that wait for an answer. */
  requests: number
  documents: readonly Document[]
  /** How many there are on all pages. */
  count: number
  query: ListQuery
  done: { text: string; id: string } | null
  maxFileBytes: number
  pageLength: number
  now: Temporal.Instant
}

export function documentListPage(view: DocumentList): Html {
  const { province, person, documents, count, query, done, pageLength, now } = view
  return page({
    title: 'Bàn làm việc',
    province,
    area: 'desk',
    person,
    current: '/ban-lam-viec',
    head: html`<script type="module" src="/tinh/drop.js"></script>`,
    body: html`<h1>Văn bản</h1>
${done ? html`<p class="notice good" role="status">${done.text} <a href="${deskPath(done.id)}">Xem lại</a></p>` : ''}
${dueLine(view)}
${view.requests > 0 ? html`<p class="notice"><a href="/ban-lam-viec/yeu-cau">${view.requests} yêu cầu của nơi gửi (thu hồi, thay thế, cập nhật) chờ trả lời</a></p>` : ''}
${dropArea(view)}
${tabLine(view)}
${filterForm(query)}
<p class="small" role="status">${count === 0 ? 'Không có văn bản nào.' : `${count} văn bản${query.text ? ` có “${query.text}”` : ''}${count > pageLength ? `, trang ${query.page + 1}/${Math.ceil(count / pageLength)}` : ''}.`}</p>
${documents.length > 0 ? html`<ol class="plain rows">${documents.map((document) => row(document, now))}</ol>` : html`<p class="empty">${query.tab === 'awaiting-review' && !query.text ? 'Không còn văn bản nào chờ duyệt.' : 'Không có văn bản nào khớp. Hãy bỏ bớt điều kiện lọc.'}</p>`}
${
  count > pageLength
    ? html`<nav class="pager" aria-label="Trang">
${query.page > 0 ? html`<a rel="prev" href="${listAddress(query, { page: query.page - 1 })}">← Trang trước</a>` : html`<span></span>`}
${(query.page + 1) * pageLength < count ? html`<a rel="next" href="${listAddress(query, { page: query.page + 1 })}">Trang sau →</a>` : ''}
</nav>`
    : ''
}`,
  })
}

/** What presses, in one line; nothing where nothing does. */
function dueLine({ due, query }: DocumentList): Html | '' {
  if (due.overdue + due.soon === 0) return ''
  const waiting = { ...query, tab: 'awaiting-review', text: '', channel: null, order: 'due' } as const
  return html`<p class="notice ${due.overdue > 0 ? 'bad' : ''}">${[
    ...(due.overdue > 0
      ? [
          html`<a href="${listAddress(waiting, { due: 'qua-han' })}">${due.overdue} văn bản chờ duyệt đã quá hạn đăng</a>`,
        ]
      : []),
    ...(due.soon > 0
      ? [
          html`${due.overdue > 0 ? ' · ' : ''}<a href="${listAddress(waiting, { due: 'ba-ngay' })}">${due.soon} văn bản hết hạn trong 2 ngày tới</a>`,
        ]
      : []),
  ]}</p>`
}

function dropArea({ person, maxFileBytes }: DocumentList): Html {
  return html`<section class="drop" data-csrf="${person.csrfToken}" data-most="${maxFileBytes}" aria-labelledby="tiep-nhan">
  <div class="invite"><h2 id="tiep-nhan">Tiếp nhận văn bản</h2>
  <span>Kéo thả tệp vào trang này, hoặc</span> <label class="button quiet">chọn tệp<input type="file" multiple class="visually-hidden"></label></div>
  <p class="small">PDF đã ký số, bản quét, DOCX, DOC, RTF, ảnh (kể cả HEIC của điện thoại); nhiều tệp cùng lúc, mỗi tệp không quá ${shownBytes(maxFileBytes)}.</p>
  <noscript><p class="small unknown">Trình duyệt đang tắt JavaScript nên không gửi tệp được ở đây; hãy bật lên, hoặc gửi qua thư điện tử.</p></noscript>
  <ul class="plain uploads" aria-label="Tệp đang gửi"></ul>
  <p class="visually-hidden" role="status" data-said></p>
</section>`
}

function tabLine({ counts, query }: DocumentList): Html {
  const total = (states: readonly DocumentState[]) => states.reduce((sum, one) => sum + (counts[one] ?? 0), 0)
  const every = Object.values(counts).reduce((sum, one) => sum + one, 0)
  return html`<nav class="tabs" aria-label="Lọc theo trạng thái">${tabs.map(
    ({ key, name, states }) =>
      html`<a ${states && total(states) === 0 ? html`class="none"` : ''} href="${listAddress({ ...query, tab: key, order: key === 'awaiting-review' ? 'due' : 'newest' }, {})}" ${key === query.tab ? html`aria-current="page"` : ''}>${name} <span>${states ? total(states) : every}</span></a>`,
  )}</nav>`
}

function filterForm(query: ListQuery): Html {
  const options = (choices: Readonly<Record<string, string>>, chosen: string | null) =>
    Object.entries(choices).map(
      ([key, name]) => html`<option value="${key}" ${key === chosen ? html`selected` : ''}>${name}</option>`,
    )
  return html`<form class="filters" role="search" action="/ban-lam-viec">
<input type="hidden" name="trang-thai" value="${query.tab}">
<label class="grow"><span>Tìm theo số ký hiệu, trích yếu, cơ quan, tên tệp</span><input type="search" name="q" value="${query.text}"></label>
<label><span>Hạn đăng</span><select name="han"><option value="">Tất cả</option>${options(dueChoices, query.due)}</select></label>
<label><span>Kênh</span><select name="kenh"><option value="">Tất cả</option>${options(channelNames, query.channel)}</select></label>
<label><span>Thứ tự</span><select name="sap-xep">${options(orders, query.order)}</select></label>
<button class="quiet">Lọc</button></form>`
}

function row(document: Document, now: Temporal.Instant): Html {
  const metadata = document.description?.metadata
  const open = document.deadline && !['published', 'withdrawn', 'rejected'].includes(document.state)
  // What is locked away is not told on a list that everybody at the desk reads.
  const summary = document.state === 'quarantined' ? null : metadata?.summary
  const told = document.reason && document.reason.code !== 'READY' ? document.reason.message : null
  return html`<li class="state-${document.state}">
  <div><h3><a href="${deskPath(document.id)}">${deskTitle(document)}</a></h3>
  ${summary ? html`<p>${summary}</p>` : ''}
  ${told ? html`<p class="why-here">${told}</p>` : ''}
  <p class="small">${metadata?.issuer ? html`${metadata.issuer} · ` : ''}${metadata?.issuedOn ? html`ban hành ${dateOf(metadata.issuedOn)} · ` : ''}nhận ${momentOf(document.receivedAt)} qua ${channelNames[document.channel]}</p></div>
  <div class="marks">${document.deadline && open ? deadlineBadge(document.deadline, now, null) : ''}
  ${document.signature ? verdictBadge(document.signature) : ''}
  <span class="badge state">${stateNames[document.state]}</span></div>
</li>`
}
