/** What the public reads: the current version of each publication. */
import type { Kysely, Selectable } from 'kysely'
import { matchesQuery } from '../../search.ts'
import { toText } from '../json.ts'
import type { Database, PublicationContent, PublicationsTable } from '../schema.ts'

export interface Publication {
  documentId: string
  version: number
  slug: string
  firstPublishedAt: Temporal.Instant
  publishedAt: Temporal.Instant
  content: PublicationContent
  withdrawn: { at: Temporal.Instant; reason: string } | null
  gazette: { year: number; number: number } | null
}

export type Effect = 'in-effect' | 'not-yet' | 'unknown'

export interface PublicationFilter {
  /** Words to find, with or without diacritics. */
  query?: string
  documentType?: string
  issuer?: string
  issuedFrom?: string
  issuedTo?: string
  /** Whether it has taken effect by that ISO date, has not yet, or does not say when. */
  effect?: { kind: Effect; on: string }
  /** Also those taken down: for feeds that must say so. */
  withWithdrawn?: boolean
}

/** Where the next page starts: after this publication, newest first. */
export interface Cursor {
  firstPublishedAt: string
  documentId: string
}

type Row = Selectable<PublicationsTable> & { gazette_year: number | null; gazette_number: number | null }

export async function findPublication(db: Kysely<Database>, slug: string): Promise<Publication | null> {
  const row = await currentPublications(db).where('publications.slug', '=', slug).executeTakeFirst()
  return row ? toPublication(row) : null
}

/** Newest first, after the cursor. */
export async function listPublications(
  db: Kysely<Database>,
  filter: PublicationFilter,
  page: { limit: number; after?: Cursor; offset?: number },
): Promise<Publication[]> {
  const { after } = page
  let query = filtered(currentPublications(db), filter)
    .orderBy('first_published_at', 'desc')
    .orderBy('publications.document_id', 'desc')
    .limit(page.limit)
  if (page.offset) query = query.offset(page.offset)
  if (after) {
    query = query.where((where) =>
      where(
        where.refTuple('first_published_at', 'publications.document_id'),
        '<',
        where.tuple(after.firstPublishedAt, after.documentId),
      ),
    )
  }
  return (await query.execute()).map(toPublication)
}

export async function countPublications(db: Kysely<Database>, filter: PublicationFilter): Promise<number> {
  const row = await filtered(currentPublications(db), filter)
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Addresses alone, newest first: fit for a list of everything. */
export async function listAddresses(
  db: Kysely<Database>,
  limit: number,
): Promise<{ slug: string; publishedAt: string }[]> {
  return db
    .selectFrom('publications')
    .select(['slug', 'published_at as publishedAt'])
    .where('superseded_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('first_published_at', 'desc')
    .orderBy('document_id', 'desc')
    .limit(limit)
    .execute()
}

/** The newest change among publications: what `Last-Modified` and the feeds' `updated` say. */
export async function latestChange(db: Kysely<Database>): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('publications')
    .select((select) => select.fn.max(select.fn.coalesce('withdrawn_at', 'published_at')).as('at'))
    .executeTakeFirst()
  return row?.at ? Temporal.Instant.from(row.at) : null
}

function currentPublications(db: Kysely<Database>) {
  return db
    .selectFrom('publications')
    .leftJoin('gazette_entries', (join) =>
      join
        .onRef('gazette_entries.document_id', '=', 'publications.document_id')
        .onRef('gazette_entries.publication_version', '=', 'publications.version'),
    )
    .leftJoin('gazette_issues', (join) =>
      join.onRef('gazette_issues.id', '=', 'gazette_entries.issue_id').on('gazette_issues.state', '=', 'published'),
    )
    .selectAll('publications')
    .select(['gazette_issues.year as gazette_year', 'gazette_issues.number as gazette_number'])
    .where('superseded_at', 'is', null)
}

function filtered(query: ReturnType<typeof currentPublications>, filter: PublicationFilter) {
  let found = query
  if (!filter.withWithdrawn) found = found.where('withdrawn_at', 'is', null)
  if (filter.query) found = found.where(matchesQuery(filter.query))
  if (filter.documentType) found = found.where('publications.document_type', '=', toText(filter.documentType))
  if (filter.issuer) found = found.where('publications.issuer', '=', toText(filter.issuer))
  if (filter.issuedFrom) found = found.where('publications.issued_on', '>=', filter.issuedFrom)
  if (filter.issuedTo) found = found.where('publications.issued_on', '<=', filter.issuedTo)
  if (filter.effect) {
    const { kind, on } = filter.effect
    found =
      kind === 'unknown'
        ? found.where('publications.effective_on', 'is', null)
        : found.where('publications.effective_on', kind === 'in-effect' ? '<=' : '>', on)
  }
  return found
}

function toPublication(row: Row): Publication {
  return {
    documentId: row.document_id,
    version: row.version,
    slug: row.slug,
    firstPublishedAt: Temporal.Instant.from(row.first_published_at),
    publishedAt: Temporal.Instant.from(row.published_at),
    content: row.content,
    withdrawn: row.withdrawn_at
      ? { at: Temporal.Instant.from(row.withdrawn_at), reason: row.withdrawal_reason ?? '' }
      : null,
    gazette:
      row.gazette_year !== null && row.gazette_number !== null
        ? { year: row.gazette_year, number: row.gazette_number }
        : null,
  }
}
