import type { FoundWord } from '../ocr/engine.ts'
import type { Stretch } from './places.ts'

/** A line of the heading as one string, each character knowing its place on the page. */
export interface HeadingLine {
  /** The words as the engine gave them. */
  given: readonly FoundWord[]
  /** The same, none reaching into the next. */
  words: readonly FoundWord[]
  text: string
  /** Left edge of the character at that index of `text` in pixels; within a word taken in the usual proportions of print. */
  leftOf(index: number): number
  /** Right edge of the character before that index. */
  rightOf(index: number): number
  /** Where most of the words of a stretch begin and end, top and bottom; of all words where it touches none. */
  bandOf(stretch: Stretch): readonly [top: number, foot: number]
  /**
   * Left and right edge of a stretch: those of the words beside it; where it is part of a word, what is left when the
   * word's other characters take their usual room.
   * @param size Size of the print in pixels.
   * @param last Whether the word behind is followed by white, so that its right edge is surely its own.
   */
  edgesOf(stretch: Stretch, size: number, last: boolean): readonly [left: number, right: number]
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

/** The words, none reaching into the next: now and then an engine gives one the room of several. */
function parted(words: readonly FoundWord[]): FoundWord[] {
  return words.map((word, index) => {
    const next = words[index + 1]?.box[0] ?? Infinity
    const [left, top, right, foot] = word.box
    return next >= right || next <= left ? word : { ...word, box: [left, top, next, foot] }
  })
}

/** @param given From left to right. */
export function toLine(given: FoundWord[]): HeadingLine {
  const words = parted(given)
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
    given,
    words,
    text,
    leftOf: (index) => places[index]?.left ?? last,
    rightOf: (index) => (index <= 0 ? first : (places[index - 1]?.right ?? last)),
    bandOf: (stretch) => bandOf(wordsAt(words, stretch), words),
    edgesOf: (stretch, size, end) => edgesOf(words, stretch, size, end) ?? [first, last],
  }
}

/** A line's words with where in its text each begins. */
function placed(words: readonly FoundWord[]): { word: FoundWord; start: number; end: number }[] {
  let at = 0
  return words.map((word) => {
    const start = at
    at += word.text.length + 1
    return { word, start, end: start + word.text.length }
  })
}

function wordsAt(words: readonly FoundWord[], { start, end }: Stretch): FoundWord[] {
  return placed(words)
    .filter((at) => at.start < end && at.end > start)
    .map(({ word }) => word)
}

/** Words a stamp was read into are taller than the rest, specks lower; they say nothing of where the line stands. */
function bandOf(words: readonly FoundWord[], all: readonly FoundWord[]): [number, number] {
  const heights = all.map(({ box }) => box[3] - box[1]).sort((a, b) => a - b)
  const usual = heights[heights.length >> 1] ?? 1
  const even = (word: FoundWord) => {
    const tall = (word.box[3] - word.box[1]) / usual
    return tall > 0.6 && tall < 1.35
  }
  const chosen = [words.filter(even), all.filter(even), all].find((candidates) => candidates.length > 0) ?? []
  return [middle(chosen.map(({ box }) => box[1])), middle(chosen.map(({ box }) => box[3]))]
}

/** A word wider than this, in parts of its usual room, has ink in its box that an engine took for a part of it. */
const swollen = 1.2

function edgesOf(
  words: readonly FoundWord[],
  { start, end }: Stretch,
  size: number,
  sure: boolean,
): [number, number] | null {
  const all = placed(words)
  const before = all.findLast((at) => at.start < start)
  const behind = all.find((at) => at.end > end)
  const [first, last] = [all[0]?.word.box[0], all.at(-1)?.word.box[2]]
  if (first === undefined || last === undefined) return null
  const left =
    before === undefined
      ? first
      : before.end <= start
        ? Math.min(before.word.box[2], before.word.box[0] + swollen * size * roomOf(before.word.text))
        : before.word.box[0] + size * roomOf(before.word.text.slice(0, start - before.start))
  const right =
    behind === undefined
      ? last
      : behind.start >= end
        ? Math.max(
            behind.word.box[0],
            sure ? behind.word.box[2] - swollen * size * roomOf(behind.word.text) : behind.word.box[0],
          )
        : behind.word.box[2] - size * roomOf(behind.word.text.slice(end - behind.start))
  return [left, Math.max(left + 1, right)]
}

function roomOf(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0)
}

/** What a stretch of a line's text is replaced by; nothing where `text` is `null`. */
export interface Edit extends Stretch {
  text: string | null
  confidence: number
}

/** A line's words with those stretches replaced; each new text is a word of its own. */
export function rewrite(line: HeadingLine, edits: readonly Edit[]): FoundWord[] {
  const taken = new Set(edits.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, at) => start + at)))
  const key = line.words[0]?.line ?? ''
  const added = edits.flatMap(({ start, end, text, confidence }): FoundWord[] => {
    const [top, foot] = line.bandOf({ start, end })
    const [left, right] = [line.leftOf(start), line.rightOf(end)]
    return text === null ? [] : [{ text, confidence, box: [left, top, Math.max(right, left + 1), foot], line: key }]
  })
  return [...withoutCharacters(line, taken), ...added].sort((a, b) => a.box[0] - b.box[0])
}

function withoutCharacters(line: HeadingLine, taken: ReadonlySet<number>): FoundWord[] {
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

/** The least confidence of the words a stretch of a line touches. */
export function confidenceAt(line: HeadingLine, stretch: Stretch): number {
  return Math.min(1, ...wordsAt(line.words, stretch).map(({ confidence }) => confidence))
}

/** Width of a character of serif print in parts of the font size, near enough to part a number from its slash. */
function widthOf(character: string): number {
  if (/\d/u.test(character)) return 0.5
  if (/[/:.,;'|!ijlItfr]/u.test(character)) return 0.29
  if (/[-()]/u.test(character)) return 0.34
  if (/[SPLFJ]/u.test(character)) return 0.56
  if (/[TEZBCR]/u.test(character)) return 0.64
  if (/\p{Lu}/u.test(character)) return 0.72
  return 0.47
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
