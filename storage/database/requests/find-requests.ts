/** Finds what senders ask, with the documents it is about. */
import { type Kysely, sql } from 'kysely'
import type { DocumentState } from '../../../pipeline/document.ts'
import type { Database } from '../schema.ts'

export interface RequestedDocument {
  documentId: string
  fileName: string
  reference: string | null
  state: DocumentState
}

/** Open ones first, then the newest; `intakeId` for one alone. */
export async function findRequests(db: Kysely<Database>, options: { intakeId?: string; limit: number }) {
  let query = db
    .selectFrom('sender_requests as request')
    .innerJoin('intakes as asking', 'asking.id', 'request.intake_id')
    .select(['request.intake_id', 'request.kind', 'request.reason', 'request.about', 'request.state'])
    .select(['request.decided_by', 'request.decided_at', 'request.decision_reason'])
    .select(['asking.channel', 'asking.sender', 'asking.received_at', 'asking.envelope'])
    .select((select) =>
      // Only what the same sender sent: nobody takes back what is another's.
      select
        .selectFrom('intakes as earlier')
        .innerJoin('intake_parts', 'intake_parts.intake_id', 'earlier.id')
        .innerJoin('documents', 'documents.id', 'intake_parts.document_id')
        .whereRef('earlier.id', '<>', 'asking.id')
        .whereRef('earlier.channel', '=', 'asking.channel')
        .where(sql<boolean>`earlier.sender ->> 'address' = asking.sender ->> 'address'`)
        .where(sql<boolean>`request.about ? (earlier.channel_data ->> 'documentId')`)
        .select(
          sql<RequestedDocument[]>`coalesce(jsonb_agg(distinct jsonb_build_object(
            'documentId', documents.id, 'fileName', intake_parts.file_name,
            'reference', documents.reference, 'state', documents.state)), '[]')`.as('documents'),
        )
        .as('documents'),
    )
    .orderBy(sql`request.state = 'open'`, 'desc')
    .orderBy('asking.received_at', 'desc')
    .limit(options.limit)
  if (options.intakeId) query = query.where('request.intake_id', '=', options.intakeId)
  return query.execute()
}
export type FoundRequest = Awaited<ReturnType<typeof findRequests>>[number]

export async function countOpenRequests(db: Kysely<Database>): Promise<number> {
  const { count } = await db
    .selectFrom('sender_requests')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return count
}
