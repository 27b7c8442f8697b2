/** Writes gazette issues: composed, signed, published, in that order and never back. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../schema.ts'

export interface ComposedIssue {
  year: number
  number: number
  dated: string
  pdfSha256: string
  entries: readonly { documentId: string; version: number; firstPage: number; lastPage: number }[]
}

/** The next free number of a year; numbers start at 1 each year. */
export async function nextIssueNumber(trx: Transaction<Database>, year: number): Promise<number> {
  const row = await trx
    .selectFrom('gazette_issues')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  return row.next
}

/** Documents published and still standing whose current version is in no issue yet, oldest first. */
export async function findUngazetted(trx: Transaction<Database>) {
  return trx
    .selectFrom('publications')
    .select(['publications.document_id as documentId', 'version', 'content'])
    .where('superseded_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('gazette_entries')
            .whereRef('gazette_entries.document_id', '=', 'publications.document_id')
            .whereRef('gazette_entries.publication_version', '=', 'publications.version')
            .select('position'),
        ),
      ),
    )
    .orderBy('first_published_at')
    .execute()
}

export async function recordIssue(
  trx: Transaction<Database>,
  now: Temporal.Instant,
  issue: ComposedIssue,
): Promise<string> {
  const { id } = await trx
    .insertInto('gazette_issues')
    .values({
      year: issue.year,
      number: issue.number,
      dated: issue.dated,
      state: 'composed',
      pdf_sha256: issue.pdfSha256,
      composed_at: now.toString(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('gazette_entries')
    .values(
      issue.entries.map((entry, index) => ({
        issue_id: id,
        position: index + 1,
        document_id: entry.documentId,
        publication_version: entry.version,
        first_page: entry.firstPage,
        last_page: entry.lastPage,
      })),
    )
    .execute()
  return id
}

/** False when it is not composed any more: somebody else signed it. */
export async function markSigned(trx: Transaction<Database>, id: string, signedSha256: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('gazette_issues')
    .set({ state: 'signed', signed_sha256: signedSha256 })
    .where('id', '=', id)
    .where('state', '=', 'composed')
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0
}

/** False when it is not signed, or published already. */
export async function markPublished(trx: Transaction<Database>, id: string, now: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('gazette_issues')
    .set({ state: 'published', published_at: now.toString() })
    .where('id', '=', id)
    .where('state', '=', 'signed')
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0
}

/** Takes apart an issue that was never published: its acts may stand in another. False when there is none such. */
export async function dropIssue(trx: Transaction<Database>, year: number, number: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('gazette_issues')
    .where('year', '=', year)
    .where('number', '=', number)
    .where('state', '<>', 'published')
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0
}
