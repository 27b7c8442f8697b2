/** The API for other systems (Điều 10.4): documents and gazette issues, cursor paging, validators, OpenAPI. */

import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { System } from '../../pipeline/system.ts'
import { findGazetteIssue, listGazetteIssues } from '../../storage/database/gazette/find-issues.ts'
import { type Cursor, latestChange, listPublications } from '../../storage/database/publications/find-publications.ts'
import { sendConditionally } from '../send-conditionally.ts'
import { documentJson } from './document-json.ts'
import { openApi } from './openapi.ts'

const query = z.object({
  q: z.string().max(500).optional(),
  type: z.string().max(100).optional(),
  issuer: z.string().max(200).optional(),
  issuedFrom: z.iso.date().optional(),
  issuedTo: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})

/** Years from 1000 on: PostgreSQL knows no year 0. */
const cursorShape = z.tuple([z.iso.datetime().regex(/^[1-9]/), z.uuid()])

export function apiRoutes(system: System, baseOf: (c: Context) => string): Hono {
  const api = new Hono()
  const { db } = system

  api.get('/openapi.json', (c) => c.json(openApi(baseOf(c))))

  api.get('/v1/documents', async (c) => {
    const parsed = query.safeParse(c.req.query())
    if (!parsed.success)
      return problem(c, parsed.error.issues.map((issue) => `${issue.path}: ${issue.message}`).join('; '))
    const { q, type, issuer, issuedFrom, issuedTo, limit } = parsed.data
    const after = parsed.data.cursor ? readCursor(parsed.data.cursor) : undefined
    if (after === null) return problem(c, 'cursor: not one of ours')
    const filter = { query: q, documentType: type, issuer, issuedFrom, issuedTo }
    const found = await listPublications(db, filter, { limit: limit + 1, after })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const next = found.length > limit && last ? writeCursor(last) : null
    const changed = await latestChange(db)
    if (changed) c.header('Last-Modified', new Date(changed.epochMilliseconds).toUTCString())
    return validated(c, {
      documents: page.map((publication) => documentJson(publication, baseOf(c))),
      next: next && `${baseOf(c)}/api/v1/documents?${new URLSearchParams({ ...c.req.query(), cursor: next })}`,
    })
  })

  api.get('/v1/gazettes', async (c) => {
    const issues = await listGazetteIssues(db, { publishedOnly: true })
    return validated(c, { gazettes: issues.map((issue) => gazetteJson(issue, baseOf(c))) })
  })

  api.get('/v1/gazettes/:year{[0-9]{4}}/:number{[0-9]{1,5}}', async (c) => {
    const issue = await findGazetteIssue(db, Number(c.req.param('year')), Number(c.req.param('number')))
    if (issue?.state !== 'published') return c.json({ error: 'No such issue' }, 404)
    return validated(c, {
      ...gazetteJson(issue, baseOf(c)),
      entries: issue.entries.map((entry) => ({
        documentId: entry.documentId,
        url: `${baseOf(c)}/van-ban/${entry.slug}`,
        reference: entry.content.description.metadata.reference,
        pages: [entry.firstPage, entry.lastPage],
      })),
    })
  })
  return api
}

function gazetteJson(
  issue: { year: number; number: number; dated: string; signedSha256: string | null },
  base: string,
) {
  const url = `${base}/cong-bao/${issue.year}/${issue.number}`
  return {
    year: issue.year,
    number: issue.number,
    dated: issue.dated,
    url,
    pdf: `${url}.pdf`,
    sha256: issue.signedSha256,
  }
}

function validated(c: Context, value: unknown): Response {
  return sendConditionally(c, JSON.stringify(value), 'application/json')
}

function problem(c: Context, detail: string): Response {
  return c.json({ type: 'about:blank', title: 'Bad request', status: 400, detail }, 400, {
    'Content-Type': 'application/problem+json',
  })
}

function writeCursor(last: { firstPublishedAt: Temporal.Instant; documentId: string }): string {
  return Buffer.from(JSON.stringify([last.firstPublishedAt.toString(), last.documentId])).toString('base64url')
}

function readCursor(text: string): Cursor | null {
  try {
    const [firstPublishedAt, documentId] = cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { firstPublishedAt, documentId }
  } catch {
    return null
  }
}
