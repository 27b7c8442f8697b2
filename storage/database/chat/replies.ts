/** What is said to people by chat: planned, sent, or not sent and why. */
import { type Kysely, sql } from 'kysely'
import type { ReplyLog } from '../../../connectors/chat/memory.ts'
import type { Channel } from '../../../connectors/intake.ts'
import { toText } from '../json.ts'
import type { Database } from '../schema.ts'

/** How long a piece belongs to the process that took it to send. */
const holdMinutes = 5

export function openReplyLog(db: Kysely<Database>, channel: Channel): ReplyLog {
  return {
    async plan(reply, now) {
      if (reply.texts.length === 0) return
      await db
        .insertInto('chat_replies')
        .values(
          reply.texts.map((text, index) => ({
            channel,
            thread_id: reply.threadId,
            external_id: toText(reply.externalId),
            key: reply.key,
            part: index + 1,
            kind: reply.kind,
            text: toText(text),
            planned_at: now.toString(),
            next_attempt_at: now.toString(),
          })),
        )
        .onConflict((conflict) => conflict.columns(['thread_id', 'external_id', 'key', 'part']).doNothing())
        .execute()
    },
    async claim(now) {
      const row = await db
        .updateTable('chat_replies')
        .set({ attempts: sql`attempts + 1`, next_attempt_at: now.add({ minutes: holdMinutes }).toString() })
        .where('id', '=', (inner) =>
          inner
            .selectFrom('chat_replies as due')
            .select('id')
            .where('channel', '=', channel)
            .where('state', '=', 'waiting')
            .where('next_attempt_at', '<=', now.toString())
            // Nobody reads the end of an answer before its beginning.
            .where((where) =>
              where.not(
                where.exists(
                  where
                    .selectFrom('chat_replies as before')
                    .select('before.id')
                    .whereRef('before.thread_id', '=', 'due.thread_id')
                    .whereRef('before.id', '<', 'due.id')
                    .where('before.state', '=', 'waiting'),
                ),
              ),
            )
            .orderBy('id')
            .limit(1)
            .forUpdate()
            .skipLocked(),
        )
        .returning(['id', 'thread_id', 'external_id', 'kind', 'text', 'part', 'attempts'])
        .executeTakeFirst()
      if (!row) return null
      const { id, thread_id: threadId, external_id: externalId, kind, text, part, attempts: attempt } = row
      return { id, threadId, externalId, kind, text, part, attempt }
    },
    async sent(id, at, platformId) {
      await db
        .updateTable('chat_replies')
        .set({ state: 'sent', settled_at: at.toString(), platform_id: platformId, next_attempt_at: null })
        .set({ last_error: null })
        .where('id', '=', id)
        .execute()
    },
    async later(id, next, why) {
      await db
        .updateTable('chat_replies')
        .set({ next_attempt_at: next.toString(), last_error: toText(why) })
        .where('id', '=', id)
        .execute()
    },
    async unsent(id, at, code, why) {
      await sql`
        update chat_replies as rest
        set state = 'unsent', settled_at = ${at.toString()}, unsent_code = ${code}, last_error = ${toText(why)},
            next_attempt_at = null
        from chat_replies as given_up
        where given_up.id = ${id} and rest.state = 'waiting'
          and rest.thread_id = given_up.thread_id and rest.external_id = given_up.external_id
          and rest.key = given_up.key and rest.part >= given_up.part`.execute(db)
    },
    async firstAnswersSince(threadId, since) {
      const row = await db
        .selectFrom('chat_replies')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('thread_id', '=', threadId)
        .where('kind', '=', 'first')
        .where('part', '=', 1)
        .where('state', '=', 'sent')
        .where('settled_at', '>=', since.toString())
        .executeTakeFirstOrThrow()
      return row.count
    },
    async windowOpened(threadId, now) {
      await db
        .updateTable('chat_replies')
        .set({ state: 'waiting', next_attempt_at: now.toString(), attempts: 0, unsent_code: null, settled_at: null })
        .where('thread_id', '=', threadId)
        .where('state', '=', 'unsent')
        .where('unsent_code', '=', 'WINDOW_CLOSED')
        .execute()
    },
    async isOurs(platformId) {
      const row = await db
        .selectFrom('chat_replies')
        .select('id')
        .where('channel', '=', channel)
        .where('platform_id', '=', platformId)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}
