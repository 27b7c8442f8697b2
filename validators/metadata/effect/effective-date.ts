import type { Remark } from '../../text/read-document.ts'
import type { Body } from '../body.ts'
import { addDays, addMonths, vietnameseDate } from '../lines/dates.ts'
import type { Row } from '../lines/rows.ts'
import { warning } from '../reasons.ts'
import { countFromIssue, type Effect } from './effect-clause.ts'
import { type Clause, findClauses, pickMain } from './effect-clauses.ts'
import { defaultEffect, levelOf } from './effect-rules.ts'
import { afterLastStop } from './effect-subject.ts'
import { mayHoldEffect } from './effect-trace.ts'
import { mendEffectWords } from './effect-words.ts'

export interface EffectiveDate {
  effectiveOn: string | null
  /** Counted from the day of issue rather than named. */
  derived: boolean
  row: Row | null
  warnings: Remark[]
}

export interface EffectContext {
  documentType: string | null
  issuer: string | null
  issuedOn: string | null
  normative: boolean | null
  /** The text has its end, the signature: only then does silence mean that no day is named. */
  complete: boolean
  /** What follows the heading, the summary included: there a consolidated text says what it is. */
  opening: string
}

/**
 * The day on which the whole act takes effect, from its closing articles (Luật 64/2025/QH15, Điều 53; Luật 80/2015/QH13,
 * Điều 151). Counted from the day of issue where it says so; `null`, with the rule in a warning, where it hangs on the
 * gazette or is not stated. Clauses on other acts, on single provisions and in quoted text are not taken.
 */
export function readEffectiveDate(body: Body, context: EffectContext): EffectiveDate {
  if (consolidated.test(context.opening))
    return { effectiveOn: null, derived: false, row: null, warnings: [warning('EFFECT_OF_CONSOLIDATED')] }
  let clauses = findClauses(body.text, context.documentType)
  // What is left of a damaged clause must not make way for a lesser one.
  if (!pickMain(clauses)?.strong) clauses = findClauses(mendEffectWords(body.text), context.documentType)
  const main = pickMain(clauses)
  if (!main?.strong && mayHoldEffect(body.text)) return unread(main, body, context)
  if (!main) return notStated(context)
  const rival = rivalOf(main, clauses, body.text, context)
  if (rival) return { effectiveOn: null, derived: false, row: body.rowAt(main.at), warnings: [rival] }
  const result = settle(main.effect, context)
  const others = partsOf(clauses, body.text, context).filter(({ on }) => on !== result.effectiveOn)
  if (others.length > 0) {
    const listed = others.map(({ on, what }) => (what ? `${what}: ${vietnameseDate(on)}` : vietnameseDate(on)))
    result.warnings.push(warning('EFFECT_PARTS_DIFFER', [...new Set(listed)].slice(0, 5).join('; ')))
  }
  return { ...result, row: body.rowAt(main.at) }
}

/**
 * How a consolidated text opens, also one that hides its kind: "… có hiệu lực kể từ ngày …, được sửa đổi, bổ sung bởi:" over
 * a list (Pháp lệnh 01/2012/UBTVQH13, Điều 13). Its clauses are those of the acts put together.
 */
const consolidated =
  /có\s+hiệu\s+lực\s+(?:thi\s+hành\s+)?(?:kể\s+)?từ\s+ngày\s[^;:.]{5,40},\s*(?:đã\s+)?được\s+sửa\s+đổi(?:,\s+bổ\s+sung)?(?:\s+một\s+số\s+điều)?\s+(?:bởi|theo)\s*:/iu

/** A second clause that says of the same act, just as surely, another day: which of them holds a clerk must say. */
function rivalOf(main: Clause, clauses: readonly Clause[], text: string, context: EffectContext): Remark | null {
  const said = sayingOf(main, context)
  if (!said) return null
  for (const clause of clauses) {
    if (clause === main || !clause.whole || clause.quoted || !clause.strong) continue
    if (clause.named !== main.named || clause.rank < main.rank) continue
    const other = sayingOf(clause, context)
    if (!other || other === said) continue
    // Forms in the annexes speak of themselves.
    if (annexHead.test(text.slice(Math.min(main.at, clause.at), Math.max(main.at, clause.at)))) continue
    return warning('EFFECT_CLAUSES_DISAGREE', said, other)
  }
  return null
}

const annexHead = /\n\s*(?:PHỤ\s+LỤC|Phụ\s+lục|MẪU|Mẫu|BIỂU\s+MẪU)(?!\p{L})/u

/** The day a clause comes to, or its rule where that hangs on the gazette; `null` where it says neither. */
function sayingOf({ effect }: Clause, context: EffectContext): string | null {
  const on = settle(effect, context).effectiveOn
  return on ? vietnameseDate(on) : effect.kind === 'gazette' ? effect.rule : null
}

/** Provisions with a day of their own, each with the words that name it. */
function partsOf(clauses: readonly Clause[], text: string, context: EffectContext): { on: string; what: string }[] {
  return clauses.flatMap((clause) => {
    if (clause.whole || clause.quoted) return []
    const on = settle(clause.effect, context).effectiveOn
    if (!on) return []
    const sentence = afterLastStop(text.slice(Math.max(0, clause.at - 300), clause.at))
    const named =
      /(?:điểm|khoản|điều|chương|mục|phụ\s+lục)\s+(?!này)[^\n]{1,90}?(?=\s+(?:của\s+)?(?:\p{Lu}\p{Ll}+\s+\p{Ll}+\s+này|có\s*$|kèm\s))/iu.exec(
        sentence,
      )
    return [{ on, what: named?.[0].replace(/\s+/gu, ' ').trim() ?? '' }]
  })
}

function settle(effect: Effect, context: EffectContext): EffectiveDate {
  const { issuedOn } = context
  const none = (remark: Remark): EffectiveDate => ({ effectiveOn: null, derived: false, row: null, warnings: [remark] })
  switch (effect.kind) {
    case 'date':
      return settleDate(effect.on, context)
    case 'issue':
      return issuedOn
        ? { effectiveOn: issuedOn, derived: false, row: null, warnings: [] }
        : none(warning('EFFECT_NEEDS_ISSUE_DATE', 'kể từ ngày ký'))
    case 'after-issue': {
      const rule = `sau ${effect.months || effect.days} ${effect.months ? 'tháng' : 'ngày'} kể từ ngày ký`
      if (!issuedOn) return none(warning('EFFECT_NEEDS_ISSUE_DATE', rule))
      const effectiveOn = countFromIssue(effect, issuedOn)
      if (!effectiveOn) return none(warning('EFFECT_UNCLEAR', rule))
      const remark = warning('EFFECT_RELATIVE', vietnameseDate(effectiveOn), rule)
      return { effectiveOn, derived: true, row: null, warnings: [remark] }
    }
    case 'gazette':
      return none(warning('EFFECT_FROM_GAZETTE', effect.rule))
    case 'blank':
      return none(warning('EFFECT_BLANK', effect.printed))
    case 'other':
      return none(warning('EFFECT_UNCLEAR', effect.printed))
  }
}

/**
 * A named day, checked against the day of issue. Normative acts of provinces, districts and communes cannot reach back (Luật
 * 80/2015/QH13, Điều 152 khoản 3), others seldom do and not far: a day long past is a year misprinted or misread, as is one
 * years ahead. Such a day is shown, not taken.
 */
function settleDate(on: string, context: EffectContext): EffectiveDate {
  const { issuedOn, normative, issuer } = context
  const result = { effectiveOn: on, derived: false, row: null }
  if (!issuedOn) return { ...result, warnings: [] }
  const values = [vietnameseDate(on), vietnameseDate(issuedOn)]
  if (on < issuedOn) {
    const reaches = on >= addDays(issuedOn, -farthestBack) && !(normative && levelOf(issuer) !== 'central')
    return { ...result, effectiveOn: reaches ? on : null, warnings: [warning('EFFECT_BEFORE_ISSUE', ...values)] }
  }
  return on > (addMonths(issuedOn.slice(0, 8).concat('01'), farthestAhead) ?? '9999')
    ? { ...result, effectiveOn: null, warnings: [warning('EFFECT_FAR', ...values)] }
    : { ...result, warnings: [] }
}

/** Days; acts that reach back (on pay, for one) do so by months. One year less the usual wait is a year misprinted. */
const farthestBack = 240
/** Months; great codes waited up to two years. */
const farthestAhead = 37

/** A clause on effect is there and cannot be read: nothing lesser may stand for it. */
function unread(main: Clause | null, body: Body, context: EffectContext): EffectiveDate {
  const none = { effectiveOn: null, derived: false, row: main ? body.rowAt(main.at) : null }
  if (main) return { ...none, warnings: [warning('EFFECT_UNREAD')] }
  const rule = defaultEffect(context)
  return { ...none, warnings: rule ? [warning('EFFECT_NOT_STATED', rule.sentence)] : [] }
}

/** No clause on effect: the law in force that day may settle it (marked as derived), or gives a bound to show. */
function notStated(context: EffectContext): EffectiveDate {
  const rule = defaultEffect(context)
  const none = { effectiveOn: null, derived: false, row: null }
  if (!rule) return { ...none, warnings: [] }
  if (!rule.effectiveOn || !context.complete)
    return { ...none, warnings: [warning('EFFECT_NOT_STATED', rule.sentence)] }
  const remark = warning('EFFECT_BY_LAW', vietnameseDate(rule.effectiveOn), rule.sentence)
  return { effectiveOn: rule.effectiveOn, derived: true, row: null, warnings: [remark] }
}
