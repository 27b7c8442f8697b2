import type { GreyImage } from '../engine.ts'
import { blankInk, inkOf, stretched } from './ink.ts'
import { lightEvenly, paperOf } from './paper.ts'
import { dropSpecks } from './specks.ts'

/** A page made ready for the engine. */
export interface Restored {
  image: GreyImage
  /** Nothing is written on it. */
  blank: boolean
}

/** Paper darker than this, or whose tones lie farther apart, is brought to one tone. */
const bounds = { paper: 200, spread: 30 } as const

/**
 * Undoes what copiers, cameras and empty cartridges did to a page: uneven light and dark paper, faint print, dust. A
 * good scan is handed on as it is.
 */
export function restorePage(grey: GreyImage): Restored {
  const paper = paperOf(grey)
  const uneven = paper.middle < bounds.paper || paper.spread > bounds.spread
  const lit = uneven ? lightEvenly(grey, paper) : grey
  const ink = inkOf(lit)
  if (ink.share < blankInk) return { image: lit, blank: true }
  return { image: dropSpecks(stretched(lit, ink), 128), blank: false }
}
