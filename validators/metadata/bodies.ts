/**
 * Bodies that issue documents, as data: names in their proper case, the abbreviations their symbols carry, and until
 * when those existed that no longer do.
 */

export interface Body {
  name: string
  /** Abbreviation in symbols, e.g. `BTC`. */
  symbols: readonly string[]
  /** First day on which the body no longer exists, and the act that ended it. */
  ended?: { on: string; by: string }
}

const merger2025 = { on: '2025-03-01', by: 'Nghị quyết 176/2025/QH15' } as const
const body = (name: string, ...symbols: string[]): Body => ({ name, symbols })
const endedBody = (ended: { on: string; by: string }, name: string, ...symbols: string[]): Body => ({
  name,
  symbols,
  ended,
})

/** Central bodies (Nghị quyết 176/2025/QH15 for the Government of today; earlier terms' resolutions for the others). */
export const centralBodies: readonly Body[] = [
  body('Quốc hội', 'QH'),
  body('Ủy ban Thường vụ Quốc hội', 'UBTVQH'),
  body('Chủ tịch nước', 'CTN'),
  body('Hội đồng Nhà nước', 'HĐNN'),
  body('Hội đồng Bộ trưởng', 'HĐBT'),
  body('Thủ tướng Chính phủ', 'TTg'),
  body('Văn phòng Chính phủ', 'VPCP'),
  body('Văn phòng Quốc hội', 'VPQH'),
  body('Văn phòng Chủ tịch nước', 'VPCTN'),
  body('Thanh tra Chính phủ', 'TTCP'),
  body('Chính phủ', 'CP'),
  body('Hội đồng Thẩm phán Tòa án nhân dân tối cao', 'HĐTP'),
  body('Tòa án nhân dân tối cao', 'TANDTC', 'TATC'),
  body('Viện kiểm sát nhân dân tối cao', 'VKSNDTC', 'VKSTC', 'VKSTC'),
  body('Kiểm toán Nhà nước', 'KTNN'),
  body('Ngân hàng Nhà nước Việt Nam', 'NHNN'),
  body('Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam', 'UBTƯMTTQVN', 'UBTWMTTQVN', 'MTTW'),
  body('Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam', 'ĐCTUBTWMTTQVN'),
  body('Tổng Liên đoàn Lao động Việt Nam', 'TLĐ', 'TLĐLĐVN'),
  body('Bảo hiểm xã hội Việt Nam', 'BHXH'),
  body('Bộ Công an', 'BCA'),
  body('Bộ Công Thương', 'BCT'),
  body('Bộ Dân tộc và Tôn giáo', 'BDTTG'),
  body('Bộ Giáo dục và Đào tạo', 'BGDĐT', 'BGD&ĐT', 'BGD', 'GDĐT'),
  body('Bộ Khoa học và Công nghệ', 'BKHCN'),
  body('Bộ Ngoại giao', 'BNG'),
  body('Bộ Nội vụ', 'BNV'),
  body('Bộ Nông nghiệp và Môi trường', 'BNNMT'),
  body('Bộ Quốc phòng', 'BQP'),
  body('Bộ Tài chính', 'BTC'),
  body('Bộ Tư pháp', 'BTP'),
  body('Bộ Văn hóa, Thể thao và Du lịch', 'BVHTTDL'),
  body('Bộ Xây dựng', 'BXD'),
  body('Bộ Y tế', 'BYT'),
  endedBody(merger2025, 'Bộ Giao thông vận tải', 'BGTVT'),
  endedBody(merger2025, 'Bộ Kế hoạch và Đầu tư', 'BKHĐT', 'BKH'),
  endedBody(merger2025, 'Bộ Lao động - Thương binh và Xã hội', 'BLĐTBXH', 'LĐTBXH'),
  endedBody(merger2025, 'Bộ Nông nghiệp và Phát triển nông thôn', 'BNNPTNT', 'BNN', 'BNN&PTNT'),
  endedBody(merger2025, 'Bộ Tài nguyên và Môi trường', 'BTNMT'),
  endedBody(merger2025, 'Bộ Thông tin và Truyền thông', 'BTTTT'),
  endedBody(merger2025, 'Ủy ban Dân tộc', 'UBDT'),
  endedBody({ on: '2007-08-08', by: 'Nghị quyết 01/2007/QH12' }, 'Bộ Công nghiệp', 'BCN'),
  endedBody({ on: '2007-08-08', by: 'Nghị quyết 01/2007/QH12' }, 'Bộ Thương mại', 'BTM'),
  endedBody({ on: '2007-08-08', by: 'Nghị quyết 01/2007/QH12' }, 'Bộ Thủy sản', 'BTS'),
  endedBody({ on: '2007-08-08', by: 'Nghị quyết 01/2007/QH12' }, 'Bộ Bưu chính, Viễn thông', 'BBCVT'),
  endedBody({ on: '2007-08-08', by: 'Nghị quyết 01/2007/QH12' }, 'Bộ Văn hóa - Thông tin', 'BVHTT'),
  body('Bộ Văn hóa - Thể thao và Du lịch'),
  body('Bộ Khoa học, Công nghệ và Môi trường', 'BKHCNMT'),
  body('Ban Tổ chức - Cán bộ Chính phủ', 'BTCCBCP', 'TCCP'),
  body('Ban Vật giá Chính phủ', 'BVGCP'),
  body('Tổng cục Thuế', 'TCT'),
  body('Tổng cục Hải quan', 'TCHQ'),
]

/** Provinces by the State's list, with those that Nghị quyết 202/2025/QH15 merged away on 2025-07-01. */
const kept2025 =
  'An Giang|Bắc Ninh|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng|Đắk Lắk|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Nội|Hà Tĩnh|Hải Phòng|Hồ Chí Minh|Huế|Hưng Yên|Khánh Hòa|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Nghệ An|Ninh Bình|Phú Thọ|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sơn La|Tây Ninh|Thái Nguyên|Thanh Hóa|Tuyên Quang|Vĩnh Long'
const merged2025 =
  'Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|Đắk Nông|Hà Giang|Hà Nam|Hải Dương|Hậu Giang|Hòa Bình|Kiên Giang|Kon Tum|Long An|Nam Định|Ninh Thuận|Phú Yên|Quảng Bình|Quảng Nam|Sóc Trăng|Thái Bình|Thừa Thiên Huế|Thừa Thiên - Huế|Tiền Giang|Trà Vinh|Vĩnh Phúc|Yên Bái'
/** Ended by Nghị quyết 15/2008/QH12 and, before, by the divisions of 1991–1997. */
const older = 'Hà Tây|Hà Bắc|Nam Hà|Vĩnh Phú|Hải Hưng|Minh Hải|Sông Bé|Bắc Thái|Hà Sơn Bình|Hà Nam Ninh'

export const provinces: readonly string[] = [...kept2025.split('|'), ...merged2025.split('|'), ...older.split('|')]

/** When a local unit of that name stopped existing, or `null`. */
export function localUnitEnded(unit: 'tỉnh' | 'huyện', name: string): { on: string; by: string } | null {
  if (unit === 'huyện') return { on: '2025-07-01', by: 'Luật 72/2025/QH15, Điều 51' }
  if (merged2025.split('|').includes(name)) return { on: '2025-07-01', by: 'Nghị quyết 202/2025/QH15' }
  if (name === 'Hà Tây') return { on: '2008-08-01', by: 'Nghị quyết 15/2008/QH12' }
  return null
}

/** Departments ended by the reordering of early 2025 (Nghị định 45/2025/NĐ-CP); local acts set the day, so it is a hint. */
export const departments: readonly string[] =
  'Công Thương|Công nghiệp|Thương mại|Du lịch|Dân tộc và Tôn giáo|Giao thông vận tải|Giao thông công chánh|Giao thông - Xây dựng|Giáo dục và Đào tạo|Kế hoạch và Đầu tư|Khoa học và Công nghệ|Lao động - Thương binh và Xã hội|Ngoại vụ|Nội vụ|Nông nghiệp và Môi trường|Nông nghiệp và Phát triển nông thôn|Quy hoạch - Kiến trúc|Tài chính|Tài nguyên và Môi trường|Thông tin và Truyền thông|Bưu chính, Viễn thông|Tư pháp|Văn hóa và Thể thao|Văn hóa, Thể thao và Du lịch|Văn hóa - Thông tin|Văn hóa|Xây dựng|Y tế|An toàn thực phẩm|Thủy sản'.split(
    '|',
  )
