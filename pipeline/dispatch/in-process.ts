/** Embedded mode: this process looks for due documents and works on a few at a time. Doubles as the sweeper. */
import { findDueDocuments } from '../../storage/database/documents/claim-due-documents.ts'
import { advanceUntilResting } from '../advance.ts'
import type { System } from '../system.ts'
import type { Dispatcher } from './dispatcher.ts'

const ROUND_MS = 500

export function startInProcessDispatcher(
  system: System,
  options: { concurrency: number; ensureDatabase?: () => Promise<void> },
): Dispatcher {
  const running = new Map<string, Promise<unknown>>()
  let stopping = false
  let looking: Promise<void> | null = null
  let lookAgain = false

  async function look(): Promise<void> {
    do {
      lookAgain = false
      const free = options.concurrency - running.size
      if (free <= 0 || stopping) return
      for (const id of await findDueDocuments(system.db, system.now(), free, [...running.keys()])) begin(id)
    } while (lookAgain)
  }

  function begin(id: string): void {
    const work = advanceUntilResting(system, id)
      .catch((error: unknown) => system.log.error({ documentId: id, error: String(error) }, 'advance broke'))
      .finally(() => {
        running.delete(id)
        wake()
      })
    running.set(id, work)
  }

  function wake(): void {
    if (stopping) return
    if (looking) {
      lookAgain = true
      return
    }
    looking = look()
      .catch(async (error: unknown) => {
        system.log.warn({ error: String(error) }, 'cannot reach the database')
        await options.ensureDatabase?.().catch(() => {})
      })
      .finally(() => {
        looking = null
      })
  }

  const timer = setInterval(wake, ROUND_MS)
  wake()
  return {
    wake,
    async stop() {
      stopping = true
      clearInterval(timer)
      await looking
      await Promise.allSettled(running.values())
    },
  }
}
