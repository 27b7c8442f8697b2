/** Whatever is dropped ends in a state with a reason a clerk understands, and the next document goes on. */
import { zipSync } from 'fflate'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { openWorkers, TaskEnded, type Workers } from '../../pipeline/workers/workers.ts'
import { cutShort, encrypted } from '../../samples/spoil.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
let decisions: DecisionMaker
beforeAll(async () => {
  test = await openTestSystem({ CONGBAO_MAX_FILE_MB: '2' })
  decisions = await openDecisionMaker()
})
afterAll(() => test.close())

const text = (content: string) => new TextEncoder().encode(content)

async function pdfWithoutPages(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  pdf.removePage(0)
  return pdf.save({ useObjectStreams: false, addDefaultPage: false })
}

describe('bad input', () => {
  it.each([
    ['an empty file', 'trong.pdf', async () => new Uint8Array()],
    ['a .pdf that is none', 'gia.pdf', async () => text('<html><body>xin chào</body></html>')],
    ['a truncated PDF', 'cut.pdf', async () => cutShort(await decisions.make(1))],
    ['an encrypted PDF', 'khoa.pdf', async () => encrypted('mật khẩu'.normalize('NFD').replace(/[^a-z ]/g, ''))],
    ['a PDF without pages', 'khong-trang.pdf', pdfWithoutPages],
    ['a zip', 'tap.zip', async () => zipSync({ 'a.txt': text('a') })],
    ['random bytes', 'x.bin', async () => Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) & 255)],
  ])('%s is refused with a reason', async (_what, name, make) => {
    const document = await test.process(name, await make())
    expect(['rejected', 'quarantined']).toContain(document.state)
    expect(document.reason?.code).toMatch(/^[A-Z_]+$/)
    expect(document.reason?.message).toMatch(
      /\p{Lu}.*[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễúùụủũưựữửừứíìịỉĩýỳỷỵỹđ]/u,
    )
  })

  it('a file over the limit is declined, recorded, and none of it kept', async () => {
    const receipt = await test.drop('to.pdf', new Uint8Array(3 * 1024 * 1024))
    expect(receipt).toMatchObject({ documentIds: [], registerNumber: null })
    expect(receipt.declined).toContain('lớn hơn giới hạn 2 MB')
    const [row] = await test.system.db.selectFrom('intakes').selectAll().where('id', '=', receipt.intakeId).execute()
    expect(row).toMatchObject({ kind: 'declined', declined: { code: 'FILE_TOO_LARGE' } })
  })

  it.each([
    ['path separators', '../../etc/passwd.pdf', 'passwd.pdf'],
    ['backslashes', 'C:\\ho so\\qd.pdf', 'qd.pdf'],
    ['control characters', 'qd\u0000\n.pdf', 'qd__.pdf'],
  ])('a name with %s is kept harmless', async (_what, name, shown) => {
    const receipt = await test.drop(name, text(`văn bản ${name}`))
    expect((await test.find(receipt.documentIds[0] ?? '')).fileName).toBe(shown)
  })

  it('a name of 300 characters is shortened and keeps its extension', async () => {
    const receipt = await test.drop(`${'dài '.repeat(75)}.pdf`, text('x'))
    const { fileName } = await test.find(receipt.documentIds[0] ?? '')
    expect(fileName.length).toBeLessThanOrEqual(200)
    expect(fileName.endsWith('.pdf')).toBe(true)
  })

  it.each([
    ['timeout', 'READING_TOO_LONG', 'quá thời gian'],
    ['crash', 'READING_RAN_OUT', 'cạn bộ nhớ'],
  ] as const)(
    'a file at which the reader ends by %s is set aside at once, with the reason',
    async (how, code, said) => {
      const { documentIds } = await test.drop(`nang-${how}.pdf`, await decisions.make(how === 'crash' ? 81 : 82))
      const [id = ''] = documentIds
      let tries = 0
      const run: Workers['run'] = (task, ...input) => {
        if (task !== 'read') return test.system.workers.run(task, ...input)
        tries++
        return Promise.reject(new TaskEnded(task, how, 'test'))
      }
      await advanceUntilResting({ ...test.system, workers: { ...test.system.workers, run } }, id)
      expect(await test.find(id)).toMatchObject({
        state: 'quarantined',
        reason: { code, message: expect.stringContaining(said) },
      })
      expect(tries).toBe(1)
    },
  )

  it('a server that stops says nothing of the file it was at', async () => {
    const workers = openWorkers(1, { ocr: 'off' })
    const reading = workers.run('read', await decisions.make(83), 'a.pdf').catch((cause: unknown) => cause)
    await workers.close()
    expect(await reading).not.toBeInstanceOf(TaskEnded)
    expect(await reading).toBeInstanceOf(Error)
  })

  it('stops nothing: a good document afterwards goes its way', async () => {
    expect((await test.process('tot.pdf', await decisions.make(77))).state).toBe('awaiting-review')
  })
})
