/** How the doors fare, kept where every process sees it: the server that watches them, the command line, the next start. */
import { type Kysely, sql } from 'kysely'
import type { Channel, ConnectorHealth } from '../../../connectors/intake.ts'
import { toText } from '../json.ts'
import type { Database } from '../schema.ts'

/** From now on these doors are watched: what was missed before is not held against them. */
export async function watchDoors(
  db: Kysely<Database>,
  channels: readonly Channel[],
  now: Temporal.Instant,
): Promise<void> {
  if (channels.length === 0) return
  await db
    .insertInto('door_health')
    .values(channels.map((channel) => ({ channel, watched_since: now.toString(), last_error: null })))
    .onConflict((conflict) => conflict.column('channel').doUpdateSet({ watched_since: now.toString() }))
    .execute()
}

/** Adds what one process saw to what is known; a process that has seen nothing yet takes nothing away. */
export async function recordDoorHealth(
  db: Kysely<Database>,
  health: ConnectorHealth,
  now: Temporal.Instant,
): Promise<void> {
  const success = health.lastSuccessAt?.toString() ?? null
  const failure = health.lastErrorAt?.toString() ?? null
  if (success === null && failure === null) return
  await db
    .insertInto('door_health')
    .values({
      channel: health.channel,
      watched_since: now.toString(),
      last_success_at: success,
      last_error_at: failure,
      last_error: health.lastError && toText(health.lastError),
      backlog: health.backlog,
    })
    .onConflict((conflict) =>
      conflict.column('channel').doUpdateSet({
        last_success_at: sql`greatest(door_health.last_success_at, excluded.last_success_at)`,
        last_error_at: sql`greatest(door_health.last_error_at, excluded.last_error_at)`,
        last_error: sql`case when door_health.last_error_at is null or excluded.last_error_at >= door_health.last_error_at
          then excluded.last_error else door_health.last_error end`,
        backlog: sql`case when door_health.last_success_at is null or excluded.last_success_at >= door_health.last_success_at
          then excluded.backlog else door_health.backlog end`,
      }),
    )
    .execute()
}

export interface RecordedHealth extends ConnectorHealth {
  watchedSince: Temporal.Instant
}

export async function readDoorHealth(db: Kysely<Database>): Promise<ReadonlyMap<Channel, RecordedHealth>> {
  const rows = await db.selectFrom('door_health').selectAll().execute()
  const instant = (text: string | null) => text && Temporal.Instant.from(text)
  return new Map(
    rows.map((row) => [
      row.channel,
      {
        channel: row.channel,
        watchedSince: Temporal.Instant.from(row.watched_since),
        lastSuccessAt: instant(row.last_success_at) || null,
        lastErrorAt: instant(row.last_error_at) || null,
        lastError: row.last_error,
        backlog: row.backlog,
      },
    ]),
  )
}
