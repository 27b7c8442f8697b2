import { describe, expect, test } from 'vitest'
import { describeParts, describeText } from './compose.ts'

const head = [
  'ỦY BAN NHÂN DÂN',
  'TỈNH LẠNG SƠN',
  '-------',
  'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  'Độc lập - Tự do - Hạnh phúc',
  'Số: 40/2024/QĐ-UBND',
  'Lạng Sơn, ngày 25 tháng 10 năm 2024',
  'QUYẾT ĐỊNH',
  'Ban hành Quy chế quản lý',
  'Căn cứ Luật Đất đai ngày 18 tháng 01 năm 2024;',
  'Điều 1. Ban hành Quy chế.',
  'Điều 2. Quyết định này có hiệu lực từ ngày ký./.',
]
const recipients = ['Nơi nhận:', '- Như Điều 3;', '- Bộ Tư pháp;', '- PCT Hồ Văn Bằng;', '- Lưu: VT, NC.']
const wanted = ['Như Điều 3', 'Bộ Tư pháp', 'PCT Hồ Văn Bằng']
const pair = (left: readonly string[], right: readonly string[]) =>
  left.map((line, index) => `${line.padEnd(50)}${right[index] ?? ''}`)

/** The same block beside, below and above the list of recipients. */
const layouts = (signature: readonly string[]) => [
  describeParts({ signature, recipients }),
  describeText([...head, ...recipients, ...signature.filter(Boolean)].join('\n')),
  describeText([...head, ...signature.filter(Boolean), ...recipients].join('\n')),
]

test.each([
  [['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', '(Đã ký)', 'Giàng A Tếnh'], 'Giàng A Tếnh'],
  [['CHỦ TỊCH', '', 'Y Thanh Niê Kđăm'], 'Y Thanh Niê Kđăm'],
  [['PHÓ CHỦ TỊCH', '', "Điểu K'Rếch"], "Điểu K'Rếch"],
  [['PHÓ CHỦ TỊCH', '', 'H’Yâm Kđoh'], 'H’Yâm Kđoh'],
  [['CHỦ TỊCH', '', "K'Mót"], "K'Mót"],
  [['CHỦ TỊCH', '', 'KSOR THANH'], 'Ksor Thanh'],
  [['CHỦ TỊCH', '', 'Bàn Đức Vịnh'], 'Bàn Đức Vịnh'],
  [['BỘ TRƯỞNG', '', 'Thượng tướng, TS. Lương Tam Quế'], 'Lương Tam Quế'],
  [['GIÁM ĐỐC', '', 'BSCKII. Trần Văn Khanh'], 'Trần Văn Khanh'],
  [['CHỦ TỊCH', '', '* Trần Văn Khanh ./'], 'Trần Văn Khanh'],
  [['CHỦ TỊCH', '', '“Trần Văn Khanh”'], 'Trần Văn Khanh'],
  [['CHỦ TỊCH', '', 'Trần Văn Khanh1'], 'Trần Văn Khanh'],
  [['CHỦ TỌA', '', 'Trần Văn Khanh'], 'Trần Văn Khanh'],
  [['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'Vũ', 'Chiến Thuật'], 'Vũ Chiến Thuật'],
  [['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'Nguyễn', 'Văn Khôi'], 'Nguyễn Văn Khôi'],
  [['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG', 'Lê Tấn', 'Cẩn'], 'Lê Tấn Cẩn'],
  [['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', 'Người ký: Ủy ban nhân dân tỉnh', 'Trần Văn Khanh'], 'Trần Văn Khanh'],
])('%j is signed by %s, wherever the list of recipients stands', (signature, name) => {
  for (const { metadata } of layouts(signature)) {
    expect(metadata.signers.map((signer) => signer.name)).toEqual([name])
    expect(metadata.recipients).toEqual(wanted)
  }
})

test.each([
  [['TL. CỤC TRƯỞNG', 'KT. TRƯỞNG BAN CHÍNH SÁCH,', 'THUẾ QUỐC TẾ', 'PHÓ TRƯỞNG BAN', '', 'Mai Thị Tuyết']],
  [['TL. BỘ TRƯỞNG', 'TRƯỞNG BAN BAN CHÍNH SÁCH,', 'THUẾ QUỐC TẾ', '', 'Mai Thị Tuyết']],
  [['TL. BỘ TRƯỞNG', 'VỤ TRƯỞNG VỤ KẾ HOẠCH', 'TÀI CHÍNH', '', 'Mai Thị Tuyết']],
  // What goes on after "VÀ" is no name, though it begins like one.
  [['TM. HỘI ĐỒNG', 'CHỦ TỊCH', 'GIÁM ĐỐC SỞ GIÁO DỤC VÀ', 'ĐÀO TẠO', '', 'Mai Thị Tuyết']],
  [['K/T CHÁNH', 'VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG', '', 'Mai Thị Tuyết']],
  [['TM. Ủy ban nhân dân', 'KT. Chủ tịch', 'Phó Chủ tịch', '', 'Mai Thị Tuyết']],
  [['KT.', 'CHỦ TỊCH', 'PHÓ CHỦ TỊCH', '', 'Mai Thị Tuyết']],
])('%j: all lines of the office are its title', (signature) => {
  const title = signature.slice(0, -1).filter(Boolean).join(' ')
  for (const { metadata } of layouts(signature).slice(signature[0] === 'KT.' ? 1 : 0))
    expect(metadata.signers).toEqual([{ name: 'Mai Thị Tuyết', title }])
})

test('where the name cannot be read, the block still ends the body, and nobody in an annex signs for it', () => {
  const annex = ['PHỤ LỤC', 'MẪU GIẤY', 'GIÁM ĐỐC', 'Trần Văn Khanh']
  const text = [...head, ...recipients, 'TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH', '~ .^, (eh', ...annex].join('\n')
  expect(describeText(text).metadata).toMatchObject({ signers: [], recipients: wanted, effectiveOn: '2024-10-25' })
})

describe('joint acts', () => {
  const acting = ['KT. BỘ TRƯỞNG', 'BỘ NỘI VỤ', 'THỨ TRƯỞNG', '', 'Trần Anh Tú']
  const other = ['KT. BỘ TRƯỞNG', 'BỘ TÀI CHÍNH', 'THỨ TRƯỞNG', '', 'Trương Chí Trực']
  const court = ['KT. CHÁNH ÁN', 'TÒA ÁN NHÂN DÂN TỐI CAO', 'PHÓ CHÁNH ÁN', '', 'Nguyễn Sơn Hà']
  const title = (lines: readonly string[]) => lines.slice(0, 3).join(' ')
  const both = [
    { name: 'Trần Anh Tú', title: title(acting) },
    { name: 'Trương Chí Trực', title: title(other) },
  ]

  test.each([
    ['side by side', pair(acting, other), both],
    ['one below the other', [...acting, ...other], both],
    ['all titles first', [...acting.slice(0, 3), ...other.slice(0, 3), 'Trần Anh Tú', 'Trương Chí Trực'], both],
    [
      'two above one',
      [...pair(acting, other), '', ...court.map((line) => `${' '.repeat(20)}${line}`)],
      [...both, { name: 'Nguyễn Sơn Hà', title: title(court) }],
    ],
  ])('signers %s', (_, block, signers) => {
    const text = [...head, '', ...block, '', ...recipients].join('\n')
    expect(describeText(text).metadata).toMatchObject({ signers, recipients: wanted })
  })
})

describe('recipients', () => {
  const listed = (lines: readonly string[]) =>
    describeText([...head, ...lines, 'CHỦ TỊCH', 'Trần Văn Khanh'].join('\n')).metadata.recipients

  test('a long list above the block is read whole', () => {
    const bodies = Array.from({ length: 30 }, (_, at) => `Sở số ${at + 1}`)
    expect(listed(['Nơi nhận:', ...bodies.map((body) => `- ${body};`), '- Lưu: VT.'])).toEqual(bodies)
  })

  test.each([
    [
      ['Nơi nhận:', 'Như Điều 3;', 'Bộ Tư pháp;', 'Lưu: VT.'],
      ['Như Điều 3', 'Bộ Tư pháp'],
    ],
    [
      ['Nơi', 'nhận:', '- Như Điều 3;', '- VPCP: BTCN, các PCN,', 'TGĐ Cổng', 'TTĐT; các Vụ: KTTH;', '- Lưu: VT.'],
      ['Như Điều 3', 'VPCP: BTCN, các PCN, TGĐ Cổng TTĐT; các Vụ: KTTH'],
    ],
    [
      ['Nơi nhận:', '-', 'Như trên;', '- Bộ Tư pháp;', '- Lưu VT (3).'],
      ['Như trên', 'Bộ Tư pháp'],
    ],
  ])('%j', (lines, names) => {
    expect(listed(lines)).toEqual(names)
  })
})
