/** Everything the public may see: pages, files, feeds, API. No login, nothing that is not published. */
import { type Context, Hono } from 'hono'
import type { System } from '../../pipeline/system.ts'
import { findGazetteIssue, listGazetteIssues } from '../../storage/database/gazette/find-issues.ts'
import {
  countPublications,
  findPublication,
  latestChange,
  listPublications,
  type PublicationFilter,
} from '../../storage/database/publications/find-publications.ts'
import { sendConditionally } from '../send-conditionally.ts'
import { sendObject } from '../send-object.ts'
import { apiRoutes } from './api.ts'
import { documentJson, extensionOf } from './document-json.ts'
import { documentPage, tombstonePage } from './document-page.ts'
import { atomFeed, type Feed, jsonFeed, rssFeed, xml } from './feeds.ts'
import { gazetteIssuePage, gazetteListPage } from './gazette-pages.ts'
import { homePage, searchPage } from './list-pages.ts'

const feedLength = 50
const pageLength = 20

export function publicRoutes(system: System, baseOf: (c: Context) => string): Hono {
  const app = new Hono()
  const { db, config } = system

  app.get('/', async (c) => {
    const [publications, count, issues] = await Promise.all([
      listPublications(db, {}, { limit: pageLength }),
      countPublications(db, {}),
      listGazetteIssues(db, { publishedOnly: true, limit: 6 }),
    ])
    return c.html(homePage({ province: config.province, publications, count, issues, now: system.now() }))
  })

  app.get('/tim-kiem', async (c) => {
    const filter = filterOf(c)
    const offset = Math.max(0, Number(c.req.query('tu')) || 0)
    const [publications, count] = await Promise.all([
      listPublications(db, filter, { limit: pageLength, offset }),
      countPublications(db, filter),
    ])
    return c.html(searchPage({ province: config.province, filter, publications, count, offset, pageLength }))
  })

  app.get('/van-ban/:name', async (c) => {
    const { slug, suffix } = splitName(c.req.param('name'))
    const publication = await findPublication(db, slug)
    if (!publication) return c.notFound()
    if (publication.withdrawn) {
      if (suffix === 'json') return c.json(documentJson(publication, baseOf(c)), 410)
      return c.html(tombstonePage(config.province, publication), 410)
    }
    const { content } = publication
    c.header('Last-Modified', new Date(publication.publishedAt.epochMilliseconds).toUTCString())
    switch (suffix) {
      case null:
        return c.html(documentPage({ province: config.province, publication, base: baseOf(c), now: system.now() }))
      case 'json':
        return c.json(documentJson(publication, baseOf(c)))
      case 'chu-ky.json':
        return c.json(content.signature)
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

  app.get('/cong-bao', async (c) => {
    const issues = await listGazetteIssues(db, { publishedOnly: true })
    return c.html(gazetteListPage(config.province, issues))
  })

  app.get('/cong-bao/:year{[0-9]{4}}/:issue{[0-9]+(\\.pdf)?}', async (c) => {
    const number = Number.parseInt(c.req.param('issue'), 10)
    const issue = await findGazetteIssue(db, Number(c.req.param('year')), number)
    if (issue?.state !== 'published' || !issue.signedSha256) return c.notFound()
    if (!c.req.param('issue').endsWith('.pdf')) return c.html(gazetteIssuePage(config.province, issue))
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
    const publications = await listPublications(db, {}, { limit: 50_000 })
    const urls = publications.map(
      (publication) =>
        `<url><loc>${xml(`${baseOf(c)}/van-ban/${publication.slug}`)}</loc><lastmod>${publication.publishedAt}</lastmod></url>`,
    )
    const body = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('\n')}</urlset>\n`
    return sendConditionally(c, body, 'application/xml')
  })

  app.route('/api', apiRoutes(system, baseOf))
  return app
}

export function filterOf(c: Context): PublicationFilter {
  const text = (name: string) => c.req.query(name)?.trim() || undefined
  const date = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text(name) ?? '') ? text(name) : undefined)
  return {
    query: text('q'),
    documentType: text('type') ?? text('loai'),
    issuer: text('issuer') ?? text('co-quan'),
    issuedFrom: date('issuedFrom') ?? date('tu-ngay'),
    issuedTo: date('issuedTo') ?? date('den-ngay'),
  }
}

function splitName(name: string): { slug: string; suffix: string | null } {
  const dot = name.indexOf('.')
  return dot < 0 ? { slug: name, suffix: null } : { slug: name.slice(0, dot), suffix: name.slice(dot + 1) }
}
