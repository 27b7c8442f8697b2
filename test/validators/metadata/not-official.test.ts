import { expect, test } from 'vitest'
import { codesOf, compose, describeText } from './compose.ts'

/** Things people drop by mistake. Many name an act, a day and a number: none of them is their own. */
const strays: [string, string][] = [
  [
    'the cover of a thesis',
    `BỘ GIÁO DỤC VÀ ĐÀO TẠO
TRƯỜNG ĐẠI HỌC MẪU
THÀNH PHỐ HỒ CHÍ MINH
BÁO CÁO TỔNG KẾT ĐỀ TÀI
XÂY DỰNG MÔ HÌNH NHẬN DẠNG CÂY THUỐC
Nhóm thực hiện: 9
Giảng viên hướng dẫn: Trần Văn Mẫu
THÀNH PHỐ HỒ CHÍ MINH – NĂM 2026`,
  ],
  [
    'a page that explains a law by articles from its middle',
    `Mức phạt khi không báo cáo là bao nhiêu?
Căn cứ Điều 45 Nghị định 12/2026/NĐ-CP quy định như sau:
Điều 45. Vi phạm về báo cáo
1. Phạt tiền từ 1.000.000 đồng.
Điều 46. Thẩm quyền
Nghị định này có hiệu lực từ ngày 01 tháng 7 năm 2026.`,
  ],
  [
    'a contract with articles that speak of it',
    `                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                     Độc lập - Tự do - Hạnh phúc
                       HỢP ĐỒNG THUÊ NHÀ XƯỞNG
     Căn cứ Bộ luật Dân sự số 91/2015/QH13;
     BÊN A: Ông Trần Văn Mẫu
     Điều 1. Đối tượng của hợp đồng
     Điều 2. Hợp đồng này có hiệu lực kể từ ngày ký.`,
  ],
  [
    'an invoice',
    `HÓA ĐƠN GIÁ TRỊ GIA TĂNG
Ký hiệu: 1C25TAA    Số: 00000123
Ngày 05 tháng 01 năm 2026
Đơn vị bán hàng: CÔNG TY TNHH MẪU
Mã số thuế: 4900123456
STT  Tên hàng hóa, dịch vụ   Đơn vị tính  Số lượng  Đơn giá  Thành tiền
1    Giấy in A4              Ram          10        70.000   700.000
Theo quy định tại Nghị định số 123/2020/NĐ-CP ngày 19 tháng 10 năm 2020`,
  ],
  [
    'a newspaper article about a decision',
    `Lạng Sơn: Ban hành quy chế quản lý Cổng thông tin điện tử
Thứ hai, 28/10/2024 08:00
(BLS) - Ngày 25/10/2024, UBND tỉnh Lạng Sơn ban hành Quyết định số 40/2024/QĐ-UBND về Quy chế quản lý, cung cấp thông tin.
Theo đó, Quyết định có hiệu lực từ ngày 10/11/2024 và thay thế Quyết định số 773/QĐ-UBND.
Điều 9. Quy định thời hạn đăng tin.
Nguyễn Văn A`,
  ],
  [
    'a page of a portal',
    `Cổng thông tin điện tử tỉnh Lạng Sơn
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Trang chủ  Tin tức  Văn bản  Liên hệ
Quyết định số 40/2024/QĐ-UBND của UBND tỉnh có hiệu lực từ ngày 10/11/2024
Ngày đăng: 28/10/2024`,
  ],
  [
    'a leave application',
    `                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                     Độc lập - Tự do - Hạnh phúc
                        ĐƠN XIN NGHỈ PHÉP
     Kính gửi: Ban Giám đốc Sở Nội vụ
     Tôi tên là: Nguyễn Văn A
     Sinh ngày 05 tháng 6 năm 1985
     Tôi làm đơn này xin nghỉ từ ngày 01 tháng 12 năm 2025.
                               Lạng Sơn, ngày 20 tháng 11 năm 2025
                                     Người làm đơn
                                     Nguyễn Văn A`,
  ],
  [
    'a blank form',
    `Mẫu số 01
                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                     Độc lập - Tự do - Hạnh phúc
                        TỜ KHAI ĐĂNG KÝ KHAI SINH
     Kính gửi: ................................
     Họ, chữ đệm, tên người yêu cầu: ..................
     Làm tại: ......, ngày ... tháng ... năm .....`,
  ],
  [
    'a contract draft',
    `                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                     Độc lập - Tự do - Hạnh phúc
                 HỢP ĐỒNG MUA BÁN HÀNG HÓA
                  Số: ......./2025/HĐMB
     Căn cứ Bộ luật Dân sự số 91/2015/QH13 ngày 24 tháng 11 năm 2015;
     Hôm nay, ngày ... tháng ... năm 2025, chúng tôi gồm:
     BÊN A: CÔNG TY X
     Điều 1. Đối tượng
     Điều 5. Hợp đồng có hiệu lực kể từ ngày ký.`,
  ],
  [
    'a contract between companies',
    `                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                     Độc lập - Tự do - Hạnh phúc
                 HỢP ĐỒNG MUA BÁN HÀNG HÓA
                  Số: 15/2025/HĐMB
     Căn cứ Bộ luật Dân sự số 91/2015/QH13 ngày 24 tháng 11 năm 2015;
     Hôm nay, ngày 05 tháng 6 năm 2025, chúng tôi gồm:
     BÊN A: CÔNG TY X
     Điều 1. Đối tượng
     Điều 5. Hợp đồng có hiệu lực kể từ ngày ký.`,
  ],
  [
    'a lesson plan',
    `KẾ HOẠCH BÀI DẠY
Môn: Toán 6
Ngày soạn: 05/01/2026   Ngày dạy: 08/01/2026
Tiết 35. Số nguyên âm
I. MỤC TIÊU
1. Kiến thức: theo quy định tại Thông tư 32/2018/TT-BGDĐT
II. THIẾT BỊ DẠY HỌC`,
  ],
  [
    'a price list',
    `BẢNG BÁO GIÁ
Công ty TNHH Tin học Mẫu
Ngày 05 tháng 01 năm 2026
Số: 12/BG
1. Máy tính xách tay   15.000.000`,
  ],
  [
    'a phone list of an office',
    `DANH BẠ ĐIỆN THOẠI
ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN
STT  Họ và tên   Chức vụ   Điện thoại
1  Nguyễn Văn A  Chủ tịch  02053.812.656
2  Trần Thị B  Phó Chủ tịch  02053.812.657`,
  ],
  [
    'slides of a meeting',
    `HỘI NGHỊ TRIỂN KHAI LUẬT BAN HÀNH VĂN BẢN QUY PHẠM PHÁP LUẬT
Lạng Sơn, ngày 12 tháng 3 năm 2026
Người trình bày: Sở Tư pháp
NỘI DUNG
1. Luật số 64/2025/QH15 có hiệu lực từ 01/4/2025
2. Nghị định số 78/2025/NĐ-CP
Điều 53. Thời điểm có hiệu lực`,
  ],
  [
    'an English letter',
    `Dear Sir or Madam,
Ref. No: 12/2025
Hanoi, 5 January 2026
We refer to Decision No. 40/2024/QD-UBND dated 25 October 2024.
Yours sincerely,`,
  ],
  [
    'an English translation',
    `SOCIALIST REPUBLIC OF VIETNAM
Independence - Freedom - Happiness
Decision No. 40/2024/QD-UBND
Lang Son, October 25, 2024`,
  ],
  [
    'a curriculum vitae',
    `SƠ YẾU LÝ LỊCH
Họ và tên: Nguyễn Văn A
Sinh ngày 05 tháng 6 năm 1985
Quyết định bổ nhiệm số 15/QĐ-SNV ngày 05 tháng 6 năm 2020`,
  ],
  [
    'a weekly schedule',
    `LỊCH CÔNG TÁC TUẦN
Từ ngày 05 tháng 01 năm 2026 đến ngày 11 tháng 01 năm 2026
Thứ hai: họp giao ban theo Thông báo số 12/TB-VP`,
  ],
  [
    'a list of documents',
    `DANH SÁCH VĂN BẢN MỚI
STT  Số ký hiệu   Ngày ban hành  Trích yếu
1  40/2024/QĐ-UBND  25/10/2024  Ban hành Quy chế
2  41/2024/QĐ-UBND  28/10/2024  Quy định`,
  ],
  [
    'a school diploma',
    `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BẰNG TỐT NGHIỆP
TRUNG HỌC PHỔ THÔNG
Cấp cho: Nguyễn Văn A
Lạng Sơn, ngày 05 tháng 6 năm 2020
GIÁM ĐỐC
Số hiệu: B123456`,
  ],
  [
    'a record of a document database',
    `ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN
CỔNG THÔNG TIN ĐIỆN TỬ
QUYẾT ĐỊNH
Chi tiết văn bản
Số ký hiệu: 40/2024/QĐ-UBND
Ngày ban hành: 25/10/2024
Ngày hiệu lực: 10/11/2024
Trích yếu: Ban hành Quy chế`,
  ],
  [
    'an offer of a company',
    `CÔNG TY TNHH TIN HỌC MẪU              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   Số: 12/BG-THM                          Độc lập - Tự do - Hạnh phúc
                                    Lạng Sơn, ngày 05 tháng 01 năm 2026
                     BẢNG BÁO GIÁ
     Kính gửi: Sở Nội vụ
     1. Máy tính xách tay   15.000.000`,
  ],
  [
    'the model of a decision from an annex',
    `TÊN CQ, TC CHỦ QUẢN1              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 TÊN CƠ QUAN, TỔ CHỨC2              Độc lập - Tự do - Hạnh phúc
   Số: ..../QĐ-...3...            ...4..., ngày ... tháng ... năm ...
                     QUYẾT ĐỊNH
            Về việc ...........5...........
            THẨM QUYỀN BAN HÀNH6
  Căn cứ ................................................7;
  Điều 1. ...............................`,
  ],
  [
    'a form of a commune, not filled in',
    `ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 XÃ/PHƯỜNG..........              Độc lập - Tự do - Hạnh phúc
   Số: ..../GXN-UBND              ........., ngày ... tháng ... năm 20...
                     GIẤY XÁC NHẬN
   Ủy ban nhân dân xã/phường xác nhận:
   Ông/bà: ...............................`,
  ],
  [
    'a petition',
    `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lạng Sơn, ngày 20 tháng 11 năm 2025
ĐƠN ĐỀ NGHỊ
Kính gửi: UBND tỉnh Lạng Sơn
Tôi là Nguyễn Văn A, đề nghị xem xét Quyết định số 12/QĐ-UBND ngày 05 tháng 6 năm 2025.`,
  ],
  [
    'an agreement between people',
    `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
BIÊN BẢN THỎA THUẬN
Hôm nay, ngày 05 tháng 6 năm 2025, chúng tôi gồm:
1. Ông Nguyễn Văn A
Điều 1. Hai bên thỏa thuận.`,
  ],
  [
    'the head of a newspaper',
    `CƠ QUAN CỦA ĐẢNG BỘ ĐẢNG CỘNG SẢN VIỆT NAM TỈNH LẠNG SƠN
BÁO LẠNG SƠN
Số 4521 - Thứ hai, ngày 28 tháng 10 năm 2024
TIN TRONG NƯỚC
Ngày 25/10, UBND tỉnh ban hành Quyết định số 40/2024/QĐ-UBND.`,
  ],
  [
    'a quiz about a law',
    `CÂU HỎI TRẮC NGHIỆM TÌM HIỂU PHÁP LUẬT
Câu 1. Luật số 64/2025/QH15 có hiệu lực từ ngày nào?
A. 01/4/2025  B. 01/7/2025
Đáp án: A (Điều 71. Luật này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2025)`,
  ],
  [
    'a table of contents of the gazette',
    `CÔNG BÁO/Số 290/Ngày 29-05-2026
MỤC LỤC
VĂN BẢN QUY PHẠM PHÁP LUẬT
ỦY BAN NHÂN DÂN TỈNH
25-10-2024  Quyết định số 40/2024/QĐ-UBND ban hành Quy chế    3
28-10-2024  Quyết định số 41/2024/QĐ-UBND    15`,
  ],
  [
    'a signature box alone',
    `Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ
Email: thongtinchinhphu@chinhphu.vn
Cơ quan: VĂN PHÒNG CHÍNH PHỦ
Thời gian ký: 29.01.2026 16:07:35 +07:00`,
  ],
]

test.each(strays)('%s is no official document, whatever it names', (_, text) => {
  const report = describeText(text)
  const read = Object.entries(report.metadata).filter(([, value]) => value !== null && value.length !== 0)
  expect(read).toEqual([])
  expect(report.official).toBe(false)
  expect(codesOf(report)).toContain('NOT_OFFICIAL')
})

test('an association or newspaper that writes as offices do is not turned away', () => {
  const text = compose({
    issuer: ['BÁO MẪU VÀ', 'TRUYỀN HÌNH'],
    number: 'Số: 12/KH-BM',
    title: 'KẾ HOẠCH',
    summary: ['Về việc phát hành'],
    body: ['Thực hiện chỉ đạo của cấp trên.'],
  })
  expect(describeText(text)).toMatchObject({ official: true, metadata: { reference: '12/KH-BM' } })
})

test('a letter whose heading was lost is not given the number of an act it cites across a line break', () => {
  const text = `Kính gửi: Các thương nhân.
Căn cứ Thông tư số 17/2021/TT-BCT ngày 15 tháng 11
năm 2021 của Bộ trưởng Bộ Công Thương sửa đổi, bổ sung một số điều của Thông tư
số 38/2014/TT-BCT ngày 24 tháng 10 năm 2014 của Bộ trưởng Bộ Công Thương quy định
chi tiết một số điều của Nghị định số 83/2014/NĐ-CP;
Bộ Công Thương thông báo như sau:`
  expect(describeText(text).metadata).toMatchObject({ reference: null, issuedOn: null, issuer: null })
})
