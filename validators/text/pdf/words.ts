import type { LaidWord } from '../layout/glyph-word.ts'
import type { Characters, TextStyle } from './characters.ts'
import { displayedBox, type PageFrame, type QuarterTurns, uprightPoint } from './frame.ts'

/** A word with the style it began in, so that hidden text and legacy fonts can be told by it. */
export interface StyledWord extends LaidWord {
  style: TextStyle
  /** Characters whose glyph the font maps to no Unicode value. */
  unmapped: number
  /** The text object it begins in. */
  object: number
  /** Index of its first character in the order of the page's content. */
  character: number
}

/** PDFium's own sign for a hyphen at the end of a line. */
const lineEndHyphen = 0x02
const replacement = 0xfffd

/** Gaps between glyphs, in parts of the font size. */
const wordGap = 0.25
const inferredGap = 0.12
const overlap = -0.5

/** Joins characters that follow each other closely on one baseline into words, keeping the order of the source. */
export function joinWords(characters: Characters, frame: PageFrame, turns: QuarterTurns): StyledWord[] {
  const swallowed = swallowedLetters(characters)
  const words: StyledWord[] = []
  let open: OpenWord | null = null
  let spaced = false
  let inferred = false
  const close = () => {
    if (open) words.push(finish(open, words.length, frame, turns))
    open = null
  }
  for (let index = 0; index < characters.count; index++) {
    const code = meantBy(characters, index, swallowed)
    if (isSpace(code)) {
      if (characters.generated[index] === 1) inferred = true
      else {
        close()
        spaced = true
      }
      continue
    }
    if (isLowSurrogate(code)) continue
    if (code === 0 || code === 0xfffe || code === 0xffff || (code < 0x20 && characters.unmapped[index] === 0)) continue
    const style = characters.styles[characters.styleOf[index] as number]
    if (!style || style.turns !== turns) continue
    const glyph = place(characters, index, frame, turns)
    if (open && parted(open, glyph, style, inferred)) close()
    if (open) extend(open, glyph, code, characters.unmapped[index] as number)
    else open = begin(glyph, code, style, spaced, characters, index)
    spaced = false
    inferred = false
  }
  close()
  return words
}

interface Glyph {
  x0: number
  x1: number
  y0: number
  y1: number
  baseline: number
}

interface OpenWord extends Glyph {
  codes: number[]
  style: TextStyle
  spaced: boolean
  unmapped: number
  object: number
  character: number
}

function place(characters: Characters, index: number, frame: PageFrame, turns: QuarterTurns): Glyph {
  const { boxes, origins } = characters
  const at = index * 4
  const [ax, ay] = uprightPoint(frame, turns, boxes[at] as number, boxes[at + 1] as number)
  const [bx, by] = uprightPoint(frame, turns, boxes[at + 2] as number, boxes[at + 3] as number)
  const [, baseline] = uprightPoint(frame, turns, origins[index * 2] as number, origins[index * 2 + 1] as number)
  return { x0: Math.min(ax, bx), x1: Math.max(ax, bx), y0: Math.min(ay, by), y1: Math.max(ay, by), baseline }
}

function parted(word: OpenWord, glyph: Glyph, style: TextStyle, inferred: boolean): boolean {
  const size = Math.min(word.style.size, style.size) || 1
  if (Math.abs(glyph.baseline - word.baseline) > 0.15 * size) return true
  const gap = (glyph.x0 - word.x1) / size
  return gap > wordGap || (inferred && gap > inferredGap) || gap < overlap
}

function begin(
  glyph: Glyph,
  code: number,
  style: TextStyle,
  spaced: boolean,
  characters: Characters,
  index: number,
): OpenWord {
  const unmapped = (characters.unmapped[index] as number) || (code === replacement ? 1 : 0)
  return {
    ...glyph,
    codes: [code],
    style,
    spaced,
    unmapped,
    object: characters.objectOf[index] as number,
    character: index,
  }
}

function extend(word: OpenWord, glyph: Glyph, code: number, unmapped: number): void {
  word.codes.push(code)
  word.x0 = Math.min(word.x0, glyph.x0)
  word.x1 = Math.max(word.x1, glyph.x1)
  word.y0 = Math.min(word.y0, glyph.y0)
  word.y1 = Math.max(word.y1, glyph.y1)
  word.unmapped += unmapped || (code === replacement ? 1 : 0)
}

function finish(word: OpenWord, order: number, frame: PageFrame, turns: QuarterTurns): StyledWord {
  return {
    text: String.fromCodePoint(...word.codes.map((code) => (code > 0x10ffff ? 0xfffd : code))).normalize('NFC'),
    x0: word.x0,
    x1: word.x1,
    y0: word.y0,
    y1: word.y1,
    baseline: word.baseline,
    size: word.style.size || word.y1 - word.y0,
    order,
    spaced: word.spaced,
    confidence: 1,
    box: displayedBox(frame, turns, [word.x0, word.y0, word.x1, word.y1]),
    style: word.style,
    unmapped: word.unmapped,
    object: word.object,
    character: word.character,
  }
}

function meantBy(characters: Characters, index: number, swallowed: Uint8Array | null): number {
  const code = characters.codes[index] as number
  if (code === lineEndHyphen && characters.generated[index] === 0) return 0x2d
  if (code >= 0xd800 && code <= 0xdbff) return joinSurrogates(code, characters.codes[index + 1])
  return swallowed?.[index] === 1 ? replacement : code
}

/** Letters beyond the basic plane (formulas) come as two characters; the second is then skipped. */
function joinSurrogates(high: number, low: number | undefined): number {
  return low !== undefined && isLowSurrogate(low) ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : replacement
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

/**
 * A damaged font map calls letters spaces ("NG Ị ĐỊN" for "NGHỊ ĐỊNH"): the space of one font then has two widths, its
 * own and that of a letter. Such letters are marked as unknown rather than lost.
 */
function swallowedLetters(characters: Characters): Uint8Array | null {
  const { count, codes, boxes, styles, styleOf, generated } = characters
  const narrow = new Set<string>()
  const wide: number[] = []
  for (let index = 0; index < count; index++) {
    if (codes[index] !== 0x20 || generated[index] === 1) continue
    const style = styles[styleOf[index] as number]
    if (!style || style.size <= 0) continue
    const width = extent(boxes, index, style.turns) / style.size
    if (width > 0.05 && width < 0.36) narrow.add(style.font)
    else if (width > 0.48 && width < 1.1) wide.push(index)
  }
  let found: Uint8Array | null = null
  for (const index of wide) {
    const style = styles[styleOf[index] as number] as TextStyle
    if (!narrow.has(style.font)) continue
    found ??= new Uint8Array(count)
    found[index] = 1
  }
  return found
}

function extent(boxes: Float32Array, index: number, turns: QuarterTurns | null): number {
  const at = index * 4
  return turns === 1 || turns === 3
    ? (boxes[at + 3] as number) - (boxes[at + 1] as number)
    : (boxes[at + 2] as number) - (boxes[at] as number)
}

function isSpace(code: number): boolean {
  return (
    code === 0x20 || code === 0xa0 || (code >= 9 && code <= 13) || (code >= 0x2000 && code <= 0x200b) || code === 0x3000
  )
}
