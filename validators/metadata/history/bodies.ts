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

/** Names of central bodies of 1945 to 1992 for their spelling only; when each ended is not compared. */
export const formerBodies: readonly string[] =
  'Hội đồng Chính phủ|Phủ Thủ tướng|Việt Nam Dân chủ Cộng hòa|Bộ Nội thương|Bộ Ngoại thương|Bộ Thủy lợi|Bộ Lâm nghiệp|Bộ Nông nghiệp|Bộ Nông trường|Bộ Lương thực|Bộ Lao động|Bộ Thương binh và Xã hội|Bộ Giao thông|Bộ Bưu điện|Bộ Công nghiệp nặng|Bộ Công nghiệp nhẹ|Bộ Điện và Than|Bộ Cơ khí và Luyện kim|Bộ Vật tư|Bộ Giáo dục|Bộ Văn hóa|Bộ Kinh tế|Bộ Canh nông|Tổng cục Lương thực|Tổng cục Bưu điện|Tổng cục Địa chính|Ủy ban Kế hoạch Nhà nước|Ủy ban Vật giá Nhà nước|Ủy ban Khoa học và Kỹ thuật Nhà nước'.split(
    '|',
  )

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
  body('Cục Thuế'),
  body('Cục Hải quan'),
  body('Cục Thống kê'),
  body('Kho bạc Nhà nước', 'KBNN'),
]
