import { union } from '../layout/segments.ts'
import type { Box, HandwrittenSlot, Line, Page, Segment, Word } from '../read-document.ts'

/** A word whose place on the page is known. */
type Placed = Word & { box: Box }

/** A word is part of another, or of a slot, when that holds this share of its area. */
const within = 0.6
/** Words of one line share this part of the lower one's height. */
const sameLine = 0.5
/** Gaps, in heights of the word, up to which it belongs to the words beside it. */
const nearby = 1.5

/**
 * Puts what software wrote over a scanned page, the number and the day of a paper that was signed on a screen, among the
 * words OCR found on the paper: into the line and the blank where it stands. A slot it fills is no longer one for ink.
 */
export function layOver(page: Page, written: readonly Line[]): Page {
  const words = written
    .flatMap((line) => line.segments.flatMap((segment) => segment.words))
    .filter((word): word is Placed => word.box !== null)
  return words.reduce(layWordOver, page)
}

function layWordOver(page: Page, word: Placed): Page {
  const slots = page.slots.filter((slot) => !fills(word, slot))
  const known = wordsOf(page.lines).some((other) => share(word.box, other.box) > within && holds(other, word))
  if (known) return { ...page, slots }
  // OCR saw it, and read it otherwise.
  const lines = page.lines.map((line) => without(line, word, page.width)).filter((line) => line.segments.length > 0)
  return { ...page, slots, lines: insert(lines, word, page.width) }
}

function fills(word: Placed, slot: HandwrittenSlot): boolean {
  return share(word.box, slot.box) > within || share(slot.box, word.box) > within
}

function holds(other: Word, word: Word): boolean {
  return other.text.replaceAll(/\s/gu, '').includes(word.text)
}

function without(line: Line, word: Placed, pageWidth: number): Line {
  const segments = line.segments.flatMap((segment) => {
    const kept = segment.words.filter((other) => other.box === null || share(other.box, word.box) <= within)
    return kept.length === segment.words.length ? [segment] : kept.length > 0 ? [toSegment(kept, pageWidth)] : []
  })
  return { segments }
}

function insert(lines: readonly Line[], word: Placed, pageWidth: number): Line[] {
  const overlaps = lines.map((line) => heightShared(line, word.box))
  const best = overlaps.indexOf(Math.max(...overlaps, sameLine))
  if (best < 0) {
    const below = lines.findIndex((line) => (boxOf(line)?.[1] ?? 0) > word.box[1])
    return lines.toSpliced(below < 0 ? lines.length : below, 0, { segments: [toSegment([word], pageWidth)] })
  }
  const host = lines[best] as Line
  return lines.with(best, { segments: join(host.segments, word, pageWidth) })
}

/** Joins a word to the segments right before and behind it, or makes it one of its own. */
function join(segments: readonly Segment[], word: Placed, pageWidth: number): Segment[] {
  const reach = nearby * (word.box[3] - word.box[1])
  const near = segments.filter(
    ({ box }) => box !== null && box[0] - word.box[2] < reach && word.box[0] - box[2] < reach,
  )
  const words = [...near.flatMap((segment) => segment.words), word].sort((a, b) => middle(a.box) - middle(b.box))
  return [...segments.filter((segment) => !near.includes(segment)), toSegment(words, pageWidth)].sort(
    (a, b) => a.x0 - b.x0,
  )
}

function toSegment(words: readonly Word[], pageWidth: number): Segment {
  const box = union(words.map((word) => word.box).filter((edges) => edges !== null))
  const fraction = (x: number | undefined) => Math.min(1, Math.max(0, (x ?? 0) / pageWidth))
  return { text: words.map((word) => word.text).join(' '), x0: fraction(box?.[0]), x1: fraction(box?.[2]), box, words }
}

function wordsOf(lines: readonly Line[]): Placed[] {
  return lines
    .flatMap((line) => line.segments.flatMap((segment) => segment.words))
    .filter((word): word is Placed => word.box !== null)
}

function boxOf(line: Line): Box | null {
  return union(line.segments.map((segment) => segment.box).filter((box) => box !== null))
}

/** How much of the lower one's height a line's nearest words and a box share. */
function heightShared(line: Line, box: Box): number {
  return Math.max(
    0,
    ...line.segments.map((segment) => {
      if (segment.box === null) return 0
      const shared = Math.min(segment.box[3], box[3]) - Math.max(segment.box[1], box[1])
      return shared / Math.min(segment.box[3] - segment.box[1], box[3] - box[1])
    }),
  )
}

/** The share of `a`'s area that lies within `b`. */
function share(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  const area = (a[2] - a[0]) * (a[3] - a[1])
  return width > 0 && height > 0 && area > 0 ? (width * height) / area : 0
}

function middle(box: Box | null): number {
  return box === null ? 0 : (box[0] + box[2]) / 2
}
