/** What senders ask about documents they sent earlier, for an editor to agree to or refuse. */

import { stateNames } from '../../pipeline/review/decide.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { FoundRequest } from '../../storage/database/requests/find-requests.ts'
import { channelNames } from '../channel-names.ts'
import { type Html, html, momentOf, page } from '../html.ts'
import { personOf } from './person.ts'

export interface RequestsView {
  province: string
  session: Session
  requests: readonly FoundRequest[]
  /** What went wrong with the last try, in words. */
  problem: string | null
}

const kinds: Readonly<Record<FoundRequest['kind'], { title: string; onAgreeing: string }>> = {
  'take-back': {
    title: 'Thu hồi văn bản',
    onAgreeing: 'Nếu đồng ý: văn bản đã đăng bị gỡ, văn bản chưa đăng bị trả lại; nơi gửi được báo.',
  },
  replace: {
    title: 'Thay thế văn bản',
    onAgreeing: 'Nếu đồng ý: văn bản cũ bị gỡ hoặc trả lại; văn bản mới vẫn chờ duyệt riêng.',
  },
  update: {
    title: 'Cập nhật thông tin',
    onAgreeing: 'Hãy sửa thông tin văn bản theo yêu cầu trước, rồi đồng ý; nơi gửi được báo.',
  },
}

export function requestsPage(view: RequestsView): Html {
  const { province, session, requests, problem } = view
  return page({
    title: 'Yêu cầu của nơi gửi',
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec/yeu-cau',
    body: html`<h1>Yêu cầu của nơi gửi</h1>
${problem ? html`<p class="reason" role="alert">${problem}</p>` : ''}
${
  requests.length === 0
    ? html`<p class="empty">Chưa có yêu cầu thu hồi, cập nhật hay thay thế nào.</p>`
    : html`<ol class="plain rows">${requests.map((request) => row(request, session))}</ol>`
}`,
  })
}

function row(request: FoundRequest, session: Session): Html {
  const documents = request.documents ?? []
  return html`<li>
  <div><h2>${kinds[request.kind].title}</h2>
  <p>${request.sender.name ?? request.sender.address ?? 'Không rõ nơi gửi'} <span class="small">(${channelNames[request.channel]}, ${momentOf(request.received_at)})</span></p>
  ${request.reason ? html`<p>Lý do: ${request.reason}</p>` : html`<p class="small">Nơi gửi không ghi lý do.</p>`}
  ${
    documents.length > 0
      ? html`<ul class="plain">${documents.map((document) => html`<li><a href="/ban-lam-viec/van-ban/${document.documentId}">${document.reference ?? document.fileName}</a> <span class="badge state">${stateNames[document.state]}</span></li>`)}</ul>`
      : html`<p class="small">Không tìm thấy văn bản nào nơi này từng gửi có mã ${(request.about ?? []).join(', ') || '(không nêu mã)'}.</p>`
  }
  ${request.state === 'open' ? forms(request, session) : html`<p class="small">${request.state === 'agreed' ? 'Đã đồng ý' : html`Đã từ chối: ${request.decision_reason}`} · ${request.decided_by} · ${request.decided_at ? momentOf(request.decided_at) : ''}</p>`}
  </div></li>`
}

function forms(request: FoundRequest, session: Session): Html {
  if (session.account.role === 'clerk') return html`<p class="small">Chờ biên tập viên trả lời.</p>`
  const action = (name: string) => `/ban-lam-viec/yeu-cau/${request.intake_id}/${name}`
  const csrf = html`<input type="hidden" name="csrf" value="${session.csrfToken}">`
  return html`<p class="small">${kinds[request.kind].onAgreeing}</p>
<section class="decisions" aria-label="Trả lời yêu cầu">
<form method="post" action="${action('dong-y')}">${csrf}<button class="primary">Đồng ý</button></form>
<details class="decision"><summary class="button danger">Từ chối…</summary>
<form method="post" action="${action('tu-choi')}">${csrf}
<label><span>Lý do (báo cho nơi gửi)</span><textarea name="reason" rows="2" required></textarea></label>
<button class="danger">Từ chối</button></form></details></section>`
}
