/** The feeds portals pull: Atom (RFC 4287, deletions after RFC 6721) and JSON Feed 1.1. */
import type { Publication } from '../../storage/database/publications/find-publications.ts'
import { documentJson, documentUrl, titleOf } from './document-json.ts'

export interface Feed {
  base: string
  province: string
  /** The filter it was asked for with, as a query string with its `?`; empty for the feed of everything. */
  query: string
  updated: Temporal.Instant
  /** Newest first; those taken down are said to be gone. */
  publications: readonly Publication[]
}

/** Our own elements: number, dates, verdict and deadline, so that a portal need not read prose. */
const namespace = 'https://congbao.example/ns/feed'

/** Each filter is a feed of its own (RFC 4287 §4.2.6: an id is for one feed). */
function addressesOf({ base, query }: Feed, format: 'atom' | 'rss' | 'json'): { self: string; page: string } {
  return { self: `${base}/feed.${format}${query}`, page: query ? `${base}/tim-kiem${query}` : `${base}/` }
}

export function atomFeed(feed: Feed): string {
  const { base, province, updated, publications } = feed
  const { self, page } = addressesOf(feed, 'atom')
  const entries = publications.map((publication) =>
    publication.withdrawn ? tombstone(publication, base) : atomEntry(publication, base),
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:cb="${namespace}" xml:lang="vi">
  <id>${xml(self)}</id>
  <title>Công báo điện tử tỉnh ${xml(province)}</title>
  <updated>${updated}</updated>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link rel="alternate" type="text/html" href="${xml(page)}"/>
  <author><name>Văn phòng Ủy ban nhân dân tỉnh ${xml(province)}</name></author>
  <rights>Nguồn: Cổng thông tin điện tử tỉnh ${xml(province)}</rights>
${entries.join('\n')}
</feed>
`
}

function atomEntry(publication: Publication, base: string): string {
  const json = documentJson(publication, base)
  if (json.status === 'withdrawn') throw new Error('A publication taken down has no entry')
  const [file] = json.files
  const facts: [string, string | null | undefined][] = [
    ['documentType', json.documentType],
    ['reference', json.reference],
    ['issuer', json.issuer],
    ['issuedOn', json.issuedOn],
    ['effectiveOn', json.effectiveOn],
    ['signer', json.signers.map((signer) => signer.name).join('; ') || null],
    ['signatureVerdict', json.signature.verdict],
    ['due', json.deadline?.due],
    ['deadlineMet', json.deadline ? String(json.deadline.met) : null],
  ]
  return `  <entry>
    <id>${entryId(publication)}</id>
    <title>${xml(titleOf(publication))}</title>
    <published>${json.publishedAt}</published>
    <updated>${json.updatedAt}</updated>
    <link rel="alternate" type="text/html" href="${xml(json.url)}"/>
    ${file ? `<link rel="enclosure" type="${xml(file.mediaType)}" length="${file.bytes}" href="${xml(file.url)}"/>` : ''}
    <author><name>${xml(json.issuer ?? 'Không rõ cơ quan ban hành')}</name></author>
    <summary>${xml(json.summary ?? '')}</summary>
${facts
  .filter(([, value]) => value)
  .map(([name, value]) => `    <cb:${name}>${xml(value ?? '')}</cb:${name}>`)
  .join('\n')}
  </entry>`
}

function tombstone(publication: Publication, base: string): string {
  return `  <at:deleted-entry ref="${entryId(publication)}" when="${publication.withdrawn?.at}"><link rel="alternate" href="${xml(documentUrl(publication, base))}"/></at:deleted-entry>`
}

function entryId(publication: Publication): string {
  return `urn:uuid:${publication.documentId}`
}

export function jsonFeed(feed: Feed) {
  const { base, province, publications } = feed
  const { self, page } = addressesOf(feed, 'json')
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: `Công báo điện tử tỉnh ${province}`,
    home_page_url: page,
    feed_url: self,
    language: 'vi',
    authors: [{ name: `Văn phòng Ủy ban nhân dân tỉnh ${province}` }],
    items: publications.flatMap((publication) => {
      const json = documentJson(publication, base)
      if (json.status === 'withdrawn') return []
      return [
        {
          id: entryId(publication),
          url: json.url,
          title: titleOf(publication),
          content_text: json.summary ?? titleOf(publication),
          date_published: json.publishedAt,
          date_modified: json.updatedAt,
          authors: json.issuer ? [{ name: json.issuer }] : undefined,
          attachments: json.files.map((file) => ({
            url: file.url,
            mime_type: file.mediaType,
            size_in_bytes: file.bytes,
          })),
          _congbao: json,
        },
      ]
    }),
  }
}

/** RSS 2.0, for readers that know nothing newer. */
export function rssFeed(feed: Feed): string {
  const { base, province, updated, publications } = feed
  const { self, page } = addressesOf(feed, 'rss')
  const items = publications
    .filter((publication) => !publication.withdrawn)
    .map((publication) => {
      const { metadata } = publication.content.description
      return `  <item>
    <title>${xml(titleOf(publication))}</title>
    <link>${xml(documentUrl(publication, base))}</link>
    <guid isPermaLink="false">${entryId(publication)}</guid>
    <pubDate>${rfc822(publication.firstPublishedAt)}</pubDate>
    <description>${xml(metadata.summary ?? '')}</description>
  </item>`
    })
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
  <title>Công báo điện tử tỉnh ${xml(province)}</title>
  <link>${xml(page)}</link>
  <description>Văn bản mới đăng trên Công báo điện tử tỉnh ${xml(province)}</description>
  <language>vi</language>
  <lastBuildDate>${rfc822(updated)}</lastBuildDate>
  <atom:link rel="self" type="application/rss+xml" href="${xml(self)}"/>
${items.join('\n')}
</channel></rss>
`
}

function rfc822(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toUTCString()
}

/** Text for XML: escaped, and without the control characters XML 1.0 cannot hold at all. */
export function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
