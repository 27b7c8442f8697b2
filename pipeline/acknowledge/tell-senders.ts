/** Plans, in the transaction of a move, what the senders of a document are to be told of it. */
import type { Transaction } from 'kysely'
import { planForDocument } from '../../storage/database/acknowledgements/outbox.ts'
import type { Database } from '../../storage/database/schema.ts'
import type { DocumentState, StateReason } from '../document.ts'
import type { System } from '../system.ts'
import { eventsOf } from './events.ts'

export interface Move {
  documentId: string
  to: DocumentState
  reason: StateReason | null
  slug: string | null
}

export async function tellSenders(
  system: Pick<System, 'config' | 'now'>,
  trx: Transaction<Database>,
  { documentId, to, reason, slug }: Move,
): Promise<void> {
  const { publicUrl, host, port } = system.config
  const address = slug ? `${publicUrl ?? `http://${host}:${port}`}/van-ban/${slug}` : null
  for (const event of eventsOf(to, reason, address)) await planForDocument(trx, documentId, event, system.now())
}
