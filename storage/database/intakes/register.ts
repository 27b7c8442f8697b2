/** The intake register (Nghị định 30/2020, Phụ lục VI) and, apart from it, the deliveries that were declined. */
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Channel } from '../../../connectors/intake.ts'
import type { DocumentState } from '../../../pipeline/document.ts'
import type { Database } from '../schema.ts'

export interface RegisterFilter {
  /** The year of the numbers; of declined deliveries, in which they have none, the year they came. */
  year: number
  /** When they arrived: from this instant on, and before that one. */
  from: Temporal.Instant | null
  until: Temporal.Instant | null
  channel: Channel | null
}

export interface RegisterPart {
  documentId: string
  fileName: string
  documentType: string | null
  reference: string | null
  issuer: string | null
  /** ISO date. */
  issuedOn: string | null
  summary: string | null
  pages: number | null
  state: DocumentState
  /** When it was first handed to the editors; ISO instant. */
  handedOnAt: string | null
}

/** Newest number first. */
export function listRegister(db: Kysely<Database>, filter: RegisterFilter, page: { limit: number; offset: number }) {
  return lines(db, filter).orderBy('register_number', 'desc').limit(page.limit).offset(page.offset).execute()
}
export type RegisterLine = Awaited<ReturnType<typeof listRegister>>[number]

export function listDeclined(db: Kysely<Database>, filter: RegisterFilter, page: { limit: number; offset: number }) {
  return withParts(narrow(db.selectFrom('intakes').where('register_number', 'is', null), filter))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

const batch = 500

/** The whole register in the order of its numbers, a few hundred lines at a time. */
export async function* streamRegister(db: Kysely<Database>, filter: RegisterFilter): AsyncIterable<RegisterLine[]> {
  for (let after = 0; ; ) {
    const found = await lines(db, filter)
      .where('register_number', '>', after)
      .orderBy('register_number')
      .limit(batch)
      .execute()
    if (found.length > 0) yield found
    if (found.length < batch) return
    after = found.at(-1)?.register_number ?? after
  }
}

export async function countRegister(
  db: Kysely<Database>,
  filter: RegisterFilter,
): Promise<{ registered: number; declined: number }> {
  const [registered, declined] = await Promise.all([
    narrow(db.selectFrom('intakes').where('register_year', '=', filter.year), filter)
      .select(sql<number>`count(*)::int`.as('count'))
      .executeTakeFirstOrThrow(),
    narrow(db.selectFrom('intakes').where('register_number', 'is', null), filter)
      .select(sql<number>`count(*)::int`.as('count'))
      .executeTakeFirstOrThrow(),
  ])
  return { registered: registered.count, declined: declined.count }
}

/** Years that have numbers, newest first. */
export async function registerYears(db: Kysely<Database>): Promise<number[]> {
  const rows = await db
    .selectFrom('intakes')
    .select('register_year')
    .distinct()
    .where('register_year', 'is not', null)
    .orderBy('register_year', 'desc')
    .execute()
  return rows.flatMap(({ register_year }) => (register_year === null ? [] : [register_year]))
}

type Intakes = SelectQueryBuilder<Database, 'intakes', object>

function lines(db: Kysely<Database>, filter: RegisterFilter) {
  return withParts(narrow(db.selectFrom('intakes').where('register_year', '=', filter.year), filter))
}

function narrow(query: Intakes, { from, until, channel }: RegisterFilter): Intakes {
  let narrowed = query
  if (from) narrowed = narrowed.where('received_at', '>=', from.toString())
  if (until) narrowed = narrowed.where('received_at', '<', until.toString())
  if (channel) narrowed = narrowed.where('channel', '=', channel)
  return narrowed
}

function withParts(query: Intakes) {
  return query
    .select(['id', 'channel', 'register_year', 'register_number', 'sender', 'received_at'])
    .select(['kind', 'envelope', 'question', 'declined'])
    .select(sql<string | null>`channel_data ->> 'threadId'`.as('threadId'))
    .select((select) => [
      select
        .selectFrom('intake_repeats')
        .whereRef('intake_id', '=', 'intakes.id')
        .select(sql<number>`count(*)::int`.as('count'))
        .as('repeats'),
      select
        .selectFrom('intake_parts')
        .innerJoin('documents', 'documents.id', 'intake_parts.document_id')
        .whereRef('intake_id', '=', 'intakes.id')
        .select(
          sql<RegisterPart[]>`coalesce(jsonb_agg(jsonb_build_object(
            'documentId', documents.id, 'fileName', intake_parts.file_name,
            'documentType', documents.document_type, 'reference', documents.reference, 'issuer', documents.issuer,
            'issuedOn', documents.issued_on, 'summary', documents.summary, 'state', documents.state,
            'pages', coalesce(documents.inspection -> 'pages', documents.reading -> 'pages'),
            'handedOnAt', (select min(at) from journal where subject_kind = 'document'
              and subject_id = documents.id::text and details ->> 'to' = 'awaiting-review')
            ) order by position), '[]')`.as('parts'),
        )
        .as('parts'),
    ])
}
