/** The journal as a list. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

/** Newest first, entries about a document with what it is called. */
export async function listJournal(db: Kysely<Database>, page: { limit: number; before: number | null }) {
  let query = db
    .selectFrom('journal')
    .leftJoin('documents', (join) =>
      join
        .on('subject_kind', '=', 'document')
        .on(
          sql`documents.id`,
          '=',
          sql`case when subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then subject_id::uuid end`,
        ),
    )
    .selectAll('journal')
    .select(
      sql<string | null>`nullif(case when documents.reference is null
        then concat_ws(', ', documents.document_type, documents.file_name)
        else concat_ws(' ', documents.document_type, documents.reference) end, '')`.as('title'),
    )
    .orderBy('seq', 'desc')
    .limit(page.limit)
  if (page.before) query = query.where('seq', '<', page.before)
  return query.execute()
}
export type ListedEntry = Awaited<ReturnType<typeof listJournal>>[number]
