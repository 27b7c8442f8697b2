/** The gazette on the web: the years and their issues, one issue and its contents. */
import type { GazetteEntry, GazetteIssue, WholeGazetteIssue } from '../../storage/database/gazette/find-issues.ts'
import { dateOf, type Html, html, page } from '../html.ts'

export function issueTitle(issue: Pick<GazetteIssue, 'year' | 'number'>): string {
  return `Công báo số ${String(issue.number).padStart(2, '0')}/${issue.year}`
}

export function gazetteListPage(province: string, base: string, issues: readonly GazetteIssue[]): Html {
  const years = [...new Set(issues.map((issue) => issue.year))]
  return page({
    title: 'Công báo',
    province,
    area: 'public',
    current: '/cong-bao',
    head: html`<link rel="canonical" href="${base}/cong-bao">`,
    body: html`<h1>Công báo tỉnh ${province}</h1>
${years.length === 0 ? html`<p class="empty">Chưa phát hành số nào.</p>` : ''}
${years.map((year) => {
  const ofYear = issues.filter((issue) => issue.year === year)
  return html`<section aria-labelledby="nam-${year}"><h2 id="nam-${year}">Năm ${year} <small>${ofYear.length} số</small></h2>
<ul class="plain issues years">${ofYear.map(
    (issue) =>
      html`<li><a href="/cong-bao/${issue.year}/${issue.number}">${issueTitle(issue)}</a><small>ngày ${dateOf(issue.dated)}</small></li>`,
  )}</ul></section>`
})}`,
  })
}

export function gazetteIssuePage(province: string, base: string, issue: WholeGazetteIssue): Html {
  const path = `/cong-bao/${issue.year}/${issue.number}`
  const normative = issue.entries.filter((entry) => entry.content.description.metadata.normative)
  const others = issue.entries.filter((entry) => !entry.content.description.metadata.normative)
  return page({
    title: issueTitle(issue),
    province,
    area: 'public',
    current: '/cong-bao',
    head: html`<link rel="canonical" href="${base}${path}"><link rel="alternate" type="application/pdf" href="${path}.pdf">
<meta name="description" content="${issueTitle(issue)} tỉnh ${province}: ${issue.entries.length} văn bản">`,
    body: html`<p class="kicker"><a href="/cong-bao">Công báo tỉnh ${province}</a></p>
<h1>Số ${String(issue.number).padStart(2, '0')} · ngày ${dateOf(issue.dated)}</h1>
<div class="actions no-print"><a class="button" href="${path}.pdf">Mở bản PDF có chữ ký số</a></div>
${part('van-ban-quy-pham', 'Văn bản quy phạm pháp luật', normative)}
${part('van-ban-khac', 'Văn bản pháp luật khác', others)}`,
  })
}

function part(id: string, title: string, entries: readonly GazetteEntry[]): Html | '' {
  if (entries.length === 0) return ''
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
<ol class="plain contents">${entries.map(({ slug, content, firstPage, lastPage, withdrawn }) => {
    const { documentType, reference, issuer, issuedOn, summary } = content.description.metadata
    return html`<li><span class="small">${dateOf(issuedOn)}</span>
<div><h3><a href="/van-ban/${slug}">${documentType} ${reference}</a>${withdrawn ? html` <span class="badge late">đã gỡ</span>` : ''}</h3>
<p>${summary}</p><p class="small">${issuer}</p></div>
<span class="small at">trang ${firstPage === lastPage ? firstPage : `${firstPage}–${lastPage}`}</span></li>`
  })}</ol></section>`
}
