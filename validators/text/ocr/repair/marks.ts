import { asCapitalised, joins, partsOf } from './parts.ts'
import { isPhrase, officialPhrases, officialTitles } from './phrases.ts'

/**
 * Letters that OCR mistakes for one another: a tone that stands over a hat is three dots high, the dot of an i looks
 * like its hook. A dot below and marks on other letters are told well and are left as read.
 */
const alike = ['âấầẩẫ', 'êếềểễ', 'ôốồổỗ', 'ăắằẳẵ', 'iỉ', 'ớở'].flatMap((letters) =>
  [...letters].map((letter) => [letter, letters[0] as string] as const),
)
const classOf = new Map(alike)

/** The word with each letter that may be mistaken replaced by the first of its kind. */
function shapeOf(text: string): string {
  return [...text].map((letter) => classOf.get(letter) ?? letter).join('')
}

/** The only official phrase of a shape; a shape of two phrases settles nothing. */
const phraseOf = new Map<string, string | null>()
for (const phrase of new Set(officialPhrases)) {
  const shape = shapeOf(phrase)
  phraseOf.set(shape, phraseOf.has(shape) ? null : phrase)
}
const titleOf = new Map(officialTitles.map((title) => [titleShape(title), title]))

/** In capitals a hat under a tone is lost altogether: "QUYÉT". */
function titleShape(title: string): string {
  return shapeOf(title.toLowerCase().replaceAll('é', 'ế').replaceAll('ó', 'ố'))
}

/** What stands before a figure: "số 40/2024", "Điều 5". */
const beforeNumber = new Map([
  ['sô', 'số'],
  ['sồ', 'số'],
  ['điêu', 'điều'],
  ['điểu', 'điều'],
  ['điếu', 'điều'],
])

/**
 * Puts right the marks of two words that make a phrase of official Vietnamese but for marks that OCR mistakes: "thâm
 * quyền", "tô chức", "chỉ tiết". What the phrase list does not hold, words that make a phrase with their other
 * neighbour, digits, references and names (a capital behind the first letter) stay as read.
 * @param words In the order in which they are read.
 */
export function repairTexts(words: readonly string[]): string[] {
  const texts = [...words]
  const parted = texts.map(partsOf)
  const sound = (index: number): boolean => {
    const [a, b] = [parted[index], parted[index + 1]]
    return !!a && !!b && joins(a, b) && isPhrase(`${a.letters} ${b.letters}`)
  }
  for (let index = 0; index + 1 < texts.length; index++) {
    const [a, b] = [parted[index], parted[index + 1]]
    if (a && beforeNumber.has(a.letters.toLowerCase()) && a.behind === '' && /^\d/u.test(texts[index + 1] as string)) {
      texts[index] = a.before + asCapitalised(a.letters, beforeNumber.get(a.letters.toLowerCase()) as string)
      continue
    }
    if (!a || !b || !joins(a, b) || sound(index - 1) || sound(index + 1)) continue
    const [one, two] = meantBy(a.letters, b.letters)?.split(' ') ?? []
    if (!one || !two) continue
    texts[index] = a.before + one + a.behind
    texts[index + 1] = b.before + two + b.behind
    parted[index] = { ...a, letters: one }
    parted[index + 1] = { ...b, letters: two }
  }
  return texts
}

/** The phrase that two words were meant to be, as they are capitalised; `null` where nothing is wrong or known. */
function meantBy(first: string, second: string): string | null {
  const read = `${first} ${second}`
  if (read === read.toUpperCase()) return titleOf.get(titleShape(read)) ?? null
  const lower = read[0]?.toLowerCase() + read.slice(1)
  if (lower !== lower.toLowerCase() || isPhrase(lower)) return null
  const phrase = phraseOf.get(shapeOf(lower)) ?? null
  return phrase && asCapitalised(read, phrase)
}
