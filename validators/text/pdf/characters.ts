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
  /** True where a clipping path lets nothing of it be seen; known of pages that are read without PDFium. */
  clipped: boolean
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
  const mapped = new MapErrors(engine, textPage)
  const { codes, boxes, origins, objectOf, styleOf, unmapped } = result
  const at = scratch >> 2
  let floats = engine.floats()
  let object = 0
  for (let index = 0; index < count; index++) {
    const code = call.FPDFText_GetUnicode(textPage, index)
    codes[index] = code
    // PDFium makes up nothing but spaces, line ends and hyphens.
    if (code <= 0x20 && call.FPDFText_IsGenerated(textPage, index) === 1) result.generated[index] = 1
    const before = object
    object = call.FPDFText_GetTextObject(textPage, index)
    const style = styles.of(object, index)
    objectOf[index] = object
    styleOf[index] = style
    unmapped[index] = mapped.at(index, code, style)
    const boxed = call.FPDFText_GetLooseCharBox(textPage, index, scratch)
    if (floats.length === 0) floats = engine.floats()
    if (boxed === 1) placeBox(boxes, index * 4, frame, floats, at)
    if (object === before && index > 0 && keepsBaseline(boxes, index * 4)) {
      // Within one object the baseline lies as far below the font's box as for the character before.
      origins[index * 2] = boxes[index * 4] as number
      origins[index * 2 + 1] = origins[index * 2 - 1] as number
    } else if (call.FPDFText_GetCharOrigin(textPage, index, scratch + 16, scratch + 24) === 1) {
      const view = engine.view()
      const [x, y] = displayed(frame, view.getFloat64(scratch + 16, true), view.getFloat64(scratch + 24, true))
      origins[index * 2] = x
      origins[index * 2 + 1] = y
    }
  }
  call.free(scratch)
  result.styles = styles.all
  return result
}

/** True for text on the same level line as the character before it: same top and bottom. */
function keepsBaseline(boxes: Float32Array, at: number): boolean {
  const top = boxes[at + 1] as number
  const bottom = boxes[at + 3] as number
  return top === boxes[at - 3] && bottom === boxes[at - 1] && bottom > top
}

/** Codes below this cover Latin with all Vietnamese letters and are kept in a table; rarer ones are asked each time. */
const tabledCodes = 0x2100

/** Which characters the font maps to no Unicode value; asked once a character and style. */
class MapErrors {
  readonly #engine: Pdfium
  readonly #textPage: number
  /** By style, then by code: 0 not asked yet, 1 mapped, 2 not mapped. */
  readonly #known: Uint8Array[] = []

  constructor(engine: Pdfium, textPage: number) {
    this.#engine = engine
    this.#textPage = textPage
  }

  at(index: number, code: number, style: number): 0 | 1 {
    let table = this.#known[style]
    if (table === undefined) {
      table = new Uint8Array(tabledCodes)
      this.#known[style] = table
    }
    const known = table[code]
    if (known === 1) return 0
    if (known === 2) return 1
    const error = this.#engine.call.FPDFText_HasUnicodeMapError(this.#textPage, index) === 1 ? 1 : 0
    if (code < tabledCodes) table[code] = error + 1
    return error
  }
}

/** FS_RECTF at float index `from` holds left, top, right, bottom. */
function placeBox(boxes: Float32Array, at: number, frame: PageFrame, floats: Float32Array, from: number): void {
  const left = floats[from] as number
  const top = floats[from + 1] as number
  const right = floats[from + 2] as number
  const bottom = floats[from + 3] as number
  if (frame.rotation === 0 && left <= right && bottom <= top) {
    boxes[at] = left - frame.left
    boxes[at + 1] = frame.top - top
    boxes[at + 2] = right - frame.left
    boxes[at + 3] = frame.top - bottom
    return
  }
  const [ax, ay] = displayed(frame, left, top)
  const [bx, by] = displayed(frame, right, bottom)
  boxes[at] = Math.min(ax, bx)
  boxes[at + 1] = Math.min(ay, by)
  boxes[at + 2] = Math.max(ax, bx)
  boxes[at + 3] = Math.max(ay, by)
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
      clipped: false,
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

const unknownStyle: TextStyle = { font: '', size: 0, turns: 0, renderMode: 0, clipped: false, colour: 0, alpha: 255 }
