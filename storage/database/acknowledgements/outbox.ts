/** What senders are to be told: planned with the event, delivered when the channel takes it. */
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Acknowledgement, Channel, DeliveryStanding } from '../../../connectors/intake.ts'
import { toJson, toText } from '../json.ts'
import type { Database } from '../schema.ts'

type Event = Acknowledgement['event']

/** Plans one event for an intake; the same event a second time is no second message. */
export async function planForIntake(
  trx: Transaction<Database>,
  intakeId: string,
  event: Event,
  now: Temporal.Instant,
  about: { key: string; documentId: string | null } = { key: event.kind, documentId: null },
): Promise<void> {
  await trx
    .insertInto('acknowledgements')
    .values({
      intake_id: intakeId,
      event: toJson(event),
      event_key: about.key,
      document_id: about.documentId,
      planned_at: now.toString(),
      next_attempt_at: now.toString(),
      last_error: null,
    })
    .onConflict((conflict) => conflict.columns(['intake_id', 'event_key']).doNothing())
    .execute()
}

/** Plans an event of a document for every delivery it came in that has somebody at the other end. */
export async function planForDocument(
  trx: Transaction<Database>,
  documentId: string,
  event: Event,
  now: Temporal.Instant,
): Promise<void> {
  const parts = await trx
    .selectFrom('intake_parts')
    .innerJoin('intakes', 'intakes.id', 'intake_parts.intake_id')
    .select('intake_id')
    .where('document_id', '=', documentId)
    .where('channel', 'not in', ['desk', 'scanner'])
    .execute()
  for (const intakeId of new Set(parts.map((part) => part.intake_id))) {
    await planForIntake(trx, intakeId, event, now, { key: `${event.kind} ${documentId}`, documentId })
  }
}

export interface DueAcknowledgement {
  id: number
  failures: number
  acknowledgement: Acknowledgement
}

/** What is due on these channels, oldest first. */
export async function findDueAcknowledgements(
  db: Kysely<Database>,
  channels: readonly Channel[],
  now: Temporal.Instant,
  limit: number,
): Promise<DueAcknowledgement[]> {
  if (channels.length === 0) return []
  const rows = await db
    .selectFrom('acknowledgements')
    .innerJoin('intakes', 'intakes.id', 'acknowledgements.intake_id')
    .select(['acknowledgements.id', 'failures', 'event', 'intake_id', 'channel', 'external_id', 'channel_data'])
    .select('document_id')
    .select((select) =>
      select
        .selectFrom('intake_parts')
        .whereRef('intake_parts.intake_id', '=', 'acknowledgements.intake_id')
        .whereRef('intake_parts.document_id', '=', 'acknowledgements.document_id')
        .select('file_name')
        .orderBy('position')
        .limit(1)
        .as('file_name'),
    )
    .select((select) =>
      select
        .selectFrom('intake_parts')
        .innerJoin('documents', 'documents.id', 'intake_parts.document_id')
        .whereRef('intake_parts.intake_id', '=', 'acknowledgements.intake_id')
        .select(
          sql<DeliveryStanding>`jsonb_build_object(
            'settled', bool_and(documents.state in ('published', 'withdrawn', 'rejected', 'quarantined')),
            'published', bool_or(documents.state = 'published'))`.as('standing'),
        )
        .as('standing'),
    )
    .where('next_attempt_at', '<=', now.toString())
    .where('channel', 'in', channels)
    .orderBy('acknowledgements.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    failures: row.failures,
    acknowledgement: {
      intakeId: row.intake_id,
      channel: row.channel,
      externalId: row.external_id,
      channelData: row.channel_data,
      ...(row.document_id ? { document: { id: row.document_id, fileName: row.file_name ?? '' } } : {}),
      ...(row.document_id && row.standing ? { delivery: row.standing } : {}),
      event: row.event,
    },
  }))
}

export async function markDelivered(db: Kysely<Database>, id: number, now: Temporal.Instant): Promise<void> {
  await db
    .updateTable('acknowledgements')
    .set({ delivered_at: now.toString(), next_attempt_at: null, last_error: null })
    .where('id', '=', id)
    .execute()
}

/** Tries again later, or gives up (`next` null) and leaves the reason for the desk. */
export async function markUndelivered(
  db: Kysely<Database>,
  id: number,
  error: string,
  next: Temporal.Instant | null,
): Promise<void> {
  await db
    .updateTable('acknowledgements')
    .set({ failures: sql`failures + 1`, last_error: toText(error), next_attempt_at: next?.toString() ?? null })
    .where('id', '=', id)
    .execute()
}
