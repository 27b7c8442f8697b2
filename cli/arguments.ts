/** What stands behind a command: options, words, and the values in them; every mistake is told in Vietnamese. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { vietnamTime } from '../pipeline/deadlines/deadline.ts'
import { CallError } from './command.ts'

/**
 * Reads the arguments of a command: its options, `--json` always among them, and at most so many words.
 * @throws CallError for a word too many; what `parseArgs` throws of options is told by `argumentMistake`
 */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  { options, words = Number.POSITIVE_INFINITY }: { options: Options; words?: number },
) {
  const json = { type: 'boolean', default: false } as const
  const parsed = parseArgs({ args: [...args], allowPositionals: true, options: { json, ...options } })
  const spare = parsed.positionals[words]
  if (spare !== undefined) throw new CallError(`Không rõ “${spare}” để làm gì: lệnh này không nhận thêm.`)
  return parsed
}

/** What `parseArgs` found wrong, in Vietnamese; `null` for any other error. */
export function argumentMistake(error: unknown): string | null {
  const { code, message } = error as { code?: string; message?: string }
  if (!code?.startsWith('ERR_PARSE_ARGS')) return null
  const named = /'(-[^' ]+)/.exec(message ?? '')?.[1] ?? ''
  return code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
    ? `Không có tham số “${named}”.`
    : `Tham số “${named}” thiếu giá trị, hoặc có giá trị mà không cần.`
}

/** A date or a moment, in Vietnam time unless it carries an offset of its own. @throws CallError */
export function momentIn(text: string, option: string): Temporal.ZonedDateTime {
  try {
    if (/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return Temporal.Instant.from(text).toZonedDateTimeISO(vietnamTime)
    return Temporal.PlainDateTime.from(text).toZonedDateTime(vietnamTime)
  } catch {
    throw new CallError(`${option} cần một ngày hoặc thời điểm như 2026-11-24 hoặc 2026-11-24T16:30.`)
  }
}

/** A day in full, `2026-11-24`. @throws CallError */
export function dayIn(text: string, option: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(text)) return Temporal.PlainDate.from(text)
  } catch {
    // Told below.
  }
  throw new CallError(`${option} cần một ngày như 2026-11-24.`)
}

/** How many, from 1. @throws CallError */
export function countIn(text: string, option: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new CallError(`${option} cần một số nguyên từ 1, như 100.`)
}
