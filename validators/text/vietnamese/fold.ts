import { toUnicodeForm } from './normalise.ts'

/**
 * Folds text so that a search finds it however it was typed: without diacritics, with either placement of the tone
 * mark (hoà, hòa), with any of the look-alikes of Đ, in either case. White space is folded to one space.
 */
export function foldForSearch(text: string): string {
  return toUnicodeForm(text)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
}
