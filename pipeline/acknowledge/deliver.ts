/** Carries acknowledgements from the outbox to the connectors, each on its own: a silent channel holds up no other. */
import type { Channel, Connector } from '../../connectors/intake.ts'
import {
  findDueAcknowledgements,
  markDelivered,
  markUndelivered,
} from '../../storage/database/acknowledgements/outbox.ts'
import type { System } from '../system.ts'

const batch = 50
/** After this many failures an operator must look; the reason stays in the outbox. */
const maxFailures = 12
const longestPauseMinutes = 240

/** Delivers what is due; returns how many went out. Safe to run twice: connectors take the same event once. */
export async function deliverAcknowledgements(
  system: Pick<System, 'db' | 'now' | 'log'>,
  connectors: ReadonlyMap<Channel, Connector>,
): Promise<number> {
  let delivered = 0
  for (const due of await findDueAcknowledgements(system.db, [...connectors.keys()], system.now(), batch)) {
    const connector = connectors.get(due.acknowledgement.channel)
    try {
      await connector?.acknowledge(due.acknowledgement)
      await markDelivered(system.db, due.id, system.now())
      delivered++
    } catch (error) {
      const failures = due.failures + 1
      const pause = Math.min(2 ** failures, longestPauseMinutes)
      const next = failures >= maxFailures ? null : system.now().add({ minutes: pause })
      await markUndelivered(system.db, due.id, String(error), next)
      system.log.warn({ acknowledgement: due.id, failures, error: String(error) }, 'acknowledgement not delivered')
    }
  }
  return delivered
}
