import { countSpelling } from '../vietnamese/syllable.ts'

/** Whether the text of a page can be trusted to say what the page shows. */
export type Legibility =
  /** Vietnamese, or too little text to say otherwise. */
  | 'legible'
  /** Another language or script; nothing wrong with it. */
  | 'foreign'
  /** Readable, but single letters are lost. */
  | 'damaged'
  /** Not what the page shows: wrong font map, OCR junk, Vietnamese without its marks. */
  | 'garbled'

/** Bounds, as shares, each tried on the 43 + 38 sample files and their OCR'd kin. */
const bounds = {
  /** Fewest words to judge spelling by. */
  words: 20,
  /** Vietnamese text holds about 95 % well-spelt words; tables with codes and foreign names 70 %. */
  spelt: 0.55,
  /** Three of four Vietnamese words carry a mark. */
  marked: 0.25,
  /** The commonest English words make up a quarter of English text. */
  english: 0.08,
  /** Letters unknown to the font's map. */
  unknown: 0.1,
  damagedWords: 3,
} as const

const englishWords = new Set(
  'the of and to in for is on that by with as are be this from or at an it not shall which'.split(' '),
)
const letter = /\p{L}/gu
const latinLetter = /\p{Script=Latin}/gu
const unknownLetter = /[\ufffd\ue000-\uf8ff]/gu

/**
 * Judges a page's words.
 * @param unmapped Glyphs of the page whose font has no Unicode value for them.
 */
export function judgeLegibility(words: readonly string[], unmapped = 0): Legibility {
  let letters = 0
  let latin = 0
  let unknown = 0
  let english = 0
  let damaged = 0
  for (const word of words) {
    const facts = factsOf(word)
    letters += facts.letters
    latin += facts.latin
    unknown += facts.unknown
    if (facts.english) english++
    if (facts.damaged) damaged++
  }
  unknown = Math.max(unknown, unmapped)
  if (unknown > 5 && unknown > bounds.unknown * (letters + unknown)) return 'garbled'
  if (letters > 10 && latin < 0.5 * letters) return 'foreign'
  const spelling = countSpelling(words)
  if (spelling.words >= bounds.words) {
    if (english > bounds.english * spelling.words) return 'foreign'
    if (spelling.syllables < bounds.spelt * spelling.words) return 'garbled'
    if (spelling.marked < bounds.marked * spelling.words) return 'garbled'
  }
  return damaged >= bounds.damagedWords ? 'damaged' : 'legible'
}

interface LetterFacts {
  letters: number
  latin: number
  unknown: number
  english: boolean
  damaged: boolean
}

const known = new Map<string, LetterFacts>()
const rememberedWords = 50_000

function factsOf(word: string): LetterFacts {
  let facts = known.get(word)
  if (!facts) {
    facts = {
      letters: countOf(word, letter),
      latin: countOf(word, latinLetter),
      unknown: countOf(word, unknownLetter),
      english: englishWords.has(word.toLowerCase()),
      damaged: word.includes('\ufffd'),
    }
    if (known.size > rememberedWords) known.clear()
    known.set(word, facts)
  }
  return facts
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
