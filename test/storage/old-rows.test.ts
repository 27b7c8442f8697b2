/** What an older program wrote is still there after an upgrade, and still means the same. */
import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../storage/database/connect.ts'
import { migrate, readMigrations } from '../../storage/database/migrate.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
let server: OpenDatabase
beforeAll(async () => {
  server = await openDatabase({ databaseUrl: null, dataFolder: folder, connections: 4 })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A database as the program left it that knew no migration after that one, filled and then brought up to date. */
async function upgraded(last: string, fill: string): Promise<pg.Pool> {
  const name = `from_${last.slice(0, 4)}`
  await server.pool.query(`create database ${name}`)
  const { password } = server.pool.options
  const pool = new pg.Pool({ ...server.pool.options, password, database: name })
  const migrations = readMigrations()
  await migrate(
    pool,
    migrations.filter((migration) => migration.name <= last),
  )
  await pool.query(fill)
  await migrate(pool, migrations)
  return pool
}

describe('an upgrade', () => {
  it('moves what doors had to send into one place, in its order, sent or not', async () => {
    const pool = await upgraded(
      '0014-frozen-reading',
      `insert into axis_statuses (doc_id, code, planned, state, held_until, settled_at, outcome) values
         ('doc-1', '01', '{"docId": "doc-1", "code": "01"}', 'sent', null, '2026-11-20T01:00:00Z', 'axis-9'),
         ('doc-1', '03', '{"docId": "doc-1", "code": "03"}', 'waiting', '2026-11-20T02:00:00Z', null, null);
       insert into mail_answers (external_id, key, message_id, address, planned, state, settled_at, outcome) values
         ('<a@b>', 'received', '<congbao.1@x>', 'a@b', '{"externalId": "<a@b>", "kind": "received"}', 'refused',
          '2026-11-20T03:00:00Z', '550');`,
    )
    const { rows } = await pool.query(
      'select channel, external_id, key, address, message_id, planned, state, outcome, held_until is null as free from outgoing order by id',
    )
    const axis = { channel: 'axis', external_id: 'doc-1', address: null, message_id: null }
    expect(rows).toEqual([
      { ...axis, key: '01', planned: { docId: 'doc-1', code: '01' }, state: 'sent', outcome: 'axis-9', free: true },
      { ...axis, key: '03', planned: { docId: 'doc-1', code: '03' }, state: 'waiting', outcome: null, free: false },
      {
        channel: 'mailbox',
        external_id: '<a@b>',
        key: 'received',
        address: 'a@b',
        message_id: '<congbao.1@x>',
        planned: { externalId: '<a@b>', kind: 'received' },
        state: 'refused',
        outcome: '550',
        free: true,
      },
    ])
    await pool.end()
  })

  it('freezes with each publication what the public reads of it', async () => {
    const pool = await upgraded(
      '0013-chat-thread',
      `insert into documents (id, state, sha256, bytes, file_name, channel, received_at, reading) values
         ('00000000-0000-4000-8000-000000000001', 'published', 'a', 1, 'a.pdf', 'desk', now(), '{"pages": 2, "textObject": "t"}'),
         ('00000000-0000-4000-8000-000000000002', 'withdrawn', 'b', 1, 'b.pdf', 'desk', now(), null);
       insert into publications (document_id, version, slug, published_at, first_published_at, content, search_text) values
         ('00000000-0000-4000-8000-000000000001', 1, 'a', now(), now(), '{"sha256": "a"}', ''),
         ('00000000-0000-4000-8000-000000000002', 1, 'b', now(), now(), '{"sha256": "b"}', '');`,
    )
    const { rows } = await pool.query('select content from publications order by slug')
    expect(rows.map(({ content }) => content)).toEqual([
      { sha256: 'a', reading: { pages: 2, textObject: 't' } },
      { sha256: 'b', reading: null },
    ])
    await pool.end()
  })
})
