import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type IssueAct, type LaidOutIssue, layoutIssue } from '../../../pipeline/gazette/layout-issue.ts'
import { compareActs } from '../../../pipeline/gazette/order.ts'
import { makeAuthority, makeSigner } from '../../../pipeline/gazette/signing/office-certificate.ts'
import { signPdf } from '../../../pipeline/gazette/signing/sign-pdf.ts'
import { appointmentDecision, feeDecision } from '../../../samples/drafts.ts'
import { layOut } from '../../../samples/lay-out.ts'
import { verifyFile } from '../../../validators/signature/index.ts'
import { plainTextOf } from '../../../validators/text/plain-text.ts'
import { readDocument } from '../../../validators/text/read.ts'

const folder = mkdtempSync(join(tmpdir(), 'congbao-gazette-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const act = (changes: Partial<IssueAct>): IssueAct => ({
  documentType: 'Quyết định',
  reference: '05/2026/QĐ-UBND',
  issuer: 'Ủy ban nhân dân tỉnh Lạng Mẫu',
  issuedOn: '2026-11-16',
  summary: 'Quy định mức thu tiền sử dụng bến bãi',
  normative: true,
  pdf: null,
  text: '',
  ...changes,
})

let issue: LaidOutIssue
let pages: string[]

beforeAll(async () => {
  const acts = [
    act({ pdf: await layOut(feeDecision) }),
    act({ reference: '1204/QĐ-UBND', normative: false, pdf: await layOut(appointmentDecision) }),
    act({ reference: '9/QĐ-UBND', normative: false, pdf: new Uint8Array([1, 2]), text: 'Điều 1. Chữ lạ ☃ và Ωμέγα' }),
  ]
  issue = await layoutIssue({ province: 'Lạng Mẫu', year: 2026, number: 7, dated: '2026-11-24', acts })
  pages = await pagesOf(issue.bytes)
})

async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const read = await readDocument(pdf, 'issue.pdf')
  if ('error' in read) throw new Error(read.error.message)
  return plainTextOf(read).split('\f')
}

describe('a gazette issue', () => {
  it('gives each act the pages it stands on, and says them in the contents', () => {
    expect(issue.pages).toEqual([
      { first: 3, last: 4 },
      { first: 5, last: 5 },
      { first: 6, last: 6 },
    ])
    const contents = pages[1] ?? ''
    expect(contents).toContain('MỤC LỤC')
    expect(contents).toMatch(/VĂN BẢN QUY PHẠM PHÁP LUẬT[\s\S]*05\/2026\/QĐ-UBND[\s\S]*VĂN BẢN PHÁP LUẬT KHÁC/u)
    expect(contents).toMatch(/16-11-2026[\s\S]*?3/u)
    expect(pages[2]).toContain('Quy định mức thu tiền sử dụng bến bãi thuyền mẫu')
  })

  it('has a running head and a number on every page but the first and the last', () => {
    const head = 'CÔNG BÁO LẠNG MẪU/Số 07/Ngày 24-11-2026'
    expect(pages.map((page) => page.includes(head))).toEqual([false, true, true, true, true, true, false])
  })

  it('sets an act anew when its file cannot be placed, odd letters and all', () => {
    expect(pages[5]).toContain('Chữ lạ')
    expect(pages[5]).toContain('Ωμέγα')
  })

  it('comes out the same, byte for byte, from the same content', async () => {
    const content = {
      province: 'Lạng Mẫu',
      year: 2026,
      number: 1,
      dated: '2026-11-24',
      acts: [act({ text: 'Điều 1.' })],
    }
    const [one, other] = [await layoutIssue(content), await layoutIssue(content)]
    expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true)
  })

  it('keeps every Vietnamese letter copyable', async () => {
    const letters =
      'ĂăÂâĐđÊêÔôƠơƯư ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ'
    const content = { province: 'Lạng Mẫu', year: 2026, number: 1, dated: '2026-11-24', acts: [act({ text: letters })] }
    const text = (await pagesOf((await layoutIssue(content)).bytes))[2] ?? ''
    for (const letter of letters.replaceAll(' ', '')) expect(text).toContain(letter)
  })

  it('signed twice is called valid by pdfsig and by us, and its first bytes are untouched', async () => {
    const at = Temporal.Instant.from('2026-11-24T03:00:00Z')
    const authority = await makeAuthority({ commonName: 'Mẫu', organization: 'Mẫu' }, { from: at, years: 2 })
    const subject = { commonName: 'Công báo tỉnh Lạng Mẫu', organization: 'Văn phòng UBND' }
    const pkcs12 = await makeSigner(authority, subject, { from: at, years: 1 }, 'mật khẩu')
    const once = await signPdf(issue.bytes, { pkcs12, passphrase: 'mật khẩu', at })
    const twice = await signPdf(once, { pkcs12, passphrase: 'mật khẩu', at })
    expect(Buffer.from(twice.subarray(0, issue.bytes.length)).equals(Buffer.from(issue.bytes))).toBe(true)

    const file = join(folder, 'issue.pdf')
    writeFileSync(file, twice)
    const pdfsig = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' })
    expect(pdfsig.match(/Signature is Valid/g)).toHaveLength(2)

    const options = { trustFolders: [], password: null, content: null, at: '2026-11-24T04:00:00Z' }
    const report = await verifyFile(twice, 'issue.pdf', options)
    expect(report.signatures).toMatchObject([
      { integrity: 'intact', laterChanges: 'permitted', signer: { commonName: 'Công báo tỉnh Lạng Mẫu' } },
      { integrity: 'intact', laterChanges: 'none', coverage: 'whole', claimedTime: at.toString() },
    ])
    await expect(signPdf(once, { pkcs12, passphrase: 'sai', at })).rejects.toThrow()
  })
})

describe('the order of acts', () => {
  it('is normative first, then rank of issuer, force, number', () => {
    const acts = [
      { documentType: 'Quyết định', reference: '10/QĐ-UBND', issuer: 'Ủy ban nhân dân tỉnh X', normative: false },
      { documentType: 'Quyết định', reference: '2/QĐ-UBND', issuer: 'Ủy ban nhân dân tỉnh X', normative: false },
      { documentType: 'Quyết định', reference: '03/2026/QĐ-UBND', issuer: 'Ủy ban nhân dân xã Y', normative: true },
      { documentType: 'Quyết định', reference: '05/2026/QĐ-UBND', issuer: 'Uỷ ban nhân dân tỉnh X', normative: true },
      { documentType: 'Nghị quyết', reference: '02/2026/NQ-HĐND', issuer: 'Hội đồng nhân dân tỉnh X', normative: true },
    ]
    expect(acts.sort(compareActs).map((one) => one.reference)).toEqual([
      '02/2026/NQ-HĐND',
      '05/2026/QĐ-UBND',
      '03/2026/QĐ-UBND',
      '2/QĐ-UBND',
      '10/QĐ-UBND',
    ])
  })
})
