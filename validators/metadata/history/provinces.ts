/**
 * Provinces and cities under the Government, as data: which there are since 2025-07-01, and into which those went that
 * there were before. Nghị quyết 202/2025/QH15, Điều 1 (23 new ones, 11 unchanged: 34 in all); Nghị quyết 175/2024/QH15 for
 * Huế; Nghị quyết 15/2008/QH12 for Hà Nội; older divisions for their names only.
 */

export type Level = 'tỉnh' | 'thành phố'

export interface Province {
  name: string
  level: Level
  /** Those that it was made of on 2025-07-01, itself left out. */
  from: readonly string[]
}

const province = (level: Level, name: string, ...from: string[]): Province => ({ name, level, from })

export const provincesOfToday: readonly Province[] = [
  province('tỉnh', 'Tuyên Quang', 'Hà Giang'),
  province('tỉnh', 'Lào Cai', 'Yên Bái'),
  province('tỉnh', 'Thái Nguyên', 'Bắc Kạn'),
  province('tỉnh', 'Phú Thọ', 'Vĩnh Phúc', 'Hòa Bình'),
  province('tỉnh', 'Bắc Ninh', 'Bắc Giang'),
  province('tỉnh', 'Hưng Yên', 'Thái Bình'),
  province('thành phố', 'Hải Phòng', 'Hải Dương'),
  province('tỉnh', 'Ninh Bình', 'Hà Nam', 'Nam Định'),
  province('tỉnh', 'Quảng Trị', 'Quảng Bình'),
  province('thành phố', 'Đà Nẵng', 'Quảng Nam'),
  province('tỉnh', 'Quảng Ngãi', 'Kon Tum'),
  province('tỉnh', 'Gia Lai', 'Bình Định'),
  province('tỉnh', 'Khánh Hòa', 'Ninh Thuận'),
  province('tỉnh', 'Lâm Đồng', 'Đắk Nông', 'Bình Thuận'),
  province('tỉnh', 'Đắk Lắk', 'Phú Yên'),
  province('thành phố', 'Hồ Chí Minh', 'Bà Rịa - Vũng Tàu', 'Bình Dương'),
  province('tỉnh', 'Đồng Nai', 'Bình Phước'),
  province('tỉnh', 'Tây Ninh', 'Long An'),
  province('thành phố', 'Cần Thơ', 'Sóc Trăng', 'Hậu Giang'),
  province('tỉnh', 'Vĩnh Long', 'Bến Tre', 'Trà Vinh'),
  province('tỉnh', 'Đồng Tháp', 'Tiền Giang'),
  province('tỉnh', 'Cà Mau', 'Bạc Liêu'),
  province('tỉnh', 'An Giang', 'Kiên Giang'),
  province('tỉnh', 'Cao Bằng'),
  province('tỉnh', 'Điện Biên'),
  province('tỉnh', 'Hà Tĩnh'),
  province('tỉnh', 'Lai Châu'),
  province('tỉnh', 'Lạng Sơn'),
  province('tỉnh', 'Nghệ An'),
  province('tỉnh', 'Quảng Ninh'),
  province('tỉnh', 'Thanh Hóa'),
  province('tỉnh', 'Sơn La'),
  province('thành phố', 'Hà Nội'),
  province('thành phố', 'Huế'),
]

/** Not there any more, in another way than by Nghị quyết 202/2025/QH15. */
const endedOtherwise: Readonly<Record<string, { on: string; by: string; into: string }>> = {
  'Thừa Thiên Huế': { on: '2025-01-01', by: 'Nghị quyết 175/2024/QH15', into: 'Huế' },
  'Thừa Thiên - Huế': { on: '2025-01-01', by: 'Nghị quyết 175/2024/QH15', into: 'Huế' },
  'Hà Tây': { on: '2008-08-01', by: 'Nghị quyết 15/2008/QH12', into: 'Hà Nội' },
}

/** Of the divisions of 1976 to 1997; when each ended is not compared. */
const older = [
  'Hà Bắc',
  'Nam Hà',
  'Vĩnh Phú',
  'Hải Hưng',
  'Minh Hải',
  'Sông Bé',
  'Bắc Thái',
  'Hà Sơn Bình',
  'Hà Nam Ninh',
]

/** Every name that a province or city under the Government has borne. */
export const provinces: readonly string[] = [
  ...provincesOfToday.flatMap(({ name, from }) => [name, ...from]),
  ...Object.keys(endedOtherwise),
  ...older,
]

export interface Ended {
  on: string
  by: string
}

/** First day on which there was no province (tỉnh) of that name any more; `null` where there still is one. */
export function provinceEnded(name: string): Ended | null {
  const otherwise = endedOtherwise[name]
  if (otherwise) return otherwise
  const merged = provincesOfToday.some(({ from }) => from.includes(name))
  return merged ? { on: '2025-07-01', by: 'Nghị quyết 202/2025/QH15' } : null
}

/** The province of today that a name stands for: its own, or the one it went into; `null` for any other name. */
export function provinceOfToday(name: string): string | null {
  const into = endedOtherwise[name]?.into ?? name
  return provincesOfToday.find((today) => today.name === into || today.from.includes(into))?.name ?? null
}

/** Cities under the Government; Đồng Nai is to become one in 2026 (unverified), so its city is not doubted either. */
export function isCityUnderGovernment(name: string): boolean {
  return name === 'Đồng Nai' || provincesOfToday.some((today) => today.name === name && today.level === 'thành phố')
}
