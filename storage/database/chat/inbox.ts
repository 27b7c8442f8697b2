/** Webhook bodies of one channel, from the moment they are safe until they were worked on. */
import { type Kysely, sql } from 'kysely'
import type { ChatInbox } from '../../../connectors/chat/memory.ts'
import type { Channel } from '../../../connectors/intake.ts'
import { toText } from '../json.ts'
import type { Database } from '../schema.ts'
import { openBodyKeeper } from './keep-bodies.ts'

/** How long a body belongs to the process that took it; two that work on one do no harm, only the work twice. */
const holdMinutes = 10

export function openChatInbox(db: Kysely<Database>, channel: Channel): ChatInbox {
  return {
    keep: openBodyKeeper(db, channel),
    async claim(now, limit) {
      const rows = await db
        .updateTable('chat_inbox')
        .set({ attempts: sql`attempts + 1`, next_attempt_at: now.add({ minutes: holdMinutes }).toString() })
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('chat_inbox')
            .select('id')
            .where('channel', '=', channel)
            .where('state', '=', 'waiting')
            .where('next_attempt_at', '<=', now.toString())
            .orderBy('id')
            .limit(limit)
            .forUpdate()
            .skipLocked(),
        )
        .returning(['id', 'body', 'received_at', 'attempts'])
        .execute()
      return rows
        .sort((one, other) => one.id - other.id)
        .map(({ id, body, received_at, attempts }) => ({
          id,
          body,
          receivedAt: Temporal.Instant.from(received_at),
          attempt: attempts,
        }))
    },
    async done(id, events, gaveIntake) {
      await db
        .updateTable('chat_inbox')
        .set({ state: 'done', events: [...events], gave_intake: gaveIntake, next_attempt_at: null, last_error: null })
        .where('id', '=', id)
        .execute()
    },
    async later(id, next, why) {
      await db
        .updateTable('chat_inbox')
        .set({ next_attempt_at: next.toString(), last_error: toText(why) })
        .where('id', '=', id)
        .execute()
    },
    async stuck(id, why) {
      await db
        .updateTable('chat_inbox')
        .set({ state: 'stuck', next_attempt_at: null, last_error: toText(why) })
        .where('id', '=', id)
        .execute()
    },
    async retryStuck(now) {
      await db
        .updateTable('chat_inbox')
        .set({ state: 'waiting', attempts: 0, next_attempt_at: now.toString() })
        .where('channel', '=', channel)
        .where('state', '=', 'stuck')
        .execute()
    },
    async counts() {
      const count = (state: 'waiting' | 'stuck') => sql<number>`(count(*) filter (where state = ${state}))::int`
      return db
        .selectFrom('chat_inbox')
        .select([count('waiting').as('waiting'), count('stuck').as('stuck')])
        .where('channel', '=', channel)
        .where('state', '<>', 'done')
        .executeTakeFirstOrThrow()
    },
    async forgetNotes(before) {
      await db
        .deleteFrom('chat_inbox')
        .where('channel', '=', channel)
        .where('state', '=', 'done')
        .where('gave_intake', '=', false)
        .where('received_at', '<', before.toString())
        .execute()
    },
  }
}
