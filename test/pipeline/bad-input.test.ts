/** Whatever is dropped ends in a state with a reason a clerk understands, and the next document goes on. */
import { zipSync } from 'fflate'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  it('stops nothing: a good document afterwards goes its way', async () => {
    expect((await test.process('tot.pdf', await decisions.make(77))).state).toBe('awaiting-review')
  })
})
