import type { Box } from '../read-document.ts'

/**
 * A word in reading space: turned upright, x to the right, y downwards, points. Layout works on these, whatever they
 * were read from.
 */
export interface LaidWord {
  text: string
  x0: number
  x1: number
  /** Top and bottom of the font's box. */
  y0: number
  y1: number
  baseline: number
  /** Font size in points. */
  size: number
  /** Place in the order in which the source wrote it; neighbours there belong together. */
  order: number
  /** True when white space that the source itself wrote stands before the word. */
  spaced: boolean
  confidence: number
  /** The box on the page as displayed. */
  box: Box
}

/** One visual line: its words from left to right. */
export interface LaidLine {
  words: LaidWord[]
  baseline: number
  size: number
}
