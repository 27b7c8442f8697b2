import { expect, test } from 'vitest'
import { provincesOfToday } from '../../../validators/metadata/history/provinces.ts'
import { codesOf, describeParts } from './compose.ts'

const envelope = {
  reference: '40/2024/QĐ-UBND',
  documentType: 'Quyết định',
  issuer: 'UBND tỉnh Lạng Sơn',
  issuedOn: '2024-10-25',
  summary: 'Quy chế quản lý',
}
const signature = (commonName: string, time = '2024-10-25T08:00:00Z', organization: string | null = null) => ({
  signer: { commonName, organization },
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

test('thirty-four provinces and cities, each merged one named once', () => {
  const all = provincesOfToday.flatMap(({ name, from }) => [name, ...from])
  expect(provincesOfToday).toHaveLength(34)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(63)
})

test.each([
  ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ LẠNG SƠN', '05 tháng 8 năm 2025', true],
  ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ ĐÀ NẴNG', '05 tháng 8 năm 2025', false],
  ['ỦY BAN NHÂN DÂN', 'THỊ TRẤN CAO LỘC', '05 tháng 8 năm 2025', true],
  ['HỘI ĐỒNG NHÂN DÂN', 'XÃ ĐIỀM HE', '05 tháng 8 năm 2025', false],
  ['ỦY BAN NHÂN DÂN', 'TỈNH THỪA THIÊN HUẾ', '05 tháng 02 năm 2025', true],
  ['UBND TỈNH LẠNG SƠN', 'SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG', '05 tháng 8 năm 2025', true],
  ['UBND TỈNH LẠNG SƠN', 'SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG', '05 tháng 8 năm 2024', false],
  ['UBND TỈNH LẠNG SƠN', 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG', '05 tháng 8 năm 2025', false],
])('%s %s on %s: gone by then: %s', (superior, body, date, gone) => {
  const report = describeParts({ issuer: [superior, body], number: 'Số: 1/TB-X', dated: `Nơi đây, ngày ${date}` })
  expect(codesOf(report).includes('BODY_ENDED')).toBe(gone)
})

test('the certificate of a department speaks for it in its own province, before and after a merger', () => {
  const letter = (place: string) => ({ issuer: [`UBND TỈNH ${place}`, 'SỞ NỘI VỤ'], number: 'Số: 1/TTr-SNV' })
  const sealed = [signature('SỞ NỘI VỤ', undefined, 'ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN')]
  const told = (place: string) => codesOf(describeParts(letter(place), { signatures: sealed }))
  expect(told('BÌNH THUẬN')).not.toContain('SIGNATURE_ORGANISATION_DIFFERS')
  expect(told('LÂM ĐỒNG')).not.toContain('SIGNATURE_ORGANISATION_DIFFERS')
  expect(told('LẠNG SƠN')).toContain('SIGNATURE_ORGANISATION_DIFFERS')
})

test('a person of another province who bears the signer’s name is said', () => {
  const signatures = [signature('Hồ Tiến Thiệu', undefined, 'Tỉnh Cao Bằng')]
  const [told] = describeParts({}, { signatures }).warnings
  expect(told?.code).toBe('SIGNATURE_ORGANISATION_DIFFERS')
  expect(told?.message).toContain('Tỉnh Cao Bằng')
  expect(told?.message).toContain('Ủy ban nhân dân tỉnh Lạng Sơn')
})

test('a broken signature and the seal of the gazette say nothing against the text', () => {
  const broken = { ...signature('Ủy ban nhân dân tỉnh Cao Bằng', '2026-01-05T00:00:00Z'), integrity: 'broken' as const }
  const gazette = signature('CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', '2025-03-05T00:00:00Z')
  expect(codesOf(describeParts({}, { signatures: [broken, gazette] }))).toEqual([])
})

test.each([
  ['Số: 1/2024/NQ-HĐND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], true],
  ['Số: 1/QĐ-UBND', ['HỘI ĐỒNG NHÂN DÂN', 'TỈNH LẠNG SƠN'], true],
  ['Số: 1/2024/TT-BTC', ['BỘ Y TẾ'], true],
  ['Số: 1/UBND-NC', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], false],
  ['Số: 1/QĐ-TT HĐND', ['HỘI ĐỒNG NHÂN DÂN', 'TỈNH LẠNG SƠN'], false],
])('symbol %s under %j is another body’s: %s', (number, issuer, another) => {
  expect(codesOf(describeParts({ number, issuer, signature: [] })).includes('SYMBOL_AGAINST_ISSUER')).toBe(another)
})

test.each([
  [['TM. HỘI ĐỒNG NHÂN DÂN', 'CHỦ TỊCH'], true],
  [['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'], true],
  [['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], false],
  [['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'], false],
])('signed %j for a committee of a province is another body’s: %s', (capacity, another) => {
  const report = describeParts({ signature: [...capacity, '', 'Nguyễn Văn Bình'] })
  expect(codesOf(report).includes('SIGNER_AGAINST_ISSUER')).toBe(another)
})

test.each([
  ['Fwd: Gửi QĐ 41/2024/QĐ-UBND', true],
  ['Gửi Quyết định số 40/2024/QĐ-UBND thay thế 773/QĐ-UBND', false],
  ['Kính gửi Trung tâm Thông tin', false],
  ['Tờ trình số 12/TTr-SNV và Quyết định', false],
])('mail subject “%s” names another document: %s', (summary, another) => {
  const mail = { reference: null, documentType: null, issuer: null, issuedOn: null, summary }
  expect(codesOf(describeParts({}, { envelope: mail })).includes('ENVELOPE_DISAGREES')).toBe(another)
})

test('the axis may name the chairman’s office, a generic type and the month in a file name', () => {
  const axis = { ...envelope, issuer: 'Văn phòng UBND tỉnh Lạng Sơn', documentType: 'Văn bản hành chính' }
  expect(codesOf(describeParts({}, { envelope: axis, fileName: '11.2020.QD tra lai GP.pdf' }))).toEqual([])
})
