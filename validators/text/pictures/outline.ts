import type { Line, ReadDocument } from '../read-document.ts'

/** What a page needs to show a document beside its fields: the sizes of its pages, or its text where it has none. */
export interface Outline {
  /** Sizes as displayed, in points, of the first pages. */
  pages: readonly { number: number; width: number; height: number }[]
  /** Pages there are in all. */
  pageCount: number
  /** The lines in reading order, of a document without pages of a known size (DOCX, DOC, text); else empty. */
  lines: readonly string[]
}

const limits = { pages: 300, lines: 5_000, lineCharacters: 2_000 } as const

export function outlineOf(document: ReadDocument): Outline {
  const paged = document.pages.some(({ width, height }) => width > 0 && height > 0)
  return {
    pages: paged
      ? document.pages.slice(0, limits.pages).map(({ number, width, height }) => ({ number, width, height }))
      : [],
    pageCount: document.pages.length,
    lines: paged
      ? []
      : document.pages
          .flatMap((page) => page.lines)
          .slice(0, limits.lines)
          .map(textOf),
  }
}

function textOf(line: Line): string {
  return line.segments
    .map((segment) => segment.text)
    .join('    ')
    .slice(0, limits.lineCharacters)
}
