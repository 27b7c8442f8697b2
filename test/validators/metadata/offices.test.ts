import { expect, test } from 'vitest'
import { describeText } from './compose.ts'

/** Headings of offices beside and below the committees of provinces; offices real, numbers and subjects invented. */
const nation = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc']
function headed(left: readonly string[], below: readonly string[], right: readonly string[] = nation): string {
  const rows = left.map((line, index) => `  ${line.padEnd(48)}${right[index] ?? ''}`.trimEnd())
  return [...rows, ...below, '     Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;'].join('\n')
}

test.each([
  [
    ['ỦY BAN NHÂN DÂN', 'ĐẶC KHU VÂN ĐỒN', 'TRUNG TÂM PHỤC VỤ', 'HÀNH CHÍNH CÔNG', 'Số: 5/TB-TTPVHCC'],
    'Trung tâm Phục vụ hành chính công đặc khu Vân Đồn',
  ],
  [
    ['UBND PHƯỜNG TAM THANH', 'PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ', 'Số: 5/TB-KTHTĐT'],
    'Phòng Kinh tế, Hạ tầng và Đô thị phường Tam Thanh',
  ],
  [
    ['UBND TỈNH LẠNG SƠN', 'BAN CHỈ ĐẠO PHÒNG, CHỐNG', 'TỘI PHẠM, TỆ NẠN XÃ HỘI', 'Số: 5/TB-BCĐ'],
    'Ban chỉ đạo phòng, chống tội phạm, tệ nạn xã hội',
  ],
  [
    ['HỘI ĐỒNG NHÂN DÂN', 'TỈNH LẠNG SƠN', 'BAN PHÁP CHẾ', 'Số: 5/TB-BPC'],
    'Ban Pháp chế Hội đồng nhân dân tỉnh Lạng Sơn',
  ],
  [
    ['ỦY BAN MTTQ VIỆT NAM TỈNH LẠNG SƠN', 'BAN THƯỜNG TRỰC', 'Số: 5/TB-MTTQ-BTT'],
    'Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh Lạng Sơn',
  ],
  [['TRƯỜNG ĐH NÔNG LÂM', 'Số: 5/TB-ĐHNL'], 'Trường ĐH nông lâm'],
  [['CHÍNH PHỦ', '', 'VĂN PHÒNG UBND TỈNH LẠNG SƠN', 'Số: 5/TB-CP'], 'Chính phủ'],
] as [string[], string][])('%j is the %s', (left, issuer) => {
  const text = headed(left, [
    '     Lạng Sơn, ngày 15 tháng 8 năm 2025',
    `${' '.repeat(40)}THÔNG BÁO`,
    '        Về việc niêm yết',
  ])
  expect(describeText(text).metadata).toMatchObject({ issuer, documentType: 'Thông báo', issuedOn: '2025-08-15' })
})

test('a paper of the Youth Union has its name in the place of the nation’s', () => {
  const text = headed(
    ['TỈNH ĐOÀN LẠNG SƠN', '***', 'Số: 123-KH/TĐTN-BTC'],
    [`${' '.repeat(40)}KẾ HOẠCH`, '          Tổ chức Đại hội Đoàn các cấp'],
    ['ĐOÀN TNCS HỒ CHÍ MINH', 'Lạng Sơn, ngày 15 tháng 8 năm 2025'],
  )
  expect(describeText(text).metadata).toMatchObject({
    reference: '123-KH/TĐTN-BTC',
    issuer: 'Tỉnh Đoàn Lạng Sơn',
    issuedOn: '2025-08-15',
    summary: 'Tổ chức Đại hội Đoàn các cấp',
  })
})

test.each([
  ['Số: 12/2024/NĐ-CP1', '12/2024/NĐ-CP'],
  ['Số: 12/2024/QH15', '12/2024/QH15'],
  ['Số: 12/TNI-QLDN1', '12/TNI-QLDN1'],
])('the figure of a footnote is no part of a known symbol: %s', (number, reference) => {
  expect(
    describeText(headed(['CHÍNH PHỦ', number], ['     Hà Nội, ngày 05 tháng 11 năm 2024'])).metadata.reference,
  ).toBe(reference)
})

test('a joint plan: that it is joint is no part of its subject; a court’s decision is no normative act for its year', () => {
  const joint = headed(
    ['SỞ GIÁO DỤC VÀ ĐÀO TẠO - CÔNG AN TỈNH', 'LẠNG SƠN', 'Số: 45/KHLT-SGDĐT-CAT'],
    [
      '     Lạng Sơn, ngày 15 tháng 8 năm 2025',
      `${' '.repeat(38)}KẾ HOẠCH LIÊN TỊCH`,
      '          Phối hợp bảo đảm an ninh',
    ],
  )
  expect(describeText(joint).metadata.summary).toBe('Phối hợp bảo đảm an ninh')
  const court = headed(
    ['TÒA ÁN NHÂN DÂN', 'KHU VỰC 1 - LẠNG SƠN', 'Số: 02/2025/QĐST-HNGĐ'],
    ['     Lạng Sơn, ngày 15 tháng 8 năm 2025', `${' '.repeat(38)}QUYẾT ĐỊNH`, '          CÔNG NHẬN THUẬN TÌNH LY HÔN'],
  )
  expect(describeText(court).metadata).toMatchObject({ documentType: 'Quyết định', normative: null })
})

test.each([
  [
    'HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH PHƯỚC\nKHÓA IX, KỲ HỌP THỨ NHẤT',
    'Hội đồng nhân dân',
    'Hội đồng nhân dân tỉnh Bình Phước',
  ],
  ['HỘI ĐỒNG NHÂN DÂN TỈNH', 'Hội đồng nhân dân', 'Hội đồng nhân dân tỉnh Vĩnh Long'],
  ['Điều 1. Thông qua.', 'Hội đồng nhân dân', null],
])('a converter lost the second line of the issuer: “%s” tells its place or nothing does', (below, body, issuer) => {
  const text = headed([body.toUpperCase(), 'Số: 612/NQ-HĐND'], ['     Vĩnh Long, ngày 05 tháng 3 năm 2020', below])
  expect(describeText(text).metadata.issuer).toBe(issuer)
})

test('whose act it is stands before what it is about', () => {
  const text = headed(
    ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ HỒ CHÍ MINH', 'Số: 12/2003/QĐ-UB'],
    [
      '     TP Hồ Chí Minh, ngày 17 tháng 7 năm 2003',
      `${' '.repeat(38)}QUYẾT ĐỊNH`,
      '  CỦA ỦY BAN NHÂN DÂN THÀNH PHỐ V/V PHÊ DUYỆT ĐỀ CƯƠNG',
      '  QUY HOẠCH PHÁT TRIỂN NGÀNH CÔNG NGHIỆP',
      '  ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH',
    ],
  )
  expect(describeText(text).metadata).toMatchObject({
    issuer: 'Ủy ban nhân dân Thành phố Hồ Chí Minh',
    summary: 'V/V PHÊ DUYỆT ĐỀ CƯƠNG QUY HOẠCH PHÁT TRIỂN NGÀNH CÔNG NGHIỆP',
    place: 'TP Hồ Chí Minh',
    issuedOn: '2003-07-17',
  })
})
