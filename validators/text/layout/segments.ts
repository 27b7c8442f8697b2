import type { Box, Line, Segment, Word } from '../read-document.ts'
import { closesBlank, opensBlank } from './blanks.ts'
import type { LaidLine, LaidWord } from './glyph-word.ts'

/** Gaps, in parts of the font size, that part two segments of one line. */
const gaps = {
  /** Between words written one after the other in one style: wider than justification stretches a space. */
  contiguous: 2.4,
  /** The same where the gap stands out among the line's other gaps by the factor below. */
  outstanding: 1,
  outstandingFactor: 3,
  /** Between words written at different times, as the two cells of a heading are. */
  apart: 0.9,
  /** After a list mark ("-", "1.", "a)"), which a tab parts from its text. */
  listMark: 5,
  /** The widest blank left for ink. */
  blank: 12,
} as const

const listMark = /^(?:[-–+•*]|(?:\d{1,3}|[a-zđ]|[IVXLC]{1,6})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?)$/u

/** Cuts a visual line where a wide gap parts columns. */
export function cutSegments(line: LaidLine, pageWidth: number): Line | null {
  const segments: Segment[] = []
  let open: LaidWord[] = []
  const usual = usualGap(line.words)
  for (const word of line.words) {
    if (open.length > 0 && parts(open, word, usual)) {
      segments.push(toSegment(open, pageWidth))
      open = []
    }
    open.push(word)
  }
  if (open.length > 0) segments.push(toSegment(open, pageWidth))
  return segments.length > 0 ? { segments } : null
}

function parts(open: readonly LaidWord[], word: LaidWord, usual: number): boolean {
  const before = open.at(-1) as LaidWord
  const size = Math.min(Math.max(before.size, word.size), 1.6 * Math.min(before.size, word.size)) || 1
  const gap = (word.x0 - before.x1) / size
  const contiguous = word.order === before.order + 1
  const outstanding = gap > gaps.outstanding && word.x0 - before.x1 > gaps.outstandingFactor * usual
  if (!outstanding && gap <= (contiguous ? gaps.contiguous : gaps.apart)) return false
  if (gap < gaps.listMark && open.length === 1 && listMark.test(before.text)) return false
  return !(gap < gaps.blank && opensBlank.test(before.text) && closesBlank.test(word.text))
}

/** The middle one of the gaps between a line's words. */
function usualGap(words: readonly LaidWord[]): number {
  const widths = words.slice(1).map((word, index) => word.x0 - (words[index] as LaidWord).x1)
  widths.sort((a, b) => a - b)
  return Math.max(0.1, widths.length >= 2 ? (widths[widths.length >> 1] as number) : Number.POSITIVE_INFINITY)
}

function toSegment(words: readonly LaidWord[], pageWidth: number): Segment {
  const x0 = Math.min(...words.map((word) => word.x0))
  const x1 = Math.max(...words.map((word) => word.x1))
  return {
    text: words.map((word) => word.text).join(' '),
    x0: fraction(x0, pageWidth),
    x1: fraction(x1, pageWidth),
    box: union(words.map((word) => word.box)),
    words: words.map((word): Word => ({ text: word.text, box: word.box, confidence: word.confidence })),
  }
}

function fraction(x: number, width: number): number {
  return width > 0 ? Math.min(1, Math.max(0, x / width)) : 0
}

/** The smallest box around some boxes. */
export function union(boxes: readonly Box[]): Box | null {
  const first = boxes[0]
  if (!first) return null
  const [x0, y0, x1, y1] = [...first]
  const all: [number, number, number, number] = [x0 as number, y0 as number, x1 as number, y1 as number]
  for (const box of boxes) {
    all[0] = Math.min(all[0], box[0])
    all[1] = Math.min(all[1], box[1])
    all[2] = Math.max(all[2], box[2])
    all[3] = Math.max(all[3], box[3])
  }
  return all
}
