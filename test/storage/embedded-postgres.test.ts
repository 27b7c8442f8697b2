import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { openEmbeddedPostgres } from '../../storage/database/embedded/embedded-postgres.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
const pidFile = join(folder, 'postgres', 'cluster', 'postmaster.pid')
const postmaster = () => Number(readFileSync(pidFile, 'utf8').split('\n')[0])

afterAll(async () => {
  const server = await openEmbeddedPostgres(folder)
  await server.release()
  rmSync(folder, { recursive: true, force: true })
})

async function ask(connection: pg.ClientConfig, query: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

describe('the private PostgreSQL', () => {
  it('is made on first use, by two at once too, and listens on no port', async () => {
    const [one, other] = await Promise.all([openEmbeddedPostgres(folder), openEmbeddedPostgres(folder)])
    expect(one.connection).toEqual(other.connection)
    expect(await ask(one.connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    await ask(one.connection, 'create table kept (word text)')
    await ask(one.connection, "insert into kept values ('Công báo')")
  })

  it('stays while somebody else is connected, and stops with the last', async () => {
    const server = await openEmbeddedPostgres(folder)
    const other = new pg.Client(server.connection)
    await other.connect()
    const pid = postmaster()
    await server.release()
    expect(postmaster()).toBe(pid)
    await other.end()
    await server.release()
    expect(() => postmaster()).toThrow('ENOENT')
  })

  it('comes back with its data after kill -9', async () => {
    const server = await openEmbeddedPostgres(folder)
    process.kill(postmaster(), 'SIGKILL')
    await server.ensureRunning()
    expect(await ask(server.connection, 'select word from kept')).toEqual([{ word: 'Công báo' }])
  })

  it('is not stopped by a stale pid file that names some other living process', async () => {
    const server = await openEmbeddedPostgres(folder)
    await server.release()
    writeFileSync(pidFile, `${process.pid}\n/nowhere\n`)
    await server.ensureRunning()
    expect(postmaster()).not.toBe(process.pid)
    expect(await ask(server.connection, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})
