/** Opens a question for an intake, or hangs the intake on the question of the same exchange that is still open. */
import { sql, type Transaction } from 'kysely'
import type { Intake } from '../../../connectors/intake.ts'
import type { Deadline } from '../../../pipeline/deadlines/deadline.ts'
import { toJson } from '../json.ts'
import type { Database } from '../schema.ts'

/** @returns the question's id, and whether it was open before. */
export async function openQuestion(
  trx: Transaction<Database>,
  intakeId: string,
  intake: Pick<Intake, 'channel' | 'channelData'>,
  deadline: Deadline,
): Promise<{ questionId: string; followsUp: boolean }> {
  const earlier = await findOpenQuestion(trx, intake)
  if (earlier) {
    await trx.insertInto('question_follow_ups').values({ intake_id: intakeId, question_id: earlier }).execute()
    return { questionId: earlier, followsUp: true }
  }
  await trx
    .insertInto('questions')
    .values({ intake_id: intakeId, state: 'open', deadline: toJson(deadline), due_at: deadline.dueAt, handed_to: null })
    .execute()
  return { questionId: intakeId, followsUp: false }
}

/** By the conversation of a chat, or by the mails this one answers: those of the asker, and those of ours. */
async function findOpenQuestion(
  trx: Transaction<Database>,
  { channel, channelData }: Pick<Intake, 'channel' | 'channelData'>,
): Promise<string | null> {
  const { threadId, thread } = channelData
  const references = Array.isArray(thread) ? thread.filter((id): id is string => typeof id === 'string') : []
  if (typeof threadId !== 'string' && references.length === 0) return null
  const row = await trx
    .selectFrom('questions')
    .leftJoin('question_follow_ups', 'question_follow_ups.question_id', 'questions.intake_id')
    .innerJoin('intakes', (join) =>
      join.on((on) =>
        on.or([
          on('intakes.id', '=', on.ref('questions.intake_id')),
          on('intakes.id', '=', on.ref('question_follow_ups.intake_id')),
        ]),
      ),
    )
    .select('questions.intake_id')
    .where('questions.state', '=', 'open')
    .where('intakes.channel', '=', channel)
    .where((where) =>
      typeof threadId === 'string'
        ? where(sql<string>`intakes.channel_data ->> 'threadId'`, '=', threadId)
        : where.or([
            where('intakes.external_id', 'in', references),
            where('intakes.external_id', 'in', (inner) =>
              inner.selectFrom('outgoing').select('external_id').where('message_id', 'in', references),
            ),
          ]),
    )
    .orderBy('questions.intake_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.intake_id ?? null
}
