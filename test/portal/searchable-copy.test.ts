/** A scan on its whole way: dropped on the desk's page, read by OCR, and its searchable copy fetched from the desk. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { approve } from '../../pipeline/review/decide.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { decision, pictureOf, scanOf } from '../validators/text/ocr/scan-fixture.ts'
import { openTestPortal, type TestPerson, type TestPortal } from './test-portal.ts'

let system: TestSystem
let portal: TestPortal
let clerk: TestPerson

beforeAll(async () => {
  system = await openTestSystem({ CONGBAO_OCR: 'automatic' })
  portal = openTestPortal(system)
  clerk = await portal.person('van-thu', 'clerk')
})
afterAll(() => system.close())

/** The words of a PDF as any reader finds them. */
function wordsIn(pdf: Uint8Array): string[] {
  const path = join(system.folder, 'copy.pdf')
  writeFileSync(path, pdf)
  return execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' }).split(/\s+/u)
}

const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer())

test('a dropped scan is found word by word in its copy, and handed back itself byte for byte', async () => {
  const scan = await scanOf([await pictureOf(decision)])
  expect(wordsIn(scan).filter((word) => word !== '')).toEqual([])

  const token = /data-csrf="([^"]+)"/.exec(await clerk.page('/ban-lam-viec'))?.[1] ?? ''
  const dropped = await portal.app.request('/ban-lam-viec/tiep-nhan?ten=quyet-dinh-quet.pdf', {
    method: 'POST',
    headers: { cookie: clerk.cookie, 'Content-Type': 'application/pdf', 'X-CSRF-Token': token },
    body: scan.slice(),
  })
  expect(dropped.status).toBe(200)
  const { documentId: id } = (await dropped.json()) as { documentId: string }
  await advanceUntilResting(system.system, id)
  const document = await system.find(id)
  expect(document).toMatchObject({ state: 'awaiting-review', reading: { textSource: 'ocr' } })

  expect(await clerk.page(`/ban-lam-viec/van-ban/${id}`)).toContain(`/ban-lam-viec/van-ban/${id}/tra-cuu.pdf`)
  const copy = await clerk.get(`/ban-lam-viec/van-ban/${id}/tra-cuu.pdf`)
  expect(copy.status).toBe(200)
  expect(copy.headers.get('Content-Type')).toBe('application/pdf')
  expect(copy.headers.get('Content-Disposition')).toContain('quyet-dinh-quet.tra-cuu.pdf')
  expect(copy.headers.get('Cache-Control')).toContain('no-store')
  const found = wordsIn(await bytesOf(copy))
  const wanted = decision.join(' ').split(' ')
  expect(wanted.filter((word) => !found.includes(word)).length / wanted.length).toBeLessThan(0.05)

  const original = await bytesOf(await clerk.get(`/ban-lam-viec/van-ban/${id}/tep`))
  expect(createHash('sha256').update(original).digest('hex')).toBe(document.sha256)
  expect(Buffer.from(original)).toEqual(Buffer.from(scan))
}, 180_000)

test('nobody without an account gets the copy of what is not published', async () => {
  const rows = await system.system.db.selectFrom('documents').select('id').execute()
  expect(rows).toHaveLength(1)
  const answer = await portal.app.request(`/ban-lam-viec/van-ban/${rows[0]?.id}/tra-cuu.pdf`)
  expect(answer.status).not.toBe(200)
  expect(await approve(system.system, rows[0]?.id ?? '', { name: 'bien-tap' })).toMatchObject({ kind: 'refused' })
})
