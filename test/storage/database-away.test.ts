/** The database going away under somebody's hands: the work at hand fails, the program stays. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApp } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { openDatabase } from '../../storage/database/connect.ts'
import { allowLongWork } from '../../storage/database/long-work.ts'
import { StorageUnreachable } from '../../storage/unreachable.ts'
import { freePort } from '../servers/free-port.ts'
import { openTestSystem, type TestSystem, temporaryFolder } from '../system.ts'

let test: TestSystem
beforeAll(async () => {
  test = await openTestSystem()
})
afterAll(() => test.close())

/** Like a restart of PostgreSQL: the connection ends while nothing is asked of it. */
async function cutBetweenTwoStatements(): Promise<void> {
  await test.system.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    const pid = rows[0]?.pid ?? 0
    await sql`select pg_terminate_backend(${pid}::int, 5000)`.execute(test.system.db)
    await sql`select 1`.execute(trx)
  })
}

describe('a connection that breaks', () => {
  it('in the middle of a transaction fails that transaction and nothing else', async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown) => uncaught.push(error)
    process.on('uncaughtException', note)
    try {
      await expect(cutBetweenTwoStatements()).rejects.toThrow()
    } finally {
      process.off('uncaughtException', note)
    }
    expect(uncaught).toEqual([])
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(test.system.db)
    expect(rows).toEqual([{ one: 1 }])
  })
})

describe('a server that ends transactions which wait too long', () => {
  it('leaves alone those that wait for a stage', async () => {
    await sql`alter database congbao set idle_in_transaction_session_timeout = '50ms'`.execute(test.system.db)
    const folder = test.config.dataFolder
    const { db, close } = await openDatabase({ databaseUrl: null, dataFolder: folder, connections: 2 })
    const idle = async (long: boolean) =>
      db.transaction().execute(async (trx) => {
        if (long) await allowLongWork(trx)
        // Another connection waits for longer than the server's patience.
        await sql`select pg_sleep(0.4)`.execute(test.system.db)
        await sql`select 1`.execute(trx)
      })
    await expect(idle(false)).rejects.toThrow()
    await idle(true)
    await close()
  })
})

describe('a start that fails half-way', () => {
  it('says what cannot be reached, in words for the operator', async () => {
    const folder = temporaryFolder()
    const env = { DATABASE_URL: `postgres://a:b@127.0.0.1:${await freePort()}/c`, CONGBAO_LOG: 'silent' }
    await expect(openApp(readConfig(env, folder, 2))).rejects.toThrow(
      /^Không dùng được cơ sở dữ liệu ở DATABASE_URL: .*ECONNREFUSED/,
    )
    writeFileSync(join(folder, 'tep'), '')
    const inFile = readConfig({ CONGBAO_DATA: 'tep/data', CONGBAO_LOG: 'silent' }, folder, 2)
    await expect(openApp(inFile)).rejects.toThrow(/^Không dùng được thư mục .*tep/)
    rmSync(folder, { recursive: true, force: true })
  })

  it('leaves no private PostgreSQL running behind it', async () => {
    const folder = temporaryFolder()
    // Nobody listens there.
    const env = { S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`, CONGBAO_LOG: 'silent' }
    await expect(openApp(readConfig(env, folder, 2))).rejects.toThrow(StorageUnreachable)
    expect(existsSync(join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid'))).toBe(false)
    rmSync(folder, { recursive: true, force: true })
  })
})
