import type { GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import { type Glyph, glyphsIn } from './glyphs.ts'
import { type Area, inkLevel } from './ink.ts'
import { withoutInk } from './read-again.ts'
import type { Plate } from './rules.ts'

/** What capitals and digits of one line keep to, in parts of a digit's height. */
const row = {
  shortest: 0.88,
  tallest: 1.16,
  /** Feet of one line are so near to one another. */
  foot: 0.1,
  /** Room for marks above and descenders below. */
  above: 0.45,
  below: 0.3,
  /** … before the first digit, where a label stands, and behind the last capital. */
  before: 3.2,
  behind: 0.9,
} as const
/** Capitals and digits on one foot that make a line: the shortest symbol with its number has six. */
const fewest = 4
/** Lines tried. */
const most = 3

export interface PrintRow {
  area: Area
  foot: number
}

/**
 * Lines of print in an area, the fullest first, told by capitals and digits of one height standing on one foot: where
 * a stamp's letters reach into a line, an engine takes both for one.
 * @param tall Height of the line's digits in pixels.
 */
export function rowsOfPrint(raster: Raster, { page }: Plate, area: Area, tall: number): PrintRow[] {
  const capitals = glyphsIn(raster, page, area, row.shortest * tall, inkLevel(page, area)).filter(
    ({ x0, x1, y0, y1 }) => y1 - y0 <= row.tallest * tall && x1 - x0 <= 1.6 * tall,
  )
  const rows: PrintRow[] = []
  let left = capitals
  while (rows.length < most) {
    const fullest = left
      .map((glyph) => left.filter(({ y1 }) => Math.abs(y1 - glyph.y1) <= row.foot * tall))
      .reduce((best, group) => (group.length > best.length ? group : best), [] as Glyph[])
    if (fullest.length < fewest) break
    const foot = middle(fullest.map(({ y1 }) => y1))
    rows.push({
      foot,
      area: {
        x0: Math.max(area.x0, Math.min(...fullest.map(({ x0 }) => x0)) - row.before * tall),
        x1: Math.min(area.x1, Math.max(...fullest.map(({ x1 }) => x1)) + row.behind * tall),
        y0: foot - (1 + row.above) * tall,
        y1: foot + row.below * tall,
      },
    })
    left = left.filter((glyph) => !fullest.includes(glyph))
  }
  return rows
}

/** The page without what begins below a row and goes on beyond it: letters of a stamp, the next line. */
export function withoutNextRow(raster: Raster, plate: Plate, { area, foot }: PrintRow, tall: number): GreyImage {
  const below = { ...area, y0: foot - 0.12 * tall, y1: foot + 0.5 * tall }
  const others = glyphsIn(raster, plate.page, below, 1, inkLevel(plate.page, area)).filter(
    ({ y0, y1 }) => y0 > below.y0 + 1 && y1 >= Math.floor(below.y1) - 1,
  )
  return withoutInk(plate.page, others)
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
