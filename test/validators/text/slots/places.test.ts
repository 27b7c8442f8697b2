import { describe, expect, test } from 'vitest'
import { placeOfNumber, placesOfDate, type Slots } from '../../../../validators/text/slots/places.ts'

const taken = (text: string, found: Slots | null) =>
  found?.places.map(({ kind, start, end }) => [kind, text.slice(start, end).trim()])

describe('where a number stands', () => {
  test.each([
    ['Số: 12/2024/QĐ-UBND', '12'],
    ['Số:      /QĐ-UBND', ''],
    ['Số:......../QĐ-UBND', '........'],
    ['Só:đÓ /QÐ-UBND', 'đÓ'],
    ['sé:f9ý /QĐ-UBND', 'f9ý'],
    ['Số: /Z9Ô /GP-BTNMT', '/Z9Ô'],
    ['SỐ: 0044 /QĐ-BCT Hà Nội', '0044'],
    ['Số 773/QĐ-UB', '773'],
    ['Luật số: 04/2017/QH14', '04'],
    ['Số 12-QĐ/TU', '12'],
    ['Số: 33-CP', '33'],
    ['222/QĐ-UBND', '222'],
    ['Số: 12/qđ-ubnd', '12'],
    ['Nghị quyết liên tịch số: 01/2018/NQLT-CP-UBTVQH', '01'],
    ['_ Số; 06/2026/QĐ-TTg', '06'],
    [',Số: 153{TB-VPCP', '153'],
    ['„8ố:.153(TB-VPCP', '.153'],
  ])('%s', (text, digits) => {
    expect(taken(text, placeOfNumber(text))).toEqual([['number', digits]])
  })

  test.each([
    'Lạng Sơn, ngày ⁄Z tháng 9 năm 2009',
    'Sửa đổi Quyết định số 5/2019/QĐ-TTg của Thủ tướng',
    'QUYẾT ĐỊNH',
    // The running head of a gazette.
    'CÔNG BÁO/Số 244/Ngày 23-04-2026',
    // What a seal left of a number, a hyphen, and the place of the date.
    'SỐ 740/20 NG UEN - Cao Lộc, ngày 24 tháng 02 năm 2024',
  ])('none in: %s', (text) => expect(placeOfNumber(text)).toBeNull())
})

describe('where a date stands', () => {
  test.each([
    ['Lạng Sơn, ngày 25 tháng 11 năm 2017', '25', '11'],
    ['Lạng Sơn, ngày04tháng9 năm 2009', '04', '9'],
    ['Lạng Sơn, ngày     tháng     năm 2009', '', ''],
    ['Lạng Sơn, ngày...tháng 9 năm 2009', '...', '9'],
    ['Hà Nội, ngày ÔẾ tháng Znăm 2016', 'ÔẾ', 'Z'],
    ['Hà Nội, ngày 5/11/2017', '5', '11'],
    ['Hà Nội, nqày 5 thánq 6 năm: 2 009', '5', '6'],
  ])('%s', (text, day, month) => {
    expect(taken(text, placesOfDate(text))).toEqual([
      ['day', day],
      ['month', month],
    ])
  })
})
