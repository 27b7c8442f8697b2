import type { PdfDict } from '../../../pdf/syntax/objects.ts'
import { black, type Colour, type ColourSpace } from './colours.ts'
import { everywhere, type Matrix, type Rectangle } from './matrix.ts'
import type { PlainFont } from './plain-font.ts'

/** The graphics and text state that reading text and finding what covers it asks for (ISO 32000-2 §8.4.1, §9.3). */
export interface GraphicsState {
  matrix: Matrix
  /** A rectangle on the page around what is not clipped away (§8.5.4); larger than the clipping path where that is no rectangle. */
  clip: Rectangle
  font: PlainFont | null
  fontSize: number
  characterSpacing: number
  wordSpacing: number
  /** 1 for 100 %. */
  stretch: number
  leading: number
  rise: number
  renderMode: number
  fillSpace: ColourSpace
  fill: Colour
  /** 0 transparent to 1 opaque. */
  fillAlpha: number
  /** A soft mask or a blend mode is at work: what is painted may let through what lies under it. */
  blended: boolean
}

export function firstState(matrix: Matrix): GraphicsState {
  return {
    matrix,
    clip: everywhere,
    font: null,
    fontSize: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    renderMode: 0,
    fillSpace: 'grey',
    fill: black,
    fillAlpha: 1,
    blended: false,
  }
}

/** Where names used in a content stream are looked up. */
export type Resources = PdfDict
