import type { Line, Segment } from '../read-document.ts'

/** Where a stretch of text without known positions is taken to stand, as fractions of the page's width. */
export interface Column {
  x0: number
  x1: number
}

/** Share of the page's width that one character takes at the usual 13 to 14 points on A4. */
const characterWidth = 0.0115
export const textColumn: Column = { x0: 0.14, x1: 0.92 }

/** Makes a segment of typed text; its edges are reckoned from its length and alignment. */
export function typedSegment(text: string, column: Column, alignment: 'start' | 'center' | 'end'): Segment {
  const plain = text.replace(/\s+/gu, ' ').trim()
  const room = column.x1 - column.x0
  const width = Math.min(room, plain.length * characterWidth)
  const x0 =
    alignment === 'start' ? column.x0 : alignment === 'end' ? column.x1 - width : column.x0 + (room - width) / 2
  return {
    text: plain,
    x0,
    x1: x0 + width,
    box: null,
    words: plain.split(' ').map((word) => ({ text: word, box: null, confidence: 1 })),
  }
}

/** One line of one segment; `null` for white space. */
export function typedLine(
  text: string,
  column: Column = textColumn,
  alignment: 'start' | 'center' | 'end' = 'start',
): Line | null {
  return text.trim() === '' ? null : { segments: [typedSegment(text, column, alignment)] }
}

/** Cells whose middle line is at most this long hold a heading or a signature block, not prose. */
const shortLine = 80

/**
 * Lays the lines of neighbouring cells side by side where they are short, as in a heading or a signature block;
 * otherwise one cell after the other, as prose in cells is read.
 */
export function sideBySide(cells: readonly (readonly Line[])[]): Line[] {
  const filled = cells.filter((lines) => lines.length > 0)
  if (filled.length < 2) return filled.flat()
  const single = filled.every((lines) => lines.length === 1)
  if (!single && (filled.length > 3 || !filled.every(isShort))) return filled.flat()
  const rows = Math.max(...filled.map((lines) => lines.length))
  return Array.from({ length: rows }, (_, row) => ({
    segments: filled.flatMap((lines) => lines[row]?.segments ?? []),
  })).filter((line) => line.segments.length > 0)
}

function isShort(lines: readonly Line[]): boolean {
  const lengths = lines.map((line) => line.segments.reduce((sum, segment) => sum + segment.text.length, 0))
  return (lengths.sort((a, b) => a - b)[lengths.length >> 1] as number) <= shortLine
}
