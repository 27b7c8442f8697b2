/** Which documents a stage is due for. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

/** Ids whose next stage is due, the longest waiting first, without those somebody works on already. */
export async function findDueDocuments(
  db: Kysely<Database>,
  now: Temporal.Instant,
  limit: number,
  except: readonly string[],
): Promise<string[]> {
  let query = db
    .selectFrom('documents')
    .select('id')
    .where('next_attempt_at', '<=', now.toString())
    .orderBy('next_attempt_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  if (except.length > 0) query = query.where('id', 'not in', except)
  return (await query.execute()).map((row) => row.id)
}

/**
 * Counts a try before it is made, in a transaction of its own: a document that brings the process down must not be
 * tried for ever. Returns the number of this try, or `null` when somebody else works on the document.
 */
export async function countAttempt(db: Kysely<Database>, id: string): Promise<number | null> {
  const row = await db
    .updateTable('documents')
    .set({ attempts: sql`attempts + 1` })
    .where('id', 'in', (inner) =>
      inner.selectFrom('documents').select('id').where('id', '=', id).forUpdate().skipLocked(),
    )
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? null
}

/** Documents whose stages are not over: waiting for a worker, or for the next try. */
export async function countUnfinished(db: Kysely<Database>, ids?: readonly string[]): Promise<number> {
  let query = db
    .selectFrom('documents')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('next_attempt_at', 'is not', null)
  if (ids) query = query.where('id', 'in', ids)
  return (await query.executeTakeFirstOrThrow()).count
}
