import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../storage/database/connect.ts'
import { migrate, readMigrations, SchemaError } from '../../storage/database/migrate.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
let database: OpenDatabase
beforeAll(async () => {
  database = await openDatabase({ databaseUrl: null, dataFolder: folder, connections: 4 })
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('migrations', () => {
  it('run once, in order, and not again', async () => {
    expect(await migrate(database.pool)).toEqual([])
    const more = [...readMigrations(), { name: '9000-more', sql: 'create table more (id int)' }]
    expect(await migrate(database.pool, more)).toEqual(['9000-more'])
    expect(await migrate(database.pool, more)).toEqual([])
  })

  it('refuse a database that a newer program has changed', async () => {
    await expect(migrate(database.pool, readMigrations())).rejects.toThrow(SchemaError)
    await expect(migrate(database.pool, readMigrations())).rejects.toThrow('9000-more')
  })

  it('leave nothing behind when one of them breaks', async () => {
    const known = [...readMigrations(), { name: '9000-more', sql: 'create table more (id int)' }]
    const broken = [...known, { name: '9001-broken', sql: 'create table half (id int); select no_such_thing()' }]
    await expect(migrate(database.pool, broken)).rejects.toThrow('9001-broken')
    const { rows } = await database.pool.query("select to_regclass('half') as half")
    expect(rows).toEqual([{ half: null }])
  })
})
