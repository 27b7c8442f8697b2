import type { LaidWord } from '../layout/glyph-word.ts'
import type { Characters, TextStyle } from './characters.ts'
import { displayedBox, type PageFrame, type QuarterTurns, uprightPoint } from './frame.ts'

/** A word with the style it began in, so that hidden text and legacy fonts can be told by it. */
export interface StyledWord extends LaidWord {
  style: TextStyle
  /** Characters whose glyph the font maps to no Unicode value. */
  unmapped: number
}

/** Gaps between glyphs, in parts of the font size. */
const wordGap = 0.25
const inferredGap = 0.12
const overlap = -0.5

/** Joins characters that follow each other closely on one baseline into words, keeping the order of the source. */
export function joinWords(characters: Characters, frame: PageFrame, turns: QuarterTurns): StyledWord[] {
  const words: StyledWord[] = []
  let open: OpenWord | null = null
  let spaced = false
  let inferred = false
  const close = () => {
    if (open) words.push(finish(open, words.length, frame, turns))
    open = null
  }
  for (let index = 0; index < characters.count; index++) {
    const code = characters.codes[index] as number
    if (isSpace(code)) {
      if (characters.generated[index] === 1) inferred = true
      else {
        close()
        spaced = true
      }
      continue
    }
    if (code === 0 || code === 0xfffe || code === 0xffff || (code < 0x20 && characters.unmapped[index] === 0)) continue
    const style = characters.styles[characters.styleOf[index] as number]
    if (!style) continue
    const glyph = place(characters, index, frame, turns)
    if (open && parted(open, glyph, style, inferred)) close()
    if (open) extend(open, glyph, code, characters.unmapped[index] as number)
    else open = begin(glyph, code, style, spaced, characters.unmapped[index] as number)
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

function begin(glyph: Glyph, code: number, style: TextStyle, spaced: boolean, unmapped: number): OpenWord {
  return { ...glyph, codes: [code], style, spaced, unmapped }
}

function extend(word: OpenWord, glyph: Glyph, code: number, unmapped: number): void {
  word.codes.push(code)
  word.x0 = Math.min(word.x0, glyph.x0)
  word.x1 = Math.max(word.x1, glyph.x1)
  word.y0 = Math.min(word.y0, glyph.y0)
  word.y1 = Math.max(word.y1, glyph.y1)
  word.unmapped += unmapped
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
  }
}

function isSpace(code: number): boolean {
  return (
    code === 0x20 || code === 0xa0 || (code >= 9 && code <= 13) || (code >= 0x2000 && code <= 0x200b) || code === 0x3000
  )
}
