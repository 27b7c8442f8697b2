import { describe, expect, test } from 'vitest'
import { codesOf, compose, describeParts, describeText, type Parts } from './compose.ts'

describe('number and symbol in their real shapes', () => {
  test.each([
    ['Số: 40/2024/QĐ-UBND', '40/2024/QĐ-UBND', '40/2024', 'QĐ-UBND'],
    ['Số: 773/QĐ-UBND', '773/QĐ-UBND', '773', 'QĐ-UBND'],
    ['Số: 1977 /QĐ-UBND', '1977/QĐ-UBND', '1977', 'QĐ-UBND'],
    ['Số:119 /2025/ QĐ - UBND', '119/2025/QĐ-UBND', '119/2025', 'QĐ-UBND'],
    ['Số: 056/2019/TT-BTC', '056/2019/TT-BTC', '056/2019', 'TT-BTC'],
    ['Số: 12/2022/TT–BTTTT', '12/2022/TT-BTTTT', '12/2022', 'TT-BTTTT'],
    ['Số: 15/2020/NÐ-CP', '15/2020/NĐ-CP', '15/2020', 'NĐ-CP'],
    ['Số: 85/2017/nđ-cp', '85/2017/nđ-cp', '85/2017', 'nđ-cp'],
    ['Luật số: 12/2003/QH11', '12/2003/QH11', '12/2003', 'QH11'],
    ['Nghị quyết số: 17/2022/UBTVQH15', '17/2022/UBTVQH15', '17/2022', 'UBTVQH15'],
    ['Số: 12-L/CTN', '12-L/CTN', '12', 'L/CTN'],
    ['Số: 33/CP', '33/CP', '33', 'CP'],
    ['Số 15-NQ/TU', '15-NQ/TU', '15', 'NQ/TU'],
    ['Số: 2285/VPCP-CN', '2285/VPCP-CN', '2285', 'VPCP-CN'],
    ['Số: 01/2010/TTLT/BQP-BTC', '01/2010/TTLT/BQP-BTC', '01/2010', 'TTLT/BQP-BTC'],
    ['Số: 23a/2024/QĐ-UBND', '23a/2024/QĐ-UBND', '23a/2024', 'QĐ-UBND'],
    ['Số: 05/QĐ-TT HĐND', '05/QĐ-TT HĐND', '05', 'QĐ-TT HĐND'],
    ['Số: 90/TB-BCH PCTT-TKCN', '90/TB-BCH PCTT-TKCN', '90', 'TB-BCH PCTT-TKCN'],
    ['Số: 157/TB_UBND', '157/TB-UBND', '157', 'TB-UBND'],
    ['Số: 1830 QĐ-UBND', '1830/QĐ-UBND', '1830', 'QĐ-UBND'],
  ])('%s', (number, reference, serial, symbol) => {
    expect(describeParts({ number }).metadata).toMatchObject({ reference, number: serial, symbol })
  })

  test.each(['Số:        /QĐ-UBND', 'Số: ......./QĐ-UBND', 'Số:      /2024/QĐ-UBND', 'Số: …/QĐ-UBND'])(
    'a number left blank for ink is no number, its symbol stays: “%s”',
    (number) => {
      const report = describeParts({ number })
      expect(report.metadata).toMatchObject({
        reference: null,
        number: null,
        symbol: 'QĐ-UBND',
        documentType: 'Quyết định',
      })
      expect(codesOf(report)).toContain('NUMBER_BLANK')
    },
  )

  test('the envelope settles a blank number of the same symbol, and only of that', () => {
    const envelope = { reference: '773/QĐ-UBND', documentType: null, issuer: null, issuedOn: null, summary: null }
    const settled = describeParts({ number: 'Số:       /QĐ-UBND' }, { envelope })
    expect(settled.metadata.reference).toBe('773/QĐ-UBND')
    expect(settled.evidence.reference?.source).toBe('envelope')
    expect(
      describeParts({ number: 'Số:       /TB-UBND', title: 'THÔNG BÁO' }, { envelope }).metadata.reference,
    ).toBeNull()
  })

  test('the file name settles a blank number beside the same abbreviation', () => {
    const number = 'Số:       /QĐ-UBND'
    expect(describeParts({ number }, { fileName: 'QD 1182_signed.pdf' }).metadata.reference).toBe('1182/QĐ-UBND')
    expect(describeParts({ number }, { fileName: 'TB 1182.pdf' }).metadata.reference).toBeNull()
    expect(describeParts({ number }, { fileName: 'scan 1182.pdf' }).metadata.reference).toBeNull()
  })

  test('a long symbol runs over two lines', () => {
    const { metadata } = describeParts({
      issuer: ['BỘ CÔNG AN - BỘ QUỐC PHÒNG -', 'BỘ LAO ĐỘNG - THƯƠNG BINH', 'VÀ XÃ HỘI'],
      number: 'Số: 01/2022/TTLT-BCA-BQP-',
      subject: ['BLĐTBXH'],
      title: 'THÔNG TƯ LIÊN TỊCH',
      signature: ['KT. BỘ TRƯỞNG', 'BỘ CÔNG AN', 'THỨ TRƯỞNG', '', 'Lê Văn Bình'],
    })
    expect(metadata).toMatchObject({
      reference: '01/2022/TTLT-BCA-BQP-BLĐTBXH',
      documentType: 'Thông tư liên tịch',
      issuer: 'Bộ Công an - Bộ Quốc phòng - Bộ Lao động - Thương binh và Xã hội',
    })
  })
})

describe('place and date', () => {
  test.each([
    ['Lạng Sơn, ngày 25 tháng 10 năm 2024', '2024-10-25', 'Lạng Sơn'],
    ['Bà Rịa - Vũng Tàu, ngày 05 tháng 01 năm 2020', '2020-01-05', 'Bà Rịa - Vũng Tàu'],
    ['TP. Hồ Chí Minh, ngày 5 tháng 3 năm 2021', '2021-03-05', 'TP. Hồ Chí Minh'],
    ['Hà Nội, ngày 2 5 tháng 10 năm 2024', '2024-10-25', 'Hà Nội'],
    ['Hà Nội, ngày 03/9/2019', '2019-09-03', 'Hà Nội'],
  ])('%s', (dated, issuedOn, place) => {
    expect(describeParts({ dated }).metadata).toMatchObject({ issuedOn, place })
  })

  test('a day left blank for ink gives no date', () => {
    const report = describeParts({ dated: 'Lạng Sơn, ngày      tháng 9 năm 2009' })
    expect(report.metadata).toMatchObject({ issuedOn: null, place: 'Lạng Sơn' })
    expect(codesOf(report)).toContain('DATE_BLANK')
  })

  test('a day that no calendar has is not corrected', () => {
    const report = describeParts({ dated: 'Lạng Sơn, ngày 31 tháng 02 năm 2024' })
    expect(report.metadata.issuedOn).toBeNull()
    expect(codesOf(report)).toContain('DATE_IMPOSSIBLE')
  })
})

describe('who issued it', () => {
  const cases: [string, readonly string[], string][] = [
    ['Số: 1/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH NINH BÌNH'], 'Ủy ban nhân dân tỉnh Ninh Bình'],
    ['Số: 1/QĐ-UBND', ['UỶ BAN NHÂN DÂN', 'HUYỆN CAO LỘC'], 'Ủy ban nhân dân huyện Cao Lộc'],
    ['Số: 1/NQ-HĐND', ['HỘI ĐỒNG NHÂN DÂN', 'XÃ CHIỀNG HẶC'], 'Hội đồng nhân dân xã Chiềng Hặc'],
    ['Số: 1/QĐ-UBND', ['UBND TỈNH LẠNG SƠN'], 'Ủy ban nhân dân tỉnh Lạng Sơn'],
    [
      'Số: 1/TTr-STNMT',
      ['UBND TỈNH LẠNG SƠN', 'SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG'],
      'Sở Tài nguyên và Môi trường tỉnh Lạng Sơn',
    ],
    ['Số: 1/TTr-SNV', ['ỦY BAN NHÂN DÂN', 'TỈNH LÂM ĐỒNG', 'SỞ NỘI VỤ'], 'Sở Nội vụ tỉnh Lâm Đồng'],
    ['Số: 1/QĐ-TCT', ['BỘ TÀI CHÍNH', 'TỔNG CỤC THUẾ'], 'Tổng cục Thuế'],
    ['Số: 1/TT-BLĐTBXH', ['BỘ LAO ĐỘNG - THƯƠNG BINH', 'VÀ XÃ HỘI'], 'Bộ Lao động - Thương binh và Xã hội'],
    ['Số: 1/TT-BNNPTNT', ['BỘ NÔNG NGHIỆP VÀ', 'PHÁT TRIỂN NÔNG THÔN'], 'Bộ Nông nghiệp và Phát triển nông thôn'],
    ['Số: 1/TB-VP', ['ỦY BAN NHÂN DÂN', 'TỈNH SƠN LA', 'VĂN PHÒNG'], 'Văn phòng Ủy ban nhân dân tỉnh Sơn La'],
    ['Số: 1/2024/TT-NHNN', ['NGÂN HÀNG NHÀ NƯỚC', 'VIỆT NAM'], 'Ngân hàng Nhà nước Việt Nam'],
    ['Số: 1/QĐ-TTg', ['THỦ TƯỚNG CHÍNH PHỦ'], 'Thủ tướng Chính phủ'],
    ['Số: 1/QĐ-UBND', ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ HỒ CHÍ MINH'], 'Ủy ban nhân dân Thành phố Hồ Chí Minh'],
  ]
  test.each(cases)('%s under %j', (number, issuer, name) => {
    expect(describeParts({ number, issuer }).metadata.issuer).toBe(name)
  })

  test('an act of the chairman is told from one of the committee by its line of authority', () => {
    const parts: Parts = {
      issuer: ['ỦY BAN NHÂN DÂN', 'TỈNH BÌNH THUẬN'],
      number: 'Số: 779/QĐ-UBND',
      summary: ['Về việc công nhận Điều lệ'],
      body: [
        '         CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN',
        'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;',
        'Điều 1. Công nhận Điều lệ.',
      ],
    }
    expect(describeParts(parts).metadata).toMatchObject({
      issuer: 'Chủ tịch Ủy ban nhân dân tỉnh Bình Thuận',
      summary: 'Về việc công nhận Điều lệ',
    })
  })
})

test('a lost issuer is taken from the symbol only where no other body has it', () => {
  const lost = (number: string, title: string) => describeParts({ issuer: [''], number, title }).metadata.issuer
  expect(lost('Số: 47/2020/NĐ-CP', 'NGHỊ ĐỊNH')).toBe('Chính phủ')
  expect(lost('Số: 03/BB-TCT', 'BIÊN BẢN')).toBeNull()
})

describe('title and summary', () => {
  test('an official letter has no type name; its subject is read over several lines', () => {
    const { metadata } = describeParts({
      issuer: ['UBND TỈNH LẠNG SƠN', 'SỞ NỘI VỤ'],
      number: 'Số: 123/SNV-TCBC',
      subject: ['V/v hướng dẫn xây dựng kế hoạch', 'biên chế năm 2025'],
      title: 'Kính gửi: Ủy ban nhân dân các huyện, thành phố',
      summary: [],
      body: ['Thực hiện Nghị định số 62/2020/NĐ-CP ngày 01 tháng 6 năm 2020 của Chính phủ.'],
    })
    expect(metadata).toMatchObject({
      documentType: 'Công văn',
      summary: 'hướng dẫn xây dựng kế hoạch biên chế năm 2025',
      normative: false,
    })
    expect(metadata.recipients[0]).toBe('Ủy ban nhân dân các huyện, thành phố')
  })

  test.each([
    'TỜ TRÌNH',
    'THÔNG BÁO',
    'KẾ HOẠCH',
    'BÁO CÁO',
    'CHỈ THỊ',
    'GIẤY MỜI',
    'CÔNG ĐIỆN',
    'Q U Y Ế T  Đ Ị N H',
    'GIẤY PHÉP',
  ])('the title %s names its type', (title) => {
    const { documentType } = describeParts({ title, number: 'Số: 12/ABC-UBND' }).metadata
    expect(documentType?.toUpperCase().replaceAll(' ', '')).toBe(title.replaceAll(' ', ''))
  })

  test('a summary of several lines ends where the legal bases begin', () => {
    const summary = [
      'Về việc phê duyệt Quy hoạch thăm dò, khai thác khoáng sản của',
      'Ủy ban nhân dân tỉnh Lạng Sơn theo Luật',
      'Thi hành án dân sự đến năm 2030',
    ]
    expect(describeParts({ summary }).metadata.summary).toBe(summary.join(' '))
  })

  test('the effect of another act in the title is part of the summary, not a date', () => {
    const summary = [
      'Về thời gian đóng bảo hiểm trước ngày',
      'Luật Bảo hiểm xã hội số 41/2024/QH15 có hiệu lực thi hành',
    ]
    expect(describeParts({ summary }).metadata.summary).toBe(summary.join(' '))
  })
})

describe('gazette prints', () => {
  test('gateway lines, running heads and the end of the document before are passed over', () => {
    const text = [
      'Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Cơ quan: VĂN PHÒNG CHÍNH PHỦ',
      'Ngày ký: 2026-05-29 08:11:21 +07:00',
      '                CÔNG BÁO/Số 290/Ngày 29-05-2026                17',
      'chịu trách nhiệm thi hành Thông tư này./.',
      '                                  KT. BỘ TRƯỞNG',
      '                                   THỨ TRƯỞNG',
      '                                  Trần Văn Cũ',
      '',
      compose({
        issuer: ['BỘ TÀI CHÍNH'],
        number: 'Số: 33/2026/TT-BTC',
        dated: 'Hà Nội, ngày 30 tháng 3 năm 2026',
        title: 'THÔNG TƯ',
        signature: ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', '', 'Trần Quốc Phương'],
      }),
    ].join('\n')
    const { metadata } = describeText(text)
    expect(metadata).toMatchObject({ reference: '33/2026/TT-BTC', issuedOn: '2026-03-30', issuer: 'Bộ Tài chính' })
    expect(metadata.signers).toEqual([{ name: 'Trần Quốc Phương', title: 'KT. BỘ TRƯỞNG THỨ TRƯỞNG' }])
  })

  test('a consolidated text carries its number, date and issuer at its end', () => {
    const text = [
      '                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      '                       Độc lập - Tự do - Hạnh phúc',
      '                               THÔNG TƯ',
      '                Hướng dẫn tiền lương đối với Quỹ đầu tư',
      '   Thông tư số 45/2016/TT-BTC ngày 28 tháng 12 năm 2016, có hiệu lực từ ngày 15 tháng 02 năm 2017.',
      '   Điều 1. Thông tư này có hiệu lực từ ngày 15 tháng 02 năm 2017.',
      '    BỘ TÀI CHÍNH                XÁC THỰC VĂN BẢN HỢP NHẤT',
      '   Số: 466/VBHN-BTC           Hà Nội, ngày 10 tháng 02 năm 2025',
      '                                   KT. BỘ TRƯỞNG',
      '                                    THỨ TRƯỞNG',
      '                                  Lê Văn Thanh',
    ].join('\n')
    const report = describeText(text)
    expect(report.metadata).toMatchObject({
      documentType: 'Văn bản hợp nhất',
      reference: '466/VBHN-BTC',
      issuer: 'Bộ Tài chính',
      issuedOn: '2025-02-10',
      effectiveOn: null,
      summary: 'Hướng dẫn tiền lương đối với Quỹ đầu tư',
    })
    expect(codesOf(report)).toContain('EFFECT_OF_CONSOLIDATED')
  })
})

test.each([
  '',
  'ĐANG CẬP NHẬT…',
  'Bài tập viết chữ đẹp\nA a Ă ă Â â\nHọ và tên: ..........',
  'BẢN ĐỒ ĐỊA CHẤT KHOÁNG SẢN\nTỷ lệ 1:10 000\nChú giải\nĐá vôi',
])('a map, an exercise sheet, a blank page or a single line is no official document (%#)', (text) => {
  const report = describeText(text)
  expect(report.official).toBe(false)
  expect(
    Object.values(report.metadata).filter((value) => value !== null && !(Array.isArray(value) && value.length === 0)),
  ).toEqual([])
})

test('a notice on a meeting begins with the day of the meeting, which is no part of its subject', () => {
  const { metadata } = describeText(
    [
      'CHÍNH PHỦ                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Số: 03/NQ-CP                       Độc lập - Tự do - Hạnh phúc',
      '                               Hà Nội, ngày 15 tháng 01 năm 2010',
      '                    NGHỊ QUYẾT',
      '               Phiên họp Chính phủ thường kỳ tháng 12 năm 2009',
      '    Trong hai ngày 04 và 05 tháng 01 năm 2010, Chính phủ họp phiên thường',
      'kỳ tháng 12 năm 2009 và quyết nghị những vấn đề sau:',
    ].join('\n'),
  )
  expect(metadata.summary).toBe('Phiên họp Chính phủ thường kỳ tháng 12 năm 2009')
})
