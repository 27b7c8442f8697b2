import { describe, expect, test } from 'vitest'
import { describeText } from './compose.ts'

/** Saved pages and converters break a line after any word; documents made up, bodies real. */
describe('a heading whose lines were broken anywhere', () => {
  test.each([
    ['Lai\nChâu, ngày 28 tháng 11 năm 2025', 'Lai Châu'],
    ['Lai Châu, ngày 28\ntháng 11 năm 2025', 'Lai Châu'],
    ['Lai Châu, ngày\n28 tháng 11 năm 2025', 'Lai Châu'],
    ['Lai Châu, ngày 28 tháng 11 năm\n2025', 'Lai Châu'],
    ['Lai Châu, ngày 28 tháng\n11 năm 2025', 'Lai Châu'],
    ['Lai\nChâu, ngày 28 tháng 11\nnăm 2025', 'Lai Châu'],
    ['Lai Châu ngày 28\ntháng 11 năm 2025', 'Lai Châu'],
    ['Thành phố Hồ Chí\nMinh, ngày 28 tháng 11 năm 2025', 'Thành phố Hồ Chí Minh'],
  ])('%j', (dated, place) => {
    const letter = `SỞ CÔNG THƯƠNG
--------
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 815/SCT-QLTM
V/v
rà soát mạng lưới chợ theo quy hoạch tại các xã, phường sau khi sắp xếp đơn vị
hành chính
${dated}
Kính
gửi: Ủy ban nhân dân các xã, phường.
Thực hiện chỉ đạo của Ủy ban nhân dân tỉnh, Sở Công Thương đề nghị như sau:`
    expect(describeText(letter).metadata).toMatchObject({
      reference: '815/SCT-QLTM',
      documentType: 'Công văn',
      issuedOn: '2025-11-28',
      place,
      summary: 'rà soát mạng lưới chợ theo quy hoạch tại các xã, phường sau khi sắp xếp đơn vị hành chính',
    })
  })

  test('names of body, nation and type in pieces', () => {
    const text = `Tin vắn của trang lưu văn bản đứng trước văn bản.
Quyết định được ban hành hôm qua.
ỦY BAN
NHÂN DÂN
TỈNH
HÀ TĨNH
-------
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA
VIỆT NAM
Độc lập - Tự do
- Hạnh phúc
---------------
Số:
3141/QĐ-UBND
Hà Tĩnh, ngày
01 tháng 12 năm 2025
QUYẾT
ĐỊNH
VỀ
VIỆC CÔNG NHẬN DANH HIỆU LÀNG NGHỀ
CHỦ TỊCH ỦY BAN
NHÂN DÂN TỈNH
Căn
cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
Điều
1. Công nhận danh hiệu làng nghề.`
    expect(describeText(text).metadata).toMatchObject({
      reference: '3141/QĐ-UBND',
      issuer: 'Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh',
      issuedOn: '2025-12-01',
      documentType: 'Quyết định',
      summary: 'VỀ VIỆC CÔNG NHẬN DANH HIỆU LÀNG NGHỀ',
    })
  })

  test('a Party conclusion: issuer apart from the Party’s name, subject apart from whose it is and from the body', () => {
    const text = `BAN
CHẤP HÀNH TRUNG ƯƠNG
*
ĐẢNG
CỘNG SẢN VIỆT NAM
---------------
Số 321-KL/TW
Hà Nội, ngày 28
tháng 11 năm 2025
KẾT LUẬN
CỦA BỘ CHÍNH TRỊ,
BAN BÍ THƯ
VỀ TỔNG KẾT CÔNG TÁC LƯU TRỮ
Tại phiên họp ngày 27/11/2025, sau
khi nghe báo cáo, Bộ Chính trị kết luận như sau:`
    expect(describeText(text).metadata).toMatchObject({
      reference: '321-KL/TW',
      issuer: 'Ban Chấp hành Trung ương',
      documentType: 'Kết luận',
      issuedOn: '2025-11-28',
      summary: 'VỀ TỔNG KẾT CÔNG TÁC LƯU TRỮ',
    })
  })
})

describe('where a subject in capitals ends', () => {
  const head = (issuer: string, place: string, rest: string) => `${issuer}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 27/QĐ-UBND
${place}, ngày 02 tháng 6 năm 2025
QUYẾT ĐỊNH
${rest}
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
Điều 1. Phê duyệt.`

  test.each(['CAO BẰNG', 'HẢI PHÒNG'])('a place whose last word looks open: %s', (place) => {
    const text = head(
      `ỦY BAN NHÂN DÂN\nTỈNH ${place}`,
      'Nơi Ấy',
      `VỀ VIỆC PHÊ DUYỆT QUY TRÌNH CỦA\nSỞ GIÁO DỤC VÀ ĐÀO TẠO, ỦY BAN NHÂN DÂN CẤP XÃ TỈNH ${place}\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ${place}`,
    )
    expect(describeText(text).metadata.summary).toBe(
      `VỀ VIỆC PHÊ DUYỆT QUY TRÌNH CỦA SỞ GIÁO DỤC VÀ ĐÀO TẠO, ỦY BAN NHÂN DÂN CẤP XÃ TỈNH ${place}`,
    )
  })

  test('the director of a centre that serves', () => {
    const text = head(
      'UBND THÀNH PHỐ HÀ\nNỘI\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG',
      'Hà Nội',
      'VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC LĨNH VỰC DU\nLỊCH THUỘC PHẠM VI QUẢN LÝ CỦA SỞ DU LỊCH\nGIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG THÀNH PHỐ\nHÀ NỘI',
    )
    expect(describeText(text).metadata).toMatchObject({
      issuer: 'Trung tâm Phục vụ hành chính công thành phố Hà Nội',
      summary: 'VỀ VIỆC CÔNG BỐ DANH MỤC THỦ TỤC LĨNH VỰC DU LỊCH THUỘC PHẠM VI QUẢN LÝ CỦA SỞ DU LỊCH',
    })
  })
})

test('a letter that writes out “Về …” under its number; a tax office named after its province', () => {
  const text = `CỤC THUẾ
THUẾ TỈNH TÂY NINH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 3257/TNI-QLDN1
Về hướng dẫn kê khai thuế giá trị gia tăng đối với
dịch vụ ăn uống
Tây Ninh, ngày 01 tháng 12 năm 2025
Kính gửi: Công ty TNHH Mẫu.`
  expect(describeText(text).metadata).toMatchObject({
    issuer: 'Thuế tỉnh Tây Ninh',
    documentType: 'Công văn',
    summary: 'hướng dẫn kê khai thuế giá trị gia tăng đối với dịch vụ ăn uống',
  })
})

describe('what a subject in capitals may hold', () => {
  const act = (...subject: string[]) => `ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/QĐ-UBND
Hà Tĩnh, ngày 02 tháng 6 năm 2025
QUYẾT ĐỊNH
${subject.join('\n')}
ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;
Điều 1. Phê duyệt.`

  test.each([
    ['an article of another act', 'VỀ VIỆC ĐIỀU CHỈNH', 'ĐIỀU 2 QUYẾT ĐỊNH SỐ 35/QĐ-UBND CỦA ỦY BAN NHÂN DÂN TỈNH'],
    ['staff whose name begins as a ministry’s', 'ĐÀO TẠO, BỒI DƯỠNG CÁN', 'BỘ CÔNG CHỨC CẤP XÃ NĂM 2026'],
    ['a place whose name begins as an office', 'THU HỒI ĐẤT TẠI PHƯỜNG', 'CHÁNH NGHĨA'],
    ['a school, not a department', 'GIAO ĐẤT CHO TRƯỜNG TRUNG HỌC CƠ', 'SỞ THUẬN AN'],
    ['an office to be filled', 'VỀ VIỆC BỔ NHIỆM', 'GIÁM ĐỐC SỞ CÔNG THƯƠNG'],
    ['a President', 'KỶ NIỆM NGÀY', 'CHỦ TỊCH HỒ CHÍ MINH RA LỜI KÊU GỌI'],
    ['a session to be prepared', 'KẾT LUẬN HỘI NGHỊ LIÊN TỊCH CHUẨN BỊ', 'KỲ HỌP THỨ TÁM - HĐND TỈNH'],
    ['numbers of other acts', 'THU HỒI CÁC QUYẾT ĐỊNH', 'SỐ: 34/QĐ-UBND NGÀY 31/10/2017 VÀ 29/QĐ-UBND'],
  ])('%s', (_, ...subject) => {
    expect(describeText(act(...subject)).metadata.summary).toBe(subject.join(' '))
  })

  test('an annex: its title’s brackets stay, the act it came with is no part of it', () => {
    const annex =
      (act('x').split('Số:')[0] ?? '') +
      `ĐIỀU LỆ (SỬA ĐỔI, BỔ SUNG)
HỘI LÀM VƯỜN TỈNH HÀ TĨNH
(Kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 5 năm 2025
của Chủ tịch Ủy ban nhân dân tỉnh)
Chương I
QUY ĐỊNH CHUNG
Điều 1. Tên gọi
Điều 2. Điều lệ này có hiệu lực kể từ ngày ký.`
    expect(describeText(annex).metadata).toMatchObject({
      documentType: 'Điều lệ',
      reference: null,
      summary: '(SỬA ĐỔI, BỔ SUNG) HỘI LÀM VƯỜN TỈNH HÀ TĨNH',
    })
  })
})
