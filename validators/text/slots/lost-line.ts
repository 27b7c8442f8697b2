import type { FoundWord } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import type { Area } from './ink.ts'

/** Number and date stand in the upper part of a first page. */
const lowest = 0.32
/** The left column of a heading ends, and its right one begins, in these parts of the width. */
const columns = { left: 0.5, right: 0.35 } as const

/** Nothing is typed so near to the edge of a page, in parts of its width. */
const edge = 0.03

const numberWord = /^[S5][ốóôồổỗộò]\p{L}?[:.;]?$|^\S{0,8}\/(?:\d{4}\/)?\p{Lu}\S*$|^\p{Lu}{1,5}[-–]\p{Lu}{2,}\S*$/u
const dateWord = /^t[hl][áaàảâ]n[gpq]$|^n[ăaâấ]m$/u

/** Where a line may be that was not read. */
export interface LostLine {
  area: Area
  /** Key of the line the engine counted it to. */
  key: string
  /** Where its print is searched when nothing is read there. */
  search: Area
  /** Height of a digit in pixels. */
  tall: number
}

/** Where the line of the number stands, told by a word that belongs in it, else by the date, which stands beside it. */
export function anchorOfNumber(words: readonly FoundWord[], raster: Raster): LostLine | null {
  const word = words.find(
    ({ text, box }) => box[1] < lowest * raster.height && box[0] < 0.42 * raster.width && numberWord.test(text),
  )
  if (!word) return besideDate(words, raster)
  const next = words
    .filter((other) => other.line === word.line && other.box[0] > word.box[2] + 2 * height(word))
    .map(({ box }) => box[0])
  const end = Math.min(columns.left * raster.width, ...next.map((left) => left - 0.5 * height(word)))
  const left = Math.max(edge * raster.width, word.box[0] - 8 * height(word))
  return around(word, left, Math.max(word.box[2] + 5, end), raster)
}

function besideDate(words: readonly FoundWord[], raster: Raster): LostLine | null {
  const word = wordOfDate(words, raster)
  const day = word && words.find((other) => other.line === word.line && /^ng[àa]y$/u.test(other.text))
  if (!day) return null
  const [, top, , foot] = day.box
  const left = words
    .filter(({ box }) => box[0] > columns.right * raster.width && box[3] > top && box[1] < foot)
    .map(({ box }) => box[0])
  const found = around(day, edge * raster.width, Math.min(...left) - height(day), raster)
  // What hid the number is a stamp that begins right below it; "ngày" already reaches below the line.
  return { ...found, area: { ...found.area, y1: foot + 0.05 * height(day) }, key: `${day.line} beside` }
}

function wordOfDate(words: readonly FoundWord[], raster: Raster): FoundWord | undefined {
  return words.find(
    ({ text, box }) => box[1] < lowest * raster.height && box[0] > columns.right * raster.width && dateWord.test(text),
  )
}

/** Where the line of the date stands. */
export function anchorOfDate(words: readonly FoundWord[], raster: Raster): LostLine | null {
  const word = wordOfDate(words, raster)
  return word ? around(word, columns.right * raster.width, (1 - edge) * raster.width, raster) : null
}

/** Height of a typed digit in inches where the page does not tell: 13 points. */
const usualHeight = 0.122
/** How far from the other column's line a line may stand, in heights of a digit. */
const apart = 1.4

function around(word: FoundWord, x0: number, x1: number, raster: Raster): LostLine {
  const tall = height(word)
  const area = { x0, x1, y0: word.box[1] - 0.6 * tall, y1: word.box[3] + 0.5 * tall }
  const digit = usualHeight * raster.dots
  const search = { x0, x1, y0: word.box[1] - apart * digit, y1: word.box[3] + apart * digit }
  return { area, key: word.line, search, tall: digit }
}

function height({ box }: FoundWord): number {
  return box[3] - box[1]
}
