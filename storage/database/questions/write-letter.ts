/** Writes down what an asker is told, and what it makes of the question. */
import { sql, type Transaction } from 'kysely'
import type { Database } from '../schema.ts'
import type { QuestionLettersTable } from '../tables/questions.ts'

export type LetterKind = QuestionLettersTable['kind']

export interface Letter {
  questionId: string
  /** The message it answers. */
  intakeId: string
  kind: LetterKind
  text: string
  /** ISO date. */
  limitOn: string | null
  by: string
  at: Temporal.Instant
}

/** What becomes of the question: settled, or due again at another time. */
export type Outcome =
  | { state: 'answered' | 'out-of-scope' | 'complaint' }
  | { state: 'open'; dueAt: Temporal.Instant; handedTo: string | null }

/** @returns the letter's id; `null` when the question is settled already, and then nothing is written. */
export async function writeLetter(
  trx: Transaction<Database>,
  letter: Letter,
  outcome: Outcome,
): Promise<number | null> {
  const at = letter.at.toString()
  const changed = await trx
    .updateTable('questions')
    .set({
      state: outcome.state,
      first_told_at: sql`coalesce(first_told_at, ${at}::timestamptz)`,
      ...(outcome.state === 'open' ? { due_at: outcome.dueAt.toString() } : { settled_at: at }),
      ...(outcome.state === 'open' && outcome.handedTo !== null ? { handed_to: outcome.handedTo } : {}),
    })
    .where('intake_id', '=', letter.questionId)
    .where('state', '=', 'open')
    .returning('intake_id')
    .executeTakeFirst()
  if (!changed) return null
  const { id } = await trx
    .insertInto('question_letters')
    .values({
      question_id: letter.questionId,
      intake_id: letter.intakeId,
      kind: letter.kind,
      text: letter.text,
      limit_on: letter.limitOn,
      written_by: letter.by,
      written_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
