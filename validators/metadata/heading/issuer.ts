import { type Body, centralBodies } from '../history/bodies.ts'
import { mendProvince } from '../history/mend-province.ts'
import { provinces } from '../history/provinces.ts'
import { isRemainderOf, plainLetters } from '../lines/damaged.ts'
import { properCase, spell } from './proper-case.ts'

/** Words with which the name of a body begins; anything else continues the name above it. */
const bodyHead =
  /^(?:ủy\s+ban|ubnd|hội\s+đồng|hđnd|thường\s+trực|chủ\s+tịch|bộ(?=\s+(?!phận))|sở|ban|chi\s+cục|tổng\s+cục|cục|vụ|văn\s+phòng|trung\s+tâm|phòng|công\s+an|tòa\s+án|viện|thanh\s+tra|kiểm\s+toán|ngân\s+hàng|quốc\s+hội|chính\s+phủ|thủ\s+tướng|tổng|bảo\s+hiểm|kho\s+bạc|trường|bệnh\s+viện|liên\s+đoàn|đảng\s+ủy|tỉnh\s+ủy|thành\s+ủy|huyện\s+ủy|đoàn|hội|đài|học\s+viện|công\s+ty|tập\s+đoàn|bộ\s+tư\s+lệnh|bộ\s+chỉ\s+huy|mặt\s+trận|quỹ|liên\s+hiệp|hạt|trạm|chính\s+quyền|hiệp\s+hội|liên\s+minh|đảng\s+bộ|chi\s+bộ|công\s+đoàn|đại\s+học|thi\s+hành\s+án|(?:thuế|thống\s+kê|hải\s+quan)(?=\s+(?:tỉnh|thành\s+phố|khu\s+vực|cơ\s+sở|cửa\s+khẩu)))(?=\s|$|,)/iu
/** Whether a line of ô số 2 begins with the name of a body, whatever its case and tone placement. */
export function namesBody(line: string): boolean {
  return bodyHead.test(spell(tidy(line)))
}

/** Bodies that are parts of one that stands above them in the heading and are named together with its place. */
const dependent =
  /^(?:sở|ban|chi\s+cục|văn\s+phòng|trung\s+tâm|phòng|thanh\s+tra|trường|bệnh\s+viện|quỹ|hạt|trạm)(?=\s|$)/iu
const localBody = /(?:ủy ban nhân dân|hội đồng nhân dân)/iu
const localUnit = /(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s+.+$/iu

/**
 * Names the issuer from the lines of ô số 2 (Nghị định 30/2020, Phụ lục I): the superior body above, the issuer below it.
 * Several bodies on one level (joint acts) are joined by " - ".
 */
export function issuerOf(lines: readonly string[]): string | null {
  const cleaned = lines
    .map((line, index) => (index > 0 && /^[-–]\s\p{L}/u.test(line) ? `- ${tidy(line)}` : tidy(line)))
    .filter((line) => line.length > 1)
  if (cleaned.length === 0) return null
  const bodies = bodiesOf(cleaned)
  const jointly = jointBodies(bodies)
  if (jointly) return jointly.map(properCase).join(' - ')
  const last = bodies.at(-1)
  if (last === undefined) return null
  return properCase(withPlace(last, bodies.at(-2) ?? null))
}

function tidy(line: string): string {
  return line
    .replace(/^[\s\-–—*_.:]+(?=\p{L})|[\s*_.:]+$/gu, '')
    .replace(/\s*[–—]\s*/gu, ' - ')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Joins lines that continue a name: "BỘ LAO ĐỘNG - THƯƠNG BINH" + "VÀ XÃ HỘI". */
function bodiesOf(lines: readonly string[]): string[] {
  const bodies: string[] = []
  for (const line of lines) {
    const before = bodies.at(-1)
    if (before !== undefined && continues(before, line))
      bodies[bodies.length - 1] = `${before} ${line}`.replace(/\s+/gu, ' ')
    else bodies.push(line)
  }
  return bodies
}

/** Offices written after a body they head or serve: "VĂN PHÒNG" + "ỦY BAN NHÂN DÂN TỈNH X". */
const openEnded =
  /(?:^|\s)(?:văn\s+phòng|chủ\s+tịch|thường\s+trực|cục|và|của|thẩm\s+phán|xã|ban\s+quản\s+lý|đoàn\s+chủ\s+tịch|,)$/iu

function continues(before: string, line: string): boolean {
  if (/^\p{L}+$/u.test(line) && !/^\P{L}*(?:UBND|HĐND)$/u.test(line)) return true
  if (openEnded.test(spell(before)) || /^(?:và|của|các|-)(?=\s)/iu.test(line)) return true
  if (before.endsWith('-')) return !bodyHead.test(spell(line))
  return !bodyHead.test(spell(line))
}

const jointSeparator =
  / ?- ?(?=(?:bộ|ủy\s+ban|tòa\s+án|viện|ngân\s+hàng|thanh\s+tra|kiểm\s+toán|tổng|ban|hội|chính\s+phủ|trung\s+ương|bảo\s+hiểm|đoàn\s+chủ\s+tịch|liên|văn\s+phòng)\s)/iu

/** The bodies of a joint act, or `null` where one body issued it. */
function jointBodies(bodies: readonly string[]): string[] | null {
  const parts = bodies
    .flatMap((body) => spell(body).split(jointSeparator))
    .map((part) => tidy(part).replace(/\s*-$/u, ''))
    .filter(Boolean)
  if (parts.length < 2) return null
  const central = parts.filter((part) =>
    /^(?:bộ|tòa án|viện kiểm sát|ngân hàng nhà nước|thanh tra chính phủ|kiểm toán|ủy ban (?!nhân dân)|ban tổ chức|chính phủ|quốc hội|đoàn chủ tịch|tổng liên đoàn|bảo hiểm xã hội việt)/iu.test(
      part,
    ),
  )
  const hyphened = bodies.some((body) => jointSeparator.test(spell(body)))
  if (central.length < parts.length && !hyphened) return null
  return [...new Set(parts.map((part) => part.toUpperCase()))]
}

/** "Sở Nội vụ" under "Ủy ban nhân dân tỉnh Lâm Đồng" is the "Sở Nội vụ tỉnh Lâm Đồng". */
function withPlace(body: string, superior: string | null): string {
  const name = spell(body)
  if (!superior || !dependent.test(name) || localUnit.test(name)) return name
  const above = spell(superior)
  if (/^ban\s/iu.test(name) && /^hội\s+đồng\s+nhân\s+dân/iu.test(above)) return `${name} ${above}`
  const place = localBody.test(above)
    ? localUnit.exec(above)?.[0]
    : /^(?:tỉnh|thành phố)\s/iu.exec(above)
      ? above
      : null
  if (/^(?:văn\s+phòng|thanh\s+tra|trung\s+tâm|ban\s+(?:thường\s+(?:trực|vụ)|chấp\s+hành))$/iu.test(name))
    return `${name} ${above}`
  if (!place || holdsName(name, place)) return name
  return /\s(?:tỉnh|thành\s+phố|huyện|quận|xã|phường)$/iu.test(name)
    ? name.replace(/\s\S+(?:\s+phố)?$/iu, ` ${place}`)
    : `${name} ${place}`
}

/** "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn" names its place itself. */
function holdsName(name: string, place: string): boolean {
  const bare = place.replace(/^(?:tỉnh|thành\s+phố|huyện|quận|thị\s+xã|xã|phường)\s+/iu, '').toLowerCase()
  return ` ${name.toLowerCase()} `.includes(` ${bare} `)
}

/** The central body whose abbreviation ends a symbol (`NĐ-CP`, `QĐ-TTg`, `QH15`); `null` for local and joint ones. */
export function centralBodyOf(symbol: string): Body | null {
  const parts = symbol.replace(/\d+$/u, '').split(/[-/]/u)
  const last = parts.at(-1)
  if (!last || parts.length > 2) return null
  return centralBodies.find((candidate) => candidate.symbols.includes(last)) ?? null
}

const knownNames = new Set(centralBodies.map((body) => body.name))

export function isCentralBody(name: string): boolean {
  return knownNames.has(name)
}

const bodyByLetters = new Map(centralBodies.toReversed().map((body) => [plainLetters(body.name), body.name]))
const provinceByLetters = new Map(provinces.map((name) => [plainLetters(name), name]))

/** "Uy ban nhân dân tinh Lạng Sơn": the marks of a council or committee of a province, lost on a scan, put back. */
function mendLocal(name: string): string | null {
  const found = /^(.{12,24}?)\s+(t[iìíỉĩị]nh|th[àaáảã]nh\s+ph[ốôồổỗộo])\s+(.+)$/iu.exec(name)
  const province = found ? provinceByLetters.get(plainLetters(found[3] ?? '')) : undefined
  const kind = found ? localKinds.get(plainLetters(found[1] ?? '')) : undefined
  if (!found || !province || !kind) return null
  const printed = provinces.find((name) => name.toLowerCase() === (found[3] ?? '').toLowerCase())
  const city = province === 'Hồ Chí Minh' ? 'Thành phố' : 'thành phố'
  return `${kind} ${/^t[iìíỉĩị]nh/iu.test(found[2] ?? '') ? 'tỉnh' : city} ${printed ?? province}`
}

const localKinds = new Map(
  ['Ủy ban nhân dân', 'Hội đồng nhân dân', 'Thường trực Hội đồng nhân dân'].map((kind) => [plainLetters(kind), kind]),
)

/**
 * A name that a damaged font or OCR left in pieces ("C N P Ủ"), made whole where the symbol names a central body whose
 * letters these are; any other name stays as read.
 */
export function mendIssuer(name: string | null, symbol: string | null): string | null {
  if (name === null || knownNames.has(name)) return name
  const spelt = bodyByLetters.get(plainLetters(name))
  if (spelt) return spelt
  const local = mendLocal(name)
  if (local) return local
  const body = symbol ? centralBodyOf(symbol) : null
  if (!body || !isRemainderOf(name, body.name)) return mendProvince(name)
  return body.name
}

/**
 * The authority as the line before the legal bases names it ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X", "BỘ TRƯỞNG BỘ TÀI CHÍNH"): it
 * tells an act of the chairman from one of the committee (Luật 72/2025/QH15; Luật 87/2025/QH15).
 */
export function isChairman(authority: string): boolean {
  return /^chủ\s+tịch\s+(?:ủy\s+ban\s+nhân\s+dân|ubnd)(?=\s|$)/iu.test(spell(authority))
}
