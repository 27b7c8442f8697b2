import { limits } from '../limits.ts'
import type { Pdfium } from './engine.ts'
import { displayed, type PageFrame, type QuarterTurns, textDirection } from './frame.ts'

/** What all characters of one text object share. */
export interface TextStyle {
  /** Name in the file without its subset prefix, for example `.VnTimeH`. */
  font: string
  /** Height of the font on the page, in points. */
  size: number
  /** Quarter turns clockwise of the writing direction as displayed; `null` aslant. */
  turns: QuarterTurns | null
  /** PDF text render mode, 0 to 7; 3 draws nothing. */
  renderMode: number
  /** 0xRRGGBB, or `null` for a pattern. */
  colour: number | null
  /** 0 transparent to 255 opaque. */
  alpha: number
}

/** The characters of one page as columns, in the order of the content stream. Coordinates as displayed. */
export interface Characters {
  count: number
  codes: Uint32Array
  /** The font's box of each character: left, top, right, bottom. */
  boxes: Float32Array
  /** Origin of each character: x, y. */
  origins: Float32Array
  /** 1 where PDFium made the character up (a space or line end it inferred). */
  generated: Uint8Array
  /** 1 where the font had no Unicode value for the glyph. */
  unmapped: Uint8Array
  styleOf: Uint16Array
  /** The text object each character belongs to, a handle that is valid while the page is open. */
  objectOf: Uint32Array
  styles: TextStyle[]
  truncated: boolean
}

/** Reads every character of a page in one pass. `textPage` is what FPDFText_LoadPage gave. */
export function readCharacters(engine: Pdfium, textPage: number, frame: PageFrame): Characters {
  const { call } = engine
  const total = Math.max(0, call.FPDFText_CountChars(textPage))
  const count = Math.min(total, limits.charactersPerPage)
  const result: Characters = {
    count,
    codes: new Uint32Array(count),
    boxes: new Float32Array(count * 4),
    origins: new Float32Array(count * 2),
    generated: new Uint8Array(count),
    unmapped: new Uint8Array(count),
    styleOf: new Uint16Array(count),
    objectOf: new Uint32Array(count),
    styles: [],
    truncated: count < total,
  }
  const scratch = call.malloc(64)
  const styles = new StyleTable(engine, textPage, frame)
  let view = engine.view()
  for (let index = 0; index < count; index++) {
    result.codes[index] = call.FPDFText_GetUnicode(textPage, index)
    result.generated[index] = call.FPDFText_IsGenerated(textPage, index) === 1 ? 1 : 0
    result.unmapped[index] = call.FPDFText_HasUnicodeMapError(textPage, index) === 1 ? 1 : 0
    const object = call.FPDFText_GetTextObject(textPage, index)
    result.objectOf[index] = object
    result.styleOf[index] = styles.of(object, index)
    const boxed = call.FPDFText_GetLooseCharBox(textPage, index, scratch)
    const placed = call.FPDFText_GetCharOrigin(textPage, index, scratch + 16, scratch + 24)
    const heap = engine.bytes().buffer
    if (heap !== view.buffer) view = new DataView(heap)
    if (boxed) placeBox(result, index, frame, view, scratch)
    if (placed) {
      const [x, y] = displayed(frame, view.getFloat64(scratch + 16, true), view.getFloat64(scratch + 24, true))
      result.origins[index * 2] = x
      result.origins[index * 2 + 1] = y
    }
  }
  call.free(scratch)
  result.styles = styles.all
  return result
}

/** FS_RECTF holds left, top, right, bottom. */
function placeBox(result: Characters, index: number, frame: PageFrame, view: DataView, at: number): void {
  const [ax, ay] = displayed(frame, view.getFloat32(at, true), view.getFloat32(at + 4, true))
  const [bx, by] = displayed(frame, view.getFloat32(at + 8, true), view.getFloat32(at + 12, true))
  const { boxes } = result
  boxes[index * 4] = Math.min(ax, bx)
  boxes[index * 4 + 1] = Math.min(ay, by)
  boxes[index * 4 + 2] = Math.max(ax, bx)
  boxes[index * 4 + 3] = Math.max(ay, by)
}

class StyleTable {
  readonly all: TextStyle[] = []
  readonly #engine: Pdfium
  readonly #textPage: number
  readonly #frame: PageFrame
  readonly #byObject = new Map<number, number>()
  readonly #byKey = new Map<string, number>()
  readonly #fontNames = new Map<number, string>()
  #lastObject = -1
  #lastStyle = 0

  constructor(engine: Pdfium, textPage: number, frame: PageFrame) {
    this.#engine = engine
    this.#textPage = textPage
    this.#frame = frame
  }

  of(object: number, character: number): number {
    if (object === this.#lastObject) return this.#lastStyle
    let style = this.#byObject.get(object)
    if (style === undefined) {
      style = this.#number(object === 0 ? unknownStyle : this.#read(object, character))
      this.#byObject.set(object, style)
    }
    this.#lastObject = object
    this.#lastStyle = style
    return style
  }

  #number(style: TextStyle): number {
    const key = `${style.font}|${style.size}|${style.turns}|${style.renderMode}|${style.colour}|${style.alpha}`
    let number = this.#byKey.get(key)
    if (number === undefined) {
      number = Math.min(this.all.length, 0xffff)
      if (number === this.all.length) this.all.push(style)
      this.#byKey.set(key, number)
    }
    return number
  }

  #read(object: number, character: number): TextStyle {
    const { call } = this.#engine
    const at = call.malloc(64)
    call.FPDFText_GetMatrix(this.#textPage, character, at)
    call.FPDFTextObj_GetFontSize(object, at + 24)
    const coloured = call.FPDFPageObj_GetFillColor(object, at + 28, at + 32, at + 36, at + 40)
    const view = new DataView(this.#engine.bytes().buffer, at, 64)
    const [a, b, c, d] = [0, 4, 8, 12].map((offset) => view.getFloat32(offset, true)) as [
      number,
      number,
      number,
      number,
    ]
    const scale = Math.hypot(c, d)
    const style: TextStyle = {
      font: this.#fontName(call.FPDFTextObj_GetFont(object)),
      size: Math.round(Math.abs(view.getFloat32(24, true)) * (scale || 1) * 100) / 100,
      turns: textDirection(this.#frame, a, b),
      renderMode: call.FPDFTextObj_GetTextRenderMode(object),
      colour: coloured
        ? (view.getUint32(28, true) << 16) | (view.getUint32(32, true) << 8) | view.getUint32(36, true)
        : null,
      alpha: coloured ? view.getUint32(40, true) : 255,
    }
    call.free(at)
    return style
  }

  #fontName(font: number): string {
    if (font === 0) return ''
    const known = this.#fontNames.get(font)
    if (known !== undefined) return known
    const { call } = this.#engine
    const at = call.malloc(256)
    const length = call.FPDFFont_GetBaseFontName(font, at, 256)
    const bytes = this.#engine.bytes().slice(at, at + Math.min(Math.max(length - 1, 0), 255))
    call.free(at)
    const name = new TextDecoder('latin1').decode(bytes).replace(/^[A-Z]{6}\+/, '')
    this.#fontNames.set(font, name)
    return name
  }
}

const unknownStyle: TextStyle = { font: '', size: 0, turns: 0, renderMode: 0, colour: 0, alpha: 255 }
