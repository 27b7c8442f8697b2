/** The intake register and the journal, as lists. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

/** Newest first, each delivery with its files and how often it came again. */
export async function listIntakes(db: Kysely<Database>, page: { limit: number }) {
  return db
    .selectFrom('intakes')
    .select(['id', 'channel', 'register_year', 'register_number', 'sender', 'received_at', 'kind', 'declined'])
    .select((select) => [
      select
        .selectFrom('intake_repeats')
        .whereRef('intake_id', '=', 'intakes.id')
        .select(sql<number>`count(*)::int`.as('count'))
        .as('repeats'),
      select
        .selectFrom('intake_parts')
        .innerJoin('documents', 'documents.id', 'intake_parts.document_id')
        .whereRef('intake_id', '=', 'intakes.id')
        .select(
          sql<{ documentId: string; fileName: string; reference: string | null; summary: string | null }[]>`
            coalesce(jsonb_agg(jsonb_build_object(
              'documentId', documents.id, 'fileName', intake_parts.file_name,
              'reference', documents.reference, 'summary', documents.summary) order by position), '[]')`.as('parts'),
        )
        .as('parts'),
    ])
    .orderBy('received_at', 'desc')
    .limit(page.limit)
    .execute()
}
export type ListedIntake = Awaited<ReturnType<typeof listIntakes>>[number]

export async function listJournal(db: Kysely<Database>, page: { limit: number; before: number | null }) {
  let query = db.selectFrom('journal').selectAll().orderBy('seq', 'desc').limit(page.limit)
  if (page.before) query = query.where('seq', '<', page.before)
  return query.execute()
}
export type ListedEntry = Awaited<ReturnType<typeof listJournal>>[number]
