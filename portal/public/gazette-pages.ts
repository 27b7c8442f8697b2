/** The gazette on the web: the years and their issues, one issue and its contents. */
import type { GazetteEntry, GazetteIssue, WholeGazetteIssue } from '../../storage/database/gazette/find-issues.ts'
import { dateOf, type Html, html, page } from '../html.ts'

export function issueTitle(issue: Pick<GazetteIssue, 'year' | 'number'>): string {
  return `Công báo số ${String(issue.number).padStart(2, '0')}/${issue.year}`
}

export function gazetteListPage(province: string, issues: readonly GazetteIssue[]): Html {
  const years = [...new Set(issues.map((issue) => issue.year))]
  return page({
    title: 'Công báo',
    province,
    area: 'public',
    current: '/cong-bao',
    body: html`<h1>Công báo tỉnh ${province}</h1>
${years.length === 0 ? html`<p class="empty">Chưa phát hành số nào.</p>` : ''}
${years.map(
  (year) =>
    html`<section><h2>Năm ${year}</h2><ul class="plain issues">${issues
      .filter((issue) => issue.year === year)
      .map(
        (issue) =>
          html`<li><a href="/cong-bao/${issue.year}/${issue.number}">${issueTitle(issue)}</a><small>ngày ${dateOf(issue.dated)}</small></li>`,
      )}</ul></section>`,
)}`,
  })
}

export function gazetteIssuePage(province: string, issue: WholeGazetteIssue): Html {
  const pdf = `/cong-bao/${issue.year}/${issue.number}.pdf`
  const normative = issue.entries.filter((entry) => entry.content.description.metadata.normative)
  const others = issue.entries.filter((entry) => !entry.content.description.metadata.normative)
  return page({
    title: issueTitle(issue),
    province,
    area: 'public',
    current: '/cong-bao',
    body: html`<p class="kicker">Công báo tỉnh ${province}</p>
<h1>Số ${String(issue.number).padStart(2, '0')} · ngày ${dateOf(issue.dated)}</h1>
<p><a class="button" href="${pdf}">Bản PDF có chữ ký số</a></p>
${part('Văn bản quy phạm pháp luật', normative)}
${part('Văn bản pháp luật khác', others)}`,
  })
}

function part(title: string, entries: readonly GazetteEntry[]): Html {
  if (entries.length === 0) return html``
  return html`<section><h2>${title}</h2>
<div class="scroll"><table><thead><tr><th scope="col">Ngày</th><th scope="col">Văn bản</th><th scope="col">Tệp</th><th scope="col">Trang</th></tr></thead>
<tbody>${entries.map(({ slug, content, firstPage, lastPage, withdrawn }) => {
    const { metadata } = content.description
    return html`<tr><td>${dateOf(metadata.issuedOn)}</td>
<td><a href="/van-ban/${slug}">${metadata.documentType} ${metadata.reference}</a>${withdrawn ? html` <span class="badge late">đã gỡ</span>` : ''}<br>${metadata.issuer}<br>${metadata.summary}</td>
<td><a href="/van-ban/${slug}.json">JSON</a></td><td>${firstPage}–${lastPage}</td></tr>`
  })}</tbody></table></div></section>`
}
