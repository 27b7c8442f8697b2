/** A backup taken while the system runs can be proven, brings everything back, and is refused once anything is amiss. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { openGazetteKey } from '../../pipeline/gazette/gazette-key.ts'
import { composeIssue, signIssue } from '../../pipeline/gazette/issues.ts'
import { approve } from '../../pipeline/review/decide.ts'
import { verifyJournal } from '../../storage/audit.ts'
import { restoreBackup } from '../../storage/backup/restore-backup.ts'
import { listBackups, verifyBackup } from '../../storage/backup/verify-backup.ts'
import { writeBackup } from '../../storage/backup/write-backup.ts'
import { findPublication, listPublications } from '../../storage/database/publications/find-publications.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem, temporaryFolder } from '../system.ts'

const target = temporaryFolder()
const editor = { name: 'bien-tap' }
const quiet = () => {}
let test: TestSystem
let decisions: DecisionMaker

beforeAll(async () => {
  test = await openTestSystem()
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  await publish(5001)
  await composeIssue(test.system, editor)
  await signIssue(test.system, editor, 2026, 1, await openGazetteKey(test.system))
})
afterAll(async () => {
  await test.close()
  rmSync(target, { recursive: true, force: true })
})

async function publish(number: number): Promise<string> {
  const { id } = await test.process(`${number}.pdf`, await decisions.make(number))
  await approve(test.system, id, editor)
  await advanceUntilResting(test.system, id)
  return id
}

/** All rows of all tables, as text, whatever their order. */
async function everything(system: TestSystem): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {}
  const { pool } = system.app.backupSource
  const { rows } = await pool.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  )
  for (const { name } of rows.filter((table) => !['migrations', 'sessions'].includes(table.name))) {
    const found = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t order by 1`)
    tables[name] = found.rows.map(({ row }) => row)
  }
  return tables
}

const backUp = (at: string) => writeBackup(test.app.backupSource, target, Temporal.Instant.from(at), quiet)

describe('a backup', () => {
  it('brings back every row, every object and every key, and the system goes on from there', async () => {
    const { name, manifest } = await backUp('2026-11-25T03:00:00Z')
    expect(name).toBe('2026-11-25T03-00-00Z')
    expect((await verifyBackup(target, null, quiet)).faults).toEqual([])
    expect(manifest.settings.map(({ path }) => path)).toContain('keys/gazette.p12')

    const fresh = await openTestSystem()
    try {
      await restoreBackup(fresh.app.backupSource, target, null, quiet)
      expect(await everything(fresh)).toEqual(await everything(test))
      expect(await verifyJournal(fresh.system.db)).toEqual(await verifyJournal(test.system.db))
      const [published] = await listPublications(fresh.system.db, {}, { limit: 5 })
      const original = await fresh.system.objects.get(published?.content.sha256 ?? '')
      expect(
        Buffer.from(original).equals(Buffer.from(await test.system.objects.get(published?.content.sha256 ?? ''))),
      ).toBe(true)

      // Numbers given by the database go on behind the highest that came back.
      const { id } = await fresh.process('5002.pdf', await decisions.make(5002))
      decisions.trustIn(fresh.config.trustFolder)
      await approve(fresh.system, id, editor)
      await advanceUntilResting(fresh.system, id)
      expect(await findPublication(fresh.system.db, (await fresh.find(id)).slug ?? '')).toMatchObject({ version: 1 })
      const key = readFileSync(join(test.config.dataFolder, 'keys', 'gazette.p12'))
      expect(readFileSync(join(fresh.config.dataFolder, 'keys', 'gazette.p12')).equals(key)).toBe(true)
    } finally {
      await fresh.close()
    }
  })

  it('copies each object once, however many backups name it', async () => {
    await publish(5003)
    const second = await backUp('2026-11-26T03:00:00Z')
    expect(second.newObjects).toBeGreaterThan(0)
    expect((await backUp('2026-11-27T03:00:00Z')).newObjects).toBe(0)
    expect(await listBackups(target)).toHaveLength(3)
  })

  it('is not restored over data, nor into another schema', async () => {
    await expect(restoreBackup(test.app.backupSource, target, null, quiet)).rejects.toThrow('đã có dữ liệu')
    const newest = join(target, '2026-11-27T03-00-00Z', 'manifest.json')
    const whole = readFileSync(newest, 'utf8')
    writeFileSync(newest, whole.replace('0001-foundations', '0001-khac'))
    const fresh = await openTestSystem()
    await expect(restoreBackup(fresh.app.backupSource, target, null, quiet)).rejects.toThrow('phiên bản')
    await fresh.close()
    writeFileSync(newest, whole)
  })

  it('that lacks an object, or holds a changed row, is told by name and never restored', async () => {
    const folder = join(target, '2026-11-27T03-00-00Z')
    const table = join(folder, 'tables', 'documents.jsonl.gz')
    const rows = readFileSync(table)
    writeFileSync(table, rows.with(rows.length - 9, (rows[rows.length - 9] ?? 0) ^ 1))
    const [outer = ''] = readdirSync(join(target, 'objects')).filter((name) => name !== 'incoming')
    rmSync(join(target, 'objects', outer), { recursive: true })

    const { faults } = await verifyBackup(target, null, quiet)
    expect(faults).toContain('bảng documents đã bị thay đổi.')
    expect(faults.some((fault) => fault.startsWith(`Thiếu tệp gốc ${outer}`))).toBe(true)
    const fresh = await openTestSystem()
    await expect(restoreBackup(fresh.app.backupSource, target, null, quiet)).rejects.toThrow('không toàn vẹn')
    expect((await everything(fresh)).documents).toEqual([])
    await fresh.close()
  })

  it('that was interrupted is none', async () => {
    const broken = {
      ...test.app.backupSource,
      objects: {
        ...test.system.objects,
        list: () => {
          throw new Error('disk full')
        },
      },
    }
    await expect(writeBackup(broken, target, Temporal.Instant.from('2026-11-28T03:00:00Z'), quiet)).rejects.toThrow(
      'disk full',
    )
    expect(await listBackups(target)).not.toContain('2026-11-28T03-00-00Z')
  })
})
