/**
 * The spelling of Vietnamese: which letters can begin a syllable, which can follow, which tones can stand on it. Used
 * to tell text from garbage and one encoding from another; it asks for shape, not for meaning.
 */

const onsets = [
  'ngh',
  'ch',
  'gh',
  'gi',
  'kh',
  'ng',
  'nh',
  'ph',
  'qu',
  'th',
  'tr',
  'b',
  'c',
  'd',
  'đ',
  'g',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'r',
  's',
  't',
  'v',
  'x',
  '',
] as const

/** Vowels with what may close them; `_` stands for nothing. */
const rimeTable: Readonly<Record<string, string>> = {
  a: '_ c ch i m n ng nh o p t u y',
  ă: 'c m n ng p t',
  â: 'c m n ng p t u y',
  e: '_ c m n ng o p t',
  ê: '_ ch m n nh p t u',
  i: '_ a ch m n nh p t u',
  iê: 'c m n ng p t u',
  o: '_ c i m n ng p t',
  oa: '_ c ch i m n ng nh o p t y',
  oă: 'c m n ng t',
  oe: '_ n o t',
  oo: 'c ng',
  ô: '_ c i m n ng p t',
  ơ: '_ i m n p t',
  u: '_ a c i m n ng p t',
  uâ: 'n ng t y',
  uê: '_ ch n nh',
  uô: 'c i m n ng t',
  uơ: '_',
  uy: '_ a ch n nh p t u',
  uyê: 'n t',
  ư: '_ a c i m n ng t u',
  ươ: 'c i m n ng p t u',
  y: '_ n t',
  yê: 'm n ng t u',
}

/** After "qu" the glide is already written. */
const rimesAfterQu =
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt i it in inh ô ôc ơ y ych yên yêt ynh yt yu'

const rimes = new Set(
  Object.entries(rimeTable).flatMap(([vowel, codas]) =>
    codas.split(' ').map((coda) => (coda === '_' ? vowel : vowel + coda)),
  ),
)
const quRimes = new Set(rimesAfterQu.split(' '))
const toneMarks = /[\u0300\u0301\u0303\u0309\u0323]/gu
const stoppedCoda = /(?:c|ch|p|t)$/u

/** True when a word (NFC, any case) is spelt as a Vietnamese syllable can be. */
export function isSyllable(word: string): boolean {
  return judge(word)
}

function judge(word: string): boolean {
  if (word.length > 8) return false
  const apart = word.toLowerCase().normalize('NFD')
  const tones = apart.match(toneMarks) ?? []
  if (tones.length > 1) return false
  const plain = apart.replace(toneMarks, '').normalize('NFC')
  const tone = tones[0] ?? ''
  return onsets.some((onset) => {
    if (!plain.startsWith(onset)) return false
    const rime = plain.slice(onset.length)
    if (onset === 'gi' && rime === '') return true
    if (!(onset === 'qu' ? quRimes : rimes).has(rime)) return false
    // A syllable closed by c, ch, p or t is written with sắc or nặng only.
    return !stoppedCoda.test(rime) || tone === '\u0301' || tone === '\u0323'
  })
}

/** A word with no mark of its own says nothing about the encoding. */
const marked = /[^\p{ASCII}]/u
const lettersOnly = /^[\p{L}\p{M}]+$/u

export interface SpellingCount {
  /** Words of letters only. */
  words: number
  /** Of those, words with a letter beyond ASCII. */
  marked: number
  markedSyllables: number
  /** Words spelt as Vietnamese syllables, marked or not. */
  syllables: number
}

/** Counts how much of a text is spelt as Vietnamese. Abbreviations in capitals (UBND, HĐND) are left out. */
export function countSpelling(words: Iterable<string>): SpellingCount {
  const count: SpellingCount = { words: 0, marked: 0, markedSyllables: 0, syllables: 0 }
  for (const raw of words) {
    const facts = spellingOf(raw)
    if (facts === 0) continue
    count.words++
    if (facts & isSpelt) count.syllables++
    if ((facts & isMarked) === 0) continue
    count.marked++
    if (facts & isSpelt) count.markedSyllables++
  }
  return count
}

const isWord = 1
const isMarked = 2
const isSpelt = 4

/** Texts repeat their words: each is judged once. */
const known = new Map<string, number>()
const rememberedWords = 50_000

/** What one word between white space is, as a sum of the signs above; 0 for what is no word. */
function spellingOf(raw: string): number {
  let facts = known.get(raw)
  if (facts === undefined) {
    facts = judgeSpelling(raw)
    if (known.size > rememberedWords) known.clear()
    known.set(raw, facts)
  }
  return facts
}

function judgeSpelling(raw: string): number {
  const word = raw.replace(/^[^\p{L}\p{M}]+|[^\p{L}\p{M}]+$/gu, '')
  if (word === '' || !lettersOnly.test(word) || isAbbreviation(word)) return 0
  return isWord + (marked.test(word) ? isMarked : 0) + (isSyllable(word) ? isSpelt : 0)
}

function isAbbreviation(word: string): boolean {
  return (
    word.length <= 12 &&
    /^[\p{Lu}]+$/u.test(word) &&
    !/[AEIOUYĂÂÊÔƠƯ]/u.test(word.normalize('NFD').replace(/\p{M}/gu, ''))
  )
}
