import { cutInto } from './cut-digits.ts'
import { digitImage } from './digit-image.ts'
import type { Glyph } from './glyphs.ts'
import { readInPart, wholeBox } from './hidden-part.ts'
import { readPrint } from './print-digits.ts'
import type { Plate } from './rules.ts'

/** What typed digits keep to; anything else is taken for ink. */
const print = {
  /** Likeness to a typed digit: of every one, and on the average. Neat handwriting stays below 0.85. */
  leastLikeness: 0.8,
  meanLikeness: 0.88,
  /** … where nothing tells how tall the line's print is. */
  surely: 0.9,
  /** … where the engine is sure of the same digits, and they stand in the line to a hair. */
  borneOut: 0.85,
  /** By how much the digit must be more like itself than like any other. */
  margin: 0.1,
  /** … of one that a stamp damaged, among others that are whole and all standing in the line to a hair. */
  damaged: { leastLikeness: 0.7, margin: 0.03 },
  /** Height against capitals and digits of the line. */
  shortest: 0.85,
  tallest: 1.17,
  /** Foot above or below the line's, in parts of the height; document systems set numbers a little off the line. */
  foot: 0.25,
  /** What height and foot may be off by "to a hair". */
  hair: 0.08,
  /** Colour above that of the line's print. */
  colour: 22,
  /** Brighter or darker than the line's print. */
  brightness: 60,
  /** White between two digits of one number, in parts of the height. */
  gap: 0.45,
} as const

/** The line's print: what its digits are measured by. */
export interface PrintMeasure {
  height: number
  foot: number
  colour: number
  brightness: number
}

/** @returns `null` when the glyphs are too few or too uneven to be a line of print. */
export function measurePrint(glyphs: readonly Glyph[]): PrintMeasure | null {
  const digits = glyphs.filter((glyph) => readPrint(digitImage(glyph.points)).likeness > print.meanLikeness)
  if (digits.length >= 2) return measureOf(digits)
  if (glyphs.length < 2) return null
  const { height, foot } = measureOf(glyphs)
  const even = glyphs.filter(
    (glyph) => Math.abs(glyph.y1 - glyph.y0 - height) < 0.15 * height && Math.abs(glyph.y1 - foot) < 0.14 * height,
  )
  return even.length < 2 || even.length < glyphs.length / 2 ? null : measureOf(even)
}

function measureOf(glyphs: readonly Glyph[]): PrintMeasure {
  return {
    height: middle(glyphs.map((glyph) => glyph.y1 - glyph.y0)),
    foot: middle(glyphs.map((glyph) => glyph.y1)),
    colour: middle(glyphs.map((glyph) => glyph.colour)),
    brightness: middle(glyphs.map((glyph) => glyph.brightness)),
  }
}

export interface TypedDigits {
  text: string
  /** Mean likeness to digits of print. */
  likeness: number
  /** Whether one of them is less like itself than print is: damaged, so that a second reading must say the same. */
  damaged: boolean
}

/**
 * Reads glyphs as digits of print: by their shapes, and by standing in the line as its print does.
 * @param borneOut The engine is sure of what it read there.
 * @param plate The picture they stand on, where something was taken off it.
 * @returns `null` when any of them is not plainly such a digit.
 */
export function readTyped(
  glyphs: readonly Glyph[],
  measure: PrintMeasure | null,
  borneOut: boolean,
  plate: Plate | null = null,
): TypedDigits | null {
  const boxes = glyphs.map((glyph) => ({ ...glyph, ...wholeBox(glyph, measure, plate) }))
  if (measure && !boxes.every((glyph) => standsInLine(glyph, measure))) return null
  const height = measure?.height ?? middle(glyphs.map((glyph) => glyph.y1 - glyph.y0))
  const digits = glyphs.flatMap((glyph) =>
    cutInto(glyph, Math.max(1, Math.round((glyph.x1 - glyph.x0) / (0.74 * height)))),
  )
  if (digits.length === 0 || !digits.every((digit, index) => isNear(digits[index - 1], digit, height))) return null
  const readings = digits.flatMap(
    (digit) => readInPart(digit.points, wholeBox(digit, measure, plate), measure, plate) ?? [],
  )
  if (readings.length < digits.length) return null
  const likeness = readings.reduce((sum, reading) => sum + reading.likeness, 0) / readings.length
  const reach = (least: number, margin: number) =>
    readings.every((reading) => reading.likeness >= least && reading.likeness - reading.next >= margin)
  const whole = reach(print.leastLikeness, print.margin)
  // Neat handwriting and the digits of a numbering machine are nearer to a face without serifs.
  const plain = readings.reduce((sum, reading) => sum + reading.plain, 0) / readings.length
  const exact = measure !== null && boxes.every((glyph) => standsExactly(glyph, measure))
  const least = whole && exact && borneOut ? print.borneOut : measure ? print.meanLikeness : print.surely
  if (likeness < least || likeness < plain) return null
  if (!whole && !(exact && reach(print.damaged.leastLikeness, print.damaged.margin))) return null
  return { text: readings.map((reading) => reading.digit).join(''), likeness, damaged: !whole }
}

function standsInLine(glyph: Glyph, { height, foot, colour, brightness }: PrintMeasure): boolean {
  const tall = (glyph.y1 - glyph.y0) / height
  return (
    tall >= print.shortest &&
    tall <= print.tallest &&
    Math.abs(glyph.y1 - foot) <= print.foot * height &&
    glyph.colour - glyph.bled <= colour + print.colour &&
    Math.abs(glyph.brightness - brightness) <= print.brightness
  )
}

function standsExactly(glyph: Glyph, { height, foot }: PrintMeasure): boolean {
  const off = Math.max(Math.abs(glyph.y1 - glyph.y0 - height), Math.abs(glyph.y1 - foot))
  return off <= print.hair * height
}

function isNear(before: { x1: number } | undefined, digit: { x0: number }, height: number): boolean {
  return before === undefined || digit.x0 - before.x1 <= print.gap * height
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
