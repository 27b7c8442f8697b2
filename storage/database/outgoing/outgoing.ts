/** What a door plans first and sends afterwards: kept until it went out, held for one sender at a time. */
import { type Kysely, sql } from 'kysely'
import type { Channel } from '../../../connectors/intake.ts'
import { toJson, toText } from '../json.ts'
import type { Database } from '../schema.ts'
import type { Planned } from '../tables/doors.ts'

/** How long something belongs to the process that took it to send. */
const holdMinutes = 10

export interface NewOutgoing {
  externalId: string
  key: string
  planned: Planned
  address?: string
  messageId?: string
}

export interface Outgoing {
  /** Durable before it resolves. False when this key was planned for this message before. */
  plan(one: NewOutgoing): Promise<boolean>
  /** In the order they were planned, sent or not. */
  keysOf(externalId: string): Promise<string[]>
  /** Still to be sent, oldest first; held until one of the calls below, or until the hold has lapsed. */
  claimWaiting(now: Temporal.Instant): Promise<Planned[]>
  sent(externalId: string, key: string, at: Temporal.Instant, outcome: string | null): Promise<void>
  refused(externalId: string, key: string, at: Temporal.Instant, why: string): Promise<void>
  /** Could not be sent this time; waits for the next. */
  release(externalId: string, key: string): Promise<void>
}

export function openOutgoing(db: Kysely<Database>, channel: Channel): Outgoing {
  const settle = async (
    { externalId, key }: Pick<NewOutgoing, 'externalId' | 'key'>,
    at: Temporal.Instant,
    state: 'sent' | 'refused',
    outcome: string | null,
  ) => {
    await db
      .updateTable('outgoing')
      .set({ state, outcome: outcome && toText(outcome), settled_at: at.toString(), held_until: null })
      .where('channel', '=', channel)
      .where('external_id', '=', externalId)
      .where('key', '=', key)
      .execute()
  }
  return {
    async plan({ externalId, key, planned, address, messageId }) {
      const row = await db
        .insertInto('outgoing')
        .values({
          channel,
          external_id: externalId,
          key,
          planned: toJson(planned),
          address: address ?? null,
          message_id: messageId ?? null,
          state: 'waiting',
          outcome: null,
        })
        .onConflict((conflict) => conflict.columns(['channel', 'external_id', 'key']).doNothing())
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async keysOf(externalId) {
      const rows = await db
        .selectFrom('outgoing')
        .select('key')
        .where('channel', '=', channel)
        .where('external_id', '=', externalId)
        .orderBy('id')
        .execute()
      return rows.map((row) => row.key)
    },
    async claimWaiting(now) {
      const rows = await db
        .updateTable('outgoing')
        .set({ held_until: now.add({ minutes: holdMinutes }).toString() })
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('outgoing')
            .select('id')
            .where('channel', '=', channel)
            .where('state', '=', 'waiting')
            .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<', now.toString())]))
            .forUpdate()
            .skipLocked(),
        )
        .returning(['id', 'planned'])
        .execute()
      return rows.sort((one, other) => one.id - other.id).map((row) => row.planned)
    },
    sent: (externalId, key, at, outcome) => settle({ externalId, key }, at, 'sent', outcome),
    refused: (externalId, key, at, why) => settle({ externalId, key }, at, 'refused', why),
    async release(externalId, key) {
      await db
        .updateTable('outgoing')
        .set({ held_until: null })
        .where('channel', '=', channel)
        .where('external_id', '=', externalId)
        .where('key', '=', key)
        .execute()
    },
  }
}

/** How many went out to that address since then. */
export async function countSentTo(db: Kysely<Database>, address: string, since: Temporal.Instant): Promise<number> {
  const row = await db
    .selectFrom('outgoing')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('address', '=', address)
    .where('state', '=', 'sent')
    .where('settled_at', '>=', since.toString())
    .executeTakeFirstOrThrow()
  return row.count
}
