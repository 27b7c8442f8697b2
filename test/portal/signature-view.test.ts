/** The signature report as people see it: nothing said that the judgement does not say. */
import { describe, expect, it } from 'vitest'
import { signatureView } from '../../portal/signature-view.ts'
import type { FileReport, SignatureReport } from '../../validators/signature/report.ts'

const SOUND: SignatureReport = {
  field: 'Signature1',
  format: 'PAdES',
  subFilter: 'ETSI.CAdES.detached',
  indication: 'TOTAL_PASSED',
  subIndication: null,
  integrity: 'intact',
  coverage: 'whole',
  laterChanges: 'none',
  signer: { commonName: 'Nguyễn Văn An', organization: 'UBND tỉnh', identifier: null, serial: '01', issuer: 'CN=CA' },
  claimedTime: '2026-01-05T02:00:00Z',
  timestamp: { time: '2026-01-05T02:00:05Z', authority: 'TSA', valid: true },
  digestAlgorithm: 'SHA-256',
  signatureAlgorithm: 'RSA',
  revocation: { status: 'good', source: 'dss', checkedAt: '2026-01-05T02:00:05Z' },
  reasons: [{ code: 'LEVEL', message: 'Mức chữ ký: B-LT.' }],
}

function shown(verdict: FileReport['verdict'], ...signatures: Partial<SignatureReport>[]): string {
  const report: FileReport = {
    file: 'a.pdf',
    sha256: '',
    verdict,
    signatures: signatures.map((one) => ({ ...SOUND, ...one })),
    error: null,
  }
  return String(signatureView(report, null)).replace(/<details>[\s\S]*?<\/details>/g, '')
}

const reasons = (code: string, message: string) => [{ code, message }]

describe('the signature report, before any detail is asked for', () => {
  it('says who, for whom, when with what proof, and what is covered', () => {
    const text = shown('passed', {})
    for (const word of ['Nguyễn Văn An', 'UBND tỉnh', 'đã chứng minh', 'Toàn bộ tệp']) expect(text).toContain(word)
    expect(text).not.toContain('Mức chữ ký')
  })

  it('puts a warning above the good news', () => {
    const text = shown('passed', { reasons: reasons('HIDDEN_CONTENT', 'Tệp chứa nội dung ẩn') })
    expect(text.indexOf('Tệp chứa nội dung ẩn')).toBeGreaterThan(0)
    expect(text.indexOf('Tệp chứa nội dung ẩn')).toBeLessThan(text.indexOf('Chữ ký số hợp lệ'))
  })

  it('names the fault of the second signature though the first is sound', () => {
    const broken = {
      indication: 'TOTAL_FAILED',
      reasons: reasons('CONTENT_CHANGED', 'Nội dung đã bị thay đổi'),
    } as const
    expect(shown('failed', {}, broken)).toContain('Nội dung đã bị thay đổi')
  })

  it('does not take a document time-stamp for a signer', () => {
    const text = shown('passed', { subFilter: 'ETSI.RFC3161', signer: null, claimedTime: null })
    expect(text).toContain('Dấu thời gian của cả tài liệu')
    expect(text).not.toContain('Không rõ người ký')
  })

  it('does not call content changed that could not be checked', () => {
    const text = shown('indeterminate', {
      indication: 'INDETERMINATE',
      integrity: 'broken',
      coverage: 'unclear',
      reasons: reasons('CONTENT_MISSING', 'Chữ ký rời'),
    })
    expect(text).toContain('Chưa kiểm tra được nội dung')
    expect(text).not.toContain('không còn nguyên vẹn')
    expect(text).not.toContain('không thay đổi gì')
  })

  it('does not call a time proven whose authority has since ended', () => {
    const text = shown('indeterminate', {
      indication: 'INDETERMINATE',
      reasons: reasons('TIMESTAMP_AUTHORITY_EXPIRED', 'Chứng thư của nơi cấp đã hết hạn'),
    })
    expect(text).not.toContain('đã chứng minh')
    expect(text).toContain('đã hết hạn')
  })
})
