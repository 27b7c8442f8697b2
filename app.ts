/**
 * The composition root: reads nothing but the settings it is given, opens storage, and wires the parts together.
 * Embedded and scaled mode differ here and nowhere else.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import type { Config } from './config.ts'
import type { Dispatcher } from './pipeline/dispatch/dispatcher.ts'
import { startInProcessDispatcher } from './pipeline/dispatch/in-process.ts'
import { startQueueDispatcher } from './pipeline/dispatch/queue.ts'
import type { System } from './pipeline/system.ts'
import { openWorkers } from './pipeline/workers/workers.ts'
import type { BackupSource } from './storage/backup/write-backup.ts'
import { openDatabase } from './storage/database/connect.ts'
import { holdServerLock } from './storage/database/server-lock.ts'
import { openLocalObjects } from './storage/objects/local-objects.ts'
import { openS3Objects } from './storage/objects/s3-objects.ts'
import { StorageUnreachable } from './storage/unreachable.ts'

export interface App {
  system: System
  /** Starts working on due documents in this process. */
  startWorking(): Dispatcher
  /** What a server does: works itself (embedded), or hands the work to `congbao worker` processes (scaled). */
  startDispatching(): Dispatcher
  /** Claims this data folder for one server; `null` when another server has it. Released when the process ends, however. */
  claimServer(): Promise<{ release(): Promise<void> } | null>
  /** Whether a server works on this data folder right now. */
  serverRuns(): Promise<boolean>
  /** Everything a backup is taken of, or restored into. */
  backupSource: BackupSource
  ensureDatabase(): Promise<void>
  close(): Promise<void>
}

export function openLog(config: Pick<Config, 'logLevel'>): Logger {
  // stderr: stdout belongs to what a command answers.
  return pino({ level: config.logLevel, base: null }, pino.destination({ fd: 2, sync: true }))
}

/** Opens storage (making it on first use), brings the schema up to date, and readies the worker threads. */
export async function openApp(config: Config, log = openLog(config)): Promise<App> {
  for (const folder of [config.dataFolder, config.trustFolder]) {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw new StorageUnreachable(`Không dùng được thư mục ${folder}`, error)
    })
  }
  const objects = config.s3
    ? await openS3Objects(config.s3, join(config.dataFolder, 'incoming'))
    : await openLocalObjects(join(config.dataFolder, 'objects'))
  // Last of what may fail: it starts a server that must be stopped again.
  const database = await openDatabase({ ...config, connections: 10 + config.workers })
  const workers = openWorkers(config.workers, { ocr: config.ocr })
  const viewers = openWorkers(1, { ocr: 'off' })
  const system: System = { config, db: database.db, objects, workers, viewers, log, now: () => Temporal.Now.instant() }
  const dispatchers: Dispatcher[] = []
  const keep = (dispatcher: Dispatcher) => {
    dispatchers.push(dispatcher)
    return dispatcher
  }
  // One more document in flight than threads: while one is written to the database another is computed.
  const concurrency = config.workers + 1
  const startWorking = () =>
    keep(
      config.redisUrl
        ? startQueueDispatcher(system, { redisUrl: config.redisUrl, concurrency })
        : startInProcessDispatcher(system, { concurrency, ensureDatabase: database.ensureRunning }),
    )

  return {
    system,
    startWorking,
    startDispatching: () =>
      config.redisUrl
        ? keep(startQueueDispatcher(system, { redisUrl: config.redisUrl, concurrency: 0 }))
        : startWorking(),
    claimServer: () => holdServerLock(database.pool, config.dataFolder),
    async serverRuns() {
      const lock = await holdServerLock(database.pool, config.dataFolder)
      await lock?.release()
      return lock === null
    },
    backupSource: { pool: database.pool, objects, dataFolder: config.dataFolder },
    ensureDatabase: database.ensureRunning,
    async close() {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop()))
      await workers.close()
      await viewers.close()
      await database.close()
    },
  }
}
