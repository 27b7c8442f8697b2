import { readColumns } from '../layout/columns.ts'
import type { LaidWord } from '../layout/glyph-word.ts'
import { gatherLines } from '../layout/lines.ts'
import { cutSegments } from '../layout/segments.ts'
import type { Line } from '../read-document.ts'
import type { FoundWord } from './engine.ts'
import { type Leaf, leavesOf } from './spread.ts'

/** Letters that reach below the baseline. */
export const descends = /[gpqyjQ,;()/[\]{}|ạặậẹệịọộợụựỵẠẶẬẸỆỊỌỘỢỤỰỴ]/u
/** What descends hangs this part of the font size below the baseline. */
export const descent = 0.22

/**
 * Lays words out as they read on the picture set upright, whichever way up the page is displayed.
 * @param picture The picture the words were read from.
 * @param onPage From pixels of that picture to points of the page as displayed.
 */
export function layWords(
  words: readonly FoundWord[],
  picture: { width: number; height: number; dots: number },
  onPage: (box: FoundWord['box']) => LaidWord['box'],
): Line[] {
  return leavesOf(words, picture).flatMap((leaf) => layLeaf(leaf, 72 / picture.dots, onPage))
}

/** Places across are those on the leaf; the boxes of words stay those of the sheet. */
function layLeaf({ words, left, width }: Leaf, scale: number, onPage: (box: FoundWord['box']) => LaidWord['box']) {
  const groups = new Map<string, FoundWord[]>()
  for (const word of words) groups.set(word.line, [...(groups.get(word.line) ?? []), word])
  let order = 0
  const laid = [...groups.values()].flatMap((group) => {
    const lineWords = group.map((word) => ({
      word,
      box: word.box.map((edge) => edge * scale) as unknown as LaidWord['box'],
    }))
    const size = sizeOf(lineWords.map(({ box }) => box[3] - box[1]))
    const baseline = middle(
      lineWords.map(({ word, box }) => (descends.test(word.text) ? box[3] - descent * size : box[3])),
    )
    // A line of its own in the engine's eyes is not written on from the line before.
    order++
    return lineWords.map(
      ({ word, box }): LaidWord => ({
        text: word.text,
        x0: box[0] - left * scale,
        x1: box[2] - left * scale,
        y0: box[1],
        y1: box[3],
        baseline,
        size,
        order: order++,
        spaced: true,
        confidence: word.confidence,
        box: onPage(word.box),
      }),
    )
  })
  const lines = gatherLines(laid).map((line) => cutSegments(line, width * scale))
  return readColumns(lines.filter((line) => line !== null))
}

/** The font size a line's word heights speak of: print with marks and descenders fills about its size. */
function sizeOf(heights: readonly number[]): number {
  const sorted = [...heights].sort((a, b) => a - b)
  return Math.max(4, (sorted[Math.floor(sorted.length * 0.75)] ?? 4) * 1.05)
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
