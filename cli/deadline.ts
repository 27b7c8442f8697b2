/** `congbao deadline --rule KEY --from DATE[THH:MM]`: counts a legal deadline and shows every day of the count. */
import { countDeadline } from '../pipeline/deadlines/deadline.ts'
import { deadlineRules, isRuleKey, ruleKeys } from '../pipeline/deadlines/rules.ts'
import { vietnameseDate } from '../pipeline/deadlines/working-days.ts'
import { momentIn, readArguments } from './arguments.ts'
import { CallError, exitCode, type Run } from './command.ts'

export const run: Run = async (args, io) => {
  const { values } = readArguments(args, {
    options: {
      rule: { type: 'string' },
      from: { type: 'string' },
      received: { type: 'string' },
    },
    words: 0,
  })
  if (!values.rule || !isRuleKey(values.rule)) {
    const known = ruleKeys.map((key) => `  ${key.padEnd(18)}${deadlineRules[key].article}`).join('\n')
    throw new CallError(`Hãy nêu quy định bằng --rule, một trong:\n${known}`)
  }
  const from = momentIn(values.from ?? '', '--from')
  const received = values.received ? momentIn(values.received, '--received') : null
  const deadline = countDeadline(values.rule, from.toPlainDate(), received?.toInstant() ?? null)
  if (values.json) {
    io.out(JSON.stringify(deadline))
    return exitCode.success
  }
  io.out(`${deadline.duty}`)
  io.out(`Căn cứ: ${deadline.article}`)
  io.out(`Tính từ ngày ${vietnameseDate(deadline.from)} (không tính ngày này)`)
  for (const step of deadline.steps) {
    const mark = step.count === null ? '   –' : String(step.count).padStart(4)
    io.out(`${mark}  ${weekday(step.date)} ${vietnameseDate(step.date)}${step.note ? `  (${step.note})` : ''}`)
  }
  io.out(`Hạn cuối: 24:00 ${weekday(deadline.due)}, ngày ${vietnameseDate(deadline.due)}`)
  if (deadline.overdueOnArrival) io.out('Đã quá hạn khi tiếp nhận.')
  for (const warning of deadline.warnings) io.err(`Lưu ý: ${warning.message}`)
  return exitCode.success
}

const weekdays = ['', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']

function weekday(date: string): string {
  return weekdays[Temporal.PlainDate.from(date).dayOfWeek] ?? ''
}
