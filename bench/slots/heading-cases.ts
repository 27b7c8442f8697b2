/**
 * Headings to draw and read, laid out after Nghị định 30/2020, Phụ lục I: who issued them, number, date, what is stamped
 * over them, and how they were scanned. All of it is made up; a case comes from its index alone.
 */
import { between, oneOf, type Random, seeded, whole } from './random.ts'

/** How digits came onto the paper: typed with the rest, by pen, or with a numbering machine. */
export type Hand = 'typed' | 'pen' | 'machine'

export type Stamp = 'none' | 'arrival beside' | 'arrival over' | 'seal over'
export type Ink = 'red' | 'blue' | 'violet' | 'black'
export type Mode = 'colour' | 'grey' | 'bilevel'

export interface HeadingCase {
  index: number
  issuer: readonly string[]
  place: string
  /** "12", or "12/2024" of a normative act. */
  digits: string
  /** With the year where the act is normative: "2024/QĐ-UBND". */
  symbol: string
  reference: string
  issuedOn: string
  title: string
  numberBy: Hand
  dayBy: Hand
  monthBy: Hand
  /** Points. */
  size: number
  stamp: Stamp
  ink: Ink
  mode: Mode
  dots: 150 | 200 | 300
  /** Degrees. */
  skew: number
  /** Radius in pixels at 300 dots an inch. */
  blur: number
  /** JPEG quality; `null` for a picture kept without loss. */
  quality: number | null
  /** Grey levels by which paper and ink stray. */
  grain: number
  seed: number
}

const issuers: readonly (readonly [string, readonly string[], string])[] = [
  ['UBND', ['ỦY BAN NHÂN DÂN', 'TỈNH LẠNG SƠN'], 'Lạng Sơn'],
  ['UBND', ['ỦY BAN NHÂN DÂN', 'HUYỆN CAO LỘC'], 'Cao Lộc'],
  ['HĐND', ['HỘI ĐỒNG NHÂN DÂN', 'TỈNH THÁI NGUYÊN'], 'Thái Nguyên'],
  ['VPCP', ['VĂN PHÒNG CHÍNH PHỦ'], 'Hà Nội'],
  ['TTg', ['THỦ TƯỚNG CHÍNH PHỦ'], 'Hà Nội'],
  ['BTC', ['BỘ TÀI CHÍNH'], 'Hà Nội'],
  ['BGDĐT', ['BỘ GIÁO DỤC VÀ ĐÀO TẠO'], 'Hà Nội'],
  ['SNNMT', ['UBND TỈNH CÀ MAU', 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG'], 'Cà Mau'],
  ['SXD', ['UBND THÀNH PHỐ ĐÀ NẴNG', 'SỞ XÂY DỰNG'], 'Đà Nẵng'],
]
const titles = {
  QĐ: 'QUYẾT ĐỊNH',
  NQ: 'NGHỊ QUYẾT',
  TB: 'THÔNG BÁO',
  KH: 'KẾ HOẠCH',
  BC: 'BÁO CÁO',
  CT: 'CHỈ THỊ',
  TTr: 'TỜ TRÌNH',
} as const

export function headingCase(index: number): HeadingCase {
  const seed = 20200305 + index * 7919
  const random = seeded(seed)
  const [body, issuer, place] = oneOf(random, issuers)
  const type = oneOf(random, Object.keys(titles) as (keyof typeof titles)[])
  const year = whole(random, 2009, 2026)
  const month = whole(random, 1, 12)
  const day = whole(random, 1, 28)
  const serial = padded(whole(random, 1, oneOf(random, [9, 99, 999, 4999])))
  const normative = (type === 'QĐ' || type === 'NQ') && random() < 0.4
  const digits = serial
  const symbol = `${normative ? `${year}/` : ''}${type}-${body}`
  const hand = handOf(random)
  const mode = oneOf(random, ['colour', 'colour', 'grey', 'bilevel', 'bilevel'] as const)
  const stamp = oneOf(random, ['none', 'arrival beside', 'arrival over', 'arrival over', 'seal over'] as const)
  const dots = mode === 'bilevel' ? oneOf(random, [200, 200, 300] as const) : oneOf(random, [150, 200, 300] as const)
  return {
    ...{ index, seed, issuer, place, digits, symbol, mode, stamp, dots },
    reference: `${digits}/${symbol}`,
    issuedOn: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
    title: titles[type],
    ...hand,
    size: oneOf(random, [13, 13, 14]),
    ink: inkOf(random, stamp),
    skew: random() < 0.5 ? between(random, -0.3, 0.3) : between(random, -2, 2),
    blur: between(random, 0, 1.6) * (dots === 150 ? 0.6 : 1),
    quality: mode === 'bilevel' ? null : whole(random, 35, 90),
    grain: mode === 'bilevel' ? between(random, 2, 16) : between(random, 0, 14),
  }
}

/** Half of the headings are typed throughout; of the others number, day and sometimes the month were written in. */
function handOf(random: Random): Pick<HeadingCase, 'numberBy' | 'dayBy' | 'monthBy'> {
  const kind = random()
  if (kind < 0.6) return { numberBy: 'typed', dayBy: 'typed', monthBy: 'typed' }
  if (kind < 0.85) return { numberBy: 'pen', dayBy: 'pen', monthBy: random() < 0.3 ? 'pen' : 'typed' }
  if (kind < 0.92) return { numberBy: 'machine', dayBy: 'pen', monthBy: 'typed' }
  return { numberBy: 'pen', dayBy: 'typed', monthBy: 'typed' }
}

function inkOf(random: Random, stamp: Stamp): Ink {
  return stamp === 'seal over' ? 'red' : oneOf(random, ['red', 'red', 'blue', 'violet', 'black'] as const)
}

/** Nghị định 30/2020, Phụ lục I, phần II mục 3: numbers below 10 bear a 0. */
function padded(serial: number): string {
  return String(serial).padStart(2, '0')
}
