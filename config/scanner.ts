/** The door for paper, and the hours it is open. */
import { resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError, listOf } from './values.ts'

export const scannerSettings = {
  /** The folder scanners write to, watched by `congbao serve`; none unless named. */
  CONGBAO_SCAN_FOLDER: z.string().optional(),
  /** Seconds between two looks; a file that did not change in between is whole. */
  CONGBAO_SCAN_POLL_SECONDS: z.coerce.number().positive().default(10),
  /** Blank pages of scans: left out of the copy, taken as separators, or kept. */
  CONGBAO_SCAN_BLANK: z.enum(['remove', 'separate', 'keep']).default('remove'),
  /** Codes on the office's own separator sheets, separated by commas; `ABC*` fits whatever begins with ABC. */
  CONGBAO_SCAN_SEPARATORS: z.string().default(''),
  /** When paper is taken in, on working days (Điều 8.2 names no hours). */
  CONGBAO_OFFICE_HOURS: z
    .string()
    .regex(
      /^\s*[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d(\s*,\s*[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d)*\s*$/,
      'viết như 07:30-11:30,13:30-17:00',
    )
    .default('07:30-11:30,13:30-17:00'),
}
type Settings = z.infer<z.ZodObject<typeof scannerSettings>>

export interface ScannerConfig {
  folder: string
  pollSeconds: number
  blankPages: 'remove' | 'separate' | 'keep'
  separators: readonly string[]
}

/** Stretches of a working day, one after another, as `07:30`. */
export type OfficeHours = readonly { from: string; to: string }[]

export function scannerConfig(settings: Settings, folder: string): ScannerConfig | null {
  if (!settings.CONGBAO_SCAN_FOLDER) return null
  return {
    folder: resolve(folder, settings.CONGBAO_SCAN_FOLDER),
    pollSeconds: settings.CONGBAO_SCAN_POLL_SECONDS,
    blankPages: settings.CONGBAO_SCAN_BLANK,
    separators: listOf(settings.CONGBAO_SCAN_SEPARATORS),
  }
}

export function officeHours(text: string): OfficeHours {
  const times = text.split(/[,-]/).map((time) => time.trim())
  const order = times.every((time, index) => time < '24:00' && (index === 0 || time > (times[index - 1] ?? '')))
  if (!order)
    throw new ConfigError('CONGBAO_OFFICE_HOURS: các giờ phải tăng dần trong một ngày, như 07:30-11:30,13:30-17:00.')
  return times.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: times[index + 1] ?? '' }] : []))
}
