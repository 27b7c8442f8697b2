import type { FoundWord } from '../ocr/engine.ts'

/** A line of the heading as one string, each character knowing its place on the page. */
export interface HeadingLine {
  words: FoundWord[]
  text: string
  /** Left edge of the character at that index of `text` in pixels; within a word taken in the usual proportions of print. */
  leftOf(index: number): number
  /** Right edge of the character before that index. */
  rightOf(index: number): number
}

/** How far down a page its heading may reach. */
const lowest = 0.45
/** What follows the heading: legal bases, the addressee of a letter. */
const afterHeading = /^(?:căn|cản|kính|xét)$/iu

/** Lines of the heading, top to bottom; the number line and the date line are one line or two. */
export function headingLines(words: readonly FoundWord[], pageHeight: number): HeadingLine[] {
  const end = Math.min(
    lowest * pageHeight,
    ...words.filter((word) => afterHeading.test(word.text)).map((word) => word.box[1]),
  )
  const groups = new Map<string, FoundWord[]>()
  for (const word of words) {
    if (word.box[1] < end) groups.set(word.line, [...(groups.get(word.line) ?? []), word])
  }
  return [...groups.values()]
    .map((group) => toLine(group.sort((a, b) => a.box[0] - b.box[0])))
    .sort((a, b) => (a.words[0]?.box[1] ?? 0) - (b.words[0]?.box[1] ?? 0))
}

function toLine(words: FoundWord[]): HeadingLine {
  const places: { left: number; right: number }[] = []
  let text = ''
  for (const word of words) {
    if (text !== '') {
      const left = places.at(-1)?.right ?? word.box[0]
      places.push({ left, right: word.box[0] })
      text += ' '
    }
    const step = (word.box[2] - word.box[0]) / [...word.text].reduce((sum, character) => sum + widthOf(character), 0)
    let left = word.box[0]
    for (let index = 0; index < word.text.length; index++) {
      const right = left + step * widthOf(word.text[index] as string)
      places.push({ left, right })
      left = right
    }
    text += word.text
  }
  const first = places[0]?.left ?? 0
  const last = places.at(-1)?.right ?? 0
  return {
    words,
    text,
    leftOf: (index) => places[index]?.left ?? last,
    rightOf: (index) => (index <= 0 ? first : (places[index - 1]?.right ?? last)),
  }
}

/** A line's words without the characters at those indexes of its text. */
export function withoutCharacters(line: HeadingLine, taken: ReadonlySet<number>): FoundWord[] {
  const words: FoundWord[] = []
  let at = 0
  for (const word of line.words) {
    let from = at
    for (let index = at; index <= at + word.text.length; index++) {
      if (index < at + word.text.length && !taken.has(index)) continue
      if (index > from) words.push(part(line, word, at, from, index))
      from = index + 1
    }
    at += word.text.length + 1
  }
  return words
}

function part(line: HeadingLine, word: FoundWord, at: number, from: number, to: number): FoundWord {
  if (from === at && to === at + word.text.length) return word
  const [, y0, , y1] = word.box
  return { ...word, text: word.text.slice(from - at, to - at), box: [line.leftOf(from), y0, line.rightOf(to), y1] }
}

/** Width of a character of serif print in parts of the font size, near enough to part a number from its slash. */
function widthOf(character: string): number {
  if (/\d/u.test(character)) return 0.5
  if (/[/:.,;'|!ijlItfr]/u.test(character)) return 0.29
  if (/[-()]/u.test(character)) return 0.34
  if (/\p{Lu}/u.test(character)) return 0.7
  return 0.47
}
