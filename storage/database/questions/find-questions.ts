/** Questions with what was asked and what was told, for the desk, the command line and the figures. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'
import type { QuestionsTable } from '../tables/questions.ts'

export type QuestionState = QuestionsTable['state']

/** Open ones by what is due first, settled ones by the latest. */
export async function listQuestions(
  db: Kysely<Database>,
  page: { state: 'open' | 'settled'; limit: number; offset?: number },
) {
  let query = db
    .selectFrom('questions')
    .innerJoin('intakes', 'intakes.id', 'questions.intake_id')
    .select(['questions.intake_id as id', 'state', 'deadline', 'due_at', 'handed_to', 'first_told_at', 'settled_at'])
    .select(['channel', 'register_number', 'register_year', 'sender', 'received_at', 'question', 'envelope'])
    .select((select) => [
      select
        .selectFrom('question_follow_ups')
        .whereRef('question_id', '=', 'questions.intake_id')
        .select(sql<number>`count(*)::int`.as('count'))
        .as('follow_ups'),
      select
        .selectFrom('question_letters')
        .whereRef('question_id', '=', 'questions.intake_id')
        .select(sql<string | null>`max(limit_on)::text`.as('limit_on'))
        .as('promised_on'),
      select
        .selectFrom('question_publications')
        .whereRef('question_id', '=', 'questions.intake_id')
        .where('withdrawn_at', 'is', null)
        .select(sql<boolean>`true`.as('public'))
        .as('is_public'),
    ])
    .limit(page.limit)
    .offset(page.offset ?? 0)
  query =
    page.state === 'open'
      ? query.where('state', '=', 'open').orderBy('due_at').orderBy('questions.intake_id')
      : query.where('state', '<>', 'open').orderBy('settled_at', 'desc').orderBy('questions.intake_id', 'desc')
  return query.execute()
}
export type ListedQuestion = Awaited<ReturnType<typeof listQuestions>>[number]

export async function countQuestions(db: Kysely<Database>, now: Temporal.Instant) {
  return db
    .selectFrom('questions')
    .select(sql<number>`count(*) filter (where state = 'open')::int`.as('open'))
    .select(
      sql<number>`count(*) filter (where state = 'open' and due_at <= ${now.toString()}::timestamptz)::int`.as(
        'overdue',
      ),
    )
    .select(sql<number>`count(*) filter (where state <> 'open')::int`.as('settled'))
    .executeTakeFirstOrThrow()
}

/** One question whole; by a follow-up's id, the question it follows. `null` when there is none. */
export async function findQuestion(db: Kysely<Database>, id: string) {
  const question = await db
    .selectFrom('questions')
    .selectAll()
    .where('intake_id', '=', (select) =>
      select
        .selectFrom('question_follow_ups')
        .select('question_id as id')
        .where('intake_id', '=', id)
        .union(select.selectFrom('questions').select('intake_id as id').where('intake_id', '=', id)),
    )
    .executeTakeFirst()
  if (!question) return null
  const [messages, letters, publication] = await Promise.all([
    messagesOf(db, question.intake_id),
    lettersOf(db, question.intake_id),
    db.selectFrom('question_publications').selectAll().where('question_id', '=', question.intake_id).executeTakeFirst(),
  ])
  const { intake_id, ...rest } = question
  return { ...rest, id: intake_id, messages, letters, publication: publication ?? null }
}
export type FoundQuestion = NonNullable<Awaited<ReturnType<typeof findQuestion>>>

/** What the asker wrote, oldest first. */
function messagesOf(db: Kysely<Database>, id: string) {
  return db
    .selectFrom('intakes')
    .select(['id', 'channel', 'external_id', 'sender', 'received_at', 'question', 'envelope', 'channel_data'])
    .select(['register_number', 'register_year', 'raw_sha256'])
    .where((where) =>
      where.or([
        where('id', '=', id),
        where('id', 'in', (select) =>
          select.selectFrom('question_follow_ups').select('intake_id').where('question_id', '=', id),
        ),
      ]),
    )
    .orderBy('received_at')
    .orderBy('id')
    .execute()
}

/** What the asker was told, oldest first, and whether the channel has taken it. */
function lettersOf(db: Kysely<Database>, id: string) {
  return db
    .selectFrom('question_letters as letter')
    .leftJoin('acknowledgements', (join) =>
      join
        .onRef('acknowledgements.intake_id', '=', 'letter.intake_id')
        .on((on) => on('event_key', '=', sql<string>`'answered letter ' || letter.id`)),
    )
    .select(['letter.id', 'letter.kind', 'letter.text', 'limit_on', 'written_by', 'written_at'])
    .select(['delivered_at', 'last_error', 'next_attempt_at'])
    .where('letter.question_id', '=', id)
    .orderBy('letter.id')
    .execute()
}

/** The intake id behind a register number like `12/2026`. */
export async function questionByNumber(db: Kysely<Database>, number: number, year: number): Promise<string | null> {
  const row = await db
    .selectFrom('intakes')
    .select('id')
    .where('register_number', '=', number)
    .where('register_year', '=', year)
    .where('kind', '=', 'question')
    .executeTakeFirst()
  return row?.id ?? null
}
