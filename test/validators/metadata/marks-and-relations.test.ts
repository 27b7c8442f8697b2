import { describe, expect, test } from 'vitest'
import { codesOf, compose, describeParts, describeText } from './compose.ts'

describe('marks', () => {
  test.each([
    ['MẬT', 'MẬT'],
    ['TỐI MẬT', 'TỐI MẬT'],
    ['TUYỆT MẬT', 'TUYỆT MẬT'],
    ['ĐỘ MẬT: MẬT', 'MẬT'],
    ['M Ậ T', 'MẬT'],
    ['T Ố I  M Ậ T', 'TỐI MẬT'],
    ['Độ mật: Tối mật', 'TỐI MẬT'],
    ['HỎA TỐC - TỐI MẬT', 'TỐI MẬT'],
    ['MẬT - KHẨN', 'MẬT'],
    ['Bản số: 03 - MẬT', 'MẬT'],
    ['MẬT (A1)', 'MẬT'],
    ['| MẬT |', 'MẬT'],
  ])('a letter marked %s is said to be secret', (mark, secrecy) => {
    const report = describeParts({ marks: [mark] })
    expect(report.secrecy).toBe(secrecy)
    expect(codesOf(report)).toContain('SECRET')
    expect(describeParts({ subject: [mark] }).secrecy).toBe(secrecy)
  })

  test('a mark glued to the number is a mark; one that cannot be told for sure is shown to the clerk', () => {
    expect(describeParts({ number: 'Số: 12/BC-UBND MẬT', title: 'BÁO CÁO' })).toMatchObject({
      secrecy: 'MẬT',
      metadata: { reference: '12/BC-UBND' },
    })
    const doubtful = describeParts({ marks: ['VĂN BẢN MẬT, KHÔNG SAO CHỤP'] })
    expect(doubtful.secrecy).toBeNull()
    expect(codesOf(doubtful)).toContain('SECRECY_DOUBT')
  })

  test('a mark that a narrow layout glued between issuer and motto is a mark', () => {
    const lines = compose({}).split('\n')
    const text = ['ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'TỈNH LẠNG SƠN MẬT Độc lập - Tự do - Hạnh phúc']
    expect(describeText([...text, ...lines.slice(2)].join('\n')).secrecy).toBe('MẬT')
  })

  test.each([
    [{ issuer: ['BAN CƠ YẾU CHÍNH PHỦ', 'CỤC BẢO MẬT'], number: 'Số: 1/QĐ-BM' }],
    [{ summary: ['BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ MẬT', 'TRONG NGÀNH TÀI CHÍNH'] }],
    [{ summary: ['VỀ VIỆC GIẢI MẬT', 'TÀI LIỆU CỦA ỦY BAN NHÂN DÂN TỈNH'] }],
    [{ summary: ['Ban hành Quy chế quản lý tài khoản, mật khẩu và bảo mật thông tin'] }],
    [{ summary: ['VỀ VIỆC PHÁT TRIỂN NGHỀ NUÔI ONG LẤY MẬT', 'TRÊN ĐỊA BÀN TỈNH'] }],
  ])('%j names the word and is not marked', (parts) => {
    expect(describeParts(parts).secrecy).toBeNull()
  })

  test('the word in a title or an article marks nothing', () => {
    const report = describeParts({
      summary: ['Ban hành Danh mục bí mật nhà nước độ TUYỆT MẬT, TỐI MẬT', 'và MẬT trong lĩnh vực y tế'],
      body: ['Căn cứ Luật Bảo vệ bí mật nhà nước;', 'Điều 1. Tài liệu đóng dấu', 'MẬT', 'do Chánh Văn phòng quản lý.'],
    })
    expect(report.secrecy).toBeNull()
  })

  test.each([
    ['HỎA TỐC', 'HỎA TỐC'],
    ['HOẢ TỐC', 'HỎA TỐC'],
    ['THƯỢNG KHẨN', 'THƯỢNG KHẨN'],
    ['KHẨN', 'KHẨN'],
  ])('urgency %s', (mark, urgency) => {
    expect(describeParts({ marks: [mark] }).urgency).toBe(urgency)
  })

  test('the shortened procedure is read where the act says it of itself', () => {
    const report = describeParts({
      body: [
        'Căn cứ Luật Đất đai số 31/2024/QH15;',
        'Điều 1. Quy định.',
        'Điều 2. Quyết định này được ban hành theo trình tự, thủ tục rút gọn và có hiệu lực từ ngày ký.',
      ],
    })
    expect(report.shortenedProcedure).toBe(true)
    expect(report.metadata.effectiveOn).toBe('2024-10-25')
    expect(describeParts({}).shortenedProcedure).toBe(false)
  })
})

describe('signers', () => {
  test.each([
    [
      ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', '', '', 'Dương Xuân Huyên'],
      'Dương Xuân Huyên',
      'TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH',
    ],
    [
      ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', '(Đã ký)', 'GS.TS. Nguyễn Vinh Hiển'],
      'Nguyễn Vinh Hiển',
      'KT. BỘ TRƯỞNG THỨ TRƯỞNG',
    ],
    [['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG', '', 'Lò Thị Hà'], 'Lò Thị Hà', 'TL. CHỦ TỊCH CHÁNH VĂN PHÒNG'],
    [['TUQ. GIÁM ĐỐC', 'TRƯỞNG PHÒNG', '', 'Hà Văn Thái'], 'Hà Văn Thái', 'TUQ. GIÁM ĐỐC TRƯỞNG PHÒNG'],
    [['Q. GIÁM ĐỐC', '', 'Nông Văn Thảo'], 'Nông Văn Thảo', 'Q. GIÁM ĐỐC'],
    [['CHỦ TỊCH', '', 'Đã ký: Vương Đình Huệ'], 'Vương Đình Huệ', 'CHỦ TỊCH'],
  ])('%j', (signature, name, title) => {
    expect(describeParts({ signature }).metadata.signers).toEqual([{ name, title }])
  })

  test('recipients stand beside the signature; the filing line is none', () => {
    const recipients = ['- Bộ Tư pháp (Cục Kiểm tra', '  văn bản QPPL);', '- Như Điều 3;', '- Lưu: VT, KSTT (LTH).']
    expect(describeParts({ recipients }).metadata.recipients).toEqual([
      'Bộ Tư pháp (Cục Kiểm tra văn bản QPPL)',
      'Như Điều 3',
    ])
  })
})

describe('legal bases and relations', () => {
  const { metadata } = describeParts({
    number: 'Số: 40/2024/QĐ-UBND',
    summary: ['Ban hành Quy chế hoạt động của Cổng thông tin điện tử'],
    body: [
      'Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ',
      'sung một số điều của Luật Tổ chức Chính phủ ngày 22 tháng 11 năm 2019;',
      'Căn cứ Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ;',
      'Theo đề nghị của Giám đốc Sở Thông tin và Truyền thông tại Tờ trình số 99/TTr-STTTT.',
      'Điều 1. Ban hành Quy chế theo Thông tư số 22/2023/TT-BTTTT.',
      'Điều 2. Hiệu lực thi hành',
      '1. Quyết định này có hiệu lực kể từ ngày 10 tháng 11 năm 2024 và thay thế Quyết định số',
      '773/QĐ-UBND ngày 02 tháng 5 năm 2017 của Ủy ban nhân dân tỉnh.',
      '2. Bãi bỏ Quyết định số 15/2019/QĐ-UBND; bãi bỏ khoản 2 Điều 5 Quyết định số 16/2019/QĐ-UBND.',
      '3. Quyết định số 17/2018/QĐ-UBND hết hiệu lực kể từ ngày Quyết định này có hiệu lực.',
      '4. Sửa đổi, bổ sung Điều 3 Quyết định số 18/2020/QĐ-UBND.',
    ],
  })

  test('the acts it rests on', () => {
    expect(metadata.legalBases).toEqual([
      { reference: null, documentType: 'Luật', issuedOn: '2015-06-19' },
      { reference: null, documentType: 'Luật', issuedOn: '2019-11-22' },
      { reference: '42/2022/NĐ-CP', documentType: 'Nghị định', issuedOn: '2022-06-24' },
    ])
  })

  test('what it does to others, and nothing to those it only cites', () => {
    expect([...metadata.relations].sort((a, b) => a.reference.localeCompare(b.reference))).toEqual([
      { kind: 'repeals', reference: '15/2019/QĐ-UBND' },
      { kind: 'amends', reference: '16/2019/QĐ-UBND' },
      { kind: 'repeals', reference: '17/2018/QĐ-UBND' },
      { kind: 'amends', reference: '18/2020/QĐ-UBND' },
      { kind: 'based-on', reference: '42/2022/NĐ-CP' },
      { kind: 'replaces', reference: '773/QĐ-UBND' },
    ])
  })

  test.each([
    ['Sửa đổi, bổ sung một số điều của Quyết định số 12/2020/QĐ-UBND ngày 01/01/2020', 'amends', '12/2020/QĐ-UBND'],
    ['Bãi bỏ Quyết định số 12/2020/QĐ-UBND ngày 01/01/2020', 'repeals', '12/2020/QĐ-UBND'],
    ['Về việc đính chính Quyết định số 12/2020/QĐ-UBND', 'corrects', '12/2020/QĐ-UBND'],
    ['Gia hạn thời gian thực hiện Quyết định số 12/2020/QĐ-UBND', 'extends', '12/2020/QĐ-UBND'],
    ['Hướng dẫn thi hành Nghị quyết số 05/2023/NQ-HĐND', 'guides', '05/2023/NQ-HĐND'],
  ])('the title “%s”', (summary, kind, reference) => {
    expect(describeParts({ summary: [summary] }).metadata.relations).toContainEqual({ kind, reference })
  })
})

test.each([
  [
    ['Điều 2. Bãi bỏ các Quyết định sau:', '1. Quyết định số 1/2020/QĐ-UBND;', '2. Quyết định số 2/2020/QĐ-UBND.'],
    ['repeals 1/2020/QĐ-UBND', 'repeals 2/2020/QĐ-UBND'],
  ],
  [
    ['Điều 2. Bãi bỏ các Quyết định sau: a) Quyết định số 1/2020/QĐ-UBND; b) Quyết định số 2/2020/QĐ-UBND.'],
    ['repeals 1/2020/QĐ-UBND', 'repeals 2/2020/QĐ-UBND'],
  ],
  [
    ['Điều 2. Quyết định này có hiệu lực từ ngày ký; thay thế các Quyết định: số 3/2019/QĐ-UBND; số 4/2019/QĐ-UBND.'],
    ['replaces 3/2019/QĐ-UBND', 'replaces 4/2019/QĐ-UBND'],
  ],
  [
    ['Điều 3. Nghị quyết này bãi bỏ Nghị quyết số 5/2017/NQ-HĐND và Điều 2 Nghị quyết số 6/2018/NQ-HĐND.'],
    ['repeals 5/2017/NQ-HĐND', 'amends 6/2018/NQ-HĐND'],
  ],
  [['Điều 1. Kéo dài thời gian áp dụng Nghị quyết số 8/2020/NQ-HĐND đến hết năm 2025.'], ['extends 8/2020/NQ-HĐND']],
  [['Điều 1. Điều chỉnh Quyết định số 70/QĐ-UBND ngày 05/5/2020 như sau: tổng mức đầu tư.'], ['amends 70/QĐ-UBND']],
  [['Điều 1. Đính chính lỗi kỹ thuật tại Quyết định số 71/2024/QĐ-UBND.'], ['corrects 71/2024/QĐ-UBND']],
  [['Điều 2. Trường hợp các văn bản dẫn chiếu được sửa đổi, bổ sung hoặc thay thế thì áp dụng văn bản mới.'], []],
  [['Điều 1. Phạm vi điều chỉnh: đối tượng của Nghị định số 9/2020/NĐ-CP còn hiệu lực.'], []],
])('%j does %j', (body, wanted) => {
  const { relations } = describeParts({ body: ['Căn cứ Luật Đất đai;', ...body] }).metadata
  expect(relations.map(({ kind, reference }) => `${kind} ${reference}`).sort()).toEqual([...wanted].sort())
})
