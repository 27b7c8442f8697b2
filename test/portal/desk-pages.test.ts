/** What the desk shows of a document and lets people do with it, asked page by page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ordinaryDecision, secretLetter } from '../../samples/drafts.ts'
import { layOut } from '../../samples/lay-out.ts'
import { wordFile } from '../../samples/word-file.ts'
import { updateFindings } from '../../storage/database/documents/update-document.ts'
import type { MetadataReport } from '../../validators/metadata/metadata.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { openTestPortal, type TestPerson, type TestPortal } from './test-portal.ts'

let test: TestSystem
let portal: TestPortal
let decisions: DecisionMaker
let clerk: TestPerson
let editor: TestPerson

beforeAll(async () => {
  test = await openTestSystem()
  test.setNow('2026-11-20T02:00:00Z')
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  portal = openTestPortal(test)
  clerk = await portal.person('van-thu', 'clerk')
  editor = await portal.person('bien-tap', 'editor')
})
afterAll(() => test?.close())

const path = (id: string) => `/ban-lam-viec/van-ban/${id}`

async function describeAs(id: string, change: (report: MetadataReport) => MetadataReport): Promise<void> {
  const { description } = await test.find(id)
  if (!description) throw new Error('not described')
  await test.system.db
    .transaction()
    .execute((trx) => updateFindings(trx, id, test.system.now(), { description: change(description) }))
}

/** As if number and day had been written by hand. */
async function inked(number: number): Promise<string> {
  const { id } = await test.process(`muc-${number}.pdf`, await decisions.make(number))
  await describeAs(id, (report) => ({
    ...report,
    metadata: { ...report.metadata, reference: null, number: null, issuedOn: null },
    evidence: { ...report.evidence, number: { source: 'ocr', confidence: 0, page: 1, box: [110, 120, 150, 134] } },
    proposals: [
      {
        field: 'reference',
        digits: '2249',
        value: '2249/QĐ-UBND',
        confidence: 0.7,
        page: 1,
        box: [110, 120, 150, 134],
      },
      { field: 'issuedOn', digits: '4', value: '2026-11-04', confidence: 0.6, page: 1, box: [300, 120, 320, 134] },
    ],
  }))
  return id
}

describe('the pages of a document', () => {
  it('are pictures behind the login, drawn once and kept by the browser', async () => {
    const { id } = await test.process('trang.pdf', await decisions.make(901))
    const page = `${path(id)}/trang/1.webp`
    expect((await portal.app.request(page)).status).toBe(302)
    const answer = await clerk.get(page)
    expect(answer.headers.get('Content-Type')).toBe('image/webp')
    expect(answer.headers.get('Cache-Control')).toMatch(/^private/)
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.toString('latin1', 8, 12)).toBe('WEBP')
    const again = await clerk.get(page, { 'If-None-Match': answer.headers.get('ETag') ?? '' })
    expect(again.status).toBe(304)
    for (const wrong of [
      '0.webp',
      '2.webp',
      '1.png',
      '99999999999.webp',
      '1.webp?rong=99999',
      '-1.webp',
      '1.webp%00',
    ]) {
      expect((await clerk.get(`${path(id)}/trang/${wrong}`)).status, wrong).toBe(404)
    }
  })

  it('carry the place of every field that was read', async () => {
    const { id } = await test.process('cho.pdf', await decisions.make(902))
    const page = await clerk.page(path(id))
    for (const field of ['issuer', 'reference', 'issuedOn', 'documentType', 'summary']) {
      expect(page).toContain(`<rect data-field="${field}"`)
    }
  })

  it('are not opened while the file is quarantined, and its bytes go only to an editor, on record', async () => {
    const { id, state } = await test.process('mat.pdf', await layOut(secretLetter))
    expect(state).toBe('quarantined')
    expect((await clerk.get(`${path(id)}/trang/1.webp`)).status).toBe(404)
    expect(await clerk.page(path(id))).not.toContain('phương án bảo vệ')
    expect((await clerk.get(`${path(id)}/tep`)).status).toBe(403)
    const sent = await editor.get(`${path(id)}/tep`)
    expect(sent.headers.get('Content-Type')).toBe('application/octet-stream')
    expect(sent.headers.get('Content-Disposition')).toMatch(/^attachment/)
    expect(await editor.page(path(id))).toContain('Tải tệp cách ly')
  })

  it('of an office file are its text in reading order', async () => {
    const draft = ordinaryDecision(904, '2026-11-18', 'Về việc kiểm kê thuyền mẫu')
    const { id } = await test.process('du-thao.docx', wordFile(draft))
    const page = await clerk.page(path(id))
    expect(page).toMatch(/<div class="text">.*Số: 904\/QĐ-UBND.*Về việc kiểm kê thuyền mẫu/s)
    expect((await clerk.get(`${path(id)}/trang/1.webp`)).status).toBe(404)
  })
})

describe('a field written by hand', () => {
  it('stays empty, with the ink and what the machine makes of it beside it', async () => {
    const page = await clerk.page(path(await inked(911)))
    expect(page).toMatch(/name="reference"[^>]* value=""/)
    expect(page).toMatch(/name="issuedOn"[^>]* value=""/)
    expect(page).toContain('data-accept="2249/QĐ-UBND"')
    expect(page).toContain('data-accept="04/11/2026"')
    expect(page).toMatch(/<svg viewBox="[\d ]+" role="img" aria-label="Ảnh chỗ ghi số, ký hiệu trên văn bản">/)
  })

  it('takes the proposal only when a person accepts it, as that person’s word', async () => {
    const id = await inked(912)
    expect((await test.find(id)).description?.metadata.reference).toBeNull()
    expect((await clerk.post(`${path(id)}/nhan`, { field: 'reference' })).status).toBe(303)
    const { description } = await test.find(id)
    expect(description?.metadata).toMatchObject({ reference: '2249/QĐ-UBND', number: '2249', symbol: 'QĐ-UBND' })
    expect(description?.evidence.reference?.source).toBe('clerk')
    expect((await clerk.post(`${path(id)}/nhan`, { field: 'summary' })).status).toBe(404)
  })
})

describe('the fields', () => {
  it('sent one alone change no other, the tick of a normative act among them', async () => {
    const { id } = await test.process('mot-o.pdf', await decisions.make(924))
    await describeAs(id, (report) => ({ ...report, metadata: { ...report.metadata, normative: true } }))
    await clerk.post(`${path(id)}/sua`, { issuer: 'Sở Nội vụ' })
    expect((await test.find(id)).description?.metadata).toMatchObject({ issuer: 'Sở Nội vụ', normative: true })
    await clerk.post(`${path(id)}/sua`, { summary: 'Về việc khác' })
    expect((await test.find(id)).description?.metadata.normative).toBe(false)
  })

  it('complete a number typed alone with the symbol read beside the empty slot', async () => {
    const id = await inked(913)
    await clerk.post(`${path(id)}/sua`, { reference: '2249' })
    expect((await test.find(id)).description?.metadata.reference).toBe('2249/QĐ-UBND')
  })

  it('take dates as people write them and refuse what no calendar has', async () => {
    const { id } = await test.process('ngay.pdf', await decisions.make(921))
    await clerk.post(`${path(id)}/sua`, { issuedOn: '4/9/2026', effectiveOn: '2026-09-10' })
    expect((await test.find(id)).description?.metadata).toMatchObject({
      issuedOn: '2026-09-04',
      effectiveOn: '2026-09-10',
    })
    const refused = await clerk.post(`${path(id)}/sua`, { issuedOn: '30/02/2026' })
    expect(refused.status).toBe(409)
    expect(await refused.text()).toContain('Ngày phải là ngày có thật')
    expect((await test.find(id)).description?.metadata.issuedOn).toBe('2026-09-04')
  })

  it('are kept and approved in one step, which leads on to the next document that waits', async () => {
    const { id } = await test.process('duyet.pdf', await decisions.make(922))
    const form = { issuer: 'Ủy ban nhân dân tỉnh Lạng Mẫu', reference: '922/QĐ-UBND', issuedOn: '18/11/2026' }
    const fields = { ...form, documentType: 'Quyết định', summary: 'Về việc đã sửa', effectiveOn: '', signer: '' }
    const byClerk = await clerk.post(`${path(id)}/duyet`, { ...fields, tiep: '1' })
    expect(byClerk.status).toBe(403)
    const answer = await editor.post(`${path(id)}/duyet`, { ...fields, tiep: '1' })
    const next = answer.headers.get('Location') ?? ''
    expect(next).toMatch(new RegExp(`^/ban-lam-viec/van-ban/(?!${id})[0-9a-f-]{36}\\?vua-duyet=${id}$`))
    expect(await editor.page(next)).toContain('Đã duyệt Quyết định 922/QĐ-UBND.')
    expect(await test.find(id)).toMatchObject({
      state: 'approved',
      description: { metadata: { summary: 'Về việc đã sửa' } },
    })
  })

  it('that every published act must show hold approval back while empty, what was typed being kept', async () => {
    const { id } = await test.process('thieu.pdf', await decisions.make(923))
    const answer = await editor.post(`${path(id)}/duyet`, { reference: '', summary: 'Giữ lại chữ này' })
    expect(answer.status).toBe(409)
    expect(await answer.text()).toContain('còn thiếu số, ký hiệu')
    expect((await test.find(id)).description?.metadata).toMatchObject({ reference: null, summary: 'Giữ lại chữ này' })
  })
})

describe('the journal', () => {
  it('tells in the words of the office who changed what, from what to what', async () => {
    const { id } = await test.process('nhat-ky.pdf', await decisions.make(941))
    await clerk.post(`${path(id)}/sua`, { reference: '942/QĐ-UBND' })
    for (const address of ['/ban-lam-viec/nhat-ky', path(id)]) {
      const page = await clerk.page(address)
      expect(page).toMatch(/<strong>Sửa thông tin<\/strong>/)
      expect(page).toContain('số, ký hiệu từ “941/QĐ-UBND” thành “942/QĐ-UBND”')
    }
    expect(await clerk.page('/ban-lam-viec/nhat-ky')).toContain(`${id}">Quyết định 942/QĐ-UBND</a>`)
  })
})

describe('the list', () => {
  it('shows what waits, the first due on top, and finds words with or without diacritics', async () => {
    const early = await test.process('som.pdf', await decisions.make(931, { issuedOn: '2026-07-01' }))
    const page = await clerk.page('/ban-lam-viec')
    const order = [...page.matchAll(/<h3><a href="\/ban-lam-viec\/van-ban\/([^"]+)"/g)].map(([, id]) => id)
    expect(order[0]).toBe(early.id)
    expect(page).toMatch(/Quá hạn \d+ ngày làm việc/)
    const found = await clerk.page('/ban-lam-viec?q=ben+bai+thuyen+dot+931')
    expect([...found.matchAll(/<h3>/g)]).toHaveLength(1)
    expect(await clerk.page('/ban-lam-viec?q=100%25_nothing')).toContain('Không có văn bản nào')
    expect([...(await clerk.page('/ban-lam-viec?trang-thai=tat-ca&kenh=zalo')).matchAll(/<h3>/g)]).toHaveLength(0)
    expect([...(await clerk.page('/ban-lam-viec?han=qua-han')).matchAll(/<h3>/g)].length).toBeGreaterThan(0)
  })

  it.each([
    'trang=1e99',
    'trang=-1',
    'q=%00%FF',
    'kenh=__proto__',
    'sap-xep=constructor',
    'han=toString',
    'trang-thai=x',
  ])('survives the address ?%s', async (query) => {
    expect((await clerk.get(`/ban-lam-viec?${query}`)).status).toBe(200)
  })
})
