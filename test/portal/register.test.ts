/** The intake register: its ten columns, its filters, its print and its exports, for a year of any length. */
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Intake } from '../../connectors/intake.ts'
import { acceptIntake } from '../../pipeline/accept-intake.ts'
import { neutralised } from '../../portal/desk/register-exports.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { openTestPortal, type TestPerson } from './test-portal.ts'

const path = '/ban-lam-viec/so-den'
let test: TestSystem
let clerk: TestPerson
let decisions: DecisionMaker

beforeAll(async () => {
  test = await openTestSystem()
  test.setNow('2026-11-25T02:00:00Z')
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  await test.process('quyet-dinh.pdf', await decisions.make(801))
  await test.drop('quyet-dinh-lai.pdf', await decisions.make(801))
  await take({ channel: 'axis', externalId: 'doc-1', receivedAt: '2026-11-26T01:00:00Z' }, 'chưa đọc')
  await take({ channel: 'mailbox', externalId: 'm-1', receivedAt: '2026-11-26T18:30:00Z' }, '=cmd|calc')
  await take({
    channel: 'mailbox',
    externalId: 'm-2',
    receivedAt: '2026-11-27T01:00:00Z',
    content: { kind: 'question', text: 'Cho tôi hỏi\nthủ tục cấp đổi <b>giấy phép</b>?' },
    parts: [],
    envelope: null,
  })
  await take({
    channel: 'mailbox',
    externalId: 'm-3',
    receivedAt: '2026-11-27T01:00:00Z',
    content: { kind: 'declined', reason: { code: 'SPAM', message: 'Máy chủ thư đánh dấu đây là thư rác.' } },
    parts: [],
    envelope: null,
  })
  // A Saturday; sessions do not outlive an hour.
  test.setNow('2026-11-28T01:00:00Z')
  clerk = await openTestPortal(test).person('van-thu', 'clerk')
})
afterAll(() => test?.close())

type Changes = Partial<Omit<Intake, 'receivedAt'>> & { externalId: string; receivedAt: string }

async function take({ receivedAt, ...changes }: Changes, summary = ''): Promise<void> {
  const raw = await test.system.objects.put(Buffer.from(`${changes.externalId} ${receivedAt}`))
  const at = Temporal.Instant.from(receivedAt)
  test.setNow(receivedAt)
  await acceptIntake(test.system, {
    channel: 'axis',
    sender: { name: 'Ủy ban nhân dân xã Bằng Mạc', address: 'H37.01' },
    raw,
    parts: [{ ...raw, fileName: `${changes.externalId}.pdf`, declaredType: null }],
    envelope: { reference: '12/UBND-VX', documentType: 'Công văn', issuer: 'UBND xã', issuedOn: '2026-11-20', summary },
    content: { kind: 'documents' },
    channelData: {},
    ...changes,
    receivedAt: at,
  })
}

/** The cells of a CSV, by line. */
function cells(csv: string): string[][] {
  return csv
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))
}

const csv = async (query = '') => cells(await clerk.page(`${path}.csv${query}`))

describe('the register', () => {
  it('has the ten columns of the decree in their order, then ours', async () => {
    const [head, first] = await csv()
    expect(head).toEqual([
      ...['Ngày đến', 'Số đến', 'Tác giả', 'Số, ký hiệu', 'Ngày tháng', 'Tên loại và trích yếu nội dung'],
      ...['Đơn vị hoặc người nhận', 'Ngày chuyển', 'Ký nhận', 'Ghi chú', 'Kênh', 'Nơi gửi', 'Số trang'],
    ])
    expect(first).toEqual([
      ...['25/11/2026', '1', 'Chủ tịch Ủy ban nhân dân tỉnh Lạng Mẫu', '801/QĐ-UBND', '18/11/2026'],
      'Quyết định về việc phân công trực bến bãi thuyền mẫu đợt 801',
      ...['Ban biên tập', '25/11/2026', '', expect.stringContaining('Chờ duyệt'), 'Bàn làm việc', 'Văn thư', '1'],
    ])
  })

  it('says what the envelope says until the document is read, and what a question asks', async () => {
    const lines = await csv()
    expect(lines[2]?.slice(2, 6)).toEqual(['UBND xã', '12/UBND-VX', '20/11/2026', 'Công văn chưa đọc'])
    expect(lines[4]?.[5]).toBe('Câu hỏi: Cho tôi hỏi thủ tục cấp đổi <b>giấy phép</b>?')
  })

  it('is told by the day in Vietnam, by period, channel and year', async () => {
    const numbers = async (query: string) => (await csv(query)).slice(1).map((line) => line[1])
    expect(await numbers('')).toEqual(['1', '2', '3', '4'])
    expect(await numbers('?kenh=mailbox')).toEqual(['3', '4'])
    // 18:30 UTC of the 26th is the 27th here.
    expect(await numbers('?tu=2026-11-27')).toEqual(['3', '4'])
    expect(await numbers('?tu=2026-11-26&den=2026-11-26')).toEqual(['2'])
    expect(await numbers('?nam=2025')).toEqual([])
    expect(await numbers('?nam=x&tu=2026-13-99&kenh=toString')).toEqual(['1', '2', '3', '4'])
  })

  it('lists what was declined apart, without a number, and in no export', async () => {
    const page = await clerk.page(`${path}?muc=tu-choi`)
    expect(page).toContain('Máy chủ thư đánh dấu đây là thư rác.')
    expect(await clerk.page(path)).not.toContain('thư rác.')
    expect((await csv('?muc=tu-choi')).length).toBe(5)
  })

  it('shows nothing of a delivery as markup', async () => {
    expect(await clerk.page(path)).toContain('&lt;b&gt;giấy phép&lt;/b&gt;')
  })

  it('tells how many scans wait for the office to open, and until when', async () => {
    await test.system.db
      .insertInto('scanner_drops')
      .values({
        scanner: null,
        file_name: 'tap.pdf',
        bytes: 1,
        modified_ms: 1,
        raw_sha256: 'aa',
        first_seen_at: '2026-11-28T01:00:00Z',
        judgement: JSON.stringify({ kind: 'documents', documents: [{}, {}] }),
        moved_to: null,
      })
      .execute()
    const page = await clerk.page(path)
    expect(page).toContain('2 văn bản quét đang chờ giờ làm việc')
    expect(page).toContain('07:30 30/11/2026')
  })

  it('is not for strangers', async () => {
    const { app } = openTestPortal(test)
    for (const address of [path, `${path}.csv`, `${path}.xlsx`, `${path}/in`, '/ban-lam-viec/phieu-tach.pdf']) {
      expect((await app.request(address)).status).toBe(302)
    }
  })
})

describe('the exports', () => {
  it('are no formulas, whatever a sender writes', async () => {
    for (const text of ['=1+1', '+84', '-2', '@SUM(A1)', '\t=1', ' =1', '＝1', '|calc']) {
      expect(neutralised(text)).toBe(`'${text}`)
    }
    expect(neutralised('Quyết định 1-2=3')).toBe('Quyết định 1-2=3')
    // A summary begins with its document's type; alone it would begin with the sign.
    await take(
      {
        externalId: 'ax-2',
        receivedAt: '2026-11-28T01:00:10Z',
        envelope: {
          reference: null,
          documentType: null,
          issuer: '@x',
          issuedOn: null,
          summary: '=HYPERLINK("http://x")',
        },
      },
      '',
    )
    const line = (await csv()).at(-1)
    expect(line?.[5]).toBe(`'=HYPERLINK("http://x")`)
    expect(line?.[2]).toBe("'@x")
    const sheet = await workbook('')
    expect(sheet.getRow(3 + 5).getCell(6)).toMatchObject({
      type: ExcelJS.ValueType.String,
      value: '=HYPERLINK("http://x")',
    })
  })

  it('say in XLSX what CSV says, numbers as numbers', async () => {
    const sheet = await workbook('')
    expect(sheet.getRow(1).getCell(1).value).toBe('SỔ ĐĂNG KÝ VĂN BẢN ĐẾN')
    expect(sheet.getRow(4).getCell(2).value).toBe(1)
    expect(sheet.getRow(4).getCell(4).value).toBe('801/QĐ-UBND')
    expect(sheet.pageSetup.orientation).toBe('landscape')
  })

  it('print in A4 across, the head on every sheet', async () => {
    const page = await clerk.page(`${path}/in?nam=2026&tu=2026-11-01`)
    expect(page).toContain('SỔ ĐĂNG KÝ VĂN BẢN ĐẾN')
    expect(page).toContain('Năm 2026, từ ngày 01/11/2026')
    expect(page).toContain('Tổng số: 5 lượt văn bản đến.')
    expect(page).toContain('register-print.css')
  })

  it('hold a year of 20,000 numbers, each once, in order', async () => {
    await fillYear(2025, 20_000)
    const lines = await csv('?nam=2025')
    expect(lines).toHaveLength(20_001)
    expect(lines.slice(1).every((line, index) => line[1] === String(index + 1) && line.length === 13)).toBe(true)
    const sheet = await workbook('?nam=2025')
    expect(sheet.rowCount).toBe(20_003)
    expect(sheet.getRow(20_003).getCell(2).value).toBe(20_000)
    const print = await clerk.page(`${path}/in?nam=2025`)
    expect(print).toContain('Tổng số: 20000 lượt văn bản đến.')
    const page = await clerk.page(`${path}?nam=2025&trang=399`)
    expect(page).toContain('Trang 400/400')
    expect(page).toContain('>1<')
  })
})

async function workbook(query: string): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await (await clerk.get(`${path}.xlsx${query}`)).arrayBuffer())
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('no sheet')
  return sheet
}

async function fillYear(year: number, count: number): Promise<void> {
  const { db } = test.system
  await sql`
    with made as (
      insert into documents (state, sha256, bytes, file_name, channel, received_at, reference, document_type, issuer, summary)
      select 'awaiting-review', md5(n::text) || md5('x' || n::text), 1, n || '.pdf', 'axis',
        make_timestamptz(${year}, 1, 2, 0, 0, 0, 'UTC') + n * interval '20 minutes', n || '/UBND', 'Công văn', 'UBND xã', 'về việc ' || n
      from generate_series(1, ${count}::int) as n returning id, file_name
    ), taken as (
      insert into intakes (channel, external_id, register_year, register_number, sender, received_at, raw_bytes, kind)
      select 'axis', 'bulk-' || n, ${year}, n, '{"name":"UBND xã","address":null}',
        make_timestamptz(${year}, 1, 2, 0, 0, 0, 'UTC') + n * interval '20 minutes', 1, 'documents'
      from generate_series(1, ${count}::int) as n returning id, register_number
    )
    insert into intake_parts (intake_id, position, file_name, sha256, bytes, document_id)
    select taken.id, 1, made.file_name, 'x', 1, made.id
    from taken join made on made.file_name = taken.register_number || '.pdf'`.execute(db)
}

describe('the separator sheet', () => {
  it('is a PDF for the printer, with the sender where one is given', async () => {
    const plain = await clerk.get('/ban-lam-viec/phieu-tach.pdf')
    expect(plain.headers.get('Content-Type')).toBe('application/pdf')
    const named = await clerk.get(`/ban-lam-viec/phieu-tach.pdf?gui=${encodeURIComponent('UBND xã Bằng Mạc')}`)
    const bytes = new Uint8Array(await named.arrayBuffer())
    const report = await test.system.workers.run('inspectPages', bytes)
    expect(report).toMatchObject({ pages: [{ codes: ['congbao:tach:1:UBND xã Bằng Mạc', 'CONGBAO-TACH'] }] })
    expect(await clerk.page('/ban-lam-viec/phieu-tach')).toContain('Phiếu tách văn bản')
  })
})
