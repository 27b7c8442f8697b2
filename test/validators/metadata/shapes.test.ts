import { expect, test } from 'vitest'
import { describeText } from './compose.ts'

/** Shapes of headings met in the acts of provinces and of old times, each made up anew: bodies real, people and numbers invented. */
const shapes: [string, string, Record<string, unknown>][] = [
  [
    'a saved page breaks lines after their first words',
    `ỦY
BAN NHÂN DÂN
TỈNH QUẢNG NAM
--------
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số:
94/2007/QĐ-UBND
Tam
Kỳ, ngày 09 tháng 6 năm 2007
QUYẾT ĐỊNH
BAN HÀNH QUY ĐỊNH VỀ QUẢN LÝ CHỢ
ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM
Căn cứ Luật Tổ chức HĐND
và UBND ngày 26/11/2003;
Điều 2. Quyết
định này có hiệu lực sau 10 ngày, kể từ ngày ký.
TM. UBND TỈNH
CHỦ TỊCH
Trần Văn Mẫu`,
    {
      reference: '94/2007/QĐ-UBND',
      issuedOn: '2007-06-09',
      place: 'Tam Kỳ',
      issuer: 'Ủy ban nhân dân tỉnh Quảng Nam',
      effectiveOn: '2007-06-19',
    },
  ],
  [
    'an act of the chairman since Luật 87/2025 says so in its heading',
    `        CHỦ TỊCH                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   ỦY BAN NHÂN DÂN                        Độc lập - Tự do - Hạnh phúc
    TỈNH GIA LAI
 Số: 144/2025/QĐ-CTUBND               Gia Lai, ngày 21 tháng 11 năm 2025

                         QUYẾT ĐỊNH
       Phân cấp thẩm quyền quyết định trong quản lý tài sản công

    Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
    Điều 9. Hiệu lực thi hành
    1. Quyết định này có hiệu lực từ ngày 01 tháng 12 năm 2025.`,
    {
      reference: '144/2025/QĐ-CTUBND',
      issuer: 'Chủ tịch Ủy ban nhân dân tỉnh Gia Lai',
      effectiveOn: '2025-12-01',
      normative: true,
    },
  ],
  [
    'the council, its session and the sentence on adoption are no part of the subject',
    `   HỘI ĐỒNG NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                     Độc lập - Tự do - Hạnh phúc
   Số: 29/2012/NQ-HĐND               Lạng Sơn, ngày 12 tháng 7 năm 2012
                         NGHỊ QUYẾT
              CỦA HỘI ĐỒNG NHÂN DÂN TỈNH LẠNG SƠN
     Về việc quy định mức chi hỗ trợ cán bộ
         HỘI ĐỒNG NHÂN DÂN TỈNH LẠNG SƠN
            KHÓA XV, KỲ HỌP THỨ BA
    Căn cứ Luật Tổ chức HĐND và UBND;
    Điều 2. Nghị quyết này có hiệu lực sau 10 ngày, kể từ ngày được Hội đồng nhân dân tỉnh thông qua.
    Nghị quyết này được Hội đồng nhân dân tỉnh Lạng Sơn khoá XV, kỳ họp thứ ba thông qua ngày 12 tháng 7 năm 2012./.
                                     CHỦ TỊCH
                                  Trần Thị Mẫu`,
    { summary: 'Về việc quy định mức chi hỗ trợ cán bộ', effectiveOn: '2012-07-22', issuedOn: '2012-07-12' },
  ],
  [
    'a term of office in the subject is part of it',
    `   HỘI ĐỒNG NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      TỈNH SƠN LA                     Độc lập - Tự do - Hạnh phúc
      Số: 162/NQ-HĐND               Sơn La, ngày 31 tháng 3 năm 2026
                           NGHỊ QUYẾT
       Phê chuẩn kết quả bầu Phó Chủ tịch Hội đồng nhân dân xã Lóng Sập
                  Khoá XXII, nhiệm kỳ 2026 - 2031
         THƯỜNG TRỰC HỘI ĐỒNG NHÂN DÂN TỈNH SƠN LA
     Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
     Điều 2. Nghị quyết này có hiệu lực kể từ ngày ký.`,
    {
      summary: 'Phê chuẩn kết quả bầu Phó Chủ tịch Hội đồng nhân dân xã Lóng Sập Khoá XXII, nhiệm kỳ 2026 - 2031',
      effectiveOn: '2026-03-31',
    },
  ],
  [
    'a Party document has its number below the star and no “Số:”',
    `        TỈNH ỦY LẠNG SƠN                      ĐẢNG CỘNG SẢN VIỆT NAM
                *                       Lạng Sơn, ngày 12 tháng 5 năm 2025
         Số 1920-QĐ/TU
                               QUYẾT ĐỊNH
                về việc thành lập Ban Chỉ đạo thực hiện Nghị quyết
                              số 57-NQ/TW
       - Căn cứ Điều lệ Đảng;
                         BAN THƯỜNG VỤ TỈNH ỦY QUYẾT ĐỊNH:
       Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
                                                 T/M BAN THƯỜNG VỤ
                                                       BÍ THƯ
                                                Trần Văn Mẫu`,
    {
      reference: '1920-QĐ/TU',
      issuer: 'Tỉnh ủy Lạng Sơn',
      summary: 'về việc thành lập Ban Chỉ đạo thực hiện Nghị quyết số 57-NQ/TW',
      normative: false,
      signers: [{ name: 'Trần Văn Mẫu', title: 'T/M BAN THƯỜNG VỤ BÍ THƯ' }],
    },
  ],
  [
    'a telegram addresses somebody right below its subject',
    `      THỦ TƯỚNG CHÍNH PHỦ                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                          Độc lập - Tự do - Hạnh phúc
        Số: 986/CĐ-TTg                   Hà Nội, ngày 07 tháng 9 năm 2025
                                CÔNG ĐIỆN
                   Về việc tập trung ứng phó khẩn cấp bão số 5
                            THỦ TƯỚNG CHÍNH PHỦ điện:
     - Bộ trưởng các Bộ: Quốc phòng, Công an;
     Hồi 13 giờ ngày 08 tháng 9 năm 2025, bão số 5.`,
    { summary: 'Về việc tập trung ứng phó khẩn cấp bão số 5', issuedOn: '2025-09-07', documentType: 'Công điện' },
  ],
  [
    'a directive goes straight on to its first paragraph',
    `   ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                    Độc lập - Tự do - Hạnh phúc
  Số: 93/CT-UBND                   Lạng Sơn, ngày 09 tháng 02 năm 2026
                               CHỈ THỊ
    Về việc tăng cường công tác phòng cháy, chữa cháy rừng mùa khô
                            năm 2025 - 2026
      Trong thời gian qua, công tác phòng cháy, chữa cháy rừng trên địa bàn tỉnh đã đạt
được nhiều kết quả. Để chủ động, Chủ tịch UBND tỉnh yêu cầu:
      1. Sở Nông nghiệp và Môi trường:`,
    { summary: 'Về việc tăng cường công tác phòng cháy, chữa cháy rừng mùa khô năm 2025 - 2026', effectiveOn: null },
  ],
  [
    'a plan whose subject begins with “Thực hiện”',
    `     ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      TỈNH LẠNG SƠN                   Độc lập - Tự do - Hạnh phúc
    Số: 915/KH-UBND                Lạng Sơn, ngày 20 tháng 01 năm 2026
                               KẾ HOẠCH
   Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị
               trên địa bàn tỉnh Lạng Sơn năm 2026
     Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị, Ủy ban nhân dân
tỉnh Lạng Sơn ban hành Kế hoạch như sau:
     I. MỤC ĐÍCH, YÊU CẦU`,
    {
      summary:
        'Thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị trên địa bàn tỉnh Lạng Sơn năm 2026',
      issuedOn: '2026-01-20',
    },
  ],
  [
    'columns glued by one space throughout',
    `ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LẠNG SƠN Độc lập - Tự do - Hạnh phúc
Số: 9182/QĐ-UBND Lạng Sơn, ngày 19 tháng 5 năm 2026
QUYẾT ĐỊNH
Về việc phê duyệt đơn giá khởi điểm cho thuê đất ngắn hạn đối với các khu
đất do Trung tâm phát triển quỹ đất tỉnh quản lý
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN
Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký ban hành.
Nơi nhận: KT. CHỦ TỊCH
- Như Điều 3; PHÓ CHỦ TỊCH
- Lưu: VT.
Trần Văn Mẫu`,
    {
      reference: '9182/QĐ-UBND',
      place: 'Lạng Sơn',
      issuer: 'Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn',
      signers: [{ name: 'Trần Văn Mẫu', title: 'KT. CHỦ TỊCH PHÓ CHỦ TỊCH' }],
    },
  ],
  [
    'a draft bears “DỰ THẢO” and blanks',
    `   ỦY BAN NHÂN DÂN             CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                   Độc lập - Tự do - Hạnh phúc
       DỰ THẢO
 Số:         /2025/QĐ-UBND         Lạng Sơn, ngày     tháng 11 năm 2025
                        QUYẾT ĐỊNH
       Ban hành Quy chế quản lý Cổng thông tin điện tử tỉnh
    Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
    Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày     tháng     năm 2025.`,
    {
      reference: null,
      symbol: 'QĐ-UBND',
      issuedOn: null,
      effectiveOn: null,
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
    },
  ],
  [
    'an official letter without its number names another act in its subject',
    `   ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                    Độc lập - Tự do - Hạnh phúc
  Số:         /UBND-NC              Lạng Sơn, ngày       tháng 6 năm 2026
V/v đính chính Quyết định
số 40/2024/QĐ-UBND ngày 25/10/2024
của Ủy ban nhân dân tỉnh
                Kính gửi: Các sở, ban, ngành
   Do sơ suất trong khâu soạn thảo ngày 05 tháng 5 năm 2026.`,
    {
      reference: null,
      symbol: 'UBND-NC',
      issuedOn: null,
      summary: 'đính chính Quyết định số 40/2024/QĐ-UBND ngày 25/10/2024 của Ủy ban nhân dân tỉnh',
    },
  ],
  [
    'a joint circular of four bodies on three lines, its symbol on two',
    `  BỘ TƯ PHÁP - BỘ CÔNG AN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
 TÒA ÁN NHÂN DÂN TỐI CAO                  Độc lập - Tự do - Hạnh phúc
VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO
 Số: 91/2013/TTLT-BTP-BCA-            Hà Nội, ngày 05 tháng 7 năm 2013
    TANDTC-VKSNDTC
                        THÔNG TƯ LIÊN TỊCH
    HƯỚNG DẪN THỰC HIỆN MỘT SỐ QUY ĐỊNH VỀ TRỢ GIÚP PHÁP LÝ
   Căn cứ Bộ luật Tố tụng hình sự;
   Điều 12. Thông tư liên tịch này có hiệu lực thi hành kể từ ngày 20 tháng 8 năm 2013.`,
    {
      reference: '91/2013/TTLT-BTP-BCA-TANDTC-VKSNDTC',
      issuer: 'Bộ Tư pháp - Bộ Công an - Tòa án nhân dân tối cao - Viện kiểm sát nhân dân tối cao',
      effectiveOn: '2013-08-20',
    },
  ],
  [
    'a decree of 1945 cites itself under its type and names an older one first',
    `SẮC LỆNH
CỦA CHỦ TỊCH CHÍNH PHỦ LÂM THỜI SỐ 941
NGÀY 3 THÁNG 10 NĂM 1945
CHỦ TỊCH CHÍNH PHỦ LÂM THỜI VIỆT NAM DÂN CHỦ CỘNG HOÀ
Chiểu theo nghị định ngày 20 tháng 9 năm 1945;
RA SẮC LỆNH:
Điều thứ nhất: Bãi bỏ tất cả các công sở.
                           Trần Văn Mẫu
                            (Đã ký)`,
    { documentType: 'Sắc lệnh', issuedOn: '1945-10-03' },
  ],
  [
    'a regulation without the decision that promulgates it has no number and day of its own',
    `                                 QUY CHẾ
        Quản lý, cung cấp thông tin trên Cổng thông tin điện tử tỉnh Lạng Sơn
     (Ban hành kèm theo Quyết định số 40/2024/QĐ-UBND ngày 25 tháng 10 năm 2024
                  của Ủy ban nhân dân tỉnh Lạng Sơn)
                                Chương I
                            QUY ĐỊNH CHUNG
     Điều 1. Phạm vi điều chỉnh
     Quy chế này quy định.`,
    { reference: null, issuedOn: null, effectiveOn: null },
  ],
  [
    'a text layer that a scanning program left without some marks',
    `   ỦY BAN NHÂN DẦN               CỘNG HÒA XẴ HỘI CHỦ NGHĨA VIỆT NAM
   TỈNH LẠNG SƠN                     Độc lập - Tự do - Hạnh phúc
  Sô: 955/2025/QĐ-UBND               Lạng Sơn, ngày 10 thảng 02 năm 2025
                   QUYÉT ĐỊNH
           Vê việc quy định giá
    Căn cứ Luật Giá;
    Điêu 2. Quyêt định này có hiệu lực kê từ ngày ký.`,
    {
      reference: '955/2025/QĐ-UBND',
      documentType: 'Quyết định',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      issuedOn: '2025-02-10',
      effectiveOn: '2025-02-10',
    },
  ],
  [
    'a text typed without any marks',
    `   UY BAN NHAN DAN               CONG HOA XA HOI CHU NGHIA VIET NAM
   TINH LANG SON                     Doc lap - Tu do - Hanh phuc
  So: 955/2025/QD-UBND               Lang Son, ngay 10 thang 02 nam 2025
                   QUYET DINH
           Ve viec quy dinh gia
    Can cu Luat Gia;
    Dieu 1. Gia.`,
    {
      reference: '955/2025/QĐ-UBND',
      issuedOn: '2025-02-10',
      issuer: 'Ủy ban nhân dân tỉnh Lạng Sơn',
      documentType: 'Quyết định',
    },
  ],
  [
    'a pilot resolution with a point in its number',
    `      CHÍNH PHỦ                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                                       Độc lập - Tự do - Hạnh phúc
  Số: 96.4/2025/NQ-CP                 Hà Nội, ngày 21 tháng 9 năm 2025
                          NGHỊ QUYẾT
     Xử lý khó khăn, vướng mắc trong triển khai Luật
     Căn cứ Luật Tổ chức Chính phủ;
     Điều 2. Nghị quyết này có hiệu lực từ ngày ký ban hành đến hết ngày 28 tháng 02 năm 2027.`,
    { reference: '96.4/2025/NQ-CP', number: '96.4/2025', effectiveOn: '2025-09-21' },
  ],
  [
    'minutes go on with when and where',
    `   ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                    Độc lập - Tự do - Hạnh phúc
  Số: 918/BB-UBND               Lạng Sơn, ngày 23 tháng 7 năm 2026
                   BIÊN BẢN
           Họp Hội đồng thẩm định giá đất
    Thời gian bắt đầu: 14 giờ 00 phút, ngày 22 tháng 7 năm 2026.`,
    { documentType: 'Biên bản', issuedOn: '2026-07-23', summary: 'Họp Hội đồng thẩm định giá đất' },
  ],
  [
    'the gazette of a province announces part and issuer above the heading',
    `CÔNG BÁO HÀ NỘI/Số 45 + 46/Ngày 20-10-2024                  3
                  PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT
                  ỦY BAN NHÂN DÂN THÀNH PHỐ
 ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÀNH PHỐ HÀ NỘI                Độc lập - Tự do - Hạnh phúc
Số: 962/2024/QĐ-UBND             Hà Nội, ngày 28 tháng 9 năm 2024
                         QUYẾT ĐỊNH
              Ban hành quy định về phân cấp
    Căn cứ Luật;
    Điều 2. Quyết định này có hiệu lực kể từ ngày 08 tháng 10 năm 2024.`,
    { reference: '962/2024/QĐ-UBND', issuer: 'Ủy ban nhân dân thành phố Hà Nội', effectiveOn: '2024-10-08' },
  ],
]

test.each(shapes)('%s', (_, text, wanted) => {
  expect(describeText(text).metadata).toMatchObject(wanted)
})

const stamped = (
  above: string,
  number: string,
  dated: string,
) => `   ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    TỈNH LẠNG SƠN                    Độc lập - Tự do - Hạnh phúc
${above}
  ${number}          ${dated}
                   QUYẾT ĐỊNH
           Về việc quy định giá
    Căn cứ Luật Giá;`

test.each([
  [
    'number, day and month, each over its blank',
    stamped(
      '        972                              19         02',
      'Số:         /QĐ-UBND',
      'Lạng Sơn, ngày      tháng      năm 2026',
    ),
    '972/QĐ-UBND',
    '2026-02-19',
  ],
  [
    'the day alone on its line is no page number',
    stamped(
      '                                         19',
      'Số: 972/QĐ-UBND     ',
      'Lạng Sơn, ngày      tháng 02 năm 2026',
    ),
    '972/QĐ-UBND',
    '2026-02-19',
  ],
  [
    'one number for two blanks settles neither',
    stamped(
      '                                         19',
      'Số: 972/QĐ-UBND     ',
      'Lạng Sơn, ngày      tháng      năm 2026',
    ),
    '972/QĐ-UBND',
    null,
  ],
])('stamped into a finished text: %s', (_, text, reference, issuedOn) => {
  expect(describeText(text).metadata).toMatchObject({ reference, issuedOn })
})
