import type { PageFrame } from '../frame.ts'
import { coversText, isLight, type PagePaint, type Paint, paintedBox, shareOf } from '../hidden.ts'
import type { Colour } from './colours.ts'
import type { GraphicsState } from './graphics-state.ts'
import { type Matrix, mapRectangle, meet, type Rectangle } from './matrix.ts'
import { notPlain } from './not-plain.ts'

/** An alpha below this lets text through. */
const opaque = 250 / 255
/** A shape of more points than a rectangle is no cover whose box says where it lies. */
const mostPoints = 6
const unitSquare: Rectangle = [0, 0, 1, 1]

/** Counts what a page paints and keeps what can cover text, in order. */
export class Painting {
  readonly #frame: PageFrame
  readonly #paints: Paint[] = []
  #objects = 0
  #imageShare = 0
  #points = 0
  #clips = false
  #left = Number.POSITIVE_INFINITY
  #bottom = Number.POSITIVE_INFINITY
  #right = Number.NEGATIVE_INFINITY
  #top = Number.NEGATIVE_INFINITY

  constructor(frame: PageFrame) {
    this.#frame = frame
  }

  /** One more thing on the page; its number is its place in the order of painting. */
  nextObject(): number {
    return this.#objects++
  }

  /** One more point of the path that is being drawn. */
  point({ a, b, c, d, e, f }: Matrix, x: number, y: number): void {
    this.#points++
    const [px, py] = [a * x + c * y + e, b * x + d * y + f]
    if (px < this.#left) this.#left = px
    if (px > this.#right) this.#right = px
    if (py < this.#bottom) this.#bottom = py
    if (py > this.#top) this.#top = py
  }

  /** The path that is being drawn will clip what follows it, once it ends. */
  clipNext(): void {
    this.#clips = true
  }

  /** Ends the path; `filled` when its inside is painted. */
  endPath(state: GraphicsState, filled: boolean, painted: boolean): void {
    const box: Rectangle = [this.#left, this.#bottom, this.#right, this.#top]
    if (painted && this.#points > 0) {
      const order = this.nextObject()
      if (filled && this.#points <= mostPoints && isOpaque(state)) this.#cover(order, state.fill, meet(box, state.clip))
    }
    if (this.#clips && this.#points > 0) state.clip = meet(state.clip, box)
    this.#clips = false
    this.#points = 0
    this.#left = this.#bottom = Number.POSITIVE_INFINITY
    this.#right = this.#top = Number.NEGATIVE_INFINITY
  }

  /** A picture, which fills the unit square; `solid` when it has no mask of its own. */
  image(state: GraphicsState, solid: boolean): void {
    const order = this.nextObject()
    const rectangle = mapRectangle(state.matrix, unitSquare)
    this.#imageShare = Math.max(this.#imageShare, shareOf(paintedBox(this.#frame, ...rectangle), this.#frame))
    if (solid && isOpaque(state)) this.#keep({ order, kind: 'image', light: false }, meet(rectangle, state.clip))
  }

  finish(): PagePaint {
    return {
      paints: this.#paints,
      orderOf: (object) => object,
      imageShare: this.#imageShare,
      objects: this.#objects,
    }
  }

  #cover(order: number, fill: Colour, rectangle: Rectangle): void {
    if (fill === null) return
    if (fill !== 'unknown') this.#keep({ order, kind: 'path', light: isLight(fill) }, rectangle)
    else if (coversText(paintedBox(this.#frame, ...rectangle))) notPlain('a shape in a colour that is not worked out')
  }

  #keep(paint: Omit<Paint, 'box'>, rectangle: Rectangle): void {
    const box = paintedBox(this.#frame, ...rectangle)
    if (coversText(box)) this.#paints.push({ ...paint, box })
  }
}

function isOpaque(state: GraphicsState): boolean {
  return !state.blended && state.fillAlpha >= opaque
}
