import type { Characters, TextStyle } from './characters.ts'
import type { QuarterTurns } from './frame.ts'

/** PDFium's own sign for a hyphen at the end of a line. */
const lineEndHyphen = 0x02
/** What stands for a letter that cannot be known. */
export const replacement = 0xfffd

/** The code point that the character at `index` was meant to be. */
export function meantBy(characters: Characters, index: number, swallowed: Uint8Array | null): number {
  const code = characters.codes[index] as number
  if (code === lineEndHyphen && characters.generated[index] === 0) return 0x2d
  if (code >= 0xd800 && code <= 0xdbff) return joinSurrogates(code, characters.codes[index + 1])
  return swallowed?.[index] === 1 ? replacement : code
}

/** Letters beyond the basic plane (formulas) come as two characters; the second is then skipped. */
function joinSurrogates(high: number, low: number | undefined): number {
  return low !== undefined && isLowSurrogate(low) ? 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00) : replacement
}

export function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}

/**
 * A damaged font map calls letters spaces ("NG Ị ĐỊN" for "NGHỊ ĐỊNH"): the space of one font then has two widths, its
 * own and that of a letter. Such letters are marked as unknown rather than lost.
 */
export function swallowedLetters(characters: Characters): Uint8Array | null {
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

/** A mark that stands over or under the letter before it. */
export function isCombining(code: number): boolean {
  return code >= 0x300 && code <= 0x36f
}

export function isSpace(code: number): boolean {
  return (
    code === 0x20 || code === 0xa0 || (code >= 9 && code <= 13) || (code >= 0x2000 && code <= 0x200b) || code === 0x3000
  )
}
