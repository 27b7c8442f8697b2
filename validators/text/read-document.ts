/**
 * What a file says, page by page: the one shape that the text layer of a PDF, OCR, DOCX, DOC and a plain `.txt`
 * are all brought into, and the only thing `validators/metadata` reads.
 */

/** A rectangle in PDF points, origin at the top left corner of the page as displayed: [x0, y0, x1, y1]. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number]

/** Where the text of a page came from; `none` when the page holds no legible text at all. */
export type PageSource = 'text' | 'ocr' | 'none'

/** One word as it stands on the page, in Unicode NFC. */
export interface Word {
  text: string
  /** `null` when the source knows no positions (`.txt`, DOCX, DOC). */
  box: Box | null
  /** 0 to 1; 1 for a text layer. */
  confidence: number
}

/**
 * A stretch of one line with no wide gap in it. The heading of a Vietnamese document has two of them side by side on
 * one line (the issuer on the left, the national motto on the right); body text has one.
 */
export interface Segment {
  text: string
  /** Left and right edge as a fraction of the page's width, 0 to 1. In a `.txt` the character column over the widest line. */
  x0: number
  x1: number
  box: Box | null
  words: readonly Word[]
}

/** One visual line, its segments from left to right. Never empty. */
export interface Line {
  segments: readonly Segment[]
}

/** A place where typed text leaves room that somebody filled in by hand: the number, the day, the month. */
export interface HandwrittenSlot {
  kind: 'number' | 'day' | 'month' | 'year'
  box: Box
  /** What the digit reader thinks stands there; never accepted by itself. */
  proposal: { text: string; confidence: number } | null
}

export interface Page {
  /** 1-based. */
  number: number
  /** PDF points; 0 when the source has no pages of a known size. */
  width: number
  height: number
  source: PageSource
  /** Top to bottom. Stamps, signature boxes and hidden text are not among them. */
  lines: readonly Line[]
  /** Text kept apart from the body: arrival stamps, signature appearances, running heads put over the page. */
  asides: readonly Line[]
  slots: readonly HandwrittenSlot[]
}

/** A remark on a file: a stable code for machines, a sentence in Vietnamese for people. */
export interface Remark {
  code: string
  message: string
}

export interface ReadDocument {
  pages: readonly Page[]
  /** `none` when no page had legible text. */
  textSource: 'text' | 'ocr' | 'mixed' | 'none'
  warnings: readonly Remark[]
}

/** A file that could not be read at all: damaged, encrypted, over a limit. */
export interface Unreadable {
  error: Remark
}
