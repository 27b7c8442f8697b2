/** The journal as a list. */
import type { Kysely } from 'kysely'
import type { Database } from '../schema.ts'

export async function listJournal(db: Kysely<Database>, page: { limit: number; before: number | null }) {
  let query = db.selectFrom('journal').selectAll().orderBy('seq', 'desc').limit(page.limit)
  if (page.before) query = query.where('seq', '<', page.before)
  return query.execute()
}
export type ListedEntry = Awaited<ReturnType<typeof listJournal>>[number]
