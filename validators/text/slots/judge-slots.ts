import type { GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import { type Glyph, glyphsIn } from './glyphs.ts'
import { confidenceAt, type HeadingLine } from './heading-line.ts'
import { type Area, inkLevel, inkMask } from './ink.ts'
import type { Place, Slots } from './places.ts'
import { measurePrint, type PrintMeasure, readTyped } from './print-or-pen.ts'
import type { Plate } from './rules.ts'

/** What stands at a place of a line. */
export interface JudgedPlace extends Place {
  /** What the engine read there, as digits. */
  read: string
  /** The same, where the digits look typed and their shapes say so too. */
  agreed: string | null
  /** Whether the engine is sure enough, and the digits whole enough, for that to do. */
  sure: boolean
  /** How much they look typed. */
  confidence: number
  /** Ink at the place. */
  glyphs: Glyph[]
  /** The place itself in pixels, without the room above and below that ink may take. */
  area: Area
}

export interface JudgedLine {
  line: HeadingLine
  slots: Slots
  places: JudgedPlace[]
  measure: PrintMeasure | null
  /** Whether print goes on close behind what was read of it: the end of a symbol was not read. */
  cut: boolean
  /** The least confidence among the words around the places, as the engine gave it. */
  confidence: number
}

/** Confidence of the engine below which digits are doubtful however typed they look, unless it reads them twice. */
const leastConfidence = 0.3
/** Confidence from which its reading bears out shapes that alone would not do. */
const goodConfidence = 0.85
/** Height of a digit in parts of the size of its print. */
const digitHeight = 0.676
/** By how much ink spreads in a scan, top and bottom together, in inches. */
const spread = 0.007

export function judgeLine(line: HeadingLine, slots: Slots, raster: Raster, plate: Plate): JudgedLine {
  const grey = plate.page
  const [top, foot] = line.bandOf(slots.whole)
  const tall = foot - top
  const level = inkLevel(grey, withRoom(line, slots))
  const print = { ...withRoom(line, slots), x0: line.leftOf(slots.print.start), x1: line.rightOf(slots.print.end) }
  const typed = glyphsIn(raster, grey, print, 0.3 * tall, level).filter(
    ({ x0, x1 }) => x0 >= print.x0 - 2 && x1 <= print.x1 + 2,
  )
  const measure = measurePrint(typed)
  const confidence = Math.min(
    confidenceAt(line, slots.print),
    ...slots.labels.map((label) => confidenceAt(line, label)),
  )
  const places = slots.places.map((place) => judgePlace(line, slots, place, measure, raster, plate, level))
  const cut = goesOn(raster, grey, line.rightOf(slots.print.end), measure ?? { height: 0.7 * tall, foot }, level)
  return { line, slots, measure, places, cut, confidence }
}

function judgePlace(
  line: HeadingLine,
  slots: Slots,
  place: Place,
  measure: PrintMeasure | null,
  raster: Raster,
  plate: Plate,
  level: number,
): JudgedPlace {
  const [top, foot] = line.bandOf(slots.whole)
  const tall = foot - top
  const sure = confidenceAt(line, place)
  const read = asDigits(line.text.slice(place.start, place.end))
  const judgeBetween = (x0: number, x1: number): JudgedPlace => {
    const around = { ...withRoom(line, slots), x0: x0 - 0.3 * tall, x1: x1 + 0.3 * tall }
    const glyphsAt = (stands: { top: number; foot: number } | null) =>
      glyphsIn(raster, plate.page, around, 0.35 * (measure?.height ?? 0.7 * tall), level, stands)
        .filter((glyph) => isBetween(glyph, x0, x1) && !(glyph.x1 > x1 && isSlash(glyph)))
        .filter((glyph) => glyph.y0 < foot - 0.15 * tall && glyph.y1 > top + 0.15 * tall)
    const glyphs = glyphsAt(null)
    // Specks above the line, and letters of a stamp set close below it, are no part of its print.
    const standing = measure ? glyphsAt({ top: measure.foot - measure.height, foot: measure.foot }) : glyphs
    const shapes = readTyped(standing, measure, sure >= goodConfidence, plate)
    const fits = shapes !== null && shapes.text.length <= (place.kind === 'number' ? 6 : 2)
    const whole = !plate.bleached || standsClose(plate.page, standing, level, measure?.height ?? 0.7 * tall)
    const agreed = fits && whole && read === shapes.text ? shapes.text : null
    const area = { x0, x1, y0: top, y1: foot }
    const plainly = sure >= leastConfidence && shapes?.damaged === false
    return { ...place, read, agreed, sure: plainly, confidence: shapes?.likeness ?? 0, glyphs, area }
  }
  // The share of a word that its characters take is nearly right where they were read right, as print is.
  const [left, right] = [line.leftOf(place.start), line.rightOf(place.end)]
  for (const off of [0, -0.2, 0.2]) {
    const asRead = judgeBetween(left, right + off * tall)
    if (asRead.agreed !== null) return asRead
  }
  const size = measure ? (measure.height - spread * raster.dots) / digitHeight : tall
  const [x0, x1] = line.edgesOf(place, size, place.kind === 'number')
  return judgeBetween(slots.open ? Math.min(x0, withRoom(line, slots).x0) : x0, x1)
}

/** Letters an engine takes digits for; only asked where the shapes are those of typed digits. */
const lookalikes: Readonly<Record<string, string>> = {
  ...{ I: '1', l: '1', Ì: '1', Í: '1', i: '1', '|': '1', '!': '1', ']': '1' },
  ...{ O: '0', o: '0', Ô: '0', Q: '0', Ó: '0', Ò: '0', Ø: '0' },
  ...{ S: '5', Š: '5', Ş: '5', '§': '5', Z: '2', B: '8', b: '6', g: '9', q: '9' },
}

function asDigits(text: string): string {
  return [...text.replace(/[\s.,:;_'"`“”-]+/gu, '')].map((character) => lookalikes[character] ?? character).join('')
}

/** Whether a glyph's middle is there: the rest belongs to the words before and behind. */
function isBetween(glyph: Glyph, x0: number, x1: number): boolean {
  const middle = (glyph.x0 + glyph.x1) / 2
  return middle > x0 && middle < x1
}

/** Where letters behind a hyphen, or none, would begin and how tall they would be at least, in parts of a digit's height. */
const onward = { from: 0.12, to: 0.75, tall: 0.6 } as const

/** Whether letters begin so close behind a place in a line that they must belong to it. */
function goesOn(
  raster: Raster,
  grey: GreyImage,
  x: number,
  { height, foot }: Pick<PrintMeasure, 'height' | 'foot'>,
  level: number,
): boolean {
  const area = { x0: x + onward.from * height, x1: x + 2 * height, y0: foot - 1.1 * height, y1: foot + 0.1 * height }
  return glyphsIn(raster, grey, area, onward.tall * height, level).some(
    (glyph) => glyph.x0 > area.x0 + 1 && glyph.x0 < x + onward.to * height,
  )
}

/** White beside typed digits, in parts of their height: a blank or two, but no room for a digit written in. */
const widestGap = 0.85

/** Whether print stands close before and behind digits: where a pen's ink was made white, one of them may be gone. */
function standsClose(page: GreyImage, glyphs: readonly Glyph[], level: number, tall: number): boolean {
  const [x0, x1] = [Math.min(...glyphs.map((glyph) => glyph.x0)), Math.max(...glyphs.map((glyph) => glyph.x1))]
  const [y0, y1] = [Math.min(...glyphs.map((glyph) => glyph.y0)), Math.max(...glyphs.map((glyph) => glyph.y1))]
  const reach = Math.round(widestGap * tall)
  const holds = (left: number, right: number) => inkMask(page, { x0: left, x1: right, y0, y1 }, level)?.dark.includes(1)
  return holds(x0 - reach, x0 - 1) === true && holds(x1 + 1, x1 + reach) === true
}

/** What a label and digits that were not read take up, in parts of the height of the line. */
const roomOfLabel = 5

/** Whether a glyph that reaches over the end of a number is the slash behind it: one straight stroke that rises. */
function isSlash({ points, x0, x1, y0, y1 }: Glyph): boolean {
  if (x1 - x0 > 0.7 * (y1 - y0)) return false
  const count = points.length / 2
  const [middleX, middleY] = [(x0 + x1) / 2, (y0 + y1) / 2]
  let [xx, xy, yy] = [0, 0, 0]
  for (let index = 0; index < points.length; index += 2) {
    const [dx, dy] = [(points[index] as number) - middleX, (points[index + 1] as number) - middleY]
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  return count > 0 && -xy / Math.sqrt(xx * yy || 1) > straight
}

/** How well the pixels of a slash lie on a line, as a correlation. */
const straight = 0.85

/** Number or date as it stands in its line, with room above and below, where ink may reach. */
export function withRoom(line: HeadingLine, { whole, open }: Slots): Area {
  const [top, foot] = line.bandOf(whole)
  const tall = foot - top
  const left = line.leftOf(whole.start) - (open ? roomOfLabel * tall : 0)
  return { x0: left, x1: line.rightOf(whole.end), y0: top - 0.5 * tall, y1: foot + 0.4 * tall }
}
