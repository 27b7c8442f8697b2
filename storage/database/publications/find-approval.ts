/** Who let a document through to the public: an editor on record, or the rule that accepts by itself. */
import type { Transaction } from 'kysely'
import type { Database } from '../schema.ts'

/** @throws when the journal knows of no approval: nothing is published without one. */
export async function findApproval(
  trx: Transaction<Database>,
  documentId: string,
): Promise<{ by: string; at: string }> {
  const entry = await trx
    .selectFrom('journal')
    .select(['actor', 'at'])
    .where('subject_kind', '=', 'document')
    .where('subject_id', '=', documentId)
    .where((where) =>
      where.or([
        where('action', '=', 'approve'),
        where.and([
          where('action', 'in', ['review', 'reprocess']),
          where(where.ref('details', '->>').key('to'), '=', 'approved'),
        ]),
      ]),
    )
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!entry) throw new Error(`Document ${documentId} has no approval on record`)
  return { by: entry.actor, at: entry.at }
}
