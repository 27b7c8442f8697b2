/** Which documents a stage is due for. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

/**
 * Ids whose next stage is due, without those somebody works on already: the least tried first, so that one that brings
 * processes down cannot hold up the rest, then the longest waiting.
 */
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
    .orderBy('attempts')
    .orderBy('next_attempt_at')
    .limit(limit)
    .forNoKeyUpdate()
    .skipLocked()
  if (except.length > 0) query = query.where('id', 'not in', except)
  return (await query.execute()).map((row) => row.id)
}

/**
 * Counts a try before it is made, in a transaction of its own: a document that brings the process down must not be
 * tried for ever. `null` when somebody else works on the document.
 */
export async function countAttempt(
  db: Kysely<Database>,
  id: string,
): Promise<{ attempts: number; failures: number } | null> {
  const row = await db
    .updateTable('documents')
    .set({ attempts: sql`attempts + 1` })
    .where('id', 'in', (inner) =>
      inner.selectFrom('documents').select('id').where('id', '=', id).forNoKeyUpdate().skipLocked(),
    )
    .returning(['attempts', 'failures'])
    .executeTakeFirst()
  return row ?? null
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
