/** One published document: what Điều 5.1.a demands of it, its signature, its deadline, its file. */
import type { Publication } from '../../storage/database/publications/find-publications.ts'
import { deadlineView } from '../deadline-view.ts'
import { dateOf, type Html, html, momentOf, page, shownBytes } from '../html.ts'
import { signatureView } from '../signature-view.ts'
import { documentJson, documentUrl, extensionOf, titleOf } from './document-json.ts'

interface DocumentPage {
  province: string
  publication: Publication
  base: string
  now: Temporal.Instant
}

export function documentPage({ province, publication, base, now }: DocumentPage): Html {
  const { content } = publication
  const { metadata } = content.description
  const path = `/van-ban/${publication.slug}`
  const file = `${path}.${extensionOf(content.mediaType)}`
  const isPdf = content.mediaType === 'application/pdf'
  return page({
    title: titleOf(publication),
    province,
    area: 'public',
    head: html`<link rel="canonical" href="${documentUrl(publication, base)}">
<link rel="alternate" type="application/json" href="${path}.json">
<meta name="description" content="${metadata.summary ?? titleOf(publication)}">
${legislationMetadata(publication, base)}`,
    body: html`<article class="document">
<header><p class="kicker">${metadata.issuer ?? ''}</p>
<h1>${titleOf(publication)}</h1>
<p class="lead">${metadata.summary ?? ''}</p></header>
<div class="columns">
<div>
<dl class="facts">
  <dt>Hình thức văn bản</dt><dd>${metadata.documentType ?? '—'}</dd>
  <dt>Cơ quan ban hành</dt><dd>${metadata.issuer ?? '—'}</dd>
  <dt>Số, ký hiệu</dt><dd>${metadata.reference ?? '—'}</dd>
  <dt>Ngày ban hành</dt><dd>${dateOf(metadata.issuedOn)}</dd>
  <dt>Ngày có hiệu lực</dt><dd>${dateOf(metadata.effectiveOn, 'chưa xác định')}</dd>
  <dt>Người ký</dt><dd>${metadata.signers.length > 0 ? metadata.signers.map((signer) => html`<div>${signer.name}${signer.title ? html` <small>(${signer.title})</small>` : ''}</div>`) : '—'}</dd>
  <dt>Đăng ngày</dt><dd>${momentOf(publication.firstPublishedAt)}${publication.version > 1 ? html` · cập nhật ${momentOf(publication.publishedAt)}` : ''}</dd>
  ${publication.gazette ? html`<dt>Công báo</dt><dd><a href="/cong-bao/${publication.gazette.year}/${publication.gazette.number}">Số ${publication.gazette.number} năm ${publication.gazette.year}</a></dd>` : ''}
  <dt>Tệp</dt><dd><a class="button" href="${file}" download>Tải ${extensionOf(content.mediaType).toUpperCase()} (${shownBytes(content.bytes)})</a> <small>SHA-256 <code>${content.sha256}</code></small></dd>
</dl>
${isPdf ? html`<iframe class="paper" title="Toàn văn ${titleOf(publication)}" src="${file}#view=FitH&navpanes=0" loading="lazy"></iframe>` : ''}
</div>
<aside>
${signatureView(content.signature, `${path}.chu-ky.json`)}
${deadlineView(content.deadline, now, publication.firstPublishedAt)}
</aside></div></article>`,
  })
}

/** schema.org/Legislation, whose terms are those of ELI. */
function legislationMetadata(publication: Publication, base: string): Html {
  const json = documentJson(publication, base)
  if (json.status === 'withdrawn') return html``
  const terms: [string, string | null][] = [
    ['eli:type_document', json.documentType],
    ['eli:id_local', json.reference],
    ['eli:date_document', json.issuedOn],
    ['eli:date_publication', json.publishedAt.slice(0, 10)],
    ['eli:first_date_entry_in_force', json.effectiveOn],
    ['eli:passed_by', json.issuer],
    ['eli:title', json.summary],
  ]
  return html`${terms
    .filter(([, content]) => content)
    .map(([name, content]) => html`<meta property="${name}" content="${content}">`)}`
}

/** What remains of a document that was taken down. */
export function tombstonePage(province: string, publication: Publication): Html {
  const { withdrawn } = publication
  return page({
    title: 'Văn bản đã gỡ',
    province,
    area: 'public',
    head: html`<meta name="robots" content="noindex">`,
    body: html`<h1>Văn bản đã được gỡ</h1>
<p>${titleOf(publication)} đã được gỡ khỏi Công báo điện tử${withdrawn ? html` lúc ${momentOf(withdrawn.at)}` : ''}.</p>
${withdrawn?.reason ? html`<p>Lý do: ${withdrawn.reason}</p>` : ''}`,
  })
}
