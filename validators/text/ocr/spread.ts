import type { FoundWord } from './engine.ts'

/** What tells a sheet with two pages side by side from a wide table or one broad page. */
const rule = {
  /** Width over height from which a sheet can hold two upright pages. */
  broad: 1.2,
  /** Lines on either side. */
  lines: 8,
  /** Share of a side's words that stand in lines as wide as prose. */
  prose: 0.6,
  /** How much of the width of its side's print a line of prose fills, on average rather more. */
  filled: 0.6,
} as const

/** Words of one page of a sheet, and where it lies on it. */
export interface Leaf {
  words: readonly FoundWord[]
  /** Left edge and width in pixels. */
  left: number
  width: number
}

/**
 * Parts the two pages of a spread (a book or a folded A3 sheet laid open on the scanner): no word stands across the
 * middle, and on either side the lines are prose of that side's width. Anything else is one page.
 */
export function leavesOf(words: readonly FoundWord[], sheet: { width: number; height: number }): Leaf[] {
  const whole = [{ words, left: 0, width: sheet.width }]
  if (sheet.width < rule.broad * sheet.height) return whole
  const fold = foldOf(words, sheet.width)
  if (fold === null) return whole
  const sides = [words.filter(({ box }) => box[2] <= fold), words.filter(({ box }) => box[2] > fold)] as const
  if (!sides.every(isProse)) return whole
  return [
    { words: sides[0], left: 0, width: fold },
    { words: sides[1], left: fold, width: sheet.width - fold },
  ]
}

/** Middle of the widest upright stripe near the middle of the sheet that no word touches; `null` where there is none. */
function foldOf(words: readonly FoundWord[], width: number): number | null {
  const [from, to] = [0.42 * width, 0.58 * width]
  const near = words.filter(({ box }) => box[2] > from && box[0] < to).sort((a, b) => a.box[0] - b.box[0])
  let best = { middle: 0, wide: 0.02 * width }
  let reached: number = from
  for (const { box } of [...near, { box: [to, 0, to, 0] as const }]) {
    if (box[0] - reached > best.wide) best = { middle: (box[0] + reached) / 2, wide: box[0] - reached }
    reached = Math.max(reached, box[2])
  }
  return best.middle > 0 ? best.middle : null
}

function isProse(words: readonly FoundWord[]): boolean {
  if (words.length === 0) return false
  const left = Math.min(...words.map(({ box }) => box[0]))
  const right = Math.max(...words.map(({ box }) => box[2]))
  const lines = [...Map.groupBy(words, ({ line }) => line).values()]
  const wide = lines.filter((line) => isUnbroken(line) && extentOf(line) > rule.filled * (right - left))
  const inWide = wide.reduce((sum, line) => sum + line.length, 0)
  return wide.length >= rule.lines && inWide > rule.prose * words.length
}

function extentOf(line: readonly FoundWord[]): number {
  return Math.max(...line.map(({ box }) => box[2])) - Math.min(...line.map(({ box }) => box[0]))
}

/** Between the cells of a table lie gaps wider than any between words of a justified line. */
function isUnbroken(line: readonly FoundWord[]): boolean {
  const sorted = line.toSorted((a, b) => a.box[0] - b.box[0])
  return sorted.every(({ box }, index) => {
    const next = sorted[index + 1]
    return !next || next.box[0] - box[2] < 2 * (box[3] - box[1])
  })
}
