import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countDeadline } from '../../../pipeline/deadlines/deadline.ts'
import { deadlineRules, type RuleKey } from '../../../pipeline/deadlines/rules.ts'
import { judgeDay } from '../../../pipeline/deadlines/working-days.ts'

const due = (rule: RuleKey, from: string) => countDeadline(rule, Temporal.PlainDate.from(from)).due

describe('the deadline of Điều 9', () => {
  it('ends three working days later, the day of issue not counted', () => {
    expect(due('normative', '2024-11-12')).toBe('2024-11-15')
  })

  it('counted from a Friday ends on Wednesday at 24:00', () => {
    const deadline = countDeadline('normative', Temporal.PlainDate.from('2026-06-05'))
    expect(deadline.due).toBe('2026-06-10')
    expect(deadline.dueAt).toBe('2026-06-10T17:00:00Z')
  })

  it('leaps over Tết 2026 and says why each day is skipped', () => {
    const deadline = countDeadline('normative', Temporal.PlainDate.from('2026-02-12'))
    expect(deadline.due).toBe('2026-02-24')
    const skipped = deadline.steps.filter((step) => step.count === null)
    expect(skipped.map((step) => step.note)).toEqual([
      'thứ Bảy',
      'Chủ nhật',
      'Tết Nguyên đán',
      'Tết Nguyên đán',
      'Tết Nguyên đán',
      'Tết Nguyên đán',
      'Tết Nguyên đán',
      'thứ Bảy',
      'Chủ nhật',
    ])
  })

  it('counts a Saturday worked in exchange', () => {
    expect(due('normative', '2026-08-20')).toBe('2026-08-24')
  })

  it('skips 24 November from 2026, and not before', () => {
    expect(due('normative', '2026-11-20')).toBe('2026-11-26')
    expect(due('normative', '2025-11-21')).toBe('2025-11-26')
  })

  it('in calendar days still ends on a working day', () => {
    expect(due('gazette-sending', '2026-06-04')).toBe('2026-06-08')
  })

  it('of the shortened procedure is the day of issue itself', () => {
    expect(due('shortened', '2026-06-04')).toBe('2026-06-04')
  })

  it('says what was overdue on arrival', () => {
    const from = Temporal.PlainDate.from('2026-06-05')
    const arrived = (instant: string) =>
      countDeadline('normative', from, Temporal.Instant.from(instant)).overdueOnArrival
    expect(arrived('2026-06-10T16:59:59Z')).toBe(false)
    expect(arrived('2026-06-10T17:00:00Z')).toBe(true)
  })

  it('warns where the calendar is not announced, and where a rule did not hold yet', () => {
    const codes = (rule: RuleKey, from: string) =>
      countDeadline(rule, Temporal.PlainDate.from(from)).warnings.map((warning) => warning.code)
    expect(codes('normative', '2027-05-04')).toContain('CALENDAR_UNANNOUNCED_2027')
    expect(codes('normative', '2031-05-05')).toContain('CALENDAR_UNKNOWN_2031')
    expect(codes('normative', '2016-08-30')).toContain('RULE_NOT_YET_IN_FORCE')
  })

  it('never ends on a day off, never earlier for a later start, and counts exactly its days', () => {
    const start = Temporal.PlainDate.from('2024-01-01')
    const rules = Object.keys(deadlineRules).filter(
      (key) => deadlineRules[key as RuleKey].length.unit === 'working days',
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1090 }), fc.constantFrom(...rules), (offset, key) => {
        const rule = deadlineRules[key as RuleKey]
        const from = start.add({ days: offset })
        const deadline = countDeadline(rule.key, from)
        const next = countDeadline(rule.key, from.add({ days: 1 }))
        expect(judgeDay(Temporal.PlainDate.from(deadline.due)).working).toBe(true)
        expect(next.due >= deadline.due).toBe(true)
        const counted = deadline.steps.filter((step) => step.count !== null)
        expect(counted.length).toBe(rule.length.unit === 'working days' ? rule.length.days : 0)
        expect(counted.every((step) => judgeDay(Temporal.PlainDate.from(step.date)).working)).toBe(true)
      }),
    )
  })
})
