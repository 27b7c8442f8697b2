/**
 * Brings the database to the schema this program needs: plain SQL files, in the order of their numbers, each in a
 * transaction with its own record. A database that holds migrations this program does not know is newer: it is left alone.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

export interface Migration {
  name: string
  sql: string
}

export class SchemaError extends Error {}

const shipped = join(import.meta.dirname, 'migrations')

export function readMigrations(folder = shipped): readonly Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.sql'.length), sql: readFileSync(join(folder, file), 'utf8') }))
}

/**
 * Runs what is missing and returns the names run. Safe when several processes start at once: one waits for the other.
 * @throws SchemaError when the database is newer than the program, or a migration was changed after it had run
 */
export async function migrate(pool: pg.Pool, migrations = readMigrations()): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query("select pg_advisory_lock(hashtext('congbao migrations'))")
    await client.query(
      'create table if not exists migrations (name text primary key, checksum text not null, ran_at timestamptz not null default now())',
    )
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migrations')
    const ran = new Map(rows.map((row) => [row.name, row.checksum]))
    refuseWhatWeDoNotKnow(ran, migrations)
    const missing = migrations.filter((migration) => !ran.has(migration.name))
    for (const migration of missing) await run(client, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('congbao migrations'))").catch(() => {})
    client.release()
  }
}

function refuseWhatWeDoNotKnow(ran: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, checksum(migration)]))
  for (const [name, sum] of ran) {
    const ours = known.get(name)
    if (ours === undefined) {
      throw new SchemaError(
        `Cơ sở dữ liệu mới hơn chương trình: có bước nâng cấp "${name}" mà phiên bản này không biết. Hãy dùng phiên bản congbao mới hơn.`,
      )
    }
    if (ours !== sum) throw new SchemaError(`Bước nâng cấp "${name}" đã chạy khác với tệp trong chương trình.`)
  }
}

async function run(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [migration.name, checksum(migration)])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new SchemaError(`Bước nâng cấp "${migration.name}" không chạy được: ${(error as Error).message}`)
  }
}

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex')
}
