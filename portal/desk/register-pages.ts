/** The journal and the gazette as the desk sees them. */
import type { GazetteIssue } from '../../storage/database/gazette/find-issues.ts'
import type { ListedEntry } from '../../storage/database/intakes/list-journal.ts'
import { dateOf, type Html, html, momentOf, page } from '../html.ts'
import { issueTitle } from '../public/gazette-pages.ts'
import { actionName, actorName, detailOf, subjectName } from './journal-words.ts'

type Person = { fullName: string; role: string; csrfToken: string }

export function journalPage(province: string, person: Person, entries: readonly ListedEntry[]): Html {
  const last = entries.at(-1)
  return page({
    title: 'Nhật ký',
    province,
    area: 'desk',
    person,
    current: '/ban-lam-viec/nhat-ky',
    body: html`<h1>Nhật ký</h1>
<p class="small">Mỗi dòng mang mã băm của dòng trước: sửa hay xóa một dòng sẽ lộ ra khi chạy <code>congbao doctor</code>.</p>
<ol class="plain entries">${entries.map((entry) => {
      const detail = detailOf(entry)
      return html`<li><span class="small">${entry.seq} · ${momentOf(entry.at)} · ${actorName(entry.actor)}</span>
<span><strong>${actionName(entry.action)}</strong> ${subjectOf(entry)}${detail ? html` <small>${detail}</small>` : ''}</span></li>`
    })}</ol>
${last && last.seq > 1 ? html`<nav class="pager" aria-label="Trang"><a rel="next" href="?truoc=${last.seq}">Cũ hơn →</a></nav>` : ''}`,
  })
}

function subjectOf({ subject_kind, subject_id, title }: ListedEntry): Html | string {
  return subject_kind === 'document'
    ? html`<a href="/ban-lam-viec/van-ban/${subject_id}">${title ?? subject_id}</a>`
    : subjectName(subject_kind, subject_id)
}

const issueStates = { composed: 'Đã dàn trang', signed: 'Đã ký số', published: 'Đã phát hành' } as const

export function gazetteDeskPage(province: string, person: Person, issues: readonly GazetteIssue[]): Html {
  return page({
    title: 'Công báo',
    province,
    area: 'desk',
    person,
    current: '/ban-lam-viec/cong-bao',
    body: html`<h1>Các số Công báo</h1>
<p class="small">Lập số mới: <code>congbao gazette compose</code>, rồi <code>sign</code> và <code>publish</code>.</p>
<ul class="plain issues">${issues.map(
      (issue) =>
        html`<li>${issue.state === 'published' ? html`<a href="/cong-bao/${issue.year}/${issue.number}">${issueTitle(issue)}</a>` : issueTitle(issue)} <small>ngày ${dateOf(issue.dated)}</small> <span class="badge">${issueStates[issue.state]}</span></li>`,
    )}</ul>
${issues.length === 0 ? html`<p class="empty">Chưa có số nào.</p>` : ''}`,
  })
}
