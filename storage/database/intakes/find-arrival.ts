/** How a document first came into the intake register. */
import { type Kysely, sql } from 'kysely'
import type { Database } from '../schema.ts'

export interface FoundArrival {
  number: number
  year: number
  receivedAt: Temporal.Instant
  /** Whether it has reached the editors. */
  handedOn: boolean
}

export async function findArrival(db: Kysely<Database>, documentId: string): Promise<FoundArrival | null> {
  const row = await db
    .selectFrom('intakes')
    .innerJoin('intake_parts', 'intake_parts.intake_id', 'intakes.id')
    .select(['register_number', 'register_year', 'received_at'])
    .select(
      sql<boolean>`exists (select from journal where subject_kind = 'document' and subject_id = ${documentId}
        and details ->> 'to' = 'awaiting-review')`.as('handed_on'),
    )
    .where('document_id', '=', documentId)
    .where('register_number', 'is not', null)
    .orderBy('register_year')
    .orderBy('register_number')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.register_number === null || row.register_year === null) return null
  return {
    number: row.register_number,
    year: row.register_year,
    receivedAt: Temporal.Instant.from(row.received_at),
    handedOn: row.handed_on,
  }
}
