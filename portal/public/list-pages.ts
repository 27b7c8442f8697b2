/** Lists of publications: the front page and the search. */
import type { GazetteIssue } from '../../storage/database/gazette/find-issues.ts'
import type { Publication, PublicationFilter } from '../../storage/database/publications/find-publications.ts'
import { dateOf, type Html, html, page } from '../html.ts'
import { verdictBadge } from '../signature-view.ts'
import { titleOf } from './document-json.ts'
import { issueTitle } from './gazette-pages.ts'

interface Home {
  province: string
  publications: readonly Publication[]
  count: number
  issues: readonly GazetteIssue[]
  now: Temporal.Instant
}

export function homePage({ province, publications, count, issues }: Home): Html {
  return page({
    title: 'Văn bản mới',
    province,
    area: 'public',
    current: '/',
    head: html`<link rel="alternate" type="application/atom+xml" title="Văn bản mới" href="/feed.atom">
<link rel="alternate" type="application/feed+json" title="Văn bản mới" href="/feed.json">`,
    body: html`<section class="hero"><h1>Công báo điện tử tỉnh ${province}</h1>
  ${searchForm({})}</section>
<div class="columns">
<section aria-labelledby="moi"><h2 id="moi">Văn bản mới đăng</h2>
${publications.length > 0 ? publicationList(publications) : html`<p class="empty">Chưa có văn bản nào được đăng.</p>`}
${count > publications.length ? html`<p><a href="/tim-kiem">Xem tất cả ${count} văn bản</a></p>` : ''}
</section>
<aside aria-labelledby="so-moi"><h2 id="so-moi">Các số Công báo</h2>
${
  issues.length > 0
    ? html`<ul class="plain issues">${issues.map((issue) => html`<li><a href="/cong-bao/${issue.year}/${issue.number}">${issueTitle(issue)}</a><small>${dateOf(issue.dated)}</small></li>`)}</ul>`
    : html`<p class="empty">Chưa phát hành số nào.</p>`
}
</aside></div>`,
  })
}

interface Search {
  province: string
  filter: PublicationFilter
  publications: readonly Publication[]
  count: number
  offset: number
  pageLength: number
}

export function searchPage({ province, filter, publications, count, offset, pageLength }: Search): Html {
  const link = (from: number) => {
    const query = new URLSearchParams()
    if (filter.query) query.set('q', filter.query)
    if (filter.documentType) query.set('loai', filter.documentType)
    if (filter.issuer) query.set('co-quan', filter.issuer)
    if (filter.issuedFrom) query.set('tu-ngay', filter.issuedFrom)
    if (filter.issuedTo) query.set('den-ngay', filter.issuedTo)
    if (from > 0) query.set('tu', String(from))
    return `/tim-kiem?${query}`
  }
  return page({
    title: filter.query ? `Tìm “${filter.query}”` : 'Tìm kiếm',
    province,
    area: 'public',
    current: '/tim-kiem',
    body: html`<h1>Tìm kiếm văn bản</h1>
${searchForm(filter)}
<h2 class="visually-hidden">Kết quả</h2>
<p role="status">${count === 0 ? 'Không tìm thấy văn bản nào.' : `${count} văn bản.`}</p>
${publicationList(publications)}
<nav class="pager" aria-label="Trang kết quả">
${offset > 0 ? html`<a rel="prev" href="${link(Math.max(0, offset - pageLength))}">← Mới hơn</a>` : ''}
${offset + publications.length < count ? html`<a rel="next" href="${link(offset + pageLength)}">Cũ hơn →</a>` : ''}
</nav>`,
  })
}

function searchForm(filter: PublicationFilter): Html {
  return html`<form class="search" role="search" action="/tim-kiem">
  <label class="grow"><span>Từ khóa, số ký hiệu (có dấu hoặc không dấu)</span><input type="search" name="q" value="${filter.query ?? ''}" placeholder="vd. 40/2024/QĐ-UBND hoặc dat dai"></label>
  <label><span>Ban hành từ ngày</span><input type="date" name="tu-ngay" value="${filter.issuedFrom ?? ''}"></label>
  <label><span>đến ngày</span><input type="date" name="den-ngay" value="${filter.issuedTo ?? ''}"></label>
  <button>Tìm kiếm</button>
</form>`
}

export function publicationList(publications: readonly Publication[]): Html {
  return html`<ol class="plain publications">${publications.map(
    (publication) => html`<li>
    <h3><a href="/van-ban/${publication.slug}">${titleOf(publication)}</a></h3>
    <p>${publication.content.description.metadata.summary ?? ''}</p>
    <p class="small">${publication.content.description.metadata.issuer ?? ''} · ban hành ${dateOf(publication.content.description.metadata.issuedOn)} · hiệu lực ${dateOf(publication.content.description.metadata.effectiveOn, 'chưa xác định')} ${verdictBadge(publication.content.signature)}</p>
  </li>`,
  )}</ol>`
}
