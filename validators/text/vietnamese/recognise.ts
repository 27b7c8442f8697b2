import { decodeLegacy, isOneByteText, type LegacyEncoding } from './legacy.ts'
import { countSpelling } from './syllable.ts'

/** What a font's name says about the text set in it. */
export interface FontEncoding {
  encoding: LegacyEncoding
  /** `.VnTimeH` and its kin draw capitals for the codes of small letters. */
  capitals: boolean
}

const fontFamilies: readonly (readonly [RegExp, LegacyEncoding])[] = [
  [/^\.?vn(?!i)[a-z]/i, 'tcvn3'],
  [/^vni[-_ ]/i, 'vni'],
  [/^vps[-_ ]?[a-z]/i, 'vps'],
]

/** The encoding that a font's name announces (`.VnTime`, `VNI-Times`, `VPS Times`), or `null`. */
export function encodingOfFont(name: string): FontEncoding | null {
  const family = fontFamilies.find(([pattern]) => pattern.test(name))
  if (!family) return null
  const base = name.replace(/[,-](?:bold|italic|regular|roman|normal|oblique|mt).*$/i, '')
  return { encoding: family[1], capitals: family[1] === 'tcvn3' && /[a-z]H$/.test(base) }
}

/** Letters of the longest syllable with marks typed after them, and signs around it; longer ones are no words. */
const longestWord = 24
/** Enough marked words to judge an encoding by. */
const fewestWords = 8

/**
 * Finds by spelling which legacy encoding a text was typed in.
 * @returns `null` where the text is Unicode already, is not Vietnamese, or is too short to tell.
 */
export function recogniseEncoding(words: readonly string[]): LegacyEncoding | null {
  const sample = words.filter((word) => word.length <= longestWord).slice(0, 3_000)
  const asIs = countSpelling(sample)
  if (asIs.marked >= fewestWords && asIs.markedSyllables > 0.7 * asIs.marked) return null
  const candidates: LegacyEncoding[] = ['tcvn3', 'vni', 'vps', 'viscii', 'cp1258', 'utf8', 'viqr']
  let best: { encoding: LegacyEncoding; share: number; syllables: number } | null = null
  for (const encoding of candidates) {
    const count = countSpelling(sample.map((word) => (isOneByteText(word) ? decodeLegacy(word, encoding) : word)))
    if (count.marked < fewestWords || count.words === 0) continue
    const share = count.markedSyllables / count.marked
    if (share < 0.85 || count.syllables < 0.6 * count.words) continue
    if (encoding === 'viqr' && count.markedSyllables < 0.3 * count.words) continue
    if (!best || count.markedSyllables > best.syllables) best = { encoding, share, syllables: count.markedSyllables }
  }
  return best?.encoding ?? null
}
