/**
 * Words of which documents are made up for tests: who issues, what it is called, who signs. Bodies and types as Nghị
 * định 30/2020/NĐ-CP, the law on normative documents and the headings of provinces have them; people are invented.
 */

export interface Office {
  /** Ó số 2 as printed, in one of the ways offices break the lines. */
  heading: readonly string[]
  issuer: string
  /** What stands behind the type in its symbols. */
  abbreviation: string
  place: string
  /** Who signs, below the capacity. */
  signs: readonly (readonly string[])[]
  /** Line of authority between summary and legal bases. */
  authority: string | null
  normative: readonly string[]
}

const province = (unit: string, name: string): Office[] => {
  const upper = `${unit} ${name}`.toUpperCase()
  const named = `${name === 'Hồ Chí Minh' ? 'Thành phố' : unit} ${name}`
  const committee = {
    issuer: `Ủy ban nhân dân ${named}`,
    abbreviation: 'UBND',
    place: name,
    signs: [
      ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
      ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ['TM. UBND TỈNH', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH THƯỜNG TRỰC'],
    ],
    authority: `ỦY BAN NHÂN DÂN ${upper}`,
    normative: ['Quyết định'],
  }
  const council = {
    issuer: `Hội đồng nhân dân ${named}`,
    abbreviation: 'HĐND',
    place: name,
    signs: [['CHỦ TỊCH'], ['CHỦ TỌA KỲ HỌP', 'PHÓ CHỦ TỊCH HĐND'], ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']],
    authority: `HỘI ĐỒNG NHÂN DÂN ${upper}`,
    normative: ['Nghị quyết'],
  }
  return [
    { ...committee, heading: ['ỦY BAN NHÂN DÂN', upper] },
    { ...committee, heading: [`UBND ${upper}`] },
    { ...committee, heading: [`ỦY BAN NHÂN DÂN ${upper}`] },
    { ...council, heading: ['HỘI ĐỒNG NHÂN DÂN', upper] },
    { ...council, heading: [`HĐND ${upper}`] },
  ]
}

const local = (heading: readonly string[], issuer: string, abbreviation: string, place: string): Office => ({
  heading,
  issuer,
  abbreviation,
  place,
  signs: [
    ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
  ],
  authority: null,
  normative: [],
})

const agency = (heading: readonly string[], issuer: string, abbreviation: string, place: string): Office => ({
  ...local(heading, issuer, abbreviation, place),
  signs: [['GIÁM ĐỐC'], ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], ['TL. GIÁM ĐỐC', 'CHÁNH VĂN PHÒNG'], ['Q. GIÁM ĐỐC']],
})

const ministry = (heading: readonly string[], issuer: string, abbreviation: string): Office => ({
  heading,
  issuer,
  abbreviation,
  place: 'Hà Nội',
  signs: [['BỘ TRƯỞNG'], ['KT. BỘ TRƯỞNG', 'THỨ TRƯỞNG'], ['TUQ. BỘ TRƯỞNG', 'CỤC TRƯỞNG CỤC HÀNH CHÍNH']],
  authority: null,
  normative: ['Thông tư'],
})

export const offices: readonly Office[] = [
  ...province('tỉnh', 'Lạng Sơn'),
  ...province('tỉnh', 'Đắk Lắk'),
  ...province('tỉnh', 'Bà Rịa - Vũng Tàu'),
  ...province('tỉnh', 'Thừa Thiên Huế'),
  ...province('thành phố', 'Huế'),
  ...province('thành phố', 'Hồ Chí Minh'),
  ...province('thành phố', 'Cần Thơ'),
  local(['ỦY BAN NHÂN DÂN', 'XÃ CHIỀNG HẶC'], 'Ủy ban nhân dân xã Chiềng Hặc', 'UBND', 'Chiềng Hặc'),
  local(['UBND TỈNH LẠNG SƠN', 'UBND PHƯỜNG TAM THANH'], 'Ủy ban nhân dân phường Tam Thanh', 'UBND', 'Tam Thanh'),
  local(['ỦY BAN NHÂN DÂN', 'PHƯỜNG LƯƠNG VĂN TRI'], 'Ủy ban nhân dân phường Lương Văn Tri', 'UBND', 'Lương Văn Tri'),
  local(['ỦY BAN NHÂN DÂN', 'ĐẶC KHU PHÚ QUỐC'], 'Ủy ban nhân dân đặc khu Phú Quốc', 'UBND', 'Phú Quốc'),
  local(['ỦY BAN NHÂN DÂN', 'HUYỆN CAO LỘC'], 'Ủy ban nhân dân huyện Cao Lộc', 'UBND', 'Cao Lộc'),
  local(['HỘI ĐỒNG NHÂN DÂN', 'XÃ ĐIỀM HE'], 'Hội đồng nhân dân xã Điềm He', 'HĐND', 'Điềm He'),
  local(['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ LẠNG SƠN'], 'Ủy ban nhân dân thành phố Lạng Sơn', 'UBND', 'Lạng Sơn'),
  local(['ỦY BAN NHÂN DÂN', 'QUẬN NINH KIỀU'], 'Ủy ban nhân dân quận Ninh Kiều', 'UBND', 'Ninh Kiều'),
  agency(['UBND TỈNH LẠNG SƠN', 'SỞ NỘI VỤ'], 'Sở Nội vụ tỉnh Lạng Sơn', 'SNV', 'Lạng Sơn'),
  agency(
    ['UBND TỈNH NGHỆ AN', 'SỞ NÔNG NGHIỆP', 'VÀ MÔI TRƯỜNG'],
    'Sở Nông nghiệp và Môi trường tỉnh Nghệ An',
    'SNNMT',
    'Nghệ An',
  ),
  agency(
    ['ỦY BAN NHÂN DÂN', 'TỈNH LÂM ĐỒNG', 'SỞ VĂN HÓA, THỂ THAO', 'VÀ DU LỊCH'],
    'Sở Văn hóa, Thể thao và Du lịch tỉnh Lâm Đồng',
    'SVHTTDL',
    'Lâm Đồng',
  ),
  agency(
    ['UBND TỈNH LẠNG SƠN', 'BAN QUẢN LÝ KHU KINH TẾ', 'CỬA KHẨU ĐỒNG ĐĂNG - LẠNG SƠN'],
    'Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn',
    'BQLKKTCK',
    'Lạng Sơn',
  ),
  agency(['ỦY BAN NHÂN DÂN', 'TỈNH SƠN LA', 'VĂN PHÒNG'], 'Văn phòng Ủy ban nhân dân tỉnh Sơn La', 'VP', 'Sơn La'),
  agency(['UBND TỈNH LẠNG SƠN', 'THANH TRA TỈNH'], 'Thanh tra tỉnh Lạng Sơn', 'TTr', 'Lạng Sơn'),
  agency(['THANH TRA CHÍNH PHỦ'], 'Thanh tra Chính phủ', 'TTCP', 'Hà Nội'),
  agency(['BỘ CÔNG AN', 'CÔNG AN TỈNH LẠNG SƠN'], 'Công an tỉnh Lạng Sơn', 'CAT', 'Lạng Sơn'),
  agency(
    ['BẢO HIỂM XÃ HỘI VIỆT NAM', 'BẢO HIỂM XÃ HỘI TỈNH LẠNG SƠN'],
    'Bảo hiểm xã hội tỉnh Lạng Sơn',
    'BHXH',
    'Lạng Sơn',
  ),
  agency(['BỘ TÀI CHÍNH', 'CỤC THUẾ'], 'Cục Thuế', 'CT', 'Hà Nội'),
  ministry(['BỘ Y TẾ'], 'Bộ Y tế', 'BYT'),
  ministry(['BỘ TƯ PHÁP'], 'Bộ Tư pháp', 'BTP'),
  ministry(['BỘ NÔNG NGHIỆP', 'VÀ MÔI TRƯỜNG'], 'Bộ Nông nghiệp và Môi trường', 'BNNMT'),
  ministry(['BỘ VĂN HÓA, THỂ THAO', 'VÀ DU LỊCH'], 'Bộ Văn hóa, Thể thao và Du lịch', 'BVHTTDL'),
  ministry(['BỘ KHOA HỌC VÀ', 'CÔNG NGHỆ'], 'Bộ Khoa học và Công nghệ', 'BKHCN'),
  ministry(['BỘ LAO ĐỘNG - THƯƠNG BINH', 'VÀ XÃ HỘI'], 'Bộ Lao động - Thương binh và Xã hội', 'BLĐTBXH'),
  {
    ...ministry(['THỦ TƯỚNG CHÍNH PHỦ'], 'Thủ tướng Chính phủ', 'TTg'),
    signs: [['THỦ TƯỚNG'], ['KT. THỦ TƯỚNG', 'PHÓ THỦ TƯỚNG']],
    normative: ['Quyết định'],
    authority: 'THỦ TƯỚNG CHÍNH PHỦ',
  },
  {
    ...ministry(['CHÍNH PHỦ'], 'Chính phủ', 'CP'),
    signs: [
      ['TM. CHÍNH PHỦ', 'THỦ TƯỚNG'],
      ['TM. CHÍNH PHỦ', 'KT. THỦ TƯỚNG', 'PHÓ THỦ TƯỚNG'],
    ],
    normative: ['Nghị định'],
  },
]

/** Types with their symbols; those of one office only stand with it above. */
export const administrativeTypes: readonly (readonly [name: string, symbol: string])[] = [
  ['Quyết định', 'QĐ'],
  ['Chỉ thị', 'CT'],
  ['Quy chế', 'QC'],
  ['Quy định', 'QyĐ'],
  ['Thông cáo', 'TC'],
  ['Thông báo', 'TB'],
  ['Hướng dẫn', 'HD'],
  ['Chương trình', 'CTr'],
  ['Kế hoạch', 'KH'],
  ['Phương án', 'PA'],
  ['Đề án', 'ĐA'],
  ['Dự án', 'DA'],
  ['Báo cáo', 'BC'],
  ['Biên bản', 'BB'],
  ['Tờ trình', 'TTr'],
  ['Công điện', 'CĐ'],
  ['Giấy ủy quyền', 'GUQ'],
  ['Giấy mời', 'GM'],
  ['Giấy giới thiệu', 'GGT'],
  ['Phiếu chuyển', 'PC'],
]

export const normativeSymbols: Readonly<Record<string, string>> = {
  'Quyết định': 'QĐ',
  'Nghị quyết': 'NQ',
  'Nghị định': 'NĐ',
  'Thông tư': 'TT',
}

/** Subjects as acts have them, without lead-in. */
export const subjects: readonly string[] = [
  'công bố Danh mục thủ tục hành chính mới ban hành trong lĩnh vực Bồi thường nhà nước thuộc phạm vi chức năng quản lý của Sở Tư pháp',
  'phê duyệt nhiệm vụ quy hoạch chung xã Mường Hung, tỉnh Sơn La đến năm 2045',
  'bãi bỏ Quyết định số 25/2019/QĐ-UBND ngày 09 tháng 8 năm 2019 của Ủy ban nhân dân tỉnh',
  'sửa đổi, bổ sung một số điều của Quy định ban hành kèm theo Quyết định số 12/2022/QĐ-UBND ngày 05 tháng 5 năm 2022 của Ủy ban nhân dân tỉnh quy định về quản lý đất đai',
  'kiện toàn Hội đồng Quản lý Quỹ Phát triển đất',
  'thu hồi 16.472 m2 đất tại tổ 6, phường Chiềng Sinh do tự nguyện trả lại đất để quản lý theo quy định của pháp luật',
  'phân bổ kế hoạch đầu tư công năm 2026 nguồn vốn ngân sách địa phương (đợt 4)',
  'phê duyệt kết quả thẩm định Báo cáo đánh giá tác động môi trường của Dự án “Thủy điện Háng Đồng B”',
  'triển khai thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị',
  'thực hiện Chỉ thị số 10/CT-TTg ngày 04 tháng 4 năm 2022 của Thủ tướng Chính phủ về phòng, chống tham nhũng',
  'giao đơn vị đại diện ký hợp đồng khám bệnh, chữa bệnh bảo hiểm y tế với cơ quan bảo hiểm xã hội cho Trạm Y tế xã, phường trên địa bàn',
  'ban hành Quy chế hoạt động của Ban Chỉ đạo',
  'miễn nhiệm Ủy viên Ủy ban nhân dân tỉnh khóa XVI, nhiệm kỳ 2026 - 2031',
  'quy định mức thu học phí năm học 2025 - 2026',
]

export const people: readonly string[] = [
  'Nguyễn Văn Bình',
  'Hoàng Thị Thu Hà',
  'Vi Đức Cường',
  'Nông Thị Bích',
  'Lê Minh Hoan',
  'Đặng Ngọc Hậu',
  'Hà Trung Chiến',
  'Y Thanh Niê',
  'Tôn Thất Ngọc Quân',
  'Lò Minh Hùng',
  'Đinh Hữu Học',
  'Trần Thị Hoa Ry',
]
