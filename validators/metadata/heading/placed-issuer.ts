import { provinces } from '../history/provinces.ts'
import { properCase, spell } from './proper-case.ts'

/** A committee or council whose place was lost with the second line of ô số 2. */
const placeless =
  /^(Ủy ban nhân dân|Hội đồng nhân dân)(?:\s(tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu))?$/u
const placed =
  /^(?:chủ tịch\s+)?(ủy ban nhân dân|hội đồng nhân dân)\s+((?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|phường|xã|đặc khu)\s+\p{L}.*)$/iu

/**
 * The body with its place. "Ủy ban nhân dân" alone is no issuer: the place is taken from the line of authority, or for a
 * province ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") from ô số 4; `null` where neither says it.
 * @param lines The line of authority, the last lines of the heading and the first below it.
 */
export function withItsPlace(issuer: string | null, lines: readonly string[], place: string | null): string | null {
  const [, body, unit] = placeless.exec(issuer ?? '') ?? []
  if (body === undefined) return issuer
  const said = lines.map((line) => spell(line.replace(/[\s:,]+$/u, '')))
  for (const line of said) {
    const found = placed.exec(line)
    if (found && properCase((found[1] ?? '').toUpperCase()) === body && line === line.toUpperCase())
      return properCase(`${found[1]} ${found[2]}`)
  }
  const ofProvince =
    unit === 'tỉnh' ||
    said.some((line) => line === `CHỦ TỊCH ${body.toUpperCase()} TỈNH` || line === `${body.toUpperCase()} TỈNH`)
  return ofProvince && place !== null && provinces.includes(place) ? `${body} tỉnh ${place}` : null
}
