import { expect, test } from 'vitest'
import { codesOf, describeParts } from './compose.ts'

const issued = '2024-10-25'
const base = 'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;'
const acting = (clause: readonly string[], more: object = {}) =>
  describeParts({ body: [base, 'Điều 1. Ban hành kèm theo Quyết định này Quy chế.', ...clause], ...more })

test.each([
  ['Kể từ ngày 01 tháng 01 năm 2025, Quyết định này có hiệu lực thi hành.', '2025-01-01'],
  ['Kể từ ngày ký, Quyết định này có hiệu lực thi hành.', issued],
  ['Sau 10 ngày kể từ ngày ký ban hành, Quyết định này có hiệu lực.', '2024-11-04'],
  ['Từ ngày 10/11/2024 Quyết định này có hiệu lực, thay thế Quyết định số 12/2020/QĐ-UBND.', '2024-11-10'],
  ['Hiệu lực thi hành: từ ngày 10 tháng 11 năm 2024.', '2024-11-10'],
  ['Thời điểm có hiệu lực: ngày 10 tháng 11 năm 2024.', '2024-11-10'],
  ['Ngày có hiệu lực của Quyết định này là ngày 01 tháng 12 năm 2024.', '2024-12-01'],
  ['Trừ trường hợp quy định tại Điều 1, Quyết định này có hiệu lực từ ngày 10 tháng 11 năm 2024.', '2024-11-10'],
  ['Quyết định này có hiệu lực từ ngày ký, trừ Điều 5 có hiệu lực từ ngày 01 tháng 01 năm 2025.', issued],
  ['Quyết định này có hiệu lực từ ngày ký đến hết ngày 31/12/2025.', issued],
  ['Quyết định này có giá trị thi hành kể từ ngày ký.', issued],
  ['Quyết định này có hiệu lực ngay sau khi ký.', issued],
  ['Quyết định này có hiệu lực kể từ ký ban hành.', issued],
  ['Quyết định này có hiệu lực từ 07 giờ 00 phút ngày 01 tháng 12 năm 2024.', '2024-12-01'],
  ['Quyết định này có hiệu lực sau 01 năm kể từ ngày ký ban hành.', '2025-10-25'],
  ['Quyết định này có hiệu lực sau 10 ngày kể từ ngày Chủ tịch Ủy ban nhân dân tỉnh ký.', '2024-11-04'],
  ['Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký và được đăng Công báo.', '2024-11-04'],
  ['Quyết định này có hiệu lực từ ngày 01/12/2024 và áp dụng cho năm bắt đầu từ hoặc sau ngày đó.', '2024-12-01'],
])('“%s” takes effect on %s', (clause, on) => {
  expect(acting([`Điều 2. ${clause}`]).metadata.effectiveOn).toBe(on)
})

test.each([
  ['Quyết định này có hiệu lực từ ngày ký và đăng Công báo.', 'EFFECT_FROM_GAZETTE'],
  ['Quyết định này có hiệu lực theo Quyết định số 36/QĐ-BTC ngày 13/11/2024.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực cùng thời điểm Nghị định số 4/2024/NĐ-CP có hiệu lực.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực kể từ ngày Nghị định số 4/2024/NĐ-CP có hiệu lực.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực kể từ ngày ký nhưng không sớm hơn ngày 01/12/2024.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực kể từ ngày ký Hợp đồng.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực sau 07 ngày làm việc kể từ ngày ký.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực kể từ ngày l0 tháng 11 năm 2024.', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực kể từ ngày 10 tháng 11 năm 202', 'EFFECT_UNCLEAR'],
  ['Quyết định này có hiệu lực đến hết ngày 31 tháng 12 năm 2025.', 'EFFECT_NOT_STATED'],
  ['Quyết định này không có hiệu lực từ ngày 01/12/2024.', 'EFFECT_NOT_STATED'],
  ['Mức thu tại Điều 1 Quyết định này được áp dụng từ ngày 01/12/2024.', 'EFFECT_NOT_STATED'],
])('“%s” gives no date, and says why', (clause, code) => {
  const report = acting([`Điều 2. ${clause}`])
  expect(report.metadata.effectiveOn).toBeNull()
  expect(codesOf(report)).toContain(code)
})

test('the article that an earlier clause makes an exception of is not the act', () => {
  const report = acting([
    'Điều 2. Hiệu lực thi hành',
    '1. Điều 5 Quyết định này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025.',
    '2. Trừ khoản 1 Điều này, Quyết định này có hiệu lực thi hành từ ngày 10 tháng 11 năm 2024.',
  ])
  expect(report.metadata.effectiveOn).toBe('2024-11-10')
})

test('two clauses that disagree give no date but a question', () => {
  const report = acting([
    'Điều 2. Quyết định này có hiệu lực từ ngày 10 tháng 11 năm 2024.',
    'Điều 3. Quyết định này có hiệu lực kể từ ngày ký.',
  ])
  expect(report.metadata.effectiveOn).toBeNull()
  expect(report.warnings.find((remark) => remark.code === 'EFFECT_CLAUSES_DISAGREE')?.message).toMatch(
    /10\/11\/2024 và 25\/10\/2024/u,
  )
})

test('carrying out from the day of signing does not disagree with a later day of effect', () => {
  const report = acting([
    'Điều 2. Quyết định này có hiệu lực từ ngày 10 tháng 11 năm 2024.',
    'Điều 3. Giám đốc các sở chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.',
  ])
  expect(report.metadata.effectiveOn).toBe('2024-11-10')
})

test.each([
  ['“', '”'],
  ['"', '"'],
  ["''", "''"],
  ["'", "'"],
  ['«', '»'],
])('a clause between %s and %s is another act’s', (open, close) => {
  const quoted = `Điều 2. Sửa đổi Điều 9 như sau: ${open}Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2024${close}.`
  expect(acting([quoted]).metadata.effectiveOn).toBeNull()
  expect(acting([quoted, 'Điều 3. Quyết định này có hiệu lực từ ngày ký.']).metadata.effectiveOn).toBe(issued)
})

test('of a clause put into another act without marks the act’s own clause is told apart', () => {
  const report = acting([
    'Điều 2. Sửa đổi, bổ sung Điều 4 Quyết định số 12/2020/QĐ-UBND như sau:',
    'Quyết định này có hiệu lực kể từ ngày 01 tháng 11 năm 2024.',
    'Điều 3. Quyết định này có hiệu lực từ ngày ký.',
  ])
  expect(report.metadata.effectiveOn).toBe(issued)
})

test.each([
  ['Số: 40/2024/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], '01 tháng 10 năm 2024', null],
  ['Số: 773/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], '01 tháng 10 năm 2024', '2024-10-01'],
  ['Số: 40/2024/QĐ-TTg', ['THỦ TƯỚNG CHÍNH PHỦ'], '01 tháng 10 năm 2024', '2024-10-01'],
  ['Số: 40/2024/QĐ-TTg', ['THỦ TƯỚNG CHÍNH PHỦ'], '10 tháng 01 năm 2024', null],
])('%s of %j that reaches back to %s: %s', (number, issuer, day, on) => {
  const report = acting([`Điều 2. Quyết định này có hiệu lực từ ngày ${day}.`], { number, issuer })
  expect(report.metadata.effectiveOn).toBe(on)
  expect(codesOf(report)).toContain('EFFECT_BEFORE_ISSUE')
})

test('a day many years ahead is shown, not taken', () => {
  const report = acting(['Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 12 năm 2042.'])
  expect(report.metadata.effectiveOn).toBeNull()
  expect(codesOf(report)).toContain('EFFECT_FAR')
})

test('a damaged clause does not make way for one on carrying out', () => {
  const report = acting([
    'Điều 2. Quyết định nảy cỏ hiệu lực thi hành kể từ ngày 10 tháng 11 nãm 2024.',
    'Điều 3. Giám đốc các sở chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.',
  ])
  expect(report.metadata.effectiveOn).toBe('2024-11-10')
})

test('a consolidated text that hides its kind is known by how it opens; the dates in it are other acts’', () => {
  const report = describeParts({
    body: [
      'Quyết định số 40/2020/QĐ-UBND ngày 25 tháng 10 năm 2020 của Ủy ban nhân dân tỉnh ban hành Quy chế, có',
      'hiệu lực kể từ ngày 10 tháng 11 năm 2020, được sửa đổi, bổ sung bởi:',
      '1. Quyết định số 2/2022/QĐ-UBND ngày 01 tháng 3 năm 2022, có hiệu lực kể từ ngày 15 tháng 3 năm 2022.',
      base,
      'Điều 1. Ban hành Quy chế.',
      'Điều 2. Quyết định này có hiệu lực kể từ ngày 10 tháng 11 năm 2024.',
    ],
  })
  expect(report.metadata.effectiveOn).toBeNull()
  expect(codesOf(report)).toContain('EFFECT_OF_CONSOLIDATED')
})
