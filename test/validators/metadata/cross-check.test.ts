import { expect, test } from 'vitest'
import { codesOf, describeParts } from './compose.ts'

const envelope = {
  reference: '40/2024/QĐ-UBND',
  documentType: 'Quyết định',
  issuer: 'UBND tỉnh Lạng Sơn',
  issuedOn: '2024-10-25',
  summary: 'Quy chế quản lý',
}
const signature = (commonName: string, time = '2024-10-25T08:00:00Z') => ({
  signer: { commonName, organization: null },
  claimedTime: time,
  timestamp: null,
})

test('an envelope, a file name and signatures that agree are passed over in silence', () => {
  const report = describeParts(
    {},
    {
      envelope,
      fileName: '40-2024-QĐ-UBND.signed.pdf',
      signatures: [signature('Hồ Tiến Thiệu'), signature('Ủy ban nhân dân tỉnh Lạng Sơn')],
    },
  )
  expect(codesOf(report)).toEqual([])
})

test('an envelope that disagrees is told with both values', () => {
  const report = describeParts({}, { envelope: { ...envelope, reference: '41/2024/QĐ-UBND', issuedOn: '2024-10-26' } })
  const told = report.warnings.filter((remark) => remark.code === 'ENVELOPE_DISAGREES').map((remark) => remark.message)
  expect(told).toHaveLength(2)
  expect(told[0]).toContain('41/2024/QĐ-UBND')
  expect(told[0]).toContain('40/2024/QĐ-UBND')
  expect(report.metadata.reference).toBe('40/2024/QĐ-UBND')
})

test.each([
  ['QD 1182_signed.pdf', true],
  ['773-qd-ubnd.pdf', true],
  ['QD 40.pdf', false],
  ['scan0001.pdf', false],
])('file name %s disagrees with the number: %s', (fileName, disagrees) => {
  expect(codesOf(describeParts({}, { fileName })).includes('FILE_NAME_DISAGREES')).toBe(disagrees)
})

test('a sound certificate on a document of another office is said', () => {
  expect(codesOf(describeParts({}, { signatures: [signature('Ủy ban nhân dân tỉnh Cao Bằng')] }))).toContain(
    'SIGNATURE_ORGANISATION_DIFFERS',
  )
  expect(codesOf(describeParts({}, { signatures: [signature('Nguyễn Văn Khác')] }))).toContain(
    'SIGNATURE_SIGNER_DIFFERS',
  )
})

test('a signature made before the day of issue, or long after it, is said', () => {
  const at = (time: string) =>
    codesOf(describeParts({}, { signatures: [signature('Ủy ban nhân dân tỉnh Lạng Sơn', time)] }))
  expect(at('2024-10-20T08:00:00Z')).toContain('SIGNATURE_BEFORE_ISSUE')
  expect(at('2025-03-20T08:00:00Z')).toContain('SIGNATURE_LONG_AFTER_ISSUE')
  expect(at('2024-10-24T18:30:00Z')).toEqual([])
})

test('a body that no longer existed on the day of issue is said', () => {
  const dated = 'Cao Lộc, ngày 05 tháng 8 năm 2025'
  expect(codesOf(describeParts({ issuer: ['ỦY BAN NHÂN DÂN', 'HUYỆN CAO LỘC'], dated }))).toContain('BODY_ENDED')
  expect(codesOf(describeParts({ issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH BÌNH THUẬN'], dated }))).toContain('BODY_ENDED')
  expect(codesOf(describeParts({ issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], dated }))).not.toContain('BODY_ENDED')
})
