/** The scanner from folder to gazette: a batch is dropped, cut, registered when the office opens, published or refused. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Doors, openDoors } from '../../doors.ts'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { correct } from '../../pipeline/review/correct.ts'
import { approve, reject } from '../../pipeline/review/decide.ts'
import { pictureOf, scanned, scanPdf, sheetPdf, shownThrough, whitePage } from '../connectors/scanner/draw-batch.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
let doors: Doors
let decisions: DecisionMaker
let folder: string

beforeAll(async () => {
  test = await openTestSystem({ CONGBAO_SCAN_FOLDER: 'quet', CONGBAO_SCAN_POLL_SECONDS: '0.01' })
  folder = test.config.scanner?.folder ?? ''
  mkdirSync(folder)
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  doors = openDoors(test.system)
})
afterAll(async () => {
  await doors?.stop()
  await test?.close()
})

const poll = () => doors.polling.get('scanner')?.poll()
const intakes = () => test.system.db.selectFrom('intakes').selectAll().orderBy('register_number').execute()

async function documents(): Promise<{ id: string; fileName: string }[]> {
  const rows = await test.system.db.selectFrom('documents').select(['id', 'file_name']).orderBy('file_name').execute()
  return rows.map((row) => ({ id: row.id, fileName: row.file_name }))
}

it('cuts a duplex batch, registers its papers on Monday, and leads them to the gazette or to a refusal', async () => {
  const papers = await Promise.all([801, 802].map(async (number) => pictureOf(await decisions.make(number))))
  const sheet = await scanned(await pictureOf(await sheetPdf('UBND xã Bằng Mạc')), { turned: 2, grain: 30 })
  const pages = [sheet, await scanned(whitePage(), { specks: 0.001 })]
  for (const paper of papers) {
    pages.push(await scanned(paper, { turned: 0.5, grain: 20 }))
    pages.push(await scanned(await shownThrough(paper, 0.15), { specks: 0.0005 }))
    if (paper === papers[0]) pages.push(await scanned(sheet, { turned: 180 }), whitePage())
  }
  const batch = await scanPdf(pages)
  test.setNow('2026-11-29T03:00:00Z')
  writeFileSync(join(folder, 'tap.pdf'), batch)
  writeFileSync(join(folder, 'ghi-chu.docx'), 'PK no scan')
  expect(await poll()).toMatchObject({ taken: 0, declined: 1, backlog: 2, problems: [] })
  expect(existsSync(join(folder, 'da-nhan/2026-11/tap.pdf'))).toBe(true)
  expect(readdirSync(join(folder, 'loi/2026-11'))).toEqual(['ghi-chu.docx', 'ghi-chu.docx.txt'])

  // Killed over the weekend; another process opens on Monday.
  await doors.stop()
  doors = openDoors(test.system)
  test.setNow('2026-11-30T00:30:02Z')
  expect(await poll()).toMatchObject({ taken: 2, backlog: 0, problems: [] })
  expect(await poll()).toMatchObject({ taken: 0, repeated: 0 })
  const [one, two, refused] = await intakes()
  expect([one, two]).toMatchObject([
    { register_number: 1, received_at: '2026-11-30T00:30:00Z', sender: { name: 'UBND xã Bằng Mạc' } },
    { register_number: 2, received_at: '2026-11-30T00:30:00Z', sender: { name: 'UBND xã Bằng Mạc' } },
  ])
  expect(refused).toMatchObject({ register_number: null, declined: { code: 'NOT_A_SCAN' } })
  expect(Buffer.from(await test.system.objects.get(one?.raw_sha256 ?? ''))).toEqual(Buffer.from(batch))

  const [good, bad] = await documents()
  if (!good || !bad) throw new Error('two documents')
  expect([good.fileName, bad.fileName]).toEqual(['tap (1).pdf', 'tap (2).pdf'])
  for (const { id } of [good, bad]) await advanceUntilResting(test.system, id)
  expect((await test.find(good.id)).inspection?.pages).toBe(1)
  // Read without OCR here: the clerk types what the paper says.
  const typed = {
    documentType: 'Quyết định',
    reference: '801/QĐ-UBND',
    issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
    issuedOn: '2026-11-18',
    summary: 'Về việc phân công trực bến bãi thuyền mẫu đợt 801',
  }
  await correct(test.system, good.id, { name: 'van-thu' }, typed)
  await approve(test.system, good.id, { name: 'bien-tap' })
  await advanceUntilResting(test.system, good.id)
  expect((await test.find(good.id)).state).toBe('published')
  await reject(test.system, bad.id, { name: 'bien-tap' }, 'Quét thiếu trang')
  expect(await test.find(bad.id)).toMatchObject({ state: 'rejected' })
  expect(doors.polling.get('scanner')?.health()).toMatchObject({ backlog: 0, lastError: null })
})

it('records the same batch dropped again as a repeat', async () => {
  const before = (await intakes()).length
  const [one] = await intakes()
  writeFileSync(join(folder, 'lai.pdf'), await test.system.objects.get(one?.raw_sha256 ?? ''))
  await poll()
  expect(await poll()).toMatchObject({ taken: 0, repeated: 2 })
  expect((await intakes()).length).toBe(before)
  const { count } = await test.system.db
    .selectFrom('intake_repeats')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(2)
})

it('leaves a signed file dropped into the folder as it is', async () => {
  const signed = await decisions.make(803)
  writeFileSync(join(folder, 'ky-so.pdf'), signed)
  await poll()
  expect(await poll()).toMatchObject({ taken: 1 })
  const document = (await documents()).find(({ fileName }) => fileName === 'ky-so.pdf')
  await advanceUntilResting(test.system, document?.id ?? '')
  const found = await test.find(document?.id ?? '')
  expect(Buffer.from(await test.system.objects.get(found.sha256))).toEqual(Buffer.from(signed))
  expect(found.signature?.verdict).toBe('passed')
})

it('lets one process at a time at the folder', async () => {
  const other = openDoors(test.system).polling.get('scanner')
  writeFileSync(join(folder, 'mot.pdf'), await decisions.make(804))
  await poll()
  const [here, there] = await Promise.all([poll(), other?.poll()])
  await poll()
  expect((await intakes()).filter(({ register_number }) => register_number === 4)).toHaveLength(1)
  expect((here?.repeated ?? 0) + (there?.repeated ?? 0)).toBe(0)
})
