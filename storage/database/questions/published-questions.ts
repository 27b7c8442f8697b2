/** What the public sees of questions. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from '../schema.ts'

export interface PublishedQuestion {
  id: number
  title: string
  question: string
  answer: string
  publishedAt: Temporal.Instant
  /** Taken down: its address stays known, its words do not show. */
  withdrawn: boolean
}

export interface Wording {
  title: string
  question: string
  answer: string
}

/** Worded anew, it keeps its address. @returns the number of its address. */
export async function publishQuestion(
  trx: Transaction<Database>,
  questionId: string,
  wording: Wording,
  by: string,
  at: Temporal.Instant,
): Promise<number> {
  const values = { ...wording, published_by: by, published_at: at.toString() }
  const { id } = await trx
    .insertInto('question_publications')
    .values({ question_id: questionId, ...values })
    .onConflict((conflict) => conflict.column('question_id').doUpdateSet({ ...values, withdrawn_at: null }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** @returns false when it is not public. */
export async function withdrawQuestion(
  trx: Transaction<Database>,
  questionId: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const row = await trx
    .updateTable('question_publications')
    .set({ withdrawn_at: at.toString() })
    .where('question_id', '=', questionId)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Newest first. */
export async function listPublishedQuestions(
  db: Kysely<Database>,
  page: { limit: number; offset: number },
): Promise<PublishedQuestion[]> {
  const rows = await db
    .selectFrom('question_publications')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .orderBy('published_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(toPublished)
}

export async function countPublishedQuestions(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('question_publications')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

export async function findPublishedQuestion(db: Kysely<Database>, id: number): Promise<PublishedQuestion | null> {
  const row = await db.selectFrom('question_publications').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toPublished(row) : null
}

function toPublished(row: {
  id: number
  title: string
  question: string
  answer: string
  published_at: string
  withdrawn_at: string | null
}): PublishedQuestion {
  const { id, title, question, answer } = row
  const publishedAt = Temporal.Instant.from(row.published_at)
  return { id, title, question, answer, publishedAt, withdrawn: row.withdrawn_at !== null }
}
