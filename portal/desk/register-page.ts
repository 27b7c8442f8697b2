/** The intake register on the desk: filtered, paged, with its print and its exports. */
import { vietnameseDate } from '../../pipeline/deadlines/working-days.ts'
import type { RegisterLine } from '../../storage/database/intakes/register.ts'
import { channelNames } from '../channel-names.ts'
import { type Html, html, momentOf, page } from '../html.ts'
import { type RegisterQuery, registerAddress } from './register-query.ts'
import { registerColumns, registerRow } from './register-rows.ts'
import { threadAddress } from './thread-routes.ts'

const path = '/ban-lam-viec/so-den'

export interface RegisterView {
  province: string
  person: { fullName: string; role: string; csrfToken: string }
  query: RegisterQuery
  years: readonly number[]
  lines: readonly RegisterLine[]
  counts: { registered: number; declined: number }
  pageLength: number
  /** Scans that wait for the office to open, and when it does. */
  waiting: { scans: number; opening: Temporal.Instant } | null
}

export function registerPage(view: RegisterView): Html {
  const { province, person, query, lines, counts, pageLength, waiting } = view
  const count = query.declined ? counts.declined : counts.registered
  const pages = Math.ceil(count / pageLength)
  return page({
    title: 'Sổ văn bản đến',
    province,
    area: 'desk',
    person,
    current: path,
    head: html`<link rel="stylesheet" href="/tinh/register.css">`,
    body: html`<h1>Sổ văn bản đến</h1>
${waiting ? html`<p class="notice calm">${waiting.scans} văn bản quét đang chờ giờ làm việc, sẽ vào sổ lúc ${momentOf(waiting.opening)} (Điều 8 khoản 2).</p>` : ''}
${filters(view)}
<nav class="tabs" aria-label="Phần của sổ">
<a href="${path}?${registerAddress(query, { declined: false })}" ${query.declined ? '' : html`aria-current="page"`}>Đã vào sổ <span>${counts.registered}</span></a>
<a href="${path}?${registerAddress(query, { declined: true })}" ${query.declined ? html`aria-current="page"` : ''}>Không tiếp nhận <span>${counts.declined}</span></a>
</nav>
${query.declined ? html`<p class="small">Những lần gửi không được tiếp nhận: lưu lại để tra cứu, không cấp số đến.</p>` : exports(query)}
${lines.length === 0 ? html`<p class="empty">Không có dòng nào trong khoảng đã chọn.</p>` : query.declined ? declinedTable(lines) : table(lines)}
<nav class="pager" aria-label="Trang">
${query.page > 0 ? html`<a rel="prev" href="${path}?${registerAddress(query, { page: query.page - 1 })}">← Mới hơn</a>` : html`<span></span>`}
${pages > 1 ? html`<span>Trang ${query.page + 1}/${pages}</span>` : ''}
${query.page + 1 < pages ? html`<a rel="next" href="${path}?${registerAddress(query, { page: query.page + 1 })}">Cũ hơn →</a>` : html`<span></span>`}
</nav>`,
  })
}

function filters({ query, years }: RegisterView): Html {
  const choices = [...new Set([query.year, ...years])].sort((one, other) => other - one)
  return html`<form class="filters register-filters" method="get" action="${path}">
${query.declined ? html`<input type="hidden" name="muc" value="tu-choi">` : ''}
<label><span>Năm</span><select name="nam">${choices.map((year) => html`<option ${year === query.year ? html`selected` : ''}>${year}</option>`)}</select></label>
<label><span>Kênh</span><select name="kenh"><option value="">Mọi kênh</option>${Object.entries(channelNames).map(([key, name]) => html`<option value="${key}" ${key === query.channel ? html`selected` : ''}>${name}</option>`)}</select></label>
<label><span>Đến từ ngày</span><input type="date" name="tu" value="${query.from?.toString() ?? ''}"></label>
<label><span>Đến hết ngày</span><input type="date" name="den" value="${query.to?.toString() ?? ''}"></label>
<button>Lọc</button>
</form>`
}

function exports(query: RegisterQuery): Html {
  const asked = registerAddress(query)
  return html`<p class="register-tools">
<a href="${path}/in?${asked}">Bản in A4 ngang</a>
<a href="${path}.xlsx?${asked}" download>Tải XLSX</a>
<a href="${path}.csv?${asked}" download>Tải CSV</a>
<a href="/ban-lam-viec/phieu-tach">Phiếu tách để quét</a></p>`
}

/** Signed by hand on paper only. */
const shownColumns = registerColumns.filter(({ key }) => key !== 'receipt')

function table(lines: readonly RegisterLine[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Sổ văn bản đến"><table class="register">
<thead><tr>${shownColumns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${lines.map((line) => {
    const row = registerRow(line)
    return html`<tr>${shownColumns.map(({ key, title }) => html`<td data-title="${title}" class="${key}">${key === 'summary' ? documents(line, row.summary) : key === 'channel' ? channel(line) : row[key].map((text) => html`<div>${text}</div>`)}</td>`)}</tr>`
  })}</tbody></table></div>`
}

/** Chats lead to the whole conversation. */
function channel(line: RegisterLine): Html {
  const address = threadAddress(line.threadId)
  const name = channelNames[line.channel]
  return html`${address ? html`<a href="${address}">${name}</a>` : name}`
}

function documents(line: RegisterLine, texts: readonly string[]): Html[] {
  const parts = line.parts ?? []
  return texts.map((text, index) => {
    // One text for several documents stands for the first of them.
    const part = parts[index]
    if (!part) return html`<div>${text}</div>`
    return html`<div><a href="/ban-lam-viec/van-ban/${part.documentId}">${text || part.reference || part.fileName}</a></div>`
  })
}

function declinedTable(lines: readonly RegisterLine[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Không tiếp nhận"><table class="register">
<thead><tr><th scope="col">Thời điểm</th><th scope="col">Kênh</th><th scope="col">Nơi gửi</th><th scope="col">Lý do</th></tr></thead>
<tbody>${lines.map(
    (
      line,
    ) => html`<tr><td data-title="Thời điểm">${momentOf(line.received_at)}</td><td data-title="Kênh">${channel(line)}</td>
<td data-title="Nơi gửi">${line.sender.name ?? line.sender.address ?? ''}</td><td data-title="Lý do">${line.declined?.message ?? ''}${line.repeats ? html` <small>(${line.repeats} lần gửi lại)</small>` : ''}</td></tr>`,
  )}</tbody></table></div>`
}

/** `Năm 2026, từ ngày 01/11/2026 đến ngày 30/11/2026, kênh Máy quét`. */
export function periodOf({ year, from, to, channel }: RegisterQuery): string {
  return [
    `Năm ${year}`,
    from ? `từ ngày ${vietnameseDate(from)}` : '',
    to ? `đến hết ngày ${vietnameseDate(to)}` : '',
    channel ? `kênh ${channelNames[channel]}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}
