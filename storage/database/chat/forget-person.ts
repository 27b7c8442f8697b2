/**
 * Deletes what is known of a person who wrote by chat: ids, texts, raw bodies, and what we answered. What stays is what
 * the register and the gazette are made of: that something came, when, under which number, and its documents.
 */
import { sql, type Transaction } from 'kysely'
import type { Channel } from '../../../connectors/intake.ts'
import { toJson } from '../json.ts'
import type { Database } from '../schema.ts'

export interface Forgotten {
  threadIds: readonly string[]
  intakeIds: readonly string[]
  bodies: number
}

/** Stands where the text of a question was. */
const deletedText = 'Nội dung đã xóa theo yêu cầu của người gửi.'

export async function forgetPerson(
  trx: Transaction<Database>,
  channel: Channel,
  personIds: readonly string[],
  now: Temporal.Instant,
): Promise<Forgotten> {
  if (personIds.length === 0) return { threadIds: [], intakeIds: [], bodies: 0 }
  const threads = await trx
    .selectFrom('chat_threads')
    .select(['id', 'person_id', 'app_person_id', 'conversation_id'])
    .where('channel', '=', channel)
    .where((where) => where.or([where('person_id', 'in', personIds), where('app_person_id', 'in', personIds)]))
    .forUpdate()
    .execute()
  const threadIds = threads.map(({ id }) => id)
  // An id of one account leads to the one of the whole app, and so to bodies that name only the other.
  const named = [personIds, threads.flatMap((one) => [one.person_id, one.app_person_id, one.conversation_id])].flat()
  const bodies = await forgetBodies(trx, channel, new Set(named.filter((id): id is string => Boolean(id))))
  if (threadIds.length === 0) return { threadIds, intakeIds: [], bodies }
  const intakeIds = await forgetIntakes(trx, channel, threadIds, now)
  await trx
    .updateTable('chat_messages')
    .set({ text: '', attachments: '[]' })
    .where('thread_id', 'in', threadIds)
    .execute()
  await trx.updateTable('chat_replies').set({ text: '' }).where('thread_id', 'in', threadIds).execute()
  await trx
    .updateTable('chat_replies')
    .set({ state: 'unsent', unsent_code: 'PERSON_ERASED', settled_at: now.toString(), next_attempt_at: null })
    .where('thread_id', 'in', threadIds)
    .where('state', '<>', 'sent')
    .execute()
  await trx
    .updateTable('chat_threads')
    .set({ person_id: null, app_person_id: null, conversation_id: null, erased_at: now.toString() })
    .where('id', 'in', threadIds)
    .execute()
  return { threadIds, intakeIds, bodies }
}

async function forgetIntakes(
  trx: Transaction<Database>,
  channel: Channel,
  threadIds: readonly string[],
  now: Temporal.Instant,
): Promise<string[]> {
  const nobody = toJson({ name: null, address: null })
  const rows = await trx
    .updateTable('intakes')
    .set({
      sender: nobody,
      question: sql`case when question is null then null else ${deletedText} end`,
      // What the channel needs to answer is no longer needed; what the register needs stays.
      channel_data: sql`jsonb_build_object(
        'threadId', channel_data -> 'threadId', 'inboxId', channel_data -> 'inboxId',
        'event', channel_data -> 'event', 'delivered', channel_data -> 'delivered', 'erased', true)`,
    })
    .where('channel', '=', channel)
    .where(sql<string>`channel_data ->> 'threadId'`, 'in', threadIds)
    .returning('id')
    .execute()
  const intakeIds = rows.map(({ id }) => id)
  if (intakeIds.length === 0) return []
  await trx.updateTable('intake_repeats').set({ sender: nobody }).where('intake_id', 'in', intakeIds).execute()
  // Answers still to be said have nobody to go to, and may quote the question.
  await trx
    .updateTable('acknowledgements')
    .set({ next_attempt_at: null, delivered_at: now.toString(), last_error: 'PERSON_ERASED' })
    .where('intake_id', 'in', intakeIds)
    .where('delivered_at', 'is', null)
    .execute()
  await trx
    .updateTable('acknowledgements')
    .set({ event: sql`jsonb_set(event, '{text}', '""')` })
    .where('intake_id', 'in', intakeIds)
    .where(sql<string>`event ->> 'kind'`, '=', 'answered')
    .execute()
  await trx.updateTable('question_letters').set({ text: '' }).where('intake_id', 'in', intakeIds).execute()
  return intakeIds
}

/**
 * Bodies that name the person, whatever they are: also those of reactions, and the demand itself. The row and its hash
 * stay, so that the same body sent again is still known.
 */
async function forgetBodies(trx: Transaction<Database>, channel: Channel, ids: ReadonlySet<string>): Promise<number> {
  // As a value: a key may well be called as somebody's id is in a test.
  const quoted = [...ids].flatMap((id) => [Buffer.from(`:"${id}"`), Buffer.from(`: "${id}"`)])
  const result = await trx
    .updateTable('chat_inbox')
    .set({ body: null })
    .where('channel', '=', channel)
    .where('body', 'is not', null)
    .where(sql<boolean>`exists (select from unnest(${quoted}::bytea[]) as id where position(id in body) > 0)`)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
