/**
 * Group commit: bodies that arrive while one batch is being written make up the next, so that one fsync of PostgreSQL
 * serves them all. A body's promise resolves only after the commit it was part of.
 */
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Channel } from '../../../connectors/intake.ts'
import type { Database } from '../schema.ts'

export type KeepBody = (body: Buffer, receivedAt: Temporal.Instant) => Promise<{ repeat: boolean }>

interface Waiting {
  sha256: string
  body: Buffer
  receivedAt: Temporal.Instant
  settle: { resolve(kept: { repeat: boolean }): void; reject(error: unknown): void }[]
}

/** One statement takes so much; what is over waits for the next. */
const batchBodies = 500
const batchBytes = 8 * 1024 * 1024

export function openBodyKeeper(db: Kysely<Database>, channel: Channel): KeepBody {
  const queue = new Map<string, Waiting>()
  let writing = false

  const writeAll = async () => {
    writing = true
    while (queue.size > 0) await write(takeBatch(queue))
    writing = false
  }
  const write = async (batch: readonly Waiting[]) => {
    try {
      const repeats = await store(db, channel, batch)
      for (const { sha256, settle } of batch) {
        // Of equal bodies in one batch the first is the delivery, the others repeat it.
        for (const [index, { resolve }] of settle.entries()) resolve({ repeat: index > 0 || repeats.has(sha256) })
      }
    } catch (error) {
      for (const { settle } of batch) for (const { reject } of settle) reject(error)
    }
  }
  return (body, receivedAt) =>
    new Promise((resolve, reject) => {
      const sha256 = createHash('sha256').update(body).digest('hex')
      const same = queue.get(sha256)
      if (same) same.settle.push({ resolve, reject })
      else queue.set(sha256, { sha256, body, receivedAt, settle: [{ resolve, reject }] })
      if (!writing) void writeAll()
    })
}

function takeBatch(queue: Map<string, Waiting>): Waiting[] {
  const batch: Waiting[] = []
  let bytes = 0
  for (const [key, waiting] of queue) {
    if (batch.length > 0 && (batch.length >= batchBodies || bytes + waiting.body.length > batchBytes)) break
    bytes += waiting.body.length
    batch.push(waiting)
    queue.delete(key)
  }
  return batch
}

/** Returns the hashes of those that had come before. */
async function store(db: Kysely<Database>, channel: Channel, batch: readonly Waiting[]): Promise<ReadonlySet<string>> {
  const again = batch.map(({ settle }) => settle.length)
  const { rows } = await sql<{ sha256: string; repeat: boolean }>`
    insert into chat_inbox as kept (channel, sha256, body, received_at, next_attempt_at, repeats)
    select ${channel}, sha256, body, received_at, received_at, again - 1
    from unnest(
      ${batch.map(({ sha256 }) => sha256)}::text[],
      ${batch.map(({ body }) => body)}::bytea[],
      ${batch.map(({ receivedAt }) => receivedAt.toString())}::timestamptz[],
      ${again}::int[]
    ) as new (sha256, body, received_at, again)
    on conflict (channel, sha256) do update
      set repeats = kept.repeats + excluded.repeats + 1, repeated_at = excluded.received_at
    returning sha256, (xmax <> 0) as repeat`.execute(db)
  return new Set(rows.filter(({ repeat }) => repeat).map(({ sha256 }) => sha256))
}
