/** An operator's decision to tell a sender once more what could not be delivered. */
import { appendToJournal } from '../../storage/audit.ts'
import {
  listUndelivered,
  retryUndelivered,
  type UndeliveredSource,
} from '../../storage/database/acknowledgements/undelivered.ts'
import type { System } from '../system.ts'

const searched = 1000

/** @returns false when it waits no more: somebody was quicker. */
export async function retryAcknowledgement(
  system: Pick<System, 'db' | 'now'>,
  source: UndeliveredSource,
  id: number,
  person: { name: string },
): Promise<boolean> {
  const meant = (await listUndelivered(system.db, searched)).find((one) => one.source === source && one.id === id)
  if (!meant) return false
  return system.db.transaction().execute(async (trx) => {
    if (!(await retryUndelivered(trx, source, id, system.now()))) return false
    await appendToJournal(trx, system.now(), [
      {
        actor: person.name,
        action: 'acknowledgement retried',
        subject: { kind: 'intake', id: meant.intakeId },
        details: { source, what: meant.what },
      },
    ])
    return true
  })
}
