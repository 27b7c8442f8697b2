/** What the pipeline works with; `app.ts` composes it, embedded or scaled, tests compose their own. */
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Db } from '../storage/database/connect.ts'
import type { Objects } from '../storage/objects/objects.ts'
import type { Workers } from './workers/workers.ts'

export interface System {
  config: Config
  db: Db
  objects: Objects
  workers: Workers
  /** A thread for what a person at a page waits for, never behind a scan that is being read. */
  viewers: Workers
  log: Logger
  /** The clock: always passed, never asked for inside. */
  now(): Temporal.Instant
}
