/** A transaction that waits while somebody reads, recognises or signs: servers that end idle ones must leave it alone. */
import { sql, type Transaction } from 'kysely'
import type { Database } from './schema.ts'

export async function allowLongWork(trx: Transaction<Database>): Promise<void> {
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx)
}
