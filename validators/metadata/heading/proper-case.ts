import { foldTonePlacement } from '../../text/vietnamese/fold.ts'
import { centralBodies, formerBodies } from '../history/bodies.ts'
import { departments } from '../history/departments.ts'
import { provinces } from '../history/provinces.ts'

/**
 * Brings a body's name printed in capitals to the case that Nghị định 30/2020, Phụ lục II, asks for: "ỦY BAN NHÂN DÂN TỈNH
 * LẠNG SƠN" becomes "Ủy ban nhân dân tỉnh Lạng Sơn". Names already in mixed case stay as printed.
 */
export function properCase(name: string): string {
  if (/\p{Ll}{2}/u.test(name)) return name
  const lower = spell(name.toLowerCase())
  const cased = capitalisePlaces(restoreKnown(lower)).replace(unspeakable, (word) => word.toUpperCase())
  return cased.charAt(0).toUpperCase() + cased.slice(1)
}

/** One spelling of words that offices tone either way, so that one body has one name: uỷ, hoà, toà. */
export function spell(text: string): string {
  const capital = text === text.toUpperCase()
  const inCase = (name: string) => (capital ? name.toUpperCase() : name)
  return foldTonePlacement(text)
    .replace(/\bubnd\b/giu, inCase('ủy ban nhân dân'))
    .replace(/\bhđnd\b/giu, inCase('hội đồng nhân dân'))
    .replace(/(?<!\p{L})đbqh(?!\p{L})/giu, inCase('đại biểu quốc hội'))
}

const known = [
  ...centralBodies.map((body) => body.name),
  ...departments.flatMap((name) => [`Sở ${name}`, `Chi cục ${name}`, `Phòng ${name}`, `Ban ${name}`]),
  ...provinces,
  'Thành phố Hồ Chí Minh',
  'Chủ tịch Ủy ban nhân dân',
  'Chủ tịch Hội đồng nhân dân',
  'Hội đồng nhân dân',
  'Ủy ban nhân dân',
  'Mặt trận Tổ quốc Việt Nam',
  'Khu công nghiệp',
  'Khu kinh tế',
  'Việt Nam',
  'Đảng Cộng sản Việt Nam',
  'Ban Chấp hành Trung ương',
  'Ban Chấp hành Đảng bộ',
  'Ban Thường vụ',
  'Ban Thường trực',
  'Ban Pháp chế',
  'Ban Kinh tế - Ngân sách',
  'Ban Văn hóa - Xã hội',
  'Ban Dân tộc',
  'Ban Đô thị',
  'Ủy ban MTTQ Việt Nam',
  'Ủy ban Mặt trận Tổ quốc Việt Nam',
  'Trung tâm Phục vụ hành chính công',
  'Phòng Kinh tế, Hạ tầng và Đô thị',
  'Phòng Kinh tế',
  'Phòng Văn hóa - Xã hội',
  ...formerBodies,
  'Ban Bí thư',
  'Bộ Chính trị',
  'Tỉnh ủy',
  'Thành ủy',
  'Huyện ủy',
  'Đoàn đại biểu Quốc hội',
  'Công an',
  'Văn phòng Ủy ban nhân dân',
  'Văn phòng Hội đồng nhân dân',
  'Văn phòng Đoàn đại biểu Quốc hội',
  'Thường trực Hội đồng nhân dân',
].sort((a, b) => b.length - a.length)
const byLower = new Map(known.map((name) => [spell(name.toLowerCase()), name]))
const knownName = new RegExp(
  `(?<!\\p{L})(?:${[...byLower.keys()].map((name) => name.replace(/[.*+?^$()[\]\\]/gu, '\\$&')).join('|')})(?!\\p{L})`,
  'gu',
)

function restoreKnown(lower: string): string {
  return lower.replace(knownName, (name) => byLower.get(name) ?? name)
}

/** A word without a vowel is an abbreviation: "ĐH", "THPT", "TNHH". */
const unspeakable = /(?<![\p{L}\d])[bcdđghklmnpqrstvxfjwz]{2,}(?![\p{L}\d])/gu

const placeAfterUnit =
  /(?<!\p{L})(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+(?!ủy(?!\p{L})|hội(?=\s*$|\s*[,;-]|\s+(?:và|chủ|học|hóa|tỉnh|thành|huyện|việt|nhân)(?!\p{L})))([\p{L}\d'’]+(?:\s+[\p{L}\d'’]+){0,3}(?:\s+-\s+[\p{L}]+(?:\s+[\p{L}]+)?)?)/gu

/** What follows the name of an administrative unit is a place, until the name of the next unit or a body begins. */
function capitalisePlaces(text: string): string {
  return text.replace(placeAfterUnit, (_, unit: string, place: string) => {
    const end = /\s(?=(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường)\s)/u.exec(place)
    const name = end ? place.slice(0, end.index) : place
    const rest = end ? capitalisePlaces(place.slice(end.index)) : ''
    return `${unit} ${name.replace(/(?<![\p{L}])\p{Ll}/gu, (letter) => letter.toUpperCase())}${rest}`
  })
}
