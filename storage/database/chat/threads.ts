/** Conversations of one channel. */
import { type Kysely, type Selectable, sql } from 'kysely'
import type { ChatThread, ChatThreads, LostFile } from '../../../connectors/chat/memory.ts'
import type { ChatDeclineCode } from '../../../connectors/chat/reasons.ts'
import type { Channel } from '../../../connectors/intake.ts'
import { toJson, toText } from '../json.ts'
import type { Database } from '../schema.ts'
import type { ChatThreadsTable } from '../tables/chat.ts'

export function openChatThreads(db: Kysely<Database>, channel: Channel): ChatThreads {
  return {
    async open(person, actAt, now) {
      const row = await db
        .insertInto('chat_threads')
        .values({
          channel,
          account_id: toText(person.accountId),
          person_id: toText(person.personId),
          app_person_id: person.appPersonId && toText(person.appPersonId),
          conversation_id: person.conversationId && toText(person.conversationId),
          started_at: now.toString(),
          last_act_at: actAt?.toString() ?? null,
        })
        .onConflict((conflict) =>
          conflict.columns(['channel', 'account_id', 'person_id']).doUpdateSet({
            last_act_at: sql`greatest(chat_threads.last_act_at, excluded.last_act_at)`,
            app_person_id: sql`coalesce(excluded.app_person_id, chat_threads.app_person_id)`,
            conversation_id: sql`coalesce(excluded.conversation_id, chat_threads.conversation_id)`,
          }),
        )
        .returningAll()
        .executeTakeFirstOrThrow()
      return threadOf(row)
    },
    async find(id) {
      const row = await db.selectFrom('chat_threads').selectAll().where('id', '=', id).executeTakeFirst()
      return row ? threadOf(row) : null
    },
    async append(threadId, message) {
      await db
        .insertInto('chat_messages')
        .values({
          thread_id: threadId,
          direction: message.direction,
          external_id: toText(message.externalId),
          intake_id: message.intakeId,
          sent_at: message.sentAt.toString(),
          text: toText(message.text),
          attachments: toJson(message.attachments),
        })
        .onConflict((conflict) => conflict.columns(['thread_id', 'external_id']).doNothing())
        .execute()
    },
    async taken(externalId) {
      const row = await db
        .selectFrom('intakes')
        .select(['id', 'channel_data', 'declined'])
        .where('channel', '=', channel)
        .where('external_id', '=', toText(externalId))
        .executeTakeFirst()
      // Written by the connector itself, in this shape; what was deleted since is no longer there.
      const { inboxId, lost } = (row?.channel_data ?? {}) as { inboxId?: number; lost?: LostFile[] }
      return row
        ? {
            intakeId: row.id,
            inboxId: inboxId ?? null,
            declinedCode: (row.declined?.code as ChatDeclineCode | undefined) ?? null,
            lost: lost ?? [],
          }
        : null
    },
  }
}

function threadOf(row: Selectable<ChatThreadsTable>): ChatThread {
  return {
    id: row.id,
    accountId: row.account_id,
    personId: row.person_id ?? '',
    appPersonId: row.app_person_id,
    conversationId: row.conversation_id,
    lastActAt: row.last_act_at ? Temporal.Instant.from(row.last_act_at) : null,
    erased: row.erased_at !== null,
  }
}
