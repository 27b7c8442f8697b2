/** Where tests find the real documents that are not part of the project. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..', '..', 'shared', 'samples')

/**
 * The folder of one sample set, or `null` (said once on stderr) where this machine has none. Under `CI=true` a missing
 * set is a failure: a check must never pass by not running.
 */
export function samplesFolder(set: string): string | null {
  const folder = join(root, set)
  if (existsSync(folder)) return folder
  if (process.env.CI === 'true') throw new Error(`The sample set ${set} is missing at ${folder}`)
  console.warn(`Skipped: no sample set ${set} at ${folder}`)
  return null
}
