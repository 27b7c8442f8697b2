import { toUnicodeForm } from './normalise.ts'

/**
 * Folds text so that a search finds it however it was typed: without diacritics, with either placement of the tone
 * mark (hoà, hòa), with any of the look-alikes of Đ, in either case. White space is folded to one space. Idempotent.
 */
export function foldForSearch(text: string): string {
  // Taking off a mark can bare a look-alike letter (ў, у), so the second round settles what the first uncovered.
  return foldOnce(foldOnce(text)).replace(/\s+/gu, ' ').trim()
}

function foldOnce(text: string): string {
  return toUnicodeForm(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/đ/gu, 'd')
    .normalize('NFC')
}

const openVowels = /(o[ae]|uy)([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/giu

/**
 * Folds only the placement of the tone mark, to the older one on the first vowel (hoà becomes hòa, uỷ becomes ủy), so
 * that two spellings of one name compare equal with their tones kept. After "qu" the mark stays where it is.
 */
export function foldTonePlacement(text: string): string {
  return toUnicodeForm(text)
    .normalize('NFD')
    .replace(openVowels, (match: string, vowels: string, tone: string, offset: number, whole: string) => {
      if (/^u/iu.test(vowels) && /q/iu.test(whole[offset - 1] ?? '')) return match
      return `${vowels[0]}${tone}${vowels[1]}`
    })
    .normalize('NFC')
}
