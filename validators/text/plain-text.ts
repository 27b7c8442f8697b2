import type { ReadDocument } from './read-document.ts'

export type { ReadDocument } from './read-document.ts'

/** The text of a document as one string: segments parted by two spaces, lines by `\n`, pages by a form feed. */
export function plainTextOf(document: ReadDocument): string {
  return document.pages
    .map((page) => page.lines.map((line) => line.segments.map((segment) => segment.text).join('  ')).join('\n'))
    .join('\n\f')
}
