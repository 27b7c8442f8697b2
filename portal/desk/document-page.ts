/** One document on the desk: the paper beside what was read of it, the signature, the deadline, the decisions. */
import type { Document } from '../../pipeline/document.ts'
import { stateNames } from '../../pipeline/review/decide.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import { deadlineBadge, deadlineView } from '../deadline-view.ts'
import { type Html, html, momentOf, page, shownBytes } from '../html.ts'
import { pagesView } from '../paper.ts'
import { signatureView, verdictBadge } from '../signature-view.ts'
import { decisionForms } from './decision-forms.ts'
import { type DocumentDesk, deskPath, deskTitle } from './document-desk.ts'
import { documentForm, marksOf } from './document-form.ts'
import { actionName, actorName, detailOf } from './journal-words.ts'
import { personOf } from './person.ts'
import { hasPages } from './viewing-copy-routes.ts'

export function documentDeskPage(view: DocumentDesk): Html {
  const { province, session, document, journal, twins, mailSignatures, now, problem, done } = view
  const path = deskPath(document.id)
  const publishedAt = journal.findLast((entry) => entry.action === 'publish')?.at
  const doneAt = publishedAt ? Temporal.Instant.from(publishedAt) : null
  return page({
    title: deskTitle(document),
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec',
    body: html`${queueLine(view)}
${done ? html`<p class="notice good" role="status">${done.text}${done.id ? html` <a href="${deskPath(done.id)}">Xem lại</a>` : ''}</p>` : ''}
${problem ? html`<p class="problem" role="alert">${problem}</p>` : ''}
<h1>${deskTitle(document)}</h1>
<p class="status"><span class="badge info">${stateNames[document.state]}</span> ${document.signature ? verdictBadge(document.signature) : ''} ${document.deadline ? deadlineBadge(document.deadline, now, doneAt) : ''}</p>
${document.reason ? html`<p class="notice ${noticeStyle(document)}">${document.reason.message}</p>` : ''}
${twins.map((twin) => html`<p class="notice">Cùng cơ quan, số ký hiệu và ngày ban hành với <a href="${deskPath(twin.id)}">${twin.fileName}</a>: hãy đối chiếu trước khi duyệt.</p>`)}
${mailSignatures.map(({ report }) => html`<p class="small">Thư gửi văn bản này: ${verdictBadge(report)}${report.signatures[0]?.signer?.commonName ? ` ${report.signatures[0].signer.commonName}` : ''}</p>`)}
${document.slug ? html`<p><a href="/van-ban/${document.slug}">Xem trang công khai</a></p>` : ''}
<div class="columns desk-document">
${paperSide(view)}
<div class="side">
${document.description ? documentForm(view) : ''}
${decisionForms(view)}
${signatureView(document.signature, document.signature ? `${path}/chu-ky.json` : null)}
${document.description ? deadlineView(document.deadline, now, doneAt) : ''}
${keysHelp(session)}
</div></div>
<details class="journal"><summary>Nhật ký (${journal.length})</summary>
<ol class="plain">${journal.map(
      (entry) =>
        html`<li>${momentOf(entry.at)} · <strong>${actionName(entry.action)}</strong> · ${actorName(entry.actor)}${told(entry)}</li>`,
    )}</ol></details>`,
  })
}

/** Where this document stands in the line of those that wait, with the ways to its neighbours. */
function queueLine({ queue }: DocumentDesk): Html {
  const { position, waiting, previous, next } = queue
  const place =
    position === null ? `${waiting} văn bản đang chờ duyệt` : `Văn bản ${position} trong ${waiting} đang chờ duyệt`
  return html`<div class="queue"><a href="/ban-lam-viec">← Danh sách văn bản</a>
<nav aria-label="Văn bản chờ duyệt"><span class="small">${place}</span>
${previous ? html`<a rel="prev" href="${deskPath(previous)}" aria-keyshortcuts="Alt+PageUp">← Trước <kbd aria-hidden="true">Alt PgUp</kbd></a>` : ''}
${next ? html`<a rel="next" href="${deskPath(next)}" aria-keyshortcuts="Alt+PageDown">Sau → <kbd aria-hidden="true">Alt PgDn</kbd></a>` : ''}</nav></div>`
}

function noticeStyle({ state, reason }: Document): string {
  if (state === 'rejected' || state === 'quarantined' || state === 'failed') return 'bad'
  return reason?.code === 'READY' ? 'calm' : ''
}

function paperSide({ document, outline, session }: DocumentDesk): Html {
  const path = deskPath(document.id)
  const shown = outline.pages.length > 0 || outline.lines.length > 0
  const closed = document.state === 'quarantined'
  const isPdf = document.inspection?.mediaType === 'application/pdf'
  return html`<div class="paper-side">
${
  shown
    ? html`<section class="paper" tabindex="0" aria-label="Bản gốc: ${document.fileName}">${pagesView(outline, path, document.fileName, marksOf(document))}</section>`
    : html`<p class="empty">${closed ? 'Tệp đang cách ly: không mở trên trang này.' : document.state === 'received' || document.state === 'inspected' ? 'Đang đọc tệp…' : 'Không có trang nào để hiển thị. Hãy tải bản gốc để xem.'}</p>`
}
<div class="paper-tools">
${outline.pages.length > 0 ? html`<button type="button" class="quiet" data-zoom hidden aria-pressed="false">Phóng to</button>` : ''}
${closed && session.account.role === 'clerk' ? html`<span class="small">Chỉ biên tập viên được tải tệp cách ly.</span>` : html`<a href="${path}/tep?tai" download>Tải bản gốc</a>`}
${isPdf && shown && !closed ? html`<a href="${path}/tep">Mở PDF</a>` : ''}
${hasPages(document.inspection?.fileType) && !closed ? html`<a href="${path}/ban-xem.pdf">Bản xem có dấu đến</a>` : ''}
${document.reading?.searchableObject && !closed ? html`<a href="${path}/tra-cuu.pdf">Bản tra cứu (PDF có lớp chữ)</a>` : ''}
<span class="small">${document.fileName} · ${shownBytes(document.bytes)}</span></div>
<p class="small">SHA-256 <code>${document.sha256}</code></p>
</div>`
}

function told(entry: DocumentDesk['journal'][number]): string {
  const detail = detailOf(entry)
  return detail ? ` — ${detail}` : ''
}

function keysHelp({ account }: Session): Html {
  const keys: readonly (readonly [string, string])[] = [
    ['Alt PgDn / Alt PgUp', 'mở văn bản chờ duyệt kế tiếp / trước đó'],
    ['Enter', 'ở ô còn trống có chữ máy đoán: nhận chữ đó vào ô'],
    ['Ctrl S', 'lưu thông tin'],
    ...(account.role === 'clerk' ? [] : [['Ctrl Enter', 'lưu rồi duyệt và đăng'] as const]),
  ]
  return html`<details class="keys"><summary>Phím tắt</summary><dl>${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></details>`
}
