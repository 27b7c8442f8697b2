/** Gazette issues and what stands in them. */
import type { Kysely } from 'kysely'
import type { Database, PublicationContent } from '../schema.ts'

export interface GazetteEntry {
  position: number
  documentId: string
  version: number
  slug: string
  firstPage: number
  lastPage: number
  content: PublicationContent
  withdrawn: boolean
  /** A newer version of it was published since. */
  superseded: boolean
}

export interface GazetteIssue {
  id: string
  year: number
  number: number
  /** ISO date printed on the issue. */
  dated: string
  state: 'composed' | 'signed' | 'published'
  pdfSha256: string
  signedSha256: string | null
  publishedAt: string | null
}

export interface WholeGazetteIssue extends GazetteIssue {
  entries: readonly GazetteEntry[]
}

/** Newest first. */
export async function listGazetteIssues(
  db: Kysely<Database>,
  filter: { publishedOnly: boolean; limit?: number },
): Promise<GazetteIssue[]> {
  let query = issues(db).orderBy('year', 'desc').orderBy('number', 'desc')
  if (filter.publishedOnly) query = query.where('state', '=', 'published')
  if (filter.limit) query = query.limit(filter.limit)
  return query.execute()
}

export async function findGazetteIssue(
  db: Kysely<Database>,
  year: number,
  number: number,
): Promise<WholeGazetteIssue | null> {
  const issue = await issues(db).where('year', '=', year).where('number', '=', number).executeTakeFirst()
  if (!issue) return null
  const rows = await db
    .selectFrom('gazette_entries')
    .innerJoin('publications', (join) =>
      join
        .onRef('publications.document_id', '=', 'gazette_entries.document_id')
        .onRef('publications.version', '=', 'gazette_entries.publication_version'),
    )
    .select(['position', 'publications.document_id', 'version', 'slug', 'first_page', 'last_page', 'content'])
    .select(['withdrawn_at', 'superseded_at'])
    .where('issue_id', '=', issue.id)
    .orderBy('position')
    .execute()
  return {
    ...issue,
    entries: rows.map((row) => ({
      position: row.position,
      documentId: row.document_id,
      version: row.version,
      slug: row.slug,
      firstPage: row.first_page,
      lastPage: row.last_page,
      content: row.content,
      withdrawn: row.withdrawn_at !== null,
      superseded: row.superseded_at !== null,
    })),
  }
}

function issues(db: Kysely<Database>) {
  return db
    .selectFrom('gazette_issues')
    .select(['id', 'year', 'number', 'dated', 'state'])
    .select(['pdf_sha256 as pdfSha256', 'signed_sha256 as signedSha256', 'published_at as publishedAt'])
}
