import type { Remark } from '../../text/read-document.ts'
import type { Row } from '../lines/rows.ts'
import { warning } from '../reasons.ts'
import type { Attestation } from './consolidated.ts'
import { typeOfSymbol } from './document-types.ts'
import type { Heading } from './heading.ts'
import { centralBodyOf, isCentralBody, isChairman, issuerOf, mendIssuer } from './issuer.ts'
import { readPlaceAndDate } from './place-and-date.ts'
import { withItsPlace } from './placed-issuer.ts'
import { properCase } from './proper-case.ts'
import type { Reference } from './reference.ts'
import type { Summary } from './summary.ts'

/** The type by its printed name, checked against the symbol; by the symbol where the name is lost. */
export function typeOf(
  heading: Heading,
  reference: Reference | null,
  attested: boolean,
  addressed: boolean,
  warnings: Remark[],
): string | null {
  const bySymbol = reference ? typeOfSymbol(reference.symbol) : null
  if (attested || bySymbol?.name === 'Văn bản hợp nhất') return 'Văn bản hợp nhất'
  const printed = heading.title?.type ?? null
  if (printed) {
    const related =
      !bySymbol ||
      bySymbol.name === printed.name ||
      [bySymbol, printed].every(({ name }) => name.startsWith('Thông tư liên')) ||
      bySymbol.name.startsWith(printed.name) ||
      printed.name.startsWith(bySymbol.name)
    if (!related) warnings.push(warning('TYPE_AGAINST_SYMBOL', printed.name, reference?.symbol ?? ''))
    return bySymbol?.name.startsWith(printed.name) ? bySymbol.name : printed.name
  }
  if (bySymbol && !heading.subject) {
    warnings.push(warning('TYPE_FROM_SYMBOL', bySymbol.name, reference?.symbol ?? ''))
    return bySymbol.name
  }
  if (heading.subject) return 'Công văn'
  const letter = reference && !bySymbol && reference.year === null && /^\p{Lu}/u.test(reference.symbol)
  return letter && addressed ? 'Công văn' : null
}

export function isAddressed(rows: readonly Row[], heading: Heading): boolean {
  return rows.slice(heading.start, heading.end + 4).some((row) => /K[íi]nh\s+g[ửu]i/iu.test(row.text))
}

/** The issuer of ô số 2, of several bodies there the one that the symbol names (a receiver's stamp names its own); the chairman where the line of authority or the symbol (`QĐ-CTUBND`, Nghị định 78/2025) says so. */
export function readIssuer(
  rows: readonly Row[],
  heading: Heading,
  attested: Attestation | null,
  summary: Summary | null,
  reference: Reference | null,
  warnings: Remark[],
): string | null {
  const { authority } = summary ?? { authority: null }
  const printed = mendIssuer(
    issuerOf((attested ?? heading).issuerCells.map((cell) => cell.text)),
    reference?.symbol ?? null,
  )
  const below = rows.slice(Math.max(heading.start, heading.end - 3), heading.end + 3).map((row) => row.text)
  const { place } = readPlaceAndDate(heading.dated?.cell.text ?? '')
  const issuer = withItsPlace(printed, authority === null ? below : [authority, ...below], place)
  const named = reference ? centralBodyOf(reference.symbol) : null
  if (named && issuer !== named.name && withoutBranches.test(named.name)) {
    const cells = (attested ?? heading).issuerCells.map((cell) => mendIssuer(issuerOf([cell.text]), null))
    if (cells.includes(named.name)) return named.name
  }
  if (authority && isChairman(authority) && (issuer === null || /^Ủy ban nhân dân/u.test(issuer))) {
    const chairman = properCase(authority.replace(/[\s:,]+$/u, ''))
    if (issuer === null && /\s(?:tỉnh|thành phố|huyện|quận|xã|phường)$/u.test(chairman)) return null
    return issuer === null ? chairman : `Chủ tịch ${issuer}`
  }
  if (issuer !== null && /^Ủy ban nhân dân/u.test(issuer) && /-CT\.?UBND$/u.test(reference?.symbol ?? ''))
    return `Chủ tịch ${issuer}`
  if (issuer === null && authority && !/liên tịch|liên bộ/u.test(heading.title?.type.name ?? '')) {
    const taker = bodyOfAuthority(authority)
    if (taker) return taker
  }
  if (issuer !== null || !reference) return issuer
  const bySymbol = telling(reference.symbol) ? (centralBodyOf(reference.symbol)?.name ?? null) : null
  if (bySymbol) warnings.push(warning('ISSUER_FROM_SYMBOL', bySymbol, reference.symbol))
  return bySymbol
}

/** The body that a line of authority names, where its heading was lost: "QUỐC HỘI", "BỘ TRƯỞNG BỘ Y TẾ", "ỦY BAN NHÂN DÂN TỈNH X". */
function bodyOfAuthority(authority: string): string | null {
  const name = properCase(authority.replace(/[\s:,]+$/u, '').replace(/^BỘ\s+TRƯỞNG\s+(?=BỘ\s)/u, ''))
  const local = /^(?:Ủy ban nhân dân|Hội đồng nhân dân)\s(?:tỉnh|thành phố|Thành phố|xã|phường|huyện)\s\p{Lu}/u
  return isCentralBody(name) || local.test(name) ? name : null
}

/** Bodies whose abbreviation no office of a province bears; "BHXH" and "NHNN" are borne by their branches too. */
const withoutBranches = /^(?:Bộ\s|Chính phủ$|Thủ tướng|Quốc hội$|Ủy ban Thường vụ|Chủ tịch nước)/u

/** Symbols of acts that only one body can issue; "BB-TCT" may be the minutes of any tổ công tác. */
function telling(symbol: string): boolean {
  const last = symbol.replace(/\d+$/u, '').split(/[-/]/u).at(-1) ?? ''
  const act = !/[-/]/u.test(symbol) || typeOfSymbol(symbol)?.canBeNormative === true
  return act && /^(?:CP|TTg|QH|UBTVQH|CTN|NHNN|TANDTC|VKSNDTC|KTNN|TTCP|B[\p{Lu}&]{2,})$/u.test(last)
}
