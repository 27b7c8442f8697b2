/** A conversation by Zalo or Facebook: who wrote what, what became of it, and whether our answers went out. */
import type { AttachmentKind } from '../../connectors/chat/event.ts'
import type { Session } from '../../storage/database/accounts/accounts.ts'
import type { ThreadEntry, ThreadView } from '../../storage/database/chat/find-thread.ts'
import { channelNames } from '../channel-names.ts'
import { type Html, html, momentOf, page } from '../html.ts'
import { personOf } from './person.ts'

export function threadPage(province: string, session: Session, thread: ThreadView): Html {
  return page({
    title: 'Hội thoại',
    province,
    area: 'desk',
    person: personOf(session),
    current: '/ban-lam-viec/so-den',
    body: html`<h1>Hội thoại qua ${channelNames[thread.channel]}</h1>
${thread.erased ? html`<p class="notice">Người này đã yêu cầu xóa dữ liệu cá nhân: nội dung, tên và mã tài khoản đã được xóa.</p>` : ''}
${
  thread.entries.length === 0
    ? html`<p class="empty">Chưa có tin nào.</p>`
    : html`<ol class="plain rows thread">${thread.entries.map(entryRow)}</ol>`
}`,
  })
}

const writers: Readonly<Record<ThreadEntry['by'], string>> = {
  person: 'Người gửi',
  account: 'Trả lời tại trang của tài khoản',
  congbao: 'Hệ thống',
}

const attachmentNames: Readonly<Record<AttachmentKind, string>> = {
  file: 'Tệp',
  image: 'Ảnh',
  sticker: 'Nhãn dán',
  audio: 'Tin thoại',
  video: 'Video',
  location: 'Vị trí',
  link: 'Đường dẫn',
  contact: 'Danh thiếp',
  missing: 'Tệp không chuyển đến được',
}

function entryRow(entry: ThreadEntry): Html {
  return html`<li class="${entry.by === 'person' ? 'theirs' : 'ours'}"><div><h2>${writers[entry.by]}</h2>
<p class="small">${momentOf(entry.at)}${entry.register ? html` · số đến ${entry.register.number}/${entry.register.year}` : ''}</p>
${entry.text ? html`<p class="words">${entry.text}</p>` : ''}
${entry.attachments.map(({ kind, name }) => html`<p class="small">${attachmentNames[kind]}${name ? `: ${name}` : ''}</p>`)}
${entry.documentIds.map((id) => html`<p class="small"><a href="/ban-lam-viec/van-ban/${id}">Xem văn bản</a></p>`)}
${entry.delivery?.message ? html`<p class="small reason-line">${entry.delivery.message}</p>` : ''}</div>
<div class="marks">${delivery(entry)}</div></li>`
}

function delivery({ delivery }: ThreadEntry): Html | '' {
  switch (delivery?.state) {
    case undefined:
      return ''
    case 'sent':
      return html`<span class="badge good">Đã gửi</span>`
    case 'waiting':
      return html`<span class="badge">Đang chờ gửi</span>`
    case 'unsent':
      return html`<span class="badge bad">Chưa gửi được</span>`
  }
}
