/** The database behind the scanner connector: what lay in the folder, what was made of it, what still waits. */
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import type { Drop, JudgedDrop, ScannerMemory } from '../../../connectors/scanner/memory.ts'
import { toJson, toText } from '../json.ts'
import type { Database } from '../schema.ts'
import type { ScannerDropsTable } from '../tables/doors.ts'

type Row = Selectable<ScannerDropsTable>

export function openScannerMemory(db: Kysely<Database>): ScannerMemory {
  const drops = async (narrow: (query: Lines) => Lines): Promise<Row[]> =>
    narrow(db.selectFrom('scanner_drops').selectAll().orderBy('id')).execute()
  return {
    alone: (work) =>
      db.connection().execute(async (connection) => {
        const key = sql`hashtext('congbao scanner folder')`
        const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_lock(${key}) as held`.execute(connection)
        if (!rows[0]?.held) return null
        try {
          return await work()
        } finally {
          await sql`select pg_advisory_unlock(${key})`.execute(connection)
        }
      }),
    async remember(file, raw, firstSeenAt, judgement) {
      await db
        .insertInto('scanner_drops')
        .values({
          scanner: file.scanner && toText(file.scanner),
          file_name: toText(file.fileName),
          bytes: file.bytes,
          modified_ms: file.modifiedMs,
          raw_sha256: raw.sha256 || null,
          first_seen_at: firstSeenAt.toString(),
          judgement: judgement && toJson(judgement),
          moved_to: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async unjudged() {
      return (await drops((query) => query.where('registered_at', 'is', null).where('judgement', 'is', null))).map(
        toDrop,
      )
    },
    async begin(id) {
      await db.updateTable('scanner_drops').set({ tries: sql`tries + 1` }).where('id', '=', id).execute()
    },
    async broke(id) {
      await db.updateTable('scanner_drops').set({ failures: sql`failures + 1` }).where('id', '=', id).execute()
    },
    async judge(id, judgement) {
      await db
        .updateTable('scanner_drops')
        .set({ judgement: toJson(judgement) })
        .where('id', '=', id)
        .execute()
    },
    async unmoved() {
      const rows = await drops((query) => query.where('moved_at', 'is', null))
      return rows.map((row) => ({ ...toDrop(row), judgement: row.judgement }))
    },
    async moved(id, place, at) {
      const moved = { moved_at: at.toString(), moved_to: place && toText(place) }
      await db.updateTable('scanner_drops').set(moved).where('id', '=', id).execute()
    },
    async unregistered() {
      const rows = await drops((query) => query.where('registered_at', 'is', null).where('judgement', 'is not', null))
      return rows.flatMap((row): JudgedDrop[] => (row.judgement ? [{ ...toDrop(row), judgement: row.judgement }] : []))
    },
    async registered(id, at) {
      await db.updateTable('scanner_drops').set({ registered_at: at.toString() }).where('id', '=', id).execute()
    },
    async takenBy(externalIds) {
      if (externalIds.length === 0) return new Map()
      const rows = await db
        .selectFrom('intakes')
        .select(['external_id', 'channel_data'])
        .where('channel', '=', 'scanner')
        .where('external_id', 'in', externalIds.map(toText))
        .execute()
      return new Map(
        rows.map(({ external_id, channel_data }) => [
          external_id,
          typeof channel_data.drop === 'number' ? channel_data.drop : null,
        ]),
      )
    },
    async lastArrival() {
      const row = await db
        .selectFrom('intakes')
        .select('received_at')
        .where('register_number', 'is not', null)
        .orderBy('received_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? Temporal.Instant.from(row.received_at) : null
    },
  }
}

type Lines = SelectQueryBuilder<Database, 'scanner_drops', Row>

function toDrop(row: Row): Drop {
  return {
    id: row.id,
    scanner: row.scanner,
    fileName: row.file_name,
    bytes: row.bytes,
    modifiedMs: row.modified_ms,
    raw: { sha256: row.raw_sha256 ?? '', bytes: row.raw_sha256 === null ? 0 : row.bytes },
    firstSeenAt: Temporal.Instant.from(row.first_seen_at),
    tries: row.tries,
    failures: row.failures,
  }
}
