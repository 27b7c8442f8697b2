import type { Glyph } from './glyphs.ts'

/** What typed digits keep to, against typed characters of the same line; anything else is taken for ink. */
const print = {
  /** Height against capitals and digits of the line. */
  shortest: 0.85,
  tallest: 1.17,
  /** Foot above or below the line's, in parts of the height. */
  foot: 0.14,
  /** Colour above that of the line's print. */
  colour: 22,
  /** Brighter or darker than the line's print. */
  brightness: 45,
  /** From one digit to the next, in parts of the height, where the line itself does not tell. */
  pitch: 0.74,
  /** A digit's own width, in parts of the height. */
  digitWidth: 0.6,
  /** How far the width of all digits together may be off, in parts of the height. */
  span: 0.4,
} as const

/** The line's print: what its digits are measured by. */
export interface PrintMeasure {
  height: number
  foot: number
  colour: number
  brightness: number
}

/** @returns `null` when the glyphs are themselves too uneven to be a line of print. */
export function measurePrint(glyphs: readonly Glyph[]): PrintMeasure | null {
  if (glyphs.length < 2) return null
  const height = middle(glyphs.map((glyph) => glyph.y1 - glyph.y0))
  const foot = middle(glyphs.map((glyph) => glyph.y1))
  const even = glyphs.filter(
    (glyph) =>
      Math.abs(glyph.y1 - glyph.y0 - height) < 0.15 * height && Math.abs(glyph.y1 - foot) < print.foot * height,
  )
  if (even.length < 2 || even.length < glyphs.length / 2) return null
  return {
    height,
    foot,
    colour: middle(even.map((glyph) => glyph.colour)),
    brightness: middle(even.map((glyph) => glyph.brightness)),
  }
}

/** Whether the glyphs where `count` digits were read look like `count` typed digits. */
export function isTyped(glyphs: readonly Glyph[], count: number, measure: PrintMeasure): boolean {
  const { height, foot, colour, brightness } = measure
  if (glyphs.length === 0 || glyphs.length > count) return false
  const alike = glyphs.every((glyph) => {
    const tall = (glyph.y1 - glyph.y0) / height
    return (
      tall >= print.shortest &&
      tall <= print.tallest &&
      Math.abs(glyph.y1 - foot) <= print.foot * height &&
      glyph.colour <= colour + print.colour &&
      Math.abs(glyph.brightness - brightness) <= print.brightness
    )
  })
  const first = glyphs[0] as Glyph
  const last = glyphs.at(-1) as Glyph
  const span = ((count - 1) * print.pitch + print.digitWidth) * height
  return alike && Math.abs(last.x1 - first.x0 - span) <= print.span * height
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
