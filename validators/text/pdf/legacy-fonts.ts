import { decodeLegacy, isOneByteText } from '../vietnamese/legacy.ts'
import { wordToUnicodeForm } from '../vietnamese/normalise.ts'
import { encodingOfFont, type FontEncoding, recogniseEncoding } from '../vietnamese/recognise.ts'
import type { StyledWord } from './words.ts'

/** Letters that exist in Unicode alone: a font whose text has them is read rightly, whatever its name. */
const unicodeOnly = /[ăĂđĐơƠưƯ\u1ea0-\u1ef9]/u

/**
 * Turns words set in TCVN3, VNI or VPS fonts into Unicode, and brings all words to stored form.
 * @returns True when any word was converted.
 */
export function interpretFonts(words: StyledWord[]): boolean {
  let converted = false
  for (const [font, set] of byFont(words)) {
    const encoding = encodingOf(font, set)
    for (const word of set) {
      if (encoding && isOneByteText(word.text)) {
        const text = decodeLegacy(word.text, encoding.encoding)
        const decoded = encoding.capitals ? text.toUpperCase() : text
        if (decoded !== word.text) converted = true
        word.text = decoded
      }
      word.text = wordToUnicodeForm(word.text)
    }
  }
  return converted
}

function byFont(words: readonly StyledWord[]): Map<string, StyledWord[]> {
  const fonts = new Map<string, StyledWord[]>()
  for (const word of words) {
    const set = fonts.get(word.style.font)
    if (set) set.push(word)
    else fonts.set(word.style.font, [word])
  }
  return fonts
}

function encodingOf(font: string, words: readonly StyledWord[]): FontEncoding | null {
  const named = encodingOfFont(font)
  if (isUnicode(words)) return null
  if (named) return named
  const recognised = recogniseEncoding(words.map((word) => word.text))
  return recognised ? { encoding: recognised, capitals: false } : null
}

/** One word in twenty with a letter of Unicode alone settles it. */
function isUnicode(words: readonly StyledWord[]): boolean {
  let found = 0
  for (const word of words) if (unicodeOnly.test(word.text) && ++found * 20 > words.length) return true
  return false
}
