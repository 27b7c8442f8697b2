/** The list on the desk: what waits, what is due, what a clerk looks for. */
import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Channel } from '../../../connectors/intake.ts'
import type { Document, DocumentState } from '../../../pipeline/document.ts'
import { toText } from '../json.ts'
import type { Database } from '../schema.ts'
import { toDocument } from './document-row.ts'

export interface DeskFilter {
  states?: readonly DocumentState[]
  channel?: Channel
  /** Words to find in reference, type, summary, issuer and file name, with or without diacritics. */
  query?: string
  /** Deadlines that end by this instant and are still open. */
  dueBy?: Temporal.Instant
}

export type DeskOrder = 'due' | 'newest' | 'issued'

/** States in which a deadline no longer runs. */
const settled: readonly DocumentState[] = ['published', 'withdrawn', 'rejected']

/** One page of the list, and how many there are in all. */
export async function listForDesk(
  db: Kysely<Database>,
  filter: DeskFilter,
  order: DeskOrder,
  page: { limit: number; offset: number },
): Promise<{ documents: Document[]; count: number }> {
  const ordered = {
    due: sql`due_at asc nulls last, received_at asc, id asc`,
    newest: sql`received_at desc, id desc`,
    issued: sql`issued_on desc nulls last, received_at desc, id desc`,
  }[order]
  const [rows, { count }] = await Promise.all([
    filtered(db, filter).selectAll().orderBy(ordered).limit(page.limit).offset(page.offset).execute(),
    filtered(db, filter).select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow(),
  ])
  return { documents: rows.map(toDocument), count }
}

/** How many open deadlines have passed, and how many end by an instant. */
export async function countDue(
  db: Kysely<Database>,
  now: Temporal.Instant,
  soon: Temporal.Instant,
): Promise<{ overdue: number; soon: number }> {
  return db
    .selectFrom('documents')
    .select([
      sql<number>`count(*) filter (where due_at <= ${now.toString()}::timestamptz)::int`.as('overdue'),
      sql<number>`count(*) filter (where due_at > ${now.toString()}::timestamptz and due_at <= ${soon.toString()}::timestamptz)::int`.as(
        'soon',
      ),
    ])
    .where('state', '=', 'awaiting-review')
    .executeTakeFirstOrThrow()
}

function filtered(db: Kysely<Database>, { states, channel, query, dueBy }: DeskFilter) {
  let found = db.selectFrom('documents')
  if (states) found = found.where('state', 'in', states)
  if (channel) found = found.where('channel', '=', channel)
  if (dueBy) found = found.where('due_at', '<=', dueBy.toString()).where('state', 'not in', settled)
  for (const word of toText(query ?? '')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 12)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    found = found.where(
      sql<SqlBool>`unaccent(lower(concat_ws(' ', reference, document_type, summary, issuer, file_name))) like unaccent(lower(${pattern}))`,
    )
  }
  return found
}

export interface QueuePlace {
  /** Where the document stands among those that wait, from 1; `null` when it waits no more. */
  position: number | null
  waiting: number
  previous: string | null
  /** The one after it; for a document that waits no more, the first in line. */
  next: string | null
}

/** The line of documents that wait for review, the first due first, seen from one document. */
export async function findQueuePlace(db: Kysely<Database>, id: string): Promise<QueuePlace> {
  const { rows } = await sql<{ id: string; previous: string | null; next: string | null; position: number }>`
    with line as (
      select id, lag(id) over w as previous, lead(id) over w as next, (row_number() over w)::int as position
      from documents where state = 'awaiting-review'
      window w as (order by due_at asc nulls last, received_at asc, id asc)
    )
    select * from line where id = ${id}::uuid or position = 1`.execute(db)
  const { count } = await db
    .selectFrom('documents')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '=', 'awaiting-review')
    .executeTakeFirstOrThrow()
  const own = rows.find((row) => row.id === id)
  const first = rows.find((row) => row.position === 1)
  return own
    ? { position: own.position, waiting: count, previous: own.previous, next: own.next }
    : { position: null, waiting: count, previous: null, next: first?.id ?? null }
}
