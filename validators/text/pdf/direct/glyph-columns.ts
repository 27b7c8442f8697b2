import { limits } from '../../limits.ts'
import type { Characters, TextStyle } from '../characters.ts'
import { displayed, type PageFrame } from '../frame.ts'
import type { Matrix } from './matrix.ts'

const firstRoom = 4096

/** What the characters of one shown text have in common. */
export interface Run {
  /** From the run's own space, where it is written along the x axis, to the page's. */
  matrix: Matrix
  /** Bottom and top of the font's box in the run's space. */
  bottom: number
  top: number
  /** As {@link GlyphColumns.styleNumber} gave it. */
  style: number
  /** Its place in the order of painting. */
  object: number
}

/** Gathers the characters of a page as columns, as {@link Characters} has them. */
export class GlyphColumns {
  readonly #frame: PageFrame
  readonly #styles: TextStyle[] = []
  #count = 0
  #truncated = false
  #codes = new Uint32Array(firstRoom)
  #boxes = new Float32Array(firstRoom * 4)
  #origins = new Float32Array(firstRoom * 2)
  #generated = new Uint8Array(firstRoom)
  #styleOf = new Uint16Array(firstRoom)
  #objectOf = new Uint32Array(firstRoom)

  constructor(frame: PageFrame) {
    this.#frame = frame
  }

  /** The number of a style for {@link add}; equal styles have one. */
  styleNumber(style: TextStyle): number {
    const at = this.#styles.findLastIndex((known) => isSame(known, style))
    if (at >= 0) return at
    if (this.#styles.length < 0xffff) this.#styles.push(style)
    return this.#styles.length - 1
  }

  /**
   * Adds one character, or a space that is made up.
   * @param left Left edge in the run's space, with `right` the width of its box.
   */
  add(code: number, left: number, right: number, run: Run, generated: boolean): void {
    const at = this.#count
    if (at >= limits.charactersPerPage) {
      this.#truncated = true
      return
    }
    if (at === this.#codes.length) this.#grow()
    this.#count = at + 1
    this.#codes[at] = code
    this.#styleOf[at] = run.style
    this.#objectOf[at] = run.object
    if (generated) this.#generated[at] = 1
    const { bottom, top } = run
    const { a, b, c, d, e, f } = run.matrix
    const frame = this.#frame
    const boxes = this.#boxes
    if (frame.rotation === 0 && b === 0 && c === 0 && a > 0 && d > 0) {
      const x = e - frame.left
      const y = frame.top - f
      boxes[at * 4] = x + a * left
      boxes[at * 4 + 1] = y - d * top
      boxes[at * 4 + 2] = x + a * right
      boxes[at * 4 + 3] = y - d * bottom
      this.#origins[at * 2] = x + a * left
      this.#origins[at * 2 + 1] = y
      return
    }
    const [ax, ay] = displayed(frame, a * left + c * bottom + e, b * left + d * bottom + f)
    const [bx, by] = displayed(frame, a * right + c * top + e, b * right + d * top + f)
    const [x, y] = displayed(frame, a * left + e, b * left + f)
    boxes[at * 4] = Math.min(ax, bx)
    boxes[at * 4 + 1] = Math.min(ay, by)
    boxes[at * 4 + 2] = Math.max(ax, bx)
    boxes[at * 4 + 3] = Math.max(ay, by)
    this.#origins[at * 2] = x
    this.#origins[at * 2 + 1] = y
  }

  /** Characters so far. */
  get count(): number {
    return this.#count
  }

  style(number: number): TextStyle {
    return this.#styles[number] as TextStyle
  }

  /** Gives the characters from index `first` on another style. */
  restyle(first: number, style: TextStyle): void {
    this.#styleOf.fill(this.styleNumber(style), first, this.#count)
  }

  finish(): Characters {
    const count = this.#count
    return {
      count,
      codes: this.#codes.subarray(0, count),
      boxes: this.#boxes.subarray(0, count * 4),
      origins: this.#origins.subarray(0, count * 2),
      generated: this.#generated.subarray(0, count),
      unmapped: new Uint8Array(count),
      styleOf: this.#styleOf.subarray(0, count),
      objectOf: this.#objectOf.subarray(0, count),
      styles: this.#styles,
      truncated: this.#truncated,
    }
  }

  #grow(): void {
    const room = this.#codes.length * 2
    this.#codes = longer(this.#codes, new Uint32Array(room))
    this.#boxes = longer(this.#boxes, new Float32Array(room * 4))
    this.#origins = longer(this.#origins, new Float32Array(room * 2))
    this.#generated = longer(this.#generated, new Uint8Array(room))
    this.#styleOf = longer(this.#styleOf, new Uint16Array(room))
    this.#objectOf = longer(this.#objectOf, new Uint32Array(room))
  }
}

function longer<T extends Uint8Array | Uint16Array | Uint32Array | Float32Array>(old: T, room: T): T {
  room.set(old)
  return room
}

function isSame(a: TextStyle, b: TextStyle): boolean {
  return (
    a.size === b.size &&
    a.font === b.font &&
    a.turns === b.turns &&
    a.renderMode === b.renderMode &&
    a.clipped === b.clipped &&
    a.colour === b.colour &&
    a.alpha === b.alpha
  )
}
