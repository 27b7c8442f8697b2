/** Breaks a paragraph into lines of a given width; Vietnamese breaks at spaces only. */
import type { PDFFont } from 'pdf-lib'

export interface BrokenLine {
  words: readonly string[]
  /** Width of the words with single spaces between them, in points. */
  width: number
  last: boolean
}

/** @param indent how much shorter the first line is, in points */
export function breakLines(text: string, font: PDFFont, size: number, width: number, indent = 0): BrokenLine[] {
  const space = font.widthOfTextAtSize(' ', size)
  const lines: { words: string[]; width: number }[] = [{ words: [], width: 0 }]
  for (const word of text.normalize('NFC').split(/\s+/).filter(Boolean)) {
    const room = width - (lines.length === 1 ? indent : 0)
    const wordWidth = font.widthOfTextAtSize(word, size)
    const line = lines.at(-1) as { words: string[]; width: number }
    if (line.words.length > 0 && line.width + space + wordWidth > room) lines.push({ words: [word], width: wordWidth })
    else {
      line.width += (line.words.length > 0 ? space : 0) + wordWidth
      line.words.push(word)
    }
  }
  return lines.map((line, index) => ({ ...line, last: index === lines.length - 1 }))
}
