import { foldForSearch, foldTonePlacement } from '../../vietnamese/fold.ts'
import type { FoundWord } from '../engine.ts'
import { isOrdinary } from './ordinary-pairs.ts'
import { asCapitalised, joins, partsOf } from './parts.ts'
import { isPhrase, officialPhrases } from './phrases.ts'

/**
 * Confidence below which the engine itself doubts a word: on aged scans a third of such words are wrong, of the others
 * one in fifty.
 */
const doubted = 0.9

/** Words that hold sentences together stand beside any other word, and are never somebody's slip. */
const functionWords = new Set(
  'có của trong do cùng đã đang sẽ các và là từ về với cho được ra vào khi như mà thì để bị không tại đến theo nếu này đó kia sau trên dưới chỉ hay hoặc cả cũng chưa còn bằng bởi vì nên ở qua lại lên xuống'.split(
    ' ',
  ),
)

/** Phrases by their letters without marks. */
const byBareLetters = Map.groupBy(new Set(officialPhrases), foldForSearch)

/**
 * Puts right the marks of one word that the engine doubts where the word beside it, as read, makes exactly one official
 * phrase with it: "sản phãm", "trách nhiêm", "sứ dụng". Whatever marks were read count for nothing; the letters must
 * agree. Words that make a phrase as they stand, names and capitals stay as read.
 */
export function repairDoubtful(words: readonly FoundWord[]): FoundWord[] {
  const repaired = [...words]
  const pairAt = (index: number): string | null => {
    const [a, b] = [repaired[index], repaired[index + 1]].map((word) => word && partsOf(word.text))
    return a && b && joins(a, b) ? `${a.letters} ${b.letters}` : null
  }
  for (const [index, word] of words.entries()) {
    if (word.confidence >= doubted) continue
    const [behind, ahead] = [pairAt(index - 1), pairAt(index)]
    if ([behind, ahead].some((pair) => pair && (isPhrase(pair) || isOrdinary(pair)))) continue
    const meant = new Set([
      ...(behind ? phrasesLike(behind, 0).map((phrase) => phrase.split(' ')[1] as string) : []),
      ...(ahead ? phrasesLike(ahead, 1).map((phrase) => phrase.split(' ')[0] as string) : []),
    ])
    const [only] = meant
    const parts = partsOf(word.text)
    if (meant.size !== 1 || !only || !parts || isSpelling(parts.letters.toLowerCase(), only)) continue
    repaired[index] = { ...word, text: parts.before + asCapitalised(parts.letters, only) + parts.behind }
  }
  return repaired
}

/** Whether a word is left as it is: it holds sentences together, or is the one meant with its tone on the other vowel. */
function isSpelling(read: string, meant: string): boolean {
  return functionWords.has(read) || foldTonePlacement(read) === foldTonePlacement(meant)
}

/** Phrases of the letters of a pair whose first (0) or second (1) word is exactly as read. */
function phrasesLike(pair: string, kept: 0 | 1): string[] {
  const lower = (pair[0] as string).toLowerCase() + pair.slice(1)
  if (lower !== lower.toLowerCase()) return []
  const word = lower.split(' ')[kept]
  return (byBareLetters.get(foldForSearch(lower)) ?? []).filter((phrase) => phrase.split(' ')[kept] === word)
}
