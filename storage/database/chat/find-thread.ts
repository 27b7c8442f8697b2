/** One conversation as the desk reads it: what was written, when, by whom, and what became of our answers. */
import { type Kysely, sql } from 'kysely'
import type { AttachmentKind } from '../../../connectors/chat/event.ts'
import { type UnsentCode, unsentSentence } from '../../../connectors/chat/reasons.ts'
import type { Channel } from '../../../connectors/intake.ts'
import type { Database } from '../schema.ts'

export interface ThreadEntry {
  /** `person`: who wrote to us; `account`: somebody at the platform's own page; `congbao`: this program. */
  by: 'person' | 'account' | 'congbao'
  /** ISO 8601 instant. */
  at: string
  /** Empty where it was deleted, or where only files were sent. */
  text: string
  attachments: readonly { kind: AttachmentKind; name: string | null }[]
  /** The intake the message became, its number in the register, and the documents of it. */
  intakeId: string | null
  register: { number: number; year: number } | null
  documentIds: readonly string[]
  /** Of our own: whether it went out. */
  delivery: { state: 'waiting' | 'sent' | 'unsent'; code: UnsentCode | null; message: string | null } | null
}

export interface ThreadView {
  id: string
  channel: Channel
  /** Their data was deleted at their demand. */
  erased: boolean
  entries: readonly ThreadEntry[]
}

/** Oldest first; `null` when there is no such conversation. Its id is the intake's `channelData.threadId`. */
export async function findThread(db: Kysely<Database>, threadId: string): Promise<ThreadView | null> {
  const thread = await db.selectFrom('chat_threads').selectAll().where('id', '=', threadId).executeTakeFirst()
  if (!thread) return null
  const [messages, replies] = await Promise.all([
    findMessages(db, threadId),
    db.selectFrom('chat_replies').selectAll().where('thread_id', '=', threadId).orderBy('id').execute(),
  ])
  // The platform echoes what we sent, at times before it told us its id.
  const ours = new Set(replies.map((reply) => reply.platform_id))
  const written = messages
    .filter(({ direction, external_id }) => direction === 'in' || !ours.has(external_id))
    .map(
      (message): ThreadEntry => ({
        by: message.direction === 'in' ? 'person' : 'account',
        at: message.sent_at,
        text: message.text,
        attachments: message.attachments,
        intakeId: message.intake_id,
        register:
          message.register_number !== null && message.register_year !== null
            ? { number: message.register_number, year: message.register_year }
            : null,
        documentIds: message.documentIds ?? [],
        delivery: null,
      }),
    )
  const answered = replies.map(
    (reply): ThreadEntry => ({
      by: 'congbao',
      at: reply.settled_at ?? reply.planned_at,
      text: reply.text,
      attachments: [],
      intakeId: null,
      register: null,
      documentIds: [],
      delivery: {
        state: reply.state,
        code: reply.unsent_code,
        message: reply.unsent_code ? unsentSentence(reply.unsent_code) : null,
      },
    }),
  )
  const entries = [...written, ...answered].sort((one, other) => momentOf(one) - momentOf(other))
  return { id: thread.id, channel: thread.channel, erased: thread.erased_at !== null, entries }
}

function findMessages(db: Kysely<Database>, threadId: string) {
  return db
    .selectFrom('chat_messages')
    .leftJoin('intakes', 'intakes.id', 'chat_messages.intake_id')
    .selectAll('chat_messages')
    .select(['register_number', 'register_year'])
    .select((select) =>
      select
        .selectFrom('intake_parts')
        .whereRef('intake_parts.intake_id', '=', 'chat_messages.intake_id')
        .select(sql<string[]>`coalesce(jsonb_agg(document_id order by position), '[]')`.as('documentIds'))
        .as('documentIds'),
    )
    .where('thread_id', '=', threadId)
    .orderBy('chat_messages.id')
    .execute()
}

function momentOf({ at }: ThreadEntry): number {
  return Temporal.Instant.from(at).epochMilliseconds
}
