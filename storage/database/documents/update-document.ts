/** Writes what a stage or a person decided about a document. */
import { sql, type Transaction } from 'kysely'
import type { DocumentState, Findings, StateReason } from '../../../pipeline/document.ts'
import type { Database } from '../schema.ts'
import { findingColumns, stateColumns } from './document-row.ts'

export interface DocumentMove {
  state: DocumentState
  reason: StateReason | null
  findings?: Partial<Findings>
  slug?: string
  /** When the next stage should run; null: the document rests. */
  nextAttemptAt: Temporal.Instant | null
}

export async function moveDocument(
  trx: Transaction<Database>,
  id: string,
  now: Temporal.Instant,
  move: DocumentMove,
): Promise<void> {
  await trx
    .updateTable('documents')
    .set({
      ...findingColumns(move.findings ?? {}),
      ...stateColumns(move.state, move.reason, now, move.nextAttemptAt),
      ...(move.slug ? { slug: move.slug } : {}),
    })
    .where('id', '=', id)
    .execute()
}

/** New findings without a move. */
export async function updateFindings(
  trx: Transaction<Database>,
  id: string,
  now: Temporal.Instant,
  findings: Partial<Findings>,
): Promise<void> {
  await trx
    .updateTable('documents')
    .set({ ...findingColumns(findings), updated_at: now.toString() })
    .where('id', '=', id)
    .execute()
}

/** Counts a failed try of a stage and puts off the next. */
export async function postponeDocument(trx: Transaction<Database>, id: string, until: Temporal.Instant): Promise<void> {
  await trx
    .updateTable('documents')
    .set({ next_attempt_at: until.toString(), failures: sql`failures + 1` })
    .where('id', '=', id)
    .execute()
}
