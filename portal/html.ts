/** The frame of every page, and small pieces that several pages share. */
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { vietnamTime } from '../pipeline/deadlines/deadline.ts'
import { vietnameseDate } from '../pipeline/deadlines/working-days.ts'

export { html, raw }
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface Page {
  title: string
  province: string
  body: Html | Html[]
  /** `public` or `desk`: which navigation stands on top. */
  area: 'public' | 'desk'
  /** Extra elements of the head: feeds, metadata. */
  head?: Html | ''
  /** On the desk: who is logged in. */
  person?: {
    fullName: string
    role: string
    csrfToken: string
    alarms?: readonly string[]
    closed?: readonly string[]
  }
  current?: string
}

/** In the order in which one may overrule the other. */
const styles: Readonly<Record<Page['area'], readonly string[]>> = {
  public: ['base', 'controls', 'parts', 'public'],
  desk: ['base', 'controls', 'parts', 'desk', 'desk-document'],
}

/** A whole page in Vietnamese. */
export function page({ title, province, body, area, head = '', person, current }: Page): Html {
  return html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Công báo ${province}</title>
${styles[area].map(
  (name) => html`<link rel="stylesheet" href="/tinh/${name}.css">
`,
)}<link rel="icon" href="/tinh/icon.svg" type="image/svg+xml">
${head}
<script type="module" src="/tinh/${area}.js"></script>
</head>
<body class="${area}">
<a class="skip" href="#noi-dung">Đến nội dung chính</a>
<header class="site">
  <div class="wrap">
    <a class="brand" href="${area === 'desk' ? '/ban-lam-viec' : '/'}">
      <span class="seal" aria-hidden="true">★</span>
      <span><strong>Công báo điện tử</strong><small>tỉnh ${province}${area === 'desk' ? ' · Bàn làm việc' : ''}</small></span>
    </a>
    <nav aria-label="Chính">${linksFor(area, person?.closed).map(
      ([href, name]) => html`<a href="${href}" ${href === current ? raw('aria-current="page"') : ''}>${name}</a>`,
    )}</nav>
    ${
      person
        ? html`<form class="person" method="post" action="/ban-lam-viec/dang-xuat">
      <input type="hidden" name="csrf" value="${person.csrfToken}">
      <a href="/ban-lam-viec/mat-khau">${person.fullName}<small>${person.role}</small></a>
      <button class="quiet">Đăng xuất</button></form>`
        : ''
    }
  </div>
</header>
${person?.alarms?.length ? html`<div class="wrap alarms" role="alert">${person.alarms.map((alarm) => html`<p class="problem">${alarm}${person.closed?.includes(doorsPath) ? '' : html` <a href="${doorsPath}">Xem kênh tiếp nhận</a>`}</p>`)}</div>` : ''}
<main id="noi-dung" class="wrap" tabindex="-1">${body}</main>
<footer class="site"><div class="wrap">
  <p>Văn phòng Ủy ban nhân dân tỉnh ${province}</p>
  <p>Khi sử dụng lại thông tin, ghi rõ: “Nguồn: Cổng thông tin điện tử tỉnh ${province}” (Điều 19 Quyết định 40/2024/QĐ-UBND).</p>
  <ul><li><a href="/feed.atom">Nguồn tin Atom</a></li><li><a href="/feed.rss">RSS</a></li><li><a href="/feed.json">JSON Feed</a></li><li><a href="/api/openapi.json">API</a></li><li><a href="/ban-lam-viec">Bàn làm việc</a></li></ul>
</div></footer>
</body>
</html>`
}

const publicLinks: readonly (readonly [string, string])[] = [
  ['/', 'Văn bản mới'],
  ['/cong-bao', 'Công báo'],
  ['/tim-kiem', 'Tìm kiếm'],
  ['/hoi-dap', 'Hỏi – Đáp'],
]

const doorsPath = '/ban-lam-viec/kenh'

const deskLinks: readonly (readonly [string, string])[] = [
  ['/ban-lam-viec', 'Văn bản'],
  ['/ban-lam-viec/so-den', 'Sổ văn bản đến'],
  ['/ban-lam-viec/yeu-cau', 'Yêu cầu'],
  ['/ban-lam-viec/hoi-dap', 'Hỏi – Đáp'],
  ['/ban-lam-viec/cong-bao', 'Công báo'],
  [doorsPath, 'Kênh'],
  ['/ban-lam-viec/nhat-ky', 'Nhật ký'],
]

function linksFor(area: Page['area'], closed: readonly string[] = []): readonly (readonly [string, string])[] {
  return area === 'desk' ? deskLinks.filter(([href]) => !closed.includes(href)) : publicLinks
}

/** `24/11/2026`, with the machine's form in the attribute; a dash where nothing is known. */
export function dateOf(iso: string | null | undefined, unknown = '—'): Html {
  return iso
    ? html`<time datetime="${iso}">${vietnameseDate(iso)}</time>`
    : html`<span class="unknown">${unknown}</span>`
}

/** `09:30 24/11/2026`, Vietnam time. */
export function momentOf(instant: Temporal.Instant | string): Html {
  const moment = typeof instant === 'string' ? Temporal.Instant.from(instant) : instant
  return html`<time datetime="${moment.toString()}">${shownMoment(moment)}</time>`
}

export function shownMoment(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(vietnamTime)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(local.hour)}:${two(local.minute)} ${vietnameseDate(local.toPlainDate())}`
}

export function shownBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${value.toFixed(value < 10 && unit > 0 ? 1 : 0).replace('.', ',')} ${units[unit]}`
}
