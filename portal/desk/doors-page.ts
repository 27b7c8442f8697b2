/** The doors as operators see them: which work, which are silent, what senders could not be told. */

import type { DoorState } from '../../pipeline/doors/door-states.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { Undelivered } from '../../storage/database/acknowledgements/undelivered.ts'
import { channelNames } from '../channel-names.ts'
import { type Html, html, momentOf, page } from '../html.ts'
import { personOf } from './person.ts'

export interface DoorsView {
  province: string
  session: Session
  doors: readonly DoorState[]
  undelivered: readonly Undelivered[]
  /** What the last action came to, in words. */
  notice: string | null
}

export function doorsPage({ province, session, doors, undelivered, notice }: DoorsView): Html {
  return page({
    title: 'Kênh tiếp nhận',
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec/kenh',
    body: html`<h1>Kênh tiếp nhận</h1>
${notice ? html`<p class="notice" role="status">${notice}</p>` : ''}
${
  doors.length === 0
    ? html`<p class="empty">Chưa cấu hình kênh nào ngoài bàn làm việc.</p>`
    : html`<ul class="plain rows">${doors.map(doorRow)}</ul>`
}
<section aria-labelledby="chua-gui"><h2 id="chua-gui">Phản hồi chưa gửi được</h2>
${
  undelivered.length === 0
    ? html`<p class="empty">Không có phản hồi nào bị bỏ dở.</p>`
    : html`<p class="small">Hệ thống đã thôi gửi các phản hồi này. Hãy xem lý do, liên hệ nơi gửi bằng cách khác nếu cần.</p>
<ul class="plain rows">${undelivered.map((one) => undeliveredRow(one, session))}</ul>`
}</section>`,
  })
}

function doorRow(door: DoorState): Html {
  const errorIsLast =
    door.lastErrorAt !== null &&
    (door.lastSuccessAt === null || Temporal.Instant.compare(door.lastErrorAt, door.lastSuccessAt) > 0)
  return html`<li><div><h2>${channelNames[door.channel]}</h2>
<dl class="facts"><dt>Lần cuối thành công</dt><dd>${door.lastSuccessAt ? momentOf(door.lastSuccessAt) : html`<span class="unknown">chưa có</span>`}</dd>
<dt>Đang chờ</dt><dd>${door.backlog}</dd>
<dt>Lỗi gần nhất</dt><dd>${door.lastError && door.lastErrorAt ? html`${momentOf(door.lastErrorAt)} — ${door.lastError}` : 'không có'}</dd></dl></div>
<div class="marks">${
    door.silentSince
      ? html`<span class="badge late">Im lặng</span>`
      : errorIsLast
        ? html`<span class="badge soon">Đang lỗi</span>`
        : door.lastSuccessAt
          ? html`<span class="badge ontime">Hoạt động</span>`
          : html`<span class="badge">Chưa chạy</span>`
  }</div></li>`
}

/** What a sender was to hear. */
const events: Readonly<Record<string, string>> = {
  received: 'Báo đã tiếp nhận',
  accepted: 'Báo đã duyệt',
  refused: 'Báo từ chối',
  processing: 'Báo đang xử lý',
  published: 'Báo đã đăng',
  answered: 'Trả lời câu hỏi',
}

function undeliveredRow(one: Undelivered, session: Session): Html {
  const number = one.registerNumber ? `số đến ${one.registerNumber}/${one.registerYear}` : 'không vào sổ'
  const what = events[one.what] ?? `Trạng thái ${one.what}`
  return html`<li><div><h3>${what} — ${number}</h3>
<p class="small">${channelNames[one.channel]} · ${momentOf(one.since)}</p>
<p class="small reason-line">${one.error ?? 'không rõ lý do'}</p></div>
${
  session.account.role === 'operator'
    ? html`<form method="post" action="/ban-lam-viec/kenh/gui-lai"><input type="hidden" name="csrf" value="${session.csrfToken}">
<input type="hidden" name="nguon" value="${one.source}"><input type="hidden" name="ma" value="${one.id}">
<button class="quiet" >Thử lại<span class="visually-hidden">: ${what}, ${number}</span></button></form>`
    : ''
}</li>`
}
