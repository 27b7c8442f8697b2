/**
 * The order of acts in an issue: normative acts first, then by rank of the issuer, legal force of the type, number.
 * Thông tư 01/2017/TT-VPCP (order: issuer rank, force, number; presumably carried on by Thông tư 02/2025/TT-VPCP,
 * whose text is to come from the customer).
 */
export interface OrderedAct {
  documentType: string | null
  reference: string | null
  issuer: string | null
  normative: boolean | null
}

/** Lower comes first. An issuer is matched by how its name begins. */
const issuerRanks: readonly (readonly [RegExp, number])[] = [
  [/^(chủ tịch )?(quốc hội|ủy ban thường vụ quốc hội|nước|chính phủ|thủ tướng)/u, 0],
  [/^bộ /u, 1],
  [/^hội đồng nhân dân (tỉnh|thành phố)/u, 2],
  [/^ủy ban nhân dân (tỉnh|thành phố)/u, 3],
  [/^chủ tịch ủy ban nhân dân (tỉnh|thành phố)/u, 4],
  [/^(sở|ban|văn phòng|thanh tra)/u, 5],
  [/^hội đồng nhân dân/u, 6],
  [/^ủy ban nhân dân/u, 7],
]
const lastRank = 9

const forceOfTypes = [
  'hiến pháp',
  'bộ luật',
  'luật',
  'pháp lệnh',
  'lệnh',
  'nghị quyết',
  'nghị định',
  'quyết định',
  'thông tư',
  'chỉ thị',
]

export function compareActs(one: OrderedAct, other: OrderedAct): number {
  return (
    Number(other.normative === true) - Number(one.normative === true) ||
    issuerRank(one) - issuerRank(other) ||
    force(one) - force(other) ||
    number(one) - number(other) ||
    (one.reference ?? '').localeCompare(other.reference ?? '', 'vi')
  )
}

function issuerRank({ issuer }: OrderedAct): number {
  const name = (issuer ?? '').toLocaleLowerCase('vi').replace('uỷ', 'ủy')
  return issuerRanks.find(([pattern]) => pattern.test(name))?.[1] ?? lastRank
}

function force({ documentType }: OrderedAct): number {
  const position = forceOfTypes.indexOf((documentType ?? '').toLocaleLowerCase('vi'))
  return position < 0 ? forceOfTypes.length : position
}

function number({ reference }: OrderedAct): number {
  return Number(/\d+/.exec(reference ?? '')?.[0] ?? Number.MAX_SAFE_INTEGER)
}
