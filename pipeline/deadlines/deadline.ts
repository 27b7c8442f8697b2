/** A legal deadline counted day by day, so that a clerk can follow every step of it. */
import { type DeadlineRule, deadlineRules, type RuleKey } from './rules.ts'
import { calendarWarnings, judgeDay, vietnameseDate } from './working-days.ts'

export const vietnamTime = 'Asia/Ho_Chi_Minh'

export interface DeadlineStep {
  date: string
  /** 1, 2, 3 … for a day that counts; `null` for one that does not. */
  count: number | null
  note: string | null
}

export interface Deadline {
  rule: RuleKey
  article: string
  duty: string
  /** ISO date of the event the time runs from (promulgation or receipt); itself not counted. */
  from: string
  startsWith: 'promulgation' | 'receipt'
  /** ISO date of the last day; the time ends at 24:00 of it, Vietnam time. */
  due: string
  /** The instant after which it is overdue. */
  dueAt: string
  /** Every day from the one after the event to the last one. */
  steps: readonly DeadlineStep[]
  /** Whether the document had already missed it when it was taken in; `null` when that is not asked. */
  overdueOnArrival: boolean | null
  warnings: readonly { code: string; message: string }[]
}

/**
 * Counts a rule of Điều 9 from a day (BLDS 2015, Điều 147–148).
 * @param from day of the event, Vietnam time
 * @param receivedAt when the document was taken in; says whether it arrived overdue
 */
export function countDeadline(
  key: RuleKey,
  from: Temporal.PlainDate,
  receivedAt: Temporal.Instant | null = null,
): Deadline {
  const rule = deadlineRules[key]
  const { due, steps } = countDays(rule, from)
  const dueAt = due.add({ days: 1 }).toZonedDateTime(vietnamTime).toInstant()
  const touched = [from, ...steps.map((step) => Temporal.PlainDate.from(step.date)), due]
  const warnings = [...calendarWarnings(touched), ...beforeTheRule(rule, from)]
  return {
    rule: key,
    article: rule.article,
    duty: rule.duty,
    from: from.toString(),
    startsWith: rule.startsWith,
    due: due.toString(),
    dueAt: dueAt.toString(),
    steps,
    overdueOnArrival: receivedAt ? Temporal.Instant.compare(receivedAt, dueAt) >= 0 : null,
    warnings,
  }
}

function countDays(rule: DeadlineRule, from: Temporal.PlainDate): { due: Temporal.PlainDate; steps: DeadlineStep[] } {
  if (rule.length.unit === 'at once') return { due: from, steps: [] }
  const { unit, days } = rule.length
  const steps: DeadlineStep[] = []
  let day = from
  for (let count = 0; count < days; ) {
    day = day.add({ days: 1 })
    const judgement = judgeDay(day)
    const counts = unit === 'calendar days' || judgement.working
    if (counts) count++
    steps.push({ date: judgement.date, count: counts ? count : null, note: judgement.note })
  }
  // Điều 148.5: a last day off moves the end to the next working day.
  while (!judgeDay(day).working) {
    day = day.add({ days: 1 })
    const judgement = judgeDay(day)
    steps.push({ date: judgement.date, count: null, note: judgement.note ?? 'ngày làm việc tiếp theo' })
  }
  return { due: day, steps }
}

function beforeTheRule(rule: DeadlineRule, from: Temporal.PlainDate): { code: string; message: string }[] {
  if (from.toString() >= rule.inForce.from) return []
  return [
    {
      code: 'RULE_NOT_YET_IN_FORCE',
      message: `Ngày ${vietnameseDate(from)} trước ngày quy định này có hiệu lực (${vietnameseDate(rule.inForce.from)}); thời hạn chỉ để tham khảo.`,
    },
  ]
}

/** The rule of Điều 9 that governs a document: shortened procedure, normative, or state management. */
export function ruleFor(document: { normative: boolean | null; shortenedProcedure: boolean }): RuleKey {
  if (document.shortenedProcedure) return 'shortened'
  return document.normative ? 'normative' : 'state-management'
}
