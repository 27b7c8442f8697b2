import type { FoundWord } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import type { Area } from './ink.ts'

/** Number and date stand in the upper part of a first page. */
const lowest = 0.32
/** The left column of a heading ends, and its right one begins, in these parts of the width. */
const columns = { left: 0.5, right: 0.35 } as const

const numberWord = /^[S5][ốóôồổỗộò]\p{L}?[:.;]?$|^\S{0,8}\/(?:\d{4}\/)?\p{Lu}\S*$|^\p{Lu}{1,5}[-–]\p{Lu}{2,}\S*$/u
const dateWord = /^t[hl][áaàảâ]n[gpq]$|^n[ăaâấ]m$/iu

/** Where the line of the number stands, told by a word that belongs in it. */
export function anchorOfNumber(words: readonly FoundWord[], raster: Raster): { area: Area; key: string } | null {
  const word = words.find(
    ({ text, box }) => box[1] < lowest * raster.height && box[0] < 0.42 * raster.width && numberWord.test(text),
  )
  if (!word) return null
  const next = words
    .filter((other) => other.line === word.line && other.box[0] > word.box[2] + 2 * height(word))
    .map(({ box }) => box[0])
  const end = Math.min(columns.left * raster.width, ...next.map((left) => left - 0.5 * height(word)))
  return around(word, Math.max(0.03 * raster.width, word.box[0] - 8 * height(word)), Math.max(word.box[2] + 5, end))
}

/** Where the line of the date stands. */
export function anchorOfDate(words: readonly FoundWord[], raster: Raster): { area: Area; key: string } | null {
  const word = words.find(
    ({ text, box }) => box[1] < lowest * raster.height && box[0] > columns.right * raster.width && dateWord.test(text),
  )
  return word ? around(word, columns.right * raster.width, 0.97 * raster.width) : null
}

function around(word: FoundWord, x0: number, x1: number): { area: Area; key: string } {
  const tall = height(word)
  return { area: { x0, x1, y0: word.box[1] - 0.6 * tall, y1: word.box[3] + 0.5 * tall }, key: word.line }
}

function height({ box }: FoundWord): number {
  return box[3] - box[1]
}
