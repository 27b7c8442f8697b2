/** Opens the database: the private PostgreSQL of the data folder, or the server named by `DATABASE_URL`. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { StorageUnreachable } from '../unreachable.ts'
import { type EmbeddedPostgres, openEmbeddedPostgres } from './embedded/embedded-postgres.ts'
import { migrate, SchemaError } from './migrate.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

export interface OpenDatabase {
  db: Db
  pool: pg.Pool
  /** Makes sure the server runs (embedded: starts it again if it died). */
  ensureRunning(): Promise<void>
  /** Closes our connections; embedded: stops the server when nobody else uses it. */
  close(): Promise<void>
}

const INT8 = 20
const DATE = 1082
const TIMESTAMPTZ = 1184

/** bigint as number (ours stay far below 2^53), date and timestamptz as the ISO text Temporal reads. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return Number
    if (oid === DATE) return (text: string) => text
    if (oid === TIMESTAMPTZ) return (text: string) => Temporal.Instant.from(text.replace(' ', 'T')).toString()
    return pg.types.getTypeParser(oid, format)
  },
}

async function startEmbedded(dataFolder: string): Promise<EmbeddedPostgres> {
  try {
    return await openEmbeddedPostgres(dataFolder)
  } catch (error) {
    throw new StorageUnreachable(`Không khởi động được PostgreSQL của thư mục dữ liệu ${dataFolder}`, error)
  }
}

export async function openDatabase(settings: {
  databaseUrl: string | null
  dataFolder: string
  connections: number
}): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl ? null : await startEmbedded(settings.dataFolder)
  const pool = new pg.Pool({
    ...(embedded ? embedded.connection : { connectionString: settings.databaseUrl ?? '' }),
    max: settings.connections,
    types: types as pg.CustomTypesConfig,
  })
  // A connection that breaks, idle or between two statements of a transaction, fails whoever uses it next; without
  // these listeners it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const close = async () => {
    await pool.end()
    await embedded?.release()
  }
  try {
    await migrate(pool)
  } catch (error) {
    await close()
    if (error instanceof SchemaError) throw error
    throw new StorageUnreachable(`Không dùng được cơ sở dữ liệu${embedded ? '' : ' ở DATABASE_URL'}`, error)
  }
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    pool,
    ensureRunning: async () => embedded?.ensureRunning(),
    close,
  }
}
