import { decodeLegacy, isOneByteText } from './legacy.ts'
import { encodingOfFont, type FontEncoding, recogniseEncoding } from './recognise.ts'
import { countSpelling } from './syllable.ts'

/** Letters that exist in Unicode alone: text that has them is read rightly, whatever its font is called. */
export const unicodeOnly = /[ăĂđĐơƠưƯ\u1ea0-\u1ef9]|\p{M}/u

/**
 * Judges font by font in what encoding its text was typed: by the font's name, by spelling where the name says nothing.
 * A font whose text is sound Unicode is left alone, whatever its name: offices convert the text and keep the font.
 * @param texts All text of a document set in each font; `''` for text without one.
 */
export function judgeFonts(texts: ReadonlyMap<string, string>): ReadonlyMap<string, FontEncoding> {
  const judged = new Map<string, FontEncoding>()
  const words = new Map([...texts].map(([font, text]) => [font, text.split(/\s+/u).filter((word) => word !== '')]))
  const converted = [...words].some(([font, set]) => encodingOfFont(font) !== null && isUnicode(set))
  for (const [font, set] of words) {
    const encoding = judgeFont(font, set, converted)
    if (encoding) judged.set(font, encoding)
  }
  return judged
}

/** @param converted Another old font of the document holds Unicode: then what may be either is Unicode too. */
function judgeFont(font: string, words: readonly string[], converted: boolean): FontEncoding | null {
  if (isUnicode(words)) return null
  const named = encodingOfFont(font)
  if (named) return isSpelt(words) && (converted || spoils(words, named)) ? null : named
  const recognised = recogniseEncoding(words)
  return recognised ? { encoding: recognised, capitals: false } : null
}

/** One word in twenty with a letter of Unicode alone settles it. */
function isUnicode(words: readonly string[]): boolean {
  const found = words.filter((word) => unicodeOnly.test(word.normalize('NFC'))).length
  return found * 20 > words.length
}

/** Whether all words with marks are spelt as syllables as they stand. */
function isSpelt(words: readonly string[]): boolean {
  const { marked, markedSyllables } = countSpelling(words)
  return marked > 0 && markedSyllables === marked
}

/** Whether decoding would make words that are no syllables. */
function spoils(words: readonly string[], { encoding }: FontEncoding): boolean {
  const now = countSpelling(words)
  const then = countSpelling(words.map((word) => (isOneByteText(word) ? decodeLegacy(word, encoding) : word)))
  return then.syllables < now.syllables
}

/** The text of a stretch set in a font of that encoding; what cannot have been typed in it stays as it is. */
export function decodeInFont(text: string, font: FontEncoding | undefined): string {
  if (!font || !isOneByteText(text)) return text
  const decoded = decodeLegacy(text, font.encoding)
  return font.capitals ? decoded.toUpperCase() : decoded
}
