import { expect, test } from 'vitest'
import { codesOf, describeParts, describeText } from './compose.ts'

const issued = '2024-10-25'
const base = 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;'
const acting = (clause: readonly string[], more: object = {}) =>
  describeParts({ body: [base, 'Điều 1. Ban hành kèm theo Quyết định này Quy chế.', ...clause], ...more })

test.each([
  ['Quyết định này có hiệu lực thi hành kể từ ngày 10 tháng 11 năm 2024.', '2024-11-10'],
  [
    'Quyết định này có hiệu lực kể từ ngày 10/11/2024 và thay thế Quyết định số 773/QĐ-UBND ngày 02/5/2017.',
    '2024-11-10',
  ],
  ['Quyết định này có hiệu lực thi hành từ 01-12-2024.', '2024-12-01'],
  [
    'Quyết định này thay thế Quyết định số 15/2019/QĐ-UBND ngày 1/1/2019 và có hiệu lực từ ngày 05 tháng 11 năm 2024.',
    '2024-11-05',
  ],
  ['Quyết định này chính thức có hiệu lực vào ngày 11 tháng 11 năm 2024.', '2024-11-11'],
  ['Quyết định này có hiệu lực từ 0 giờ ngày 12 tháng 11 năm 2024.', '2024-11-12'],
  ['Quyết định này có hiệu lực kể từ ngày ký.', issued],
  ['Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.', issued],
  ['Quyết định có hiệu lực thi hành kể từ ngày ký.', issued],
  ['Quyết định này có hiệu lực kể từ ngày ban hành và thay thế các quy định trước đây.', issued],
  ['Các ông Chánh Văn phòng, Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.', issued],
  ['Quyết định này có hiệu lực thi hành sau 10 ngày kể từ ngày ký ban hành.', '2024-11-04'],
  ['Quyết định này có hiệu lực sau mười (10) ngày, kể từ ngày ký.', '2024-11-04'],
  ['Quyết định này có hiệu lực sau 10 (mười) ngày kể từ ngày ký.', '2024-11-04'],
  ['Quyết định này có hiệu lực sau bốn mươi lăm ngày kể từ ngày ký ban hành.', '2024-12-09'],
  ['Quyết định này có hiệu lực sau 6 tháng kể từ ngày ký.', '2025-04-25'],
  ['Quyết định này có hiệu lực kể từ ngày Quyết định này được ký ban hành.', issued],
  ['Quyết định này có hiệu lực từ 00 giờ 00 phút ngày 13 tháng 11 năm 2024.', '2024-11-13'],
  ['Quyết định này có hiệu lực kề từ ngày 14 tháng 11/2024.', '2024-11-14'],
  ['Quyết định này có hiệu lực sau bốn mươi năm ngày kể từ ngày ký.', '2024-12-09'],
  ['Quy chế ban hành kèm theo Quyết định này có hiệu lực từ ngày 16 tháng 11 năm 2024.', '2024-11-16'],
  ['Quyết định này có hiệu lực từ ngày 15 tháng 11 năm 2024 đến hết ngày 31 tháng 12 năm 2025.', '2024-11-15'],
])('“%s” takes effect on %s', (clause, on) => {
  expect(acting([`Điều 2. ${clause}`]).metadata.effectiveOn).toBe(on)
})

test('a resolution names its day beside the day of its adoption', () => {
  const { metadata } = describeParts({
    issuer: ['HỘI ĐỒNG NHÂN DÂN', 'TỈNH SƠN LA'],
    number: 'Số: 12/2026/NQ-HĐND',
    dated: 'Sơn La, ngày 10 tháng 7 năm 2026',
    title: 'NGHỊ QUYẾT',
    summary: ['Quy định chính sách hỗ trợ'],
    body: [
      'HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA',
      'KHÓA XVI, KỲ HỌP THỨ HAI',
      base,
      'Điều 1. Quy định chính sách hỗ trợ.',
      'Nghị quyết này đã được Hội đồng nhân dân tỉnh Sơn La khóa XVI, kỳ họp thứ hai',
      'thông qua ngày 10 tháng 7 năm 2026 và có hiệu lực từ ngày 20 tháng 7 năm 2026./.',
    ],
    signature: ['CHỦ TỊCH', '', '', 'Lò Minh Hùng'],
  })
  expect(metadata).toMatchObject({
    effectiveOn: '2026-07-20',
    issuedOn: '2026-07-10',
    summary: 'Quy định chính sách hỗ trợ',
    issuer: 'Hội đồng nhân dân tỉnh Sơn La',
  })
})

test.each([
  ['Quyết định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.', 'EFFECT_FROM_GAZETTE'],
  ['Quyết định này có hiệu lực thi hành sau mười lăm ngày, kể từ ngày được đăng Công báo.', 'EFFECT_FROM_GAZETTE'],
  ['Quyết định này có hiệu lực kể từ ngày đăng Công báo tỉnh.', 'EFFECT_FROM_GAZETTE'],
  ['Quyết định này có hiệu lực kể từ ngày       tháng      năm 2024.', 'EFFECT_BLANK'],
  ['Quyết định này có hiệu lực kể từ ngày … tháng … năm 2024.', 'EFFECT_BLANK'],
  ['Quyết định này có hiệu lực từ năm học 2024 - 2025.', 'EFFECT_UNCLEAR'],
])('“%s” gives no date, and says why', (clause, code) => {
  const report = acting([`Điều 2. ${clause}`])
  expect(report.metadata.effectiveOn).toBeNull()
  expect(codesOf(report)).toContain(code)
})

test('where nothing is stated no date is made up; the law of that day is cited', () => {
  const report = acting(['Điều 2. Chánh Văn phòng chịu trách nhiệm tổ chức thực hiện.'])
  expect(report.metadata.effectiveOn).toBeNull()
  expect(report.warnings.find((remark) => remark.code === 'EFFECT_NOT_STATED')?.message).toContain('Luật 80/2015/QH13')
})

test('effective dates of other acts are not taken', () => {
  const report = acting([
    'Điều 2. Áp dụng Luật Đất đai số 31/2024/QH15 có hiệu lực từ ngày 01 tháng 8 năm 2024.',
    'Điều 3. Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì giải quyết theo quy định cũ.',
    'Điều 4. Quyết định số 773/QĐ-UBND ngày 02 tháng 5 năm 2017 hết hiệu lực từ ngày 09 tháng 11 năm 2024.',
  ])
  expect(report.metadata.effectiveOn).toBeNull()
})

test('text put into another act is not this act speaking', () => {
  const report = acting([
    'Điều 2. Sửa đổi Điều 9 như sau: “Điều 9. Quyết định này có hiệu lực từ ngày 01 tháng 01 năm 2020.”',
    'Điều 3. Quyết định này có hiệu lực từ ngày 08 tháng 11 năm 2024.',
  ])
  expect(report.metadata.effectiveOn).toBe('2024-11-08')
})

test('the clause of a form in the annex of another type is not taken', () => {
  const report = describeParts({
    number: 'Số: 33/2024/TT-BTC',
    title: 'THÔNG TƯ',
    body: [base, 'Điều 1. Phạm vi.', 'Mẫu số 01', 'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.'],
  })
  expect(report.metadata.effectiveOn).toBeNull()
})

test('an opening quotation mark that was never closed hides nothing', () => {
  const report = acting([
    'Điều 2. Từ “Giám đốc sửa thành Sở.',
    'Điều 3. Quyết định này có hiệu lực từ ngày 08 tháng 11 năm 2024.',
  ])
  expect(report.metadata.effectiveOn).toBe('2024-11-08')
})

test('where articles take effect on different days the main one stands, the others are told', () => {
  const report = acting([
    'Điều 2. Hiệu lực thi hành',
    '1. Quyết định này có hiệu lực thi hành từ ngày 10 tháng 11 năm 2024, trừ quy định tại khoản 2 Điều này.',
    '2. Quy định tại Điều 1 Quyết định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025.',
  ])
  expect(report.metadata.effectiveOn).toBe('2024-11-10')
  expect(report.warnings.find((remark) => remark.code === 'EFFECT_PARTS_DIFFER')?.message).toContain(
    'Điều 1: 01/01/2025',
  )
})

test('an annexed regulation does not speak for the decision', () => {
  const report = describeParts({
    body: [
      base,
      'Điều 1. Ban hành Quy chế.',
      'Điều 2. Quyết định này có hiệu lực từ ngày 08 tháng 11 năm 2024.',
      'Điều 9. Quy chế này có hiệu lực từ ngày 01 tháng 01 năm 2030.',
    ],
  })
  expect(report.metadata.effectiveOn).toBe('2024-11-08')
})

test('articles without a heading: the day of issue given from outside only counts the clause', () => {
  const text =
    'Điều 1. Phạm vi\nThông tư này quy định chi tiết.\nĐiều 2. Hiệu lực thi hành\nThông tư này có hiệu lực sau 45 ngày, kể từ ngày ký ban hành.'
  const { metadata, evidence } = describeText(text, { issuedOn: '2009-06-02' })
  expect(metadata).toMatchObject({ effectiveOn: '2009-07-17', issuedOn: null, reference: null, issuer: null })
  expect(evidence.effectiveOn?.source).toBe('derived')
  expect(describeText(text).metadata.effectiveOn).toBeNull()
})

test.each([
  ['Số: 40/2010/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], '25 tháng 10 năm 2010', '2010-11-04'],
  ['Số: 4/2010/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'HUYỆN CAO LỘC'], '25 tháng 10 năm 2010', '2010-11-01'],
  ['Số: 4/2010/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'XÃ GIA CÁT'], '25 tháng 10 năm 2010', '2010-10-30'],
  ['Số: 40/2000/QĐ-BTC', ['BỘ TÀI CHÍNH'], '25 tháng 10 năm 2000', '2000-11-09'],
  ['Số: 40/2004/QĐ-BTC', ['BỘ TÀI CHÍNH'], '25 tháng 10 năm 2004', null],
  ['Số: 40/2000/QĐ-CTN', ['CHỦ TỊCH NƯỚC'], '25 tháng 10 năm 2000', null],
  ['Số: 40/2024/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], '25 tháng 10 năm 2024', null],
  ['Số: 773/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], '25 tháng 10 năm 2010', null],
])('an act %s of %j that names no day: what the law of %s says is marked as derived', (number, issuer, day, on) => {
  const report = describeParts({ number, issuer, dated: `Nơi đây, ngày ${day}`, body: [base, 'Điều 1. Ban hành.'] })
  expect(report.metadata.effectiveOn).toBe(on)
  expect(report.evidence.effectiveOn?.source ?? null).toBe(on === null ? null : 'derived')
  expect(codesOf(report)).toContain(on === null ? 'EFFECT_NOT_STATED' : 'EFFECT_BY_LAW')
})

test('a text without its end is not silent about the day of effect', () => {
  const head = describeParts({
    number: 'Số: 40/2010/QĐ-UBND',
    dated: 'Lạng Sơn, ngày 25 tháng 10 năm 2010',
    body: [base, 'Điều 1. Ban hành.'],
    signature: [],
  })
  expect(head.metadata.effectiveOn).toBeNull()
})

test('a clause that a scanning program left without some of its marks is read', () => {
  expect(acting(['Điều 2. Quyêt định này có hiêu lực thi hành kê từ ngày ký.']).metadata.effectiveOn).toBe('2024-10-25')
})

test('a term does not hide from when it runs', () => {
  const clause = 'Điều 2. Quyết định này có hiệu lực trong thời hạn 05 năm kể từ ngày ký.'
  expect(acting([clause]).metadata.effectiveOn).toBe('2024-10-25')
})

test.each([
  'Quyết định này và các Phụ lục kèm theo có hiệu lực từ ngày 10 tháng 11 năm 2024.',
  'Các quy định tại Quyết định này có hiệu lực từ ngày 10 tháng 11 năm 2024.',
])('“%s” speaks of the whole act', (clause) => {
  expect(acting(['Điều 2. Hiệu lực thi hành', clause]).metadata.effectiveOn).toBe('2024-11-10')
})
