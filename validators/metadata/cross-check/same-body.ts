import { foldForSearch } from '../../text/vietnamese/fold.ts'
import { spell } from '../heading/proper-case.ts'
import { provinceOfToday, provinces } from '../history/provinces.ts'

/** The name of a body without what spelling leaves open: case, marks, "UBND", "TP.". */
export function bodyKey(name: string): string {
  return foldForSearch(spell(name))
    .replace(/\bthanh pho\b|\btp\b\.?/gu, 'tp')
    .replace(/\bnuoc cong hoa xa hoi chu nghia viet nam\b/gu, '')
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim()
}

const chairmanless = (name: string) => bodyKey(name).replace(/^chu tich /u, '')

/**
 * Whether a name stands for the issuer: the same body, its chairman, its own office ("Văn phòng …"), or the same
 * department without its place.
 */
export function speaksFor(name: string, issuer: string): boolean {
  const [a, b] = [chairmanless(name), chairmanless(issuer)]
  if (a === '' || !samePlace(name, issuer)) return false
  return a === b || a.includes(b) || b.includes(a)
}

const byKey = new Map(provinces.map((name) => [bodyKey(name), name]))
const named = new RegExp(
  `\\b(?:tinh|tp)\\s(${[...byKey.keys()].sort((a, b) => b.length - a.length).join('|')})\\b`,
  'u',
)

/** The province or city under the Government that a name mentions, by its name of today. */
export function placeOf(name: string): string | null {
  const found = byKey.get(named.exec(bodyKey(name))?.[1] ?? '')
  return found ? provinceOfToday(found) : null
}

/** Not in two different provinces. */
export function samePlace(a: string, b: string): boolean {
  const [first, second] = [placeOf(a), placeOf(b)]
  return first === null || second === null || first === second
}

/** Offices that seal whatever they pass on: the Government's gateway, the gazette, a province's portal. */
export function isGateway(name: string): boolean {
  return /cổng thông tin|công báo|trung tâm thông tin/iu.test(name)
}

export function isOrganisation(name: string): boolean {
  return /(?:^|\s)(?:ủy ban|uỷ ban|uy ban|ubnd|hội đồng|hoi dong|hđnd|sở|bộ|văn phòng|van phong|chính phủ|cục|cổng|công báo|thanh tra|ban|trung tâm|phòng|tỉnh ủy|công an|tòa án|viện)(?:\s|$)/iu.test(
    name,
  )
}

export function isPerson(name: string): boolean {
  return !isOrganisation(name) && /^\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*){1,4}$/u.test(name)
}
