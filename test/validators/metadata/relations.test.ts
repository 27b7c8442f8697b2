import { expect, test } from 'vitest'
import { describeParts } from './compose.ts'

const does = (body: readonly string[], more: object = {}) =>
  describeParts({ body: ['Căn cứ Luật Đất đai;', ...body], ...more })
    .metadata.relations.map(({ kind, reference }) => `${kind} ${reference}`)
    .sort()

test.each([
  [
    [
      'Điều 2. Hiệu lực thi hành',
      '1. Quyết định này có hiệu lực từ ngày ký.',
      '2. Các Quyết định sau đây hết hiệu lực kể từ ngày Quyết định này có hiệu lực thi hành:',
      'a) Quyết định số 1/2018/QĐ-UBND ngày 16 tháng 7 năm 2018 ban hành Quy chế quản lý;',
      'b) Quyết định số 2/2022/QĐ-UBND sửa đổi, bổ sung một số điều của Quyết định số 1/2018/QĐ-UBND.',
    ],
    ['repeals 1/2018/QĐ-UBND', 'repeals 2/2022/QĐ-UBND'],
  ],
  [
    [
      'Điều 1. Bãi bỏ toàn bộ một số văn bản của Ủy ban nhân dân tỉnh',
      '1. Quyết định số 1/2000/QĐ-UB ngày 25 tháng 8 năm 2000 về việc cấp nước.',
      '2. Quyết định số 2/2005/QĐ-UBND ngày 21 tháng 12 năm 2005',
      'Sửa đổi, bổ sung Quyết định số 3/2004/QĐ-UBND.',
      '3. Chỉ thị số 4/2006/CT-UBND về việc trồng rừng.',
    ],
    ['repeals 1/2000/QĐ-UB', 'repeals 2/2005/QĐ-UBND', 'repeals 4/2006/CT-UBND'],
  ],
  [
    [
      'Điều 2. Quyết định này thay thế Quyết định số 1/2014/QĐ-UBND ngày 02 tháng 7 năm 2014 ban hành',
      'Quy định về nếp sống; Quyết định số 2/2019/QĐ-UBND ngày 13 tháng 9 năm 2019 sửa đổi Điều 3.',
    ],
    ['replaces 1/2014/QĐ-UBND', 'replaces 2/2019/QĐ-UBND'],
  ],
  [
    ['Điều 2. Quyết định này thay thế Quyết định số 1/QĐ-UBND; Quyết định số 2/QĐ-UBND tiếp tục có hiệu lực.'],
    ['replaces 1/QĐ-UBND'],
  ],
  [
    [
      'Điều 2. Quyết định này thay thế Quyết định số 1/2016/QĐ-UBND ban hành Điều lệ và Danh mục của Quỹ',
      'và Quyết định số 2/2021/QĐ-UBND ngày 09/9/2021.',
    ],
    ['replaces 1/2016/QĐ-UBND', 'replaces 2/2021/QĐ-UBND'],
  ],
  [
    ['Điều 3. Bãi bỏ thủ tục có số thứ tự 8, 9 tại Quyết định số 1/QĐ-UBND và Điều 4 Quyết định số 2/QĐ-UBND.'],
    ['amends 1/QĐ-UBND', 'amends 2/QĐ-UBND'],
  ],
  [['Điều 3. Thay thế, bãi bỏ một số cụm từ của Quyết định số 1/2023/QĐ-UBND.'], ['amends 1/2023/QĐ-UBND']],
  [
    ['Điều 3. Thay thế Phụ lục của Quyết định số 1/2014/QĐ-UBND và Quyết định số 2/2015/QĐ-UBND.'],
    ['amends 1/2014/QĐ-UBND', 'amends 2/2015/QĐ-UBND'],
  ],
  [
    ['Điều 3. Bãi bỏ Quyết định số 1/2014/QĐ-UBND (được sửa đổi bởi Quyết định số 2/QĐ-UBND; số 3/QĐ-UBND).'],
    ['repeals 1/2014/QĐ-UBND'],
  ],
  [['Điều 3. Bãi bỏ toàn bộ nội dung của Quyết định số 1/2023/QĐ-UBND.'], ['repeals 1/2023/QĐ-UBND']],
  [['Điều 3. Quyết định số 1/2020/QĐ-UBND hết hiệu lực theo quy định tại Nghị định số 3/2025/NĐ-CP.'], []],
  [['Điều 3. Hiệu lực: Quyết định số 1/2020/QĐ-UBND đã hết hiệu lực.'], []],
  [['Điều 3. Quyết định này không thay thế Quyết định số 1/2020/QĐ-UBND.'], []],
  [['Điều 3. Áp dụng văn bản sửa đổi, bổ sung, thay thế (nếu có) Nghị định số 1/2020/NĐ-CP.'], []],
  [['Điều 3. Bãi bỏ QCVN 50:2013/BTNMT ban hành kèm theo Thông tư số 32/2013/TT-BTNMT.'], ['repeals 32/2013/TT-BTNMT']],
  [['Chương II', 'SỬA ĐỔI NGHỊ ĐỊNH', 'Điều 3. Bãi bỏ Quyết định số 40/2024/QĐ-UBND.'], []],
])('%j does %j', (body, wanted) => {
  expect(does(body)).toEqual([...wanted].sort())
})

test('an act that its title amends loses provisions only, whatever the verb', () => {
  const body = ['Điều 2. Bãi bỏ quy định về lệ phí, Quyết định số 12/2020/QĐ-UBND.']
  const summary = ['Sửa đổi, bổ sung Quyết định số 12/2020/QĐ-UBND']
  expect(does(body, { summary })).toEqual(['amends 12/2020/QĐ-UBND'])
})

test('an act that is repealed is not amended besides', () => {
  const body = [
    'Điều 2. Sửa đổi Quyết định số 12/2020/QĐ-UBND như sau.',
    'Điều 3. Bãi bỏ Quyết định số 12/2020/QĐ-UBND.',
  ]
  expect(does(body)).toEqual(['repeals 12/2020/QĐ-UBND'])
})

test('two laws of one day without numbers are two; the day of a law with a long name is read', () => {
  const { legalBases } = describeParts({
    body: [
      'Căn cứ Luật Dân quân tự vệ ngày 22 tháng 11 năm 2019; Luật Lực lượng dự bị ngày 22 tháng 11 năm 2019;',
      'Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Chứng khoán, Luật Kế toán, Luật Kiểm toán độc lập,',
      'Luật Ngân sách nhà nước, Luật Quản lý, sử dụng tài sản công, Luật Quản lý thuế, Luật Thuế thu nhập',
      'cá nhân, Luật Dự trữ quốc gia, Luật Xử lý vi phạm hành chính ngày 29 tháng 11 năm 2024;',
      'Điều 1. Ban hành Quy chế.',
    ],
  }).metadata
  expect(legalBases).toEqual([
    { reference: null, documentType: 'Luật', issuedOn: '2019-11-22' },
    { reference: null, documentType: 'Luật', issuedOn: '2019-11-22' },
    { reference: null, documentType: 'Luật', issuedOn: '2024-11-29' },
  ])
})
