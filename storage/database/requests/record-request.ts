/** Keeps what a sender asks, in the transaction that takes the delivery in. */
import type { Transaction } from 'kysely'
import type { SenderRequest } from '../../../connectors/intake.ts'
import { toJson, toText } from '../json.ts'
import type { Database } from '../schema.ts'

export async function recordRequest(
  trx: Transaction<Database>,
  intakeId: string,
  { kind, reason, about }: SenderRequest,
): Promise<void> {
  await trx
    .insertInto('sender_requests')
    .values({
      intake_id: intakeId,
      kind,
      reason: reason && toText(reason),
      about: toJson(about),
      state: 'open',
      decided_by: null,
      decided_at: null,
      decision_reason: null,
    })
    .execute()
}
