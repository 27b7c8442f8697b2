/** What clerks corrected leaves the system as test cases that score the reader. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { correct } from '../../pipeline/review/correct.ts'
import { approve, withdraw } from '../../pipeline/review/decide.ts'
import { exportCorrections } from '../../pipeline/review/export-corrections.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { describeText } from '../validators/metadata/compose.ts'

let office: TestSystem
let decisions: DecisionMaker
const clerk = { name: 'van-thu' }

beforeAll(async () => {
  office = await openTestSystem()
  decisions = await openDecisionMaker()
  decisions.trustIn(office.config.trustFolder)
  office.setNow('2026-11-19T03:00:00Z')
})
afterAll(() => office.close())

const records = (folder: string) =>
  readFileSync(join(folder, 'records.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

test('each corrected document is one case: its text, what was read, what is right; the bench scores it', async () => {
  const document = await office.process('a.pdf', await decisions.make(701))
  await office.process('b.pdf', await decisions.make(702))
  await correct(office.system, document.id, clerk, { summary: 'Về việc phân công trực bến' })
  await correct(office.system, document.id, clerk, { summary: 'Phân công trực bến thuyền' })
  const folder = join(office.folder, 'cases')
  await exportCorrections(office.system, folder, null)

  const [record, ...others] = records(folder)
  expect(others).toEqual([])
  expect(record).toMatchObject({
    sha256: document.sha256,
    truth: { summary: 'Phân công trực bến thuyền' },
    was: { summary: 'Về việc phân công trực bến bãi thuyền mẫu đợt 701' },
    evidence: { summary: { source: 'text', page: 1 } },
  })
  const text = readFileSync(join(folder, record.text), 'utf8')
  expect(describeText(text).metadata).toMatchObject({ ...record.was, reference: '701/QĐ-UBND' })

  const bench = join(import.meta.dirname, '..', '..', 'bench', 'extract.ts')
  const table = execFileSync(process.execPath, [bench, '--cases', folder, '--misses'], { encoding: 'utf8' })
  expect(table).toMatch(/^summary\s+1\s+0\s+0\s+1/mu)
  expect(table).toContain('truth: Phân công trực bến thuyền')
})

test('only corrections since a day are written, and nothing of a document that was withdrawn', async () => {
  const document = await office.process('c.pdf', await decisions.make(703))
  await correct(office.system, document.id, clerk, { place: 'Nơi khác' })
  const later = join(office.folder, 'later')
  await exportCorrections(office.system, later, Temporal.Instant.from('2026-11-20T00:00:00Z'))
  expect(records(later)).toEqual([])
  await approve(office.system, document.id, clerk)
  await advanceUntilResting(office.system, document.id)
  await withdraw(office.system, document.id, clerk, 'có thông tin cá nhân')
  const all = join(office.folder, 'all')
  await exportCorrections(office.system, all, null)
  expect(records(all).map((record) => record.sha256)).not.toContain(document.sha256)
  expect(readdirSync(join(all, 'text'))).toHaveLength(1)
})
