/** Everything the public may see: pages, files, feeds, API. No login, nothing that is not published. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { System } from '../../pipeline/system.ts'
import { findGazetteIssue, listGazetteIssues } from '../../storage/database/gazette/find-issues.ts'
import {
  countPublications,
  findPublication,
  latestChange,
  listAddresses,
  listPublications,
  type Publication,
  type PublicationFilter,
} from '../../storage/database/publications/find-publications.ts'
import { findActsUpon, findReferredActs } from '../../storage/database/publications/find-relations.ts'
import { listFacets } from '../../storage/database/publications/list-facets.ts'
import { sendPicture } from '../page-pictures.ts'
import type { Papers } from '../papers.ts'
import { publicCache } from '../public-cache.ts'
import { sendConditionally } from '../send-conditionally.ts'
import { sendObject, sendSearchable } from '../send-object.ts'
import { wholeNumber } from '../whole-number.ts'
import { apiRoutes } from './api.ts'
import { documentJson, extensionOf } from './document-json.ts'
import { documentPage, tombstonePage } from './document-page.ts'
import { todayOf } from './effect.ts'
import { atomFeed, type Feed, jsonFeed, rssFeed, xml } from './feeds.ts'
import { gazetteIssuePage, gazetteListPage } from './gazette-pages.ts'
import { homePage, searchPage } from './list-pages.ts'
import { publicQuestionRoutes } from './questions-routes.ts'
import { effects } from './search-form.ts'

const feedLength = 50
/** Addresses in one file, as sitemaps.org has it. */
const longestSitemap = 50_000
const pageLength = 20
const textOfFile = 'Chữ trích từ tệp gốc để đọc và tra cứu; bản có giá trị là tệp gốc.'
const textOfScan = 'Chữ do máy đọc từ bản quét, có thể sai; bản có giá trị là tệp gốc.'
/** Pictures drawn for the public at once before the desk's come first. */
const patience = 8

export function publicRoutes(system: System, papers: Papers, baseOf: (c: Context) => string): Hono {
  const app = new Hono()
  const { db, config } = system

  app.get('/', async (c) => {
    const [publications, count, issues] = await Promise.all([
      listPublications(db, {}, { limit: pageLength }),
      countPublications(db, {}),
      listGazetteIssues(db, { publishedOnly: true, limit: 6 }),
    ])
    return c.html(
      homePage({ province: config.province, base: baseOf(c), publications, count, issues, now: system.now() }),
    )
  })

  app.get('/tim-kiem', async (c) => {
    const now = system.now()
    const filter = { ...filterOf(c), ...effectOf(c, now) }
    const offset = wholeNumber(c.req.query('tu')) ?? 0
    const [publications, count, facets] = await Promise.all([
      listPublications(db, filter, { limit: pageLength, offset }),
      countPublications(db, filter),
      listFacets(db),
    ])
    const { province } = config
    return c.html(searchPage({ province, filter, facets, publications, count, offset, pageLength, now }))
  })

  app.get('/van-ban/:name{[a-z0-9.-]+}', async (c) => {
    const { slug, suffix } = splitName(c.req.param('name'))
    const publication = await findPublication(db, slug)
    if (!publication) return c.notFound()
    if (publication.withdrawn) {
      if (suffix === 'json') return c.json(documentJson(publication, baseOf(c)), 410)
      return c.html(tombstonePage(config.province, publication), 410)
    }
    const { content } = publication
    // Without a word on it caches would keep a page for a tenth of its age (RFC 9111 §4.2.2).
    c.header('Cache-Control', publicCache.pages)
    c.header('Last-Modified', new Date(publication.publishedAt.epochMilliseconds).toUTCString())
    switch (suffix) {
      case null:
        return c.html(documentPage(await viewOf(publication, baseOf(c))))
      case 'json':
        return c.json(documentJson(publication, baseOf(c)))
      case 'chu-ky.json':
        return c.json(content.signature)
      case 'tra-cuu.pdf':
        return content.searchable ? sendSearchable(c, system.objects, content.searchable, slug) : c.notFound()
      case 'txt':
        return sendText(c, publication)
      case extensionOf(content.mediaType):
        return sendObject(c, system.objects, {
          ...content,
          fileName: `${slug}.${suffix}`,
          inline: content.mediaType === 'application/pdf',
        })
      default:
        return c.notFound()
    }
  })

  app.get('/van-ban/:slug{[a-z0-9-]+}/trang/:name', async (c) => {
    const publication = await findPublication(db, c.req.param('slug'))
    if (!publication || publication.withdrawn) return c.notFound()
    const { content } = publication
    const pages = content.reading?.pages ?? 0
    const cache = publicCache.pictures
    return sendPicture(c, papers.pictures, {
      sha256: content.sha256,
      name: c.req.param('name'),
      pages,
      patience,
      cache,
    })
  })

  /** The act as text: for who listens to pages, copies from them, or searches them. */
  async function sendText(c: Context, { content }: Publication): Promise<Response> {
    const { reading } = content
    if (!reading || reading.textSource === 'none') return c.notFound()
    const text = await system.viewers.run('plainText', await system.objects.get(reading.textObject))
    const origin = reading.textSource === 'text' ? textOfFile : textOfScan
    return sendConditionally(c, `${origin} SHA-256: ${content.sha256}\n\n${text}\n`, 'text/plain')
  }

  async function viewOf(publication: Publication, base: string) {
    const { metadata } = publication.content.description
    const references = metadata.relations.map(({ reference }) => reference)
    const [outline, referred, upon] = await Promise.all([
      papers.outlines.find(publication.content.reading?.textObject),
      findReferredActs(db, references, metadata.issuer),
      findActsUpon(db, metadata),
    ])
    return { province: config.province, publication, outline, referred, upon, base, now: system.now() }
  }

  app.get('/cong-bao', async (c) => {
    const issues = await listGazetteIssues(db, { publishedOnly: true })
    return c.html(gazetteListPage(config.province, baseOf(c), issues))
  })

  app.get('/cong-bao/:year{[0-9]{4}}/:issue{[0-9]{1,5}(\\.pdf)?}', async (c) => {
    const number = Number.parseInt(c.req.param('issue'), 10)
    const issue = await findGazetteIssue(db, Number(c.req.param('year')), number)
    if (issue?.state !== 'published' || !issue.signedSha256) return c.notFound()
    if (!c.req.param('issue').endsWith('.pdf')) return c.html(gazetteIssuePage(config.province, baseOf(c), issue))
    return sendObject(c, system.objects, {
      sha256: issue.signedSha256,
      mediaType: 'application/pdf',
      fileName: `cong-bao-${issue.number}-${issue.year}.pdf`,
      inline: true,
    })
  })

  const sendFeed = (mediaType: string, write: (feed: Feed) => string) => async (c: Context) => {
    const updated = await latestChange(db)
    if (updated) c.header('Last-Modified', new Date(updated.epochMilliseconds).toUTCString())
    const feed: Feed = {
      base: baseOf(c),
      province: config.province,
      query: new URL(c.req.url).search,
      updated: updated ?? Temporal.Instant.fromEpochMilliseconds(0),
      publications: await listPublications(db, { ...filterOf(c), withWithdrawn: true }, { limit: feedLength }),
    }
    return sendConditionally(c, write(feed), mediaType)
  }
  app.get('/feed.atom', sendFeed('application/atom+xml', atomFeed))
  app.get('/feed.rss', sendFeed('application/rss+xml', rssFeed))
  app.get(
    '/feed.json',
    sendFeed('application/feed+json', (feed) => JSON.stringify(jsonFeed(feed))),
  )

  app.get('/sitemap.xml', async (c) => {
    const urls = (await listAddresses(db, longestSitemap)).map(
      ({ slug, publishedAt }) =>
        `<url><loc>${xml(`${baseOf(c)}/van-ban/${slug}`)}</loc><lastmod>${publishedAt}</lastmod></url>`,
    )
    const body = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('\n')}</urlset>\n`
    return sendConditionally(c, body, 'application/xml')
  })

  app.route('/hoi-dap', publicQuestionRoutes(system))
  app.route('/api', apiRoutes(system, baseOf))
  return app
}

export function filterOf(c: Context): PublicationFilter {
  const text = (name: string) => c.req.query(name)?.trim().slice(0, 300) || undefined
  const date = (name: string) => (z.iso.date().safeParse(text(name)).success ? text(name) : undefined)
  return {
    query: text('q'),
    documentType: text('type') ?? text('loai'),
    issuer: text('issuer') ?? text('co-quan'),
    issuedFrom: date('issuedFrom') ?? date('tu-ngay'),
    issuedTo: date('issuedTo') ?? date('den-ngay'),
  }
}

function effectOf(c: Context, now: Temporal.Instant): Pick<PublicationFilter, 'effect'> {
  const asked = c.req.query('hieu-luc') ?? ''
  const effect = Object.hasOwn(effects, asked) ? effects[asked] : undefined
  return effect ? { effect: { kind: effect.kind, on: todayOf(now) } } : {}
}

function splitName(name: string): { slug: string; suffix: string | null } {
  const dot = name.indexOf('.')
  return dot < 0 ? { slug: name, suffix: null } : { slug: name.slice(0, dot), suffix: name.slice(dot + 1) }
}
