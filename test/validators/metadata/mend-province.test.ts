import { expect, test } from 'vitest'
import { mendProvince } from '../../../validators/metadata/history/mend-province.ts'
import { describeText } from './compose.ts'

test.each([
  ['Thành phố Hò Chí Minh', 'Thành phố Hồ Chí Minh'],
  ['THÀNH PHỐ CÂN THƠ', 'THÀNH PHỐ CẦN THƠ'],
  ['tỉnh Lang Sơn', 'tỉnh Lạng Sơn'],
  ['Dồng Tháp', 'Đồng Tháp'],
  // Whole names, other places and other words.
  ['tỉnh Hà Nam', 'tỉnh Hà Nam'],
  ['tỉnh Hà Nam Ninh', 'tỉnh Hà Nam Ninh'],
  ['xã Bình Đính', 'xã Bình Đính'],
  ['phường Sơn Lã', 'phường Sơn Lã'],
  ['Sở Nội vụ', 'Sở Nội vụ'],
  ['sơn la', 'sơn la'],
])('%s is %s', (read, meant) => {
  expect(mendProvince(read)).toBe(meant)
})

test('the place and the issuer of a document are spelt as the province is', () => {
  const { metadata } = describeText(
    [
      'TRƯỜNG ĐẠI HỌC LUẬT          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'THÀNH PHỐ HÒ CHÍ MINH            Độc lập - Tự do - Hạnh phúc',
      'Số: 12/KH-ĐHL                Hò Chí Minh, ngày 05 tháng 11 năm 2024',
      'KẾ HOẠCH',
      'Khảo sát năm 2024',
    ].join('\n'),
  )
  expect(metadata).toMatchObject({ place: 'Hồ Chí Minh' })
  expect(metadata.issuer).toMatch(/thành phố Hồ Chí Minh$/iu)
})
