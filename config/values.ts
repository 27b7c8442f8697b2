/** Values that several settings share, and the error for those that make no sense. */
import { z } from 'zod'

/** A setting that makes no sense; the message names it and says what is allowed. */
export class ConfigError extends Error {}

export const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true')

/** Items separated by commas. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

export function withoutSlash(url: string): string {
  return url.replace(/\/$/, '')
}
