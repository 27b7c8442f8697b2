/** Lists of publications: the front page and the search. */
import type { GazetteIssue } from '../../storage/database/gazette/find-issues.ts'
import type { Publication, PublicationFilter } from '../../storage/database/publications/find-publications.ts'
import type { Facets } from '../../storage/database/publications/list-facets.ts'
import { dateOf, type Html, html, page } from '../html.ts'
import { verdictBadge } from '../signature-view.ts'
import { titleOf } from './document-json.ts'
import { effectBadge } from './effect.ts'
import { issueTitle } from './gazette-pages.ts'
import { chosenFilters, queryOf, searchForm } from './search-form.ts'

interface Home {
  province: string
  base: string
  publications: readonly Publication[]
  count: number
  issues: readonly GazetteIssue[]
  now: Temporal.Instant
}

export function homePage({ province, base, publications, count, issues, now }: Home): Html {
  return page({
    title: 'Văn bản mới',
    province,
    area: 'public',
    current: '/',
    head: html`<link rel="canonical" href="${base}/">
<meta name="description" content="Công báo điện tử tỉnh ${province}: văn bản quy phạm pháp luật và văn bản quản lý nhà nước mới đăng, các số Công báo.">
${feedLinks('', 'Văn bản mới')}`,
    body: html`<section class="hero"><h1>Công báo điện tử tỉnh ${province}</h1>
  ${searchForm({}, null)}</section>
<div class="columns">
<section aria-labelledby="moi"><h2 id="moi">Văn bản mới đăng</h2>
${publications.length > 0 ? publicationList(publications, now) : html`<p class="empty">Chưa có văn bản nào được đăng.</p>`}
${count > publications.length ? html`<p><a href="/tim-kiem">Xem tất cả ${count} văn bản</a></p>` : ''}
</section>
<aside aria-labelledby="so-moi"><h2 id="so-moi">Các số Công báo</h2>
${
  issues.length > 0
    ? html`<ul class="plain issues">${issues.map((issue) => html`<li><a href="/cong-bao/${issue.year}/${issue.number}">${issueTitle(issue)}</a><small>ngày ${dateOf(issue.dated)}</small></li>`)}</ul>
<p class="small"><a href="/cong-bao">Tất cả các số</a></p>`
    : html`<p class="empty">Chưa phát hành số nào.</p>`
}
</aside></div>`,
  })
}

interface Search {
  province: string
  filter: PublicationFilter
  facets: Facets
  publications: readonly Publication[]
  count: number
  offset: number
  pageLength: number
  now: Temporal.Instant
}

export function searchPage(search: Search): Html {
  const { province, filter, facets, publications, count, offset, pageLength, now } = search
  const query = queryOf(filter)
  const link = (from: number) => {
    const parts = new URLSearchParams(query)
    if (from > 0) parts.set('tu', String(from))
    return `/tim-kiem?${parts}`
  }
  const pages = Math.ceil(count / pageLength)
  return page({
    title: filter.query ? `Tìm “${filter.query}”` : 'Tìm kiếm',
    province,
    area: 'public',
    current: '/tim-kiem',
    head: html`<meta name="robots" content="noindex, follow">${feedLinks(query.size > 0 ? `?${query}` : '', 'Văn bản theo điều kiện này')}`,
    body: html`<h1>Tìm kiếm văn bản</h1>
${searchForm(filter, facets)}
${chosenFilters(filter)}
<h2 class="visually-hidden">Kết quả</h2>
<p role="status">${count === 0 ? 'Không tìm thấy văn bản nào. Hãy thử ít từ hơn, hoặc bỏ bớt điều kiện.' : `${count} văn bản${pages > 1 ? `, trang ${Math.floor(offset / pageLength) + 1}/${pages}` : ''}.`}</p>
${publicationList(publications, now)}
${
  pages > 1
    ? html`<nav class="pager" aria-label="Trang kết quả">
${offset > 0 ? html`<a rel="prev" href="${link(Math.max(0, offset - pageLength))}">← Trang trước</a>` : html`<span></span>`}
${offset + publications.length < count ? html`<a rel="next" href="${link(offset + pageLength)}">Trang sau →</a>` : ''}
</nav>`
    : ''
}
${query.size > 0 ? html`<p class="small">Theo dõi điều kiện này: <a href="/feed.atom?${query}">nguồn tin Atom</a>, <a href="/feed.rss?${query}">RSS</a>.</p>` : ''}`,
  })
}

function feedLinks(query: string, title: string): Html {
  return html`<link rel="alternate" type="application/atom+xml" title="${title}" href="/feed.atom${query}">
<link rel="alternate" type="application/rss+xml" title="${title}" href="/feed.rss${query}">
<link rel="alternate" type="application/feed+json" title="${title}" href="/feed.json${query}">`
}

export function publicationList(publications: readonly Publication[], now: Temporal.Instant): Html {
  return html`<ol class="plain publications">${publications.map((publication) => {
    const { metadata } = publication.content.description
    return html`<li>
    <h3><a href="/van-ban/${publication.slug}">${titleOf(publication)}</a></h3>
    <p>${metadata.summary ?? ''}</p>
    <p class="small">${metadata.issuer ? html`${metadata.issuer} · ` : ''}ban hành ${dateOf(metadata.issuedOn)}</p>
    <p class="marks">${effectBadge(metadata.effectiveOn, now)} ${verdictBadge(publication.content.signature)}</p>
  </li>`
  })}</ol>`
}
