/**
 * Public holidays on weekdays and Saturdays worked in exchange, year by year, as the State announced them.
 * Basis: Bộ luật Lao động 2019 Điều 111.3, 112; Nghị quyết 28/2026/QH16 Điều 2 (24/11 from 2026).
 * A year that is not announced yet is counted by the rule of law and marked `announced: false`.
 */

export interface HolidayYear {
  year: number
  announced: boolean
  /** The notice the dates are taken from. */
  source: string
  /** ISO date → name, weekdays only. */
  daysOff: Readonly<Record<string, string>>
  /** Saturdays worked in exchange for a weekday off. */
  workedSaturdays: readonly string[]
  /** Proposals whose outcome is not known: shown as a warning when a count touches that day. */
  uncertain?: Readonly<Record<string, string>>
}

const newYear = 'Tết Dương lịch'
const tet = 'Tết Nguyên đán'
const hungKings = 'Giỗ Tổ Hùng Vương'
const reunification = 'Ngày Chiến thắng 30/4'
const labourDay = 'Ngày Quốc tế lao động 1/5'
const nationalDay = 'Quốc khánh 2/9'
const cultureDay = 'Ngày Văn hóa Việt Nam 24/11'
const inLieu = (holiday: string) => `nghỉ bù ${holiday}`

export const holidayYears: readonly HolidayYear[] = [
  {
    year: 2024,
    announced: true,
    source: 'Thông báo 5015/TB-LĐTBXH, Thông báo 1570/TB-LĐTBXH',
    daysOff: {
      '2024-01-01': newYear,
      '2024-02-08': tet,
      '2024-02-09': tet,
      '2024-02-12': tet,
      '2024-02-13': tet,
      '2024-02-14': tet,
      '2024-04-18': hungKings,
      '2024-04-29': `nghỉ hoán đổi ${reunification}`,
      '2024-04-30': reunification,
      '2024-05-01': labourDay,
      '2024-09-02': nationalDay,
      '2024-09-03': nationalDay,
    },
    workedSaturdays: ['2024-05-04'],
  },
  {
    year: 2025,
    announced: true,
    source: 'Thông báo 6150/TB-BLĐTBXH',
    daysOff: {
      '2025-01-01': newYear,
      '2025-01-27': tet,
      '2025-01-28': tet,
      '2025-01-29': tet,
      '2025-01-30': tet,
      '2025-01-31': tet,
      '2025-04-07': hungKings,
      '2025-04-30': reunification,
      '2025-05-01': labourDay,
      '2025-05-02': 'nghỉ hoán đổi ngày Quốc tế lao động 1/5',
      '2025-09-01': nationalDay,
      '2025-09-02': nationalDay,
    },
    workedSaturdays: ['2025-04-26'],
  },
  {
    year: 2026,
    announced: true,
    source: 'Thông báo 9441/TB-BNV, Công văn 12729/VPCP-KGVX, Công văn 3383/BNV-CVL',
    daysOff: {
      '2026-01-01': newYear,
      '2026-01-02': `nghỉ hoán đổi ${newYear}`,
      '2026-02-16': tet,
      '2026-02-17': tet,
      '2026-02-18': tet,
      '2026-02-19': tet,
      '2026-02-20': tet,
      '2026-04-27': inLieu(hungKings),
      '2026-04-30': reunification,
      '2026-05-01': labourDay,
      '2026-08-31': `nghỉ hoán đổi ${nationalDay}`,
      '2026-09-01': nationalDay,
      '2026-09-02': nationalDay,
      '2026-11-24': cultureDay,
    },
    workedSaturdays: ['2026-01-10', '2026-08-22'],
    uncertain: {
      '2026-11-23': 'có đề xuất hoán đổi ngày nghỉ 23/11/2026, chưa rõ kết quả; hệ thống tính là ngày làm việc',
    },
  },
  {
    year: 2027,
    announced: false,
    source: 'tính theo Điều 111, 112 Bộ luật Lao động 2019; chưa có thông báo chính thức',
    daysOff: {
      '2027-01-01': newYear,
      // Mùng 1 is Saturday 2027-02-06. Off under every split the law allows; the edges are in `uncertain`.
      '2027-02-05': tet,
      '2027-02-08': tet,
      '2027-02-09': tet,
      '2027-02-10': tet,
      '2027-04-16': hungKings,
      '2027-04-30': reunification,
      '2027-05-03': inLieu(labourDay),
      '2027-09-02': nationalDay,
      '2027-11-24': cultureDay,
    },
    workedSaturdays: [],
    uncertain: {
      '2027-02-04': 'có thể được nghỉ Tết, chưa thông báo; hệ thống tính là ngày làm việc',
      '2027-02-11': 'có thể được nghỉ Tết, chưa thông báo; hệ thống tính là ngày làm việc',
      '2027-02-12': 'có thể được nghỉ Tết, chưa thông báo; hệ thống tính là ngày làm việc',
      '2027-09-01': 'có thể là ngày nghỉ liền kề Quốc khánh, chưa thông báo; hệ thống tính là ngày làm việc',
      '2027-09-03': 'có thể là ngày nghỉ liền kề Quốc khánh, chưa thông báo; hệ thống tính là ngày làm việc',
    },
  },
]
