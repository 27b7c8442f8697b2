/** From when an act holds that does not say so: rules of law as data, each with the days between which it held. */
import { addDays, vietnameseDate } from '../lines/dates.ts'

/** Whose act it is, as far as the laws on effect tell bodies apart. */
export type Level = 'central' | 'province' | 'district' | 'commune'

interface DefaultRule {
  from: string
  until: string
  normative: boolean
  levels: readonly Level[]
  cited: string
  /**
   * `settles`: the act takes effect that many days after the day of issue where it names no day. `earliest`: it must name
   * one itself, no sooner than that. `gazette`: counted from the gazette, so no day follows. `custom`: no law, but usage.
   */
  kind: 'settles' | 'earliest' | 'gazette' | 'custom'
  days: number
}

const everyLevel: readonly Level[] = ['central', 'province', 'district', 'commune']
const local: readonly Level[] = ['province', 'district', 'commune']

const rules: readonly DefaultRule[] = [
  rule('2025-04-01', '9999-12-31', ['central'], 'earliest', 45, 'Điều 53 Luật 64/2025/QH15'),
  rule('2025-04-01', '9999-12-31', local, 'earliest', 10, 'Điều 53 Luật 64/2025/QH15'),
  rule('2016-07-01', '2025-03-31', ['central'], 'earliest', 45, 'Điều 151 Luật 80/2015/QH13'),
  rule('2016-07-01', '2025-03-31', ['province'], 'earliest', 10, 'Điều 151 Luật 80/2015/QH13'),
  rule('2016-07-01', '2025-03-31', ['district', 'commune'], 'earliest', 7, 'Điều 151 Luật 80/2015/QH13'),
  rule('2009-01-01', '2016-06-30', ['central'], 'earliest', 45, 'Điều 78 Luật 17/2008/QH12'),
  rule('2005-04-01', '2016-06-30', ['province'], 'settles', 10, 'Điều 51 Luật 31/2004/QH11'),
  rule('2005-04-01', '2016-06-30', ['district'], 'settles', 7, 'Điều 51 Luật 31/2004/QH11'),
  rule('2005-04-01', '2016-06-30', ['commune'], 'settles', 5, 'Điều 51 Luật 31/2004/QH11'),
  rule(
    '2002-12-27',
    '2008-12-31',
    ['central'],
    'gazette',
    15,
    'Điều 75 Luật Ban hành văn bản quy phạm pháp luật 1996 (sửa đổi 2002)',
  ),
  rule('1997-01-01', '2002-12-26', ['central'], 'settles', 15, 'Điều 75 Luật Ban hành văn bản quy phạm pháp luật 1996'),
  { ...rule('1945-01-01', '9999-12-31', everyLevel, 'custom', 0, ''), normative: false },
]

function rule(
  from: string,
  until: string,
  levels: readonly Level[],
  kind: DefaultRule['kind'],
  days: number,
  cited: string,
): DefaultRule {
  return { from, until, normative: true, levels, kind, days, cited }
}

export interface DefaultEffect {
  /** The day that the law itself lays down; `null` where it gives a bound only. */
  effectiveOn: string | null
  sentence: string
}

/**
 * What the law in force on the day of issue lays down for an act that names no day. `null` where nothing can be said, or
 * for papers that take no effect (reports, letters).
 */
export function defaultEffect(context: {
  documentType: string | null
  issuer: string | null
  issuedOn: string | null
  normative: boolean | null
}): DefaultEffect | null {
  const { documentType, issuer, issuedOn, normative } = context
  if (!issuedOn || normative === null) return null
  if (!normative && documentType !== 'Quyết định' && documentType !== 'Nghị quyết') return null
  const followed = normative ? ofHighest(documentType, issuer, issuedOn) : null
  if (followed) return { effectiveOn: null, sentence: followed }
  const level = levelOf(issuer)
  const found = rules.find(
    (candidate) =>
      candidate.normative === normative &&
      candidate.levels.includes(level) &&
      candidate.from <= issuedOn &&
      issuedOn <= candidate.until,
  )
  return found ? apply(found, issuedOn) : null
}

/**
 * Acts of the National Assembly, its Standing Committee and the President followed other days than those of the Government
 * until 2008 (Điều 75 of the law of 1996; as amended in 2002, read in a secondary source).
 */
function ofHighest(documentType: string | null, issuer: string | null, issuedOn: string): string | null {
  if (issuedOn < '1997-01-01' || issuedOn > '2008-12-31') return null
  const cited = 'Điều 75 Luật Ban hành văn bản quy phạm pháp luật 1996'
  if (/^Chủ tịch nước/u.test(issuer ?? '')) return `Theo ${cited}, có hiệu lực kể từ ngày đăng Công báo.`
  const ofAssembly =
    /^(?:Luật|Bộ luật|Pháp lệnh)/u.test(documentType ?? '') ||
    /^(?:Quốc hội|[ỦU][ỷy] ban Thường vụ Quốc hội)/iu.test(issuer ?? '')
  return ofAssembly ? `Theo ${cited}, có hiệu lực kể từ ngày Chủ tịch nước ký lệnh công bố.` : null
}

function apply({ kind, days, cited }: DefaultRule, issuedOn: string): DefaultEffect {
  const on = addDays(issuedOn, days)
  switch (kind) {
    case 'settles':
      return {
        effectiveOn: on,
        sentence: `Theo ${cited}, có hiệu lực sau ${days} ngày kể từ ngày ký ban hành hoặc thông qua.`,
      }
    case 'earliest':
      return {
        effectiveOn: null,
        sentence: `Theo ${cited}, ngày có hiệu lực phải được ghi trong văn bản, không sớm hơn ${vietnameseDate(on)} (${days} ngày), trừ trình tự rút gọn.`,
      }
    case 'gazette':
      return { effectiveOn: null, sentence: `Theo ${cited}, có hiệu lực sau ${days} ngày kể từ ngày đăng Công báo.` }
    case 'custom':
      return {
        effectiveOn: null,
        sentence: 'Với văn bản hành chính, thường áp dụng kể từ ngày ký; cần người xác nhận.',
      }
  }
}

/** The level of the body that issued an act; bodies not recognised count as central. */
export function levelOf(issuer: string | null): Level {
  const body = /(?:Ủy ban nhân dân|Hội đồng nhân dân)\s+(.+)$/u.exec(issuer ?? '')?.[1]
  if (!body) return 'central'
  if (/^(?:huyện|quận|thị xã)\s/u.test(body)) return 'district'
  return /^(?:xã|phường|thị trấn|đặc khu)\s/u.test(body) ? 'commune' : 'province'
}
