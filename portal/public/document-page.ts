/** One published document: what Điều 5.1.a demands of it, its pages, its signature, what it changes and what changed it. */
import type { Publication } from '../../storage/database/publications/find-publications.ts'
import type { RelatedAct } from '../../storage/database/publications/find-relations.ts'
import type { RelationKind } from '../../validators/metadata/metadata.ts'
import type { Outline } from '../../validators/text/pictures/outline.ts'
import { deadlineView } from '../deadline-view.ts'
import { dateOf, type Html, html, momentOf, page, shownBytes } from '../html.ts'
import { pagesView } from '../paper.ts'
import { signatureView } from '../signature-view.ts'
import { documentUrl, extensionOf, titleOf } from './document-json.ts'
import { effectBadge } from './effect.ts'
import { legislationMetadata } from './legislation-metadata.ts'

interface DocumentPage {
  province: string
  publication: Publication
  outline: Outline
  /** Acts it refers to that are published here, by reference. */
  referred: ReadonlyMap<string, RelatedAct>
  /** Acts published here that say something of it. */
  upon: readonly (RelatedAct & { kind: RelationKind })[]
  base: string
  now: Temporal.Instant
}

export function documentPage(view: DocumentPage): Html {
  const { province, publication, outline, upon, base, now } = view
  const { content } = publication
  const { metadata } = content.description
  const path = `/van-ban/${publication.slug}`
  const extension = extensionOf(content.mediaType)
  const title = titleOf(publication)
  const url = documentUrl(publication, base)
  return page({
    title,
    province,
    area: 'public',
    head: html`<link rel="canonical" href="${url}">
<link rel="alternate" type="application/json" href="${path}.json">
<link rel="alternate" type="text/plain" href="${path}.txt">
<link rel="alternate" type="${content.mediaType}" href="${path}.${extension}">
<meta name="description" content="${metadata.summary ?? title}">
${legislationMetadata(publication, base, province)}`,
    body: html`<article class="document">
<header><p class="kicker">${metadata.issuer ?? ''}</p>
<h1>${title}</h1>
<p class="lead">${metadata.summary ?? ''}</p>
<p>${effectBadge(metadata.effectiveOn, now)}</p>
${endedBy(upon)}</header>
<div class="actions no-print">
<a class="button" href="${path}.${extension}" download>Tải ${extension.toUpperCase()} (${shownBytes(content.bytes)})</a>
${content.searchable ? html`<a href="${path}.tra-cuu.pdf">Bản tra cứu (PDF có lớp chữ)</a>` : ''}
<button type="button" class="quiet" data-do="share" data-url="${url}" hidden>Chia sẻ</button>
<button type="button" class="quiet" data-do="print" hidden>In trang này</button>
</div>
<div class="columns">
<div>
${facts(view)}
${relationsView(view)}
</div>
<aside>
${signatureView(content.signature, `${path}.chu-ky.json`)}
${deadlineView(content.deadline, now, publication.firstPublishedAt)}
</aside>
${
  outline.pages.length + outline.lines.length > 0
    ? html`<section class="whole-text" aria-labelledby="toan-van"><h2 id="toan-van">Toàn văn</h2>
<p class="no-print"><a href="${path}.txt">Đọc toàn văn dạng chữ</a></p>${pagesView(outline, path, title, [])}</section>`
    : ''
}
</div></article>`,
  })
}

function facts({ publication, province, base }: DocumentPage): Html {
  const { content, gazette } = publication
  const { metadata } = content.description
  return html`<dl class="facts">
  <dt>Hình thức văn bản</dt><dd>${metadata.documentType ?? '—'}</dd>
  <dt>Thẩm quyền ban hành</dt><dd>${metadata.issuer ?? '—'}</dd>
  <dt>Số</dt><dd>${metadata.number ?? '—'}</dd>
  <dt>Ký hiệu</dt><dd>${metadata.symbol ?? '—'}</dd>
  <dt>Ngày ban hành</dt><dd>${dateOf(metadata.issuedOn)}</dd>
  <dt>Ngày có hiệu lực</dt><dd>${dateOf(metadata.effectiveOn, 'chưa xác định')}</dd>
  <dt>Trích yếu</dt><dd>${metadata.summary ?? '—'}</dd>
  <dt>Người ký</dt><dd>${metadata.signers.length > 0 ? metadata.signers.map((signer) => html`<div>${signer.name}${signer.title ? html` <small>(${signer.title})</small>` : ''}</div>`) : '—'}</dd>
  <dt>Đăng lúc</dt><dd>${momentOf(publication.firstPublishedAt)}${publication.version > 1 ? html` · cập nhật ${momentOf(publication.publishedAt)}` : ''}</dd>
  ${gazette ? html`<dt>Công báo</dt><dd><a href="/cong-bao/${gazette.year}/${gazette.number}">Số ${gazette.number} năm ${gazette.year}</a></dd>` : ''}
  <dt>Tác giả, nguồn</dt><dd>${metadata.issuer ?? 'Không rõ tác giả'}. Nguồn: Cổng thông tin điện tử tỉnh ${province}, <span class="address">${documentUrl(publication, base)}</span></dd>
  <dt>Mã kiểm tra tệp</dt><dd><small>SHA-256 <code>${content.sha256}</code></small></dd>
</dl>`
}

const doneTo: Readonly<Record<RelationKind, string>> = {
  repeals: 'Bãi bỏ',
  replaces: 'Thay thế',
  amends: 'Sửa đổi, bổ sung',
  extends: 'Kéo dài thời gian áp dụng',
  corrects: 'Đính chính',
  guides: 'Hướng dẫn, quy định chi tiết',
  'based-on': 'Căn cứ',
}

const doneBy: Readonly<Record<RelationKind, string>> = {
  repeals: 'Bị bãi bỏ (toàn bộ hoặc một phần) bởi',
  replaces: 'Được thay thế bởi',
  amends: 'Được sửa đổi, bổ sung bởi',
  extends: 'Được kéo dài thời gian áp dụng bởi',
  corrects: 'Được đính chính bởi',
  guides: 'Được hướng dẫn, quy định chi tiết bởi',
  'based-on': 'Là căn cứ của',
}

/** What ended it or changed it stands at the top, for whoever reads no further. */
function endedBy(upon: DocumentPage['upon']): Html | '' {
  const weighty = upon.filter(({ kind }) => ['repeals', 'replaces', 'amends', 'extends'].includes(kind))
  return weighty.length > 0
    ? html`<ul class="notice plain">${weighty.map((act) => html`<li>${doneBy[act.kind]} ${actLink(act)}</li>`)}</ul>`
    : ''
}

function relationsView({ publication, referred, upon }: DocumentPage): Html | '' {
  const { relations, legalBases } = publication.content.description.metadata
  const named = (reference: string) =>
    [legalBases.find((basis) => basis.reference === reference)?.documentType, reference].filter(Boolean).join(' ')
  if (relations.length + upon.length === 0) return ''
  return html`<section aria-labelledby="lien-quan"><h2 id="lien-quan">Văn bản liên quan</h2><ul class="plain relations">
${upon.map((act) => html`<li>${doneBy[act.kind]} ${actLink(act)}</li>`)}
${relations.map(({ kind, reference }) => {
  const act = referred.get(reference)
  return html`<li>${doneTo[kind]} ${act ? actLink(act) : named(reference)}</li>`
})}</ul></section>`
}

function actLink({ slug, documentType, reference, issuedOn, summary }: RelatedAct): Html {
  return html`<a href="/van-ban/${slug}">${documentType ?? ''} ${reference}</a>${issuedOn ? html` ngày ${dateOf(issuedOn)}` : ''}${summary ? html` <small>${summary}</small>` : ''}`
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
${withdrawn?.reason ? html`<p class="notice">Lý do: ${withdrawn.reason}</p>` : ''}
<p><a href="/tim-kiem">Tìm văn bản khác</a> · <a href="/">Văn bản mới</a></p>`,
  })
}
