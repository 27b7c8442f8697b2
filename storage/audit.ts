/**
 * The journal: append-only, hash-chained record of every decision, by people and by stages. Each row's hash covers its
 * own content and the hash of the row before, so that a row changed, taken out or put in between shows.
 */
import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { toJson } from './database/json.ts'
import type { Database } from './database/schema.ts'

export interface JournalEntry {
  /** Account name, `system`, or `cli:<user>`. */
  actor: string
  action: string
  subject: {
    kind: 'intake' | 'document' | 'gazette' | 'account' | 'trust' | 'question' | 'thread' | 'backup'
    id: string
  }
  details: Readonly<Record<string, unknown>>
}

const CHAIN_START = '0'.repeat(64)

/**
 * Appends entries at the end of the chain. Call it last in a transaction: from here to the commit nobody else can
 * append.
 */
export async function appendToJournal(
  trx: Transaction<Database>,
  now: Temporal.Instant,
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`select pg_advisory_xact_lock(hashtext('congbao journal'))`.execute(trx)
  const last = await trx
    .selectFrom('journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  let previous = { seq: last?.seq ?? 0, hash: last?.hash ?? CHAIN_START }
  const rows = entries.map((entry) => {
    const row = {
      seq: previous.seq + 1,
      at: now.round({ smallestUnit: 'microsecond', roundingMode: 'floor' }).toString(),
      actor: entry.actor,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      details: toJson(entry.details),
      previous_hash: previous.hash,
    }
    const complete = { ...row, hash: hashOf(row) }
    previous = { seq: complete.seq, hash: complete.hash }
    return complete
  })
  await trx.insertInto('journal').values(rows).execute()
}

interface HashedRow {
  seq: number
  at: string
  actor: string
  action: string
  subject_kind: string
  subject_id: string
  details: string
  previous_hash: string
}

function hashOf(row: HashedRow): string {
  const details = canonical(JSON.parse(row.details))
  const at = Temporal.Instant.from(row.at).epochNanoseconds.toString()
  const content = [row.seq, at, row.actor, row.action, row.subject_kind, row.subject_id, details, row.previous_hash]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** Names what a value says, however PostgreSQL orders its keys: SHA-256 over `canonical`. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex')
}

/** JSON with sorted keys: jsonb does not keep the order they were written in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

export type ChainVerdict = { sound: true; entries: number } | { sound: false; brokenAt: number; why: string }

/** Walks the whole chain and says where it first breaks. */
export async function verifyJournal(db: Kysely<Database>, pageSize = 1000): Promise<ChainVerdict> {
  let expected = { seq: 1, hash: CHAIN_START }
  for (;;) {
    const rows = await db
      .selectFrom('journal')
      .selectAll()
      .where('seq', '>=', expected.seq)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    for (const row of rows) {
      if (row.seq !== expected.seq) return { sound: false, brokenAt: expected.seq, why: 'a row is missing' }
      if (row.previous_hash !== expected.hash) return { sound: false, brokenAt: row.seq, why: 'the chain is cut here' }
      if (hashOf({ ...row, details: JSON.stringify(row.details) }) !== row.hash) {
        return { sound: false, brokenAt: row.seq, why: 'the row was changed' }
      }
      expected = { seq: row.seq + 1, hash: row.hash }
    }
    if (rows.length < pageSize) return { sound: true, entries: expected.seq - 1 }
  }
}

/** Everything recorded of one subject, oldest first. */
export async function journalOf(db: Kysely<Database>, kind: JournalEntry['subject']['kind'], id: string) {
  return db
    .selectFrom('journal')
    .select(['seq', 'at', 'actor', 'action', 'details'])
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute()
}
