import type { Line, ReadDocument } from './read-document.ts'

/** Characters across a page: enough that two columns keep their gap. */
const width = 120

/** The text of a document with its columns kept by spaces, pages by form feeds: the shape of `pdftotext -layout`. */
export function layoutTextOf(document: ReadDocument): string {
  return document.pages.map((page) => page.lines.map(layoutLine).join('\n')).join('\n\f')
}

function layoutLine({ segments }: Line): string {
  return segments.reduce((line, segment) => {
    const column = Math.round(segment.x0 * width)
    const gap = line === '' ? column : Math.max(2, column - line.length)
    return `${line}${' '.repeat(gap)}${segment.text}`
  }, '')
}
