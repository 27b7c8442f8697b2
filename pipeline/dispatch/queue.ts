/**
 * Scaled mode: due documents travel by id through a BullMQ queue to any number of worker processes. Every process also
 * sweeps: a row that is due and not in the queue is put there, so a lost Redis loses nothing but a moment.
 */
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { findDueDocuments } from '../../storage/database/documents/claim-due-documents.ts'
import { advanceUntilResting } from '../advance.ts'
import type { System } from '../system.ts'
import type { Dispatcher } from './dispatcher.ts'

const queueName = 'congbao-documents'
const sweepEveryMs = 1_000
/** Rows put into the queue by one sweep; the next goes on. */
const sweepSize = 500

/** @param options.concurrency documents this process works on at a time; 0: it only fills the queue. */
export function startQueueDispatcher(
  system: System,
  { redisUrl, concurrency }: { redisUrl: string; concurrency: number },
): Dispatcher {
  // BullMQ waits for ever on a connection that is lost, rather than failing jobs for it.
  const connections = Array.from({ length: concurrency > 0 ? 2 : 1 }, () => connect(redisUrl, system))
  const [forQueue, forWorker] = connections as [Redis, Redis | undefined]
  const queue = new Queue<{ id: string }>(queueName, { connection: forQueue })
  queue.on('error', (error) => system.log.warn({ error: String(error) }, 'cannot reach the queue'))
  const inHand = new Set<Promise<unknown>>()
  const workOn = async (id: string) => {
    const work = advanceUntilResting(system, id)
    inHand.add(work)
    await work.finally(() => inHand.delete(work))
  }
  const worker = forWorker
    ? new Worker<{ id: string }>(queueName, ({ data }) => workOn(data.id), { connection: forWorker, concurrency })
    : null
  worker?.on('error', (error) => system.log.warn({ error: String(error) }, 'cannot reach the queue'))
  worker?.on('failed', (job, error) =>
    system.log.error({ documentId: job?.data.id, error: String(error) }, 'advance broke'),
  )
  let stopping = false
  let sweeping: Promise<void> | null = null
  let again = false

  async function sweep(): Promise<void> {
    do {
      again = false
      // Commands for a Redis that is away would pile up; the rows wait in the database anyway.
      if (stopping || forQueue.status !== 'ready') return
      const due = await findDueDocuments(system.db, system.now(), sweepSize, [])
      // One job for a document, however often it is swept, until it is done with.
      const jobs = due.map((id) => ({
        name: 'advance',
        data: { id },
        opts: { jobId: id, removeOnComplete: true, removeOnFail: true },
      }))
      if (jobs.length > 0) await queue.addBulk(jobs)
    } while (again)
  }

  function wake(): void {
    if (stopping) return
    if (sweeping) {
      again = true
      return
    }
    sweeping = sweep()
      .catch((error: unknown) => system.log.warn({ error: String(error) }, 'cannot fill the queue'))
      .finally(() => {
        sweeping = null
      })
  }

  const timer = setInterval(wake, sweepEveryMs)
  forQueue.on('ready', wake)
  return {
    wake,
    async stop() {
      if (stopping) return
      stopping = true
      clearInterval(timer)
      // With Redis away there is nobody to say goodbye to: documents in hand still end, what is queued stays in the rows.
      const reachable = forQueue.status === 'ready'
      if (reachable) await sweeping
      await worker?.close(!reachable)
      await Promise.allSettled(inHand)
      if (reachable) await queue.close()
      for (const connection of connections) connection.disconnect()
    },
  }
}

function connect(url: string, system: System): Redis {
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  connection.on('error', (error) => system.log.warn({ error: String(error) }, 'cannot reach Redis'))
  return connection
}
