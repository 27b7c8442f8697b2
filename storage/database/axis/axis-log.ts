/** The database behind the axis connector: which statuses were planned and sent, and how far receiving has come. */
import { type Kysely, sql } from 'kysely'
import type { AxisMemory, SentStatusLog } from '../../../connectors/axis/status-log.ts'
import { toJson } from '../json.ts'
import type { Database } from '../schema.ts'

/** How long a status belongs to the process that took it to send. */
const holdMinutes = 10

export function openSentStatusLog(db: Kysely<Database>): SentStatusLog {
  const settle = async (
    docId: string,
    code: string,
    at: Temporal.Instant,
    state: 'sent' | 'refused',
    outcome: string | null,
  ) => {
    await db
      .updateTable('axis_statuses')
      .set({ state, outcome, settled_at: at.toString(), held_until: null })
      .where('doc_id', '=', docId)
      .where('code', '=', code as never)
      .execute()
  }
  return {
    async codesOf(docId) {
      const rows = await db
        .selectFrom('axis_statuses')
        .select('code')
        .where('doc_id', '=', docId)
        .orderBy('id')
        .execute()
      return rows.map((row) => row.code)
    },
    async plan(status) {
      const row = await db
        .insertInto('axis_statuses')
        .values({ doc_id: status.docId, code: status.code, planned: toJson(status), state: 'waiting', outcome: null })
        .onConflict((conflict) => conflict.columns(['doc_id', 'code']).doNothing())
        .returning('id')
        .executeTakeFirst()
      return row !== undefined
    },
    async claimWaiting(now) {
      const rows = await db
        .updateTable('axis_statuses')
        .set({ held_until: now.add({ minutes: holdMinutes }).toString() })
        .where('id', 'in', (inner) =>
          inner
            .selectFrom('axis_statuses')
            .select('id')
            .where('state', '=', 'waiting')
            .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<', now.toString())]))
            .forUpdate()
            .skipLocked(),
        )
        .returning(['id', 'planned'])
        .execute()
      return rows.sort((one, other) => one.id - other.id).map((row) => row.planned)
    },
    markSent: (docId, code, at, sentDocId) => settle(docId, code, at, 'sent', sentDocId),
    markRefused: (docId, code, at, reason) => settle(docId, code, at, 'refused', reason),
    async release(docId, code) {
      await db
        .updateTable('axis_statuses')
        .set({ held_until: null })
        .where('doc_id', '=', docId)
        .where('code', '=', code)
        .execute()
    },
  }
}

export function openAxisMemory(db: Kysely<Database>): AxisMemory {
  return {
    async taken(docIds) {
      if (docIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('intakes')
        .select(['external_id', 'channel_data', 'declined'])
        .where('channel', '=', 'axis')
        .where('external_id', 'in', docIds)
        .execute()
      return new Map(rows.map((row) => [row.external_id, { channelData: row.channel_data, declined: row.declined }]))
    },
    async completeUntil(list) {
      const row = await db
        .selectFrom('axis_progress')
        .select('complete_until')
        .where('list', '=', list)
        .executeTakeFirst()
      return row ? Temporal.PlainDate.from(row.complete_until) : null
    },
    async setCompleteUntil(list, day) {
      await db
        .insertInto('axis_progress')
        .values({ list, complete_until: day.toString() })
        .onConflict((conflict) =>
          conflict.column('list').doUpdateSet({
            complete_until: sql`greatest(axis_progress.complete_until, excluded.complete_until)`,
          }),
        )
        .execute()
    },
  }
}
