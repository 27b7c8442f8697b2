/** The database behind the axis connector: which statuses were planned and sent, and how far receiving has come. */
import { type Kysely, sql } from 'kysely'
import type { AxisMemory, SentStatusLog } from '../../../connectors/axis/status-log.ts'
import { isStatusCode } from '../../../connectors/axis/status-plan.ts'
import { openOutgoing } from '../outgoing/outgoing.ts'
import type { Database } from '../schema.ts'

export function openSentStatusLog(db: Kysely<Database>): SentStatusLog {
  const outgoing = openOutgoing(db, 'axis')
  return {
    codesOf: async (docId) => (await outgoing.keysOf(docId)).filter(isStatusCode),
    plan: (status) => outgoing.plan({ externalId: status.docId, key: status.code, planned: status }),
    claimWaiting: async (now) => (await outgoing.claimWaiting(now)).filter((planned) => 'docId' in planned),
    markSent: outgoing.sent,
    markRefused: outgoing.refused,
    release: outgoing.release,
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
