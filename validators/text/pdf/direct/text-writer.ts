import { type PageFrame, textDirection } from '../frame.ts'
import { isCombining } from '../meant.ts'
import { type ContentScanner, operandKind } from './content-scanner.ts'
import type { GlyphColumns, Run } from './glyph-columns.ts'
import type { GraphicsState } from './graphics-state.ts'
import { concatenate, everywhere, identity, type Matrix, type Rectangle, translation } from './matrix.ts'
import { notPlain } from './not-plain.ts'
import type { PlainFont } from './plain-font.ts'

/** A moved pen leaves a space from this share of the font size, where the font's own space does not say better. */
const usualGap = 0.125
/** A space wider than this share of the font size is no word space (fonts of equal widths). */
const widestSpace = 1 / 3
/** From this share of the font size a gap needs no made-up space to be seen as one. */
const plainGap = 0.5
const space = 0x20
const unknown = 0xfffd
const combining = /[\u0300-\u036f]/gu

/** Writes shown strings as characters with their places, keeping the text matrices of one text object (§9.4.1). */
export class TextWriter {
  readonly #frame: PageFrame
  readonly #columns: GlyphColumns
  #matrix = identity
  #line = identity
  /** Where the pen stood after the last character, on the page. */
  #lastX = Number.NaN
  #lastY = Number.NaN

  constructor(frame: PageFrame, columns: GlyphColumns) {
    this.#frame = frame
    this.#columns = columns
  }

  begin(): void {
    this.setMatrix(identity)
  }

  setMatrix(matrix: Matrix): void {
    this.#matrix = matrix
    this.#line = matrix
  }

  /** To the start of another line, by an offset from the start of this one. */
  moveLine(x: number, y: number): void {
    this.setMatrix(concatenate(translation(x, y), this.#line))
  }

  /** Shows the strings among an operator's operands, moved between them by its numbers (`TJ`; `Tj` has one string). */
  show(scanner: ContentScanner, state: GraphicsState, object: number): void {
    const font = state.font ?? notPlain('text without a font')
    // A mirrored font turns the direction of writing round.
    if (!(state.fontSize >= 0 && state.stretch > 0)) notPlain('mirrored text')
    const run = this.#run(state, font, object)
    const unit = (state.fontSize * state.stretch) / 1000
    const gap = gapOf(font.space) * state.fontSize * state.stretch
    let pen = 0
    for (let operand = 0; operand < scanner.count; operand++) {
      if (scanner.kinds[operand] === operandKind.number) {
        pen -= (scanner.values[operand] as number) * unit
        continue
      }
      if (scanner.kinds[operand] !== operandKind.string) notPlain('text that is no string')
      const octets = scanner.string(operand)
      if (octets.length > 0 && this.#leavesGap(run.matrix, pen, gap, state.fontSize))
        this.#columns.add(space, pen, pen, run, true)
      const [start, first] = [pen, this.#columns.count]
      pen = this.#showString(octets, start, unit, state, font, run)
      if (state.clip !== everywhere && isOutside(state.clip, run, start, pen))
        this.#columns.restyle(first, { ...this.#columns.style(run.style), clipped: true })
      this.#lastX = run.matrix.a * pen + run.matrix.e
      this.#lastY = run.matrix.b * pen + run.matrix.f
    }
    this.#matrix = concatenate(translation(pen, 0), this.#matrix)
  }

  /** @returns Where the pen stands then. */
  #showString(
    octets: Uint8Array,
    start: number,
    unit: number,
    state: GraphicsState,
    font: PlainFont,
    run: Run,
  ): number {
    const spacing = state.characterSpacing * state.stretch
    const wordSpacing = state.wordSpacing * state.stretch
    let pen = start
    for (let at = 0; at < octets.length; at += font.octets) {
      const first = octets[at] as number
      const code = font.octets === 1 ? first : (first << 8) | (octets[at + 1] ?? 0)
      const width = font.widthOf(code) * unit
      const text = font.textOf(code) ?? notPlain('a code without text')
      if (text.length === 1) this.#add(text.charCodeAt(0), pen, pen + width, run)
      else this.#addCluster(text, pen, width, run)
      pen += width + spacing
      if (code === space && font.octets === 1) pen += wordSpacing
    }
    return pen
  }

  #add(unicode: number, left: number, right: number, run: Run): void {
    if (unicode === 0 || unicode === unknown) notPlain('a code without text')
    this.#columns.add(unicode, left, right, run, false)
  }

  /** One glyph that stands for several letters: they share its width, and marks stand with their letter. */
  #addCluster(text: string, left: number, width: number, run: Run): void {
    const letters = text.replace(combining, '').length || 1
    let from = left
    let to = left
    for (let at = 0; at < text.length; at++) {
      const unicode = text.charCodeAt(at)
      if (at === 0 || !isCombining(unicode)) [from, to] = [to, to + width / letters]
      this.#add(unicode, from, to, run)
    }
  }

  /** The pen was moved on along its line, by no more than a space or so: some software writes its spaces like this. */
  #leavesGap(matrix: Matrix, pen: number, gap: number, fontSize: number): boolean {
    const dx = matrix.a * pen + matrix.e - this.#lastX
    const dy = matrix.b * pen + matrix.f - this.#lastY
    const scale = Math.hypot(matrix.a, matrix.b)
    const along = (dx * matrix.a + dy * matrix.b) / scale
    const across = (dy * matrix.a - dx * matrix.b) / scale
    return along >= gap * scale && along < plainGap * fontSize * scale && Math.abs(across) < 0.2 * fontSize * scale
  }

  #run(state: GraphicsState, font: PlainFont, object: number): Run {
    if (state.fill === 'unknown') return notPlain('text in a colour that is not worked out')
    const matrix = concatenate(translation(0, state.rise), concatenate(this.#matrix, state.matrix))
    const height = state.fontSize / (font.ascent - font.descent)
    return {
      matrix,
      bottom: font.descent * height,
      top: font.ascent * height,
      object,
      style: this.#columns.styleNumber({
        font: font.name,
        size: Math.round(state.fontSize * Math.hypot(matrix.c, matrix.d) * 100) / 100,
        turns: textDirection(this.#frame, matrix.a, matrix.b),
        renderMode: state.renderMode,
        colour: state.fill,
        clipped: false,
        alpha: state.fill === null ? 255 : Math.floor(state.fillAlpha * 255),
      }),
    }
  }
}

/** True when nothing of a string can be seen within a clip. */
function isOutside([left, bottom, right, top]: Rectangle, run: Run, start: number, end: number): boolean {
  const { a, b, c, d, e, f } = run.matrix
  const [along, up] = [end - start, run.top - run.bottom]
  const x = a * start + c * run.bottom + e
  const y = b * start + d * run.bottom + f
  return (
    x + Math.max(0, a * along) + Math.max(0, c * up) < left ||
    x + Math.min(0, a * along) + Math.min(0, c * up) > right ||
    y + Math.max(0, b * along) + Math.max(0, d * up) < bottom ||
    y + Math.min(0, b * along) + Math.min(0, d * up) > top
  )
}

/** From what share of the font size a gap stands for a space: half a space of the font. */
function gapOf(width: number): number {
  return width > 0 && width / 1000 <= widestSpace ? width / 2000 : usualGap
}
