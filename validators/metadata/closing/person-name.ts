/** Degrees, titles and ranks before a name. */
const degree =
  /^(?:(?:GS|PGS|TS|TSKH|Th\.?S|BS|BSCKI{1,2}|BSNT|CKI{1,2}|DS|KS|KTS|CN|LS|Ths|Ts|Gs|NGND|NGƯT|TTND|TTƯT|NSND|NSƯT|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đô đốc|Đại tá|Thượng tá|Trung tá|Thiếu tá|Luật sư|Bác sĩ)(?!\p{L})[.,\s-]*)+/u
const signed = /^[("[]*\s*(?:đã\s+k[ýí]|ký\s+tên|signed)(?!\p{L})(?:\s+và\s+đóng\s+dấu)?\s*[:)\]]*\s*/iu

const notNames =
  /^(?:Nơi|Kính|Căn|Điều|Chương|Số|Ngày|Tháng|Năm|Phụ|Mẫu|Biểu|Danh|Mục|Phần|Bộ|Ủy|Uỷ|Hội|Sở|Ban|Thủ|Chủ|Phó|Chánh|Giám|Thứ|Tổng|Văn|Việt|Hà|Độc|Cộng|Luật|Nghị|Quyết|Thông|Quy|Ghi|Lưu|Công|Trung|Người|Họ|Tên|Ký|Đơn|Cơ|Địa|Tỉnh|Thành|Huyện|Như|Xác|Đại|Quốc|Chính|Tòa|Toà|Viện|Cục|Vụ|Trưởng|Cột|Bảng|Hình|Tổ)\s/u
const syllable = /^\p{Lu}\p{Ll}{0,6}(?:-\p{Lu}\p{Ll}{0,6})?$/u
/** Names of the Tây Nguyên peoples: "K'Mák", "H’Yim", "K'". */
const highland = /^[HKRY]['’](?:\p{Lu}?\p{Ll}{1,7})?$/u
const capitalSyllable = /^\p{Lu}{1,7}$|^[HKRY]['’]\p{Lu}{2,7}$/u
/** Family names: they let a name begin with a word that is otherwise the start of an office or heading. */
const surnames =
  /^(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Hà|Đinh|Trương|Cao|Mai|Đào|Đoàn|Lương|Tạ|Trịnh|Nông|Vương|Tô|Triệu|Lò|Quàng|Giàng|Sùng|Hầu|Thào|Lâm|Chu|Châu|Tống|Thái|Kiều|Quách|Khuất|Nghiêm|Phùng|Tòng|Cà|Bế|Hứa|Mã|Ma|Ninh|Vi|Lục|Đàm|Tăng|La|Từ|Doãn|Thân|Ông|Văn|Công|Tôn|Đồng|Khổng|Lại|Âu|Giang|Ngọ|Cầm|Điêu|Đèo|Y|K'|H'|Sầm|Bạch|Tiêu|Mạc|Thiều|Hàn|Quản|Chử|Lưu|Viên|Trung|Bàn|Chảo|Vàng|Vừ|Mùa|Rơ|Siu|Ksor|A|Đàng|Danh|Thạch|Kim|Sơn|Liêu|Chính|Cù|Lã|Phí|Thi|Tào|Ung|Uông|Nhữ|Nhâm|Nguyên|Mẫn|Lữ|Lỗ|Lộc|Hán|Hạ|Giáp|Dư|Diệp|Bá)$/u

/** Words of bodies, offices and headings, none of them a part of names: in capitals they look like one. */
const officeWords =
  /^(?:[ỦU][YỶ]|UỶ|BAN|DÂN|TỊCH|TỌA|TOẠ|HỌP|TỈNH|HUYỆN|QUẬN|XÃ|PHƯỜNG|PHỐ|BỘ|SỞ|CỤC|VỤ|PHÒNG|ĐỐC|TRƯỞNG|PHÓ|TƯỚNG|HỘI|ĐỒNG|ĐOÀN|VIÊN|VIỆN|PHỦ|MÔI|DANH|MỤC|LỤC|CHƯƠNG|ĐIỀU|MẪU|BIỂU|QUYẾT|NGHỊ|THÔNG|BÁO|TRÌNH|KẾ|HOẠCH|LỊCH|VÀ|CỦA|CÁC|VỀ|THƯ|KÝ|TÊN|ĐÃ|NƠI|NHẬN|TRUNG|ƯƠNG|TÒA|TOÀ|ÁN|SÁT|TRA|TOÁN|ỦY|THƯỜNG|TRỰC|LÃNH|ĐẠO|CHÁNH|GIÁM|NGƯỜI|LẬP|XÁC)$/u

/** What stands under a signature, made ready for reading as a name: marks of the pen, degrees and "(Đã ký)" taken off. */
function bareName(text: string): string {
  return text
    .replace(/^[\s*•.,:;“”"'’_~^|-]+(?=\p{L})/u, '')
    .replace(signed, '')
    .replace(degree, '')
    .replace(/(?<=\p{L})\d{1,2}$/u, '')
    .replace(/[\s*.,:;)\]/“”"'’_~^|-]+$/u, '')
    .trim()
}

/** A person's name as it stands under a signature, degrees and "(Đã ký)" taken off; `null` for anything else. */
export function personName(text: string): string | null {
  const bare = bareName(text)
  if (bare.length < 4 || bare.length > 40) return null
  const words = bare.split(/\s+/u)
  const [first = ''] = words
  if (words.length < 2 ? !/^[HK]['’]\p{Lu}?\p{Ll}{2,7}$/u.test(bare) : words.length > 6) return null
  if (words.every((word) => capitalSyllable.test(word)) && bare === bare.toUpperCase()) return nameInCapitals(words)
  if (!words.every((word) => syllable.test(word) || highland.test(word))) return null
  if (notNames.test(`${first} `) && !surnames.test(first)) return null
  if (/(?:Phủ|Dân|Nam|Phòng|Trị|Hội|Nước)$/u.test(words.at(-1) ?? '') && !surnames.test(first)) return null
  return bare
}

/** Lines of offices in capitals look alike: a known family name must begin it, or three words that no office uses. */
function nameInCapitals(words: readonly string[]): string | null {
  const cased = words.map((word) => word.charAt(0) + word.slice(1).toLowerCase())
  const office = words.slice(1).every((word) => officeWords.test(word))
  const known = surnames.test(cased[0] ?? '') && !office
  if (!known && (words.length !== 3 || words.some((word) => officeWords.test(word)))) return null
  return words.length <= 4 ? cased.join(' ') : null
}

/** Whether a name in capitals begins with no known family name: a line of an office may read so ("THUẾ QUỐC TẾ"). */
export function isDoubtfulName(text: string): boolean {
  const bare = bareName(text)
  const [first = ''] = bare.split(/\s+/u)
  return bare === bare.toUpperCase() && !surnames.test(first.charAt(0) + first.slice(1).toLowerCase())
}

/**
 * A name that a saved page or narrow cell broke over two lines: "Vũ" / "Chiến Thắng", "Lê Tấn" / "Cận". `null` where the
 * two make no name.
 */
export function brokenName(above: string, below: string): string | null {
  const first = bareName(above)
  const second = bareName(below)
  const pieces = [...first.split(/\s+/u), ...second.split(/\s+/u)]
  const [family = ''] = pieces
  if (pieces.length > 5 || !pieces.every((word) => syllable.test(word) && word.length > 1)) return null
  if (first.length < 2 || second.length < 2 || !surnames.test(family)) return null
  // A word that opens other lines ("Phụ", "Mẫu"), or a name whole by itself, is no second half.
  const [next = '', ...others] = second.split(/\s+/u)
  if (others.length === 0 && notNames.test(`${next} `) && !surnames.test(next)) return null
  if (others.length > 1 && surnames.test(next) && !/^(?:Văn|Công|Thi|Kim|Trung|Ngọc)$/u.test(next)) return null
  return personName(`${first} ${second}`)
}
