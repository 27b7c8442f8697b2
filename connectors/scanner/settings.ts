/** What the scanner connector is told. */
import type { BlankPages } from './plan-batch.ts'

export interface ScannerSettings {
  /** The watched folder; its subfolders, one level deep, are named after scanners. */
  folder: string
  /** Two looks lie at least this far apart; a file that did not change in between is whole. */
  pollEveryMs: number
  /** A file that is empty, or lacks its end, is given this long before it is judged as it is. */
  patienceMs: number
  maxFileBytes: number
  blankPages: BlankPages
  /** Codes of the office's own separator sheets; one that ends with `*` fits whatever begins like it. */
  separators: readonly string[]
  /** Times its reader may break before a scan is refused. */
  maxFailures: number
  /** Times a scan may be begun without an end: more, for whoever kills the program need not mean the scan. */
  maxTries: number
}

export const scannerDefaults = {
  pollEveryMs: 10_000,
  patienceMs: 5 * 60_000,
  blankPages: 'remove',
  separators: [],
  maxFailures: 3,
  maxTries: 12,
} as const satisfies Partial<ScannerSettings>
