import type { Remark } from '../../text/read-document.ts'
import { centralBodies } from '../history/bodies.ts'
import { departmentEnded } from '../history/departments.ts'
import { type Ended, isCityUnderGovernment, provinceEnded } from '../history/provinces.ts'
import { vietnameseDate } from '../lines/dates.ts'
import type { Metadata, Signer } from '../metadata.ts'
import { warning } from '../reasons.ts'
import { bodyKey } from './same-body.ts'

const central = new Map(centralBodies.map((body) => [bodyKey(body.name), body]))
/** Abbreviations of local bodies in symbols (Nghị định 30/2020, Phụ lục III; Luật 87/2025/QH15 for the chairman's). */
const local = [
  { name: 'Ủy ban nhân dân', symbols: ['UBND', 'CTUBND', 'UB', 'CT'] },
  { name: 'Hội đồng nhân dân', symbols: ['HĐND', 'TTHĐND', 'HĐ'] },
]

/** Issuer, symbol and signer against each other, and the issuer against the history of bodies. */
export function compareBodies(metadata: Metadata): Remark[] {
  const { issuer, issuedOn, symbol, signers } = metadata
  if (!issuer) return []
  const remarks: Remark[] = []
  const ended = issuedOn ? endOf(issuer) : null
  if (issuedOn && ended && issuedOn >= ended.on)
    remarks.push(warning('BODY_ENDED', issuer, vietnameseDate(ended.on), ended.by, vietnameseDate(issuedOn)))
  if (symbol && isSymbolOfAnother(symbol, issuer)) remarks.push(warning('SYMBOL_AGAINST_ISSUER', symbol, issuer))
  const stranger = signers.find((signer) => isCapacityOfAnother(signer, issuer))
  if (stranger) remarks.push(warning('SIGNER_AGAINST_ISSUER', stranger.title ?? '', issuer))
  return remarks
}

function endOf(issuer: string): Ended | null {
  return central.get(bodyKey(issuer))?.ended ?? departmentEnded(issuer) ?? localEnd(issuer)
}

/** Districts, towns and cities under provinces ended with the middle level; provinces by the merger they went into. */
function localEnd(issuer: string): Ended | null {
  const people = /^(?:Chủ tịch |Thường trực |Văn phòng )?(?:Ủy ban nhân dân|Hội đồng nhân dân)|^Phòng /u.test(issuer)
  const unit = /\s(huyện|quận|thị xã|thị trấn|[Tt]hành phố)\s+(.+?)(?:,?\s+tỉnh\s.+)?$/u.exec(issuer)
  const middle = unit && (!/thành phố/iu.test(unit[1] ?? '') || !isCityUnderGovernment(unit[2] ?? ''))
  if (people && middle) return { on: '2025-07-01', by: 'Luật 72/2025/QH15, Điều 51' }
  const province = /\stỉnh\s+(.+)$/u.exec(issuer)?.[1]
  return province ? provinceEnded(province.trim()) : null
}

/** The symbol names a body, and not the one in the heading. Joint acts carry several. */
function isSymbolOfAnother(symbol: string, issuer: string): boolean {
  if (issuer.includes(' - ') && !bodyIn(issuer)) return false
  const own = bodyIn(issuer)
  if (!own || own.symbols.length === 0 || carries(symbol, own.symbols)) return false
  return [...local, ...centralBodies].some(
    (other) => other !== own && other.name !== own.name && carries(symbol, other.symbols.filter(isTelling)),
  )
}

const isTelling = (abbreviation: string) => abbreviation.length > 2 || abbreviation === 'CP'

function bodyIn(issuer: string): { name: string; symbols: readonly string[] } | undefined {
  const name = issuer.replace(/^Chủ tịch (?=Ủy ban nhân dân)|^Thường trực (?=Hội đồng nhân dân)/u, '')
  return local.find((body) => name.startsWith(`${body.name} `)) ?? central.get(bodyKey(issuer))
}

function carries(symbol: string, abbreviations: readonly string[]): boolean {
  const parts = symbol.replace(/\d+$/u, '').split(/[-/\s]/u)
  return abbreviations.some((abbreviation) => parts.includes(abbreviation))
}

/** Capacities that only bodies of some kind have (Nghị định 30/2020, Điều 13); anything else is not judged. */
const capacities: readonly { title: RegExp; issuers: RegExp }[] = [
  { title: /TM\s?\.\s*(?:[ỦU][YỶ]\s+BAN|UBND)(?!\s+(?:THƯỜNG|TRUNG|MẶT))/u, issuers: /ủy ban nhân dân|phòng|sở/iu },
  { title: /TM\s?\.\s*(?:HỘI\s+ĐỒNG\s+NHÂN\s+DÂN|HĐND)/u, issuers: /hội đồng nhân dân/iu },
  { title: /TM\s?\.\s*CHÍNH\s+PHỦ/u, issuers: /chính phủ/iu },
  {
    title: /^(?:KT\s?\.\s*)?(?:BỘ\s+TRƯỞNG(?!,)|THỨ\s+TRƯỞNG)/u,
    issuers: /^(?!.*nhân dân (?:tỉnh|thành phố|huyện|xã|phường))(?!Sở )/iu,
  },
  { title: /^(?:KT\s?\.\s*)?(?:PHÓ\s+)?THỦ\s+TƯỚNG/u, issuers: /chính phủ/iu },
]

function isCapacityOfAnother({ title }: Signer, issuer: string): boolean {
  return capacities.some((capacity) => capacity.title.test(title ?? '') && !capacity.issuers.test(issuer))
}
