/** Closes what a sender asked with an editor's answer. */
import type { Transaction } from 'kysely'
import { toText } from '../json.ts'
import type { Database } from '../schema.ts'

/** False when it was answered before, or does not exist: an answer is given once. */
export async function settleRequest(
  trx: Transaction<Database>,
  intakeId: string,
  answer: { state: 'agreed' | 'refused'; by: string; at: Temporal.Instant; reason: string | null },
): Promise<boolean> {
  const row = await trx
    .updateTable('sender_requests')
    .set({
      state: answer.state,
      decided_by: answer.by,
      decided_at: answer.at.toString(),
      decision_reason: answer.reason && toText(answer.reason),
    })
    .where('intake_id', '=', intakeId)
    .where('state', '=', 'open')
    .returning('intake_id')
    .executeTakeFirst()
  return row !== undefined
}
