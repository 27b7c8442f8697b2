/** Scanned documents that wait for the office to open before they take a number. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

export async function countWaitingScans(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('scanner_drops')
    .select(sql<number>`coalesce(sum(jsonb_array_length(judgement -> 'documents')), 0)::int`.as('count'))
    .where('registered_at', 'is', null)
    .where(sql<boolean>`judgement ->> 'kind' = 'documents'`)
    .executeTakeFirstOrThrow()
  return row.count
}
