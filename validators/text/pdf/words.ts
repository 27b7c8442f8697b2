import type { LaidWord } from '../layout/glyph-word.ts'
import type { Box } from '../read-document.ts'
import type { Characters, TextStyle } from './characters.ts'
import { displayedBox, type PageFrame, type QuarterTurns, uprightPoint } from './frame.ts'
import { isCombining, isLowSurrogate, isSpace, meantBy, replacement, swallowedLetters } from './meant.ts'

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

/** Gaps between glyphs, in parts of the font size. */
const wordGap = 0.25
const inferredGap = 0.12
const overlap = -0.5

/** Joins characters that follow each other closely on one baseline into words, keeping the order of the source. */
export function joinWords(characters: Characters, frame: PageFrame, turns: QuarterTurns): StyledWord[] {
  const swallowed = swallowedLetters(characters)
  const { boxes, baselines } = turnUpright(characters, frame, turns)
  const { codes, styles, styleOf, generated, unmapped } = characters
  const words: StyledWord[] = []
  let open: StyledWord | null = null
  let spaced = false
  let inferred = false
  for (let index = 0; index < characters.count; index++) {
    const raw = codes[index] as number
    const code = raw > 0x20 && raw < 0xd800 ? raw : meantBy(characters, index, swallowed)
    if (isSpace(code)) {
      if (generated[index] === 1) inferred = true
      else {
        open = null
        spaced = true
      }
      continue
    }
    if (code < 0x20 ? unmapped[index] === 0 || code === 0 : code >= 0xd800 && isNoCharacter(code)) continue
    const style = styles[styleOf[index] as number] as TextStyle
    if (style.turns !== turns) continue
    const at = index * 4
    const x0 = boxes[at] as number
    const baseline = baselines[index] as number
    const letter = code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
    const unknown = unmapped[index] === 1 || code === replacement ? 1 : 0
    const bearer = isCombining(code) ? words.at(-1) : undefined
    if (bearer && bearer.style.turns === turns) {
      // A mark typed apart belongs to the letter before it, whatever space the layout left between them.
      bearer.text += letter
      open = bearer
    } else if (open !== null && follows(open, x0, baseline, style.size, inferred)) {
      open.text += letter
      open.x0 = Math.min(open.x0, x0)
      open.x1 = Math.max(open.x1, boxes[at + 2] as number)
      open.y0 = Math.min(open.y0, boxes[at + 1] as number)
      open.y1 = Math.max(open.y1, boxes[at + 3] as number)
      open.unmapped += unknown
    } else {
      open = {
        text: letter,
        x0,
        x1: boxes[at + 2] as number,
        y0: boxes[at + 1] as number,
        y1: boxes[at + 3] as number,
        baseline,
        size: style.size || (boxes[at + 3] as number) - (boxes[at + 1] as number),
        order: words.length,
        spaced,
        confidence: 1,
        box: nowhere,
        style,
        unmapped: unknown,
        object: characters.objectOf[index] as number,
        character: index,
      }
      words.push(open)
    }
    spaced = false
    inferred = false
  }
  for (const word of words) word.box = displayedBox(frame, turns, [word.x0, word.y0, word.x1, word.y1])
  return words
}

const nowhere: Box = [0, 0, 0, 0]

function follows(word: StyledWord, x0: number, baseline: number, fontSize: number, inferred: boolean): boolean {
  const size = Math.min(word.style.size, fontSize) || 1
  if (Math.abs(baseline - word.baseline) > 0.15 * size) return false
  const gap = (x0 - word.x1) / size
  return gap <= (inferred ? inferredGap : wordGap) && gap >= overlap
}

function isNoCharacter(code: number): boolean {
  return code === 0xfffe || code === 0xffff || isLowSurrogate(code)
}

interface UprightCharacters {
  /** Left, top, right, bottom of each character, turned so that the text reads from left to right. */
  boxes: Float32Array
  baselines: Float32Array
}

function turnUpright(characters: Characters, frame: PageFrame, turns: QuarterTurns): UprightCharacters {
  const { count, boxes, origins } = characters
  const baselines = new Float32Array(count)
  if (turns === 0) {
    for (let index = 0; index < count; index++) baselines[index] = origins[index * 2 + 1] as number
    return { boxes, baselines }
  }
  const turned = new Float32Array(count * 4)
  for (let index = 0; index < count; index++) {
    const at = index * 4
    const [ax, ay] = uprightPoint(frame, turns, boxes[at] as number, boxes[at + 1] as number)
    const [bx, by] = uprightPoint(frame, turns, boxes[at + 2] as number, boxes[at + 3] as number)
    turned.set([Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)], at)
    const [, baseline] = uprightPoint(frame, turns, origins[index * 2] as number, origins[index * 2 + 1] as number)
    baselines[index] = baseline
  }
  return { boxes: turned, baselines }
}
