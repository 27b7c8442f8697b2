/** Sets Vietnamese text on A4 pages, from top to bottom, opening a new page where one is full. */
import { type Color, type PDFDocument, type PDFPage, rgb } from 'pdf-lib'
import { breakLines } from './break-lines.ts'
import type { Cut, Fonts } from './fonts.ts'

export const A4 = { width: 595.28, height: 841.89 } as const
export const millimetres = (value: number): number => (value * 72) / 25.4

export interface Margins {
  top: number
  bottom: number
  left: number
  right: number
}

/** Nghị định 30/2020, Phụ lục I: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm. */
export const officialMargins: Margins = {
  top: millimetres(20),
  bottom: millimetres(20),
  left: millimetres(30),
  right: millimetres(18),
}

export interface TextStyle {
  cut?: Cut
  /** Points. */
  size?: number
  align?: 'left' | 'centre' | 'right' | 'justify'
  /** First line, in points. */
  indent?: number
  /** Points before and after the paragraph. */
  before?: number
  after?: number
  /** Line height as a multiple of the size. */
  leading?: number
  colour?: Color
}

export interface Typesetter {
  readonly page: PDFPage
  /** Points from the top edge of the page. */
  y: number
  readonly left: number
  readonly width: number
  paragraph(text: string, style?: TextStyle): void
  /** Text within part of the width, from the current y; returns where it ends and leaves y as it was. */
  block(text: string, x: number, width: number, style?: TextStyle): number
  /** A horizontal rule below the current y. */
  rule(x: number, width: number, thickness?: number, colour?: Color): void
  space(points: number): void
  /** Opens a new page unless this much room is left. */
  ensure(points: number): void
  newPage(): void
}

export function startTypesetting(
  pdf: PDFDocument,
  fonts: Fonts,
  margins: Margins = officialMargins,
  onNewPage: (page: PDFPage) => void = () => {},
): Typesetter {
  let page = open()
  let y = margins.top
  const left = margins.left
  const width = A4.width - margins.left - margins.right

  function open(): PDFPage {
    const fresh = pdf.addPage([A4.width, A4.height])
    onNewPage(fresh)
    return fresh
  }

  function newPage(): void {
    page = open()
    y = margins.top
  }

  function ensure(points: number): void {
    if (y + points > A4.height - margins.bottom) newPage()
  }

  function set(text: string, x: number, room: number, style: TextStyle, mayBreakPage: boolean): void {
    const { cut = 'regular', size = 13, align = 'left', indent = 0, leading = 1.28, colour = rgb(0, 0, 0) } = style
    const font = fonts[cut]
    y += style.before ?? 0
    for (const [index, line] of breakLines(text, font, size, room, indent).entries()) {
      if (mayBreakPage) ensure(size * leading)
      const shift = index === 0 ? indent : 0
      const slack = room - shift - line.width
      const baseline = A4.height - y - size
      if (align === 'justify' && !line.last && line.words.length > 1) {
        const gap = slack / (line.words.length - 1)
        const space = font.widthOfTextAtSize(' ', size)
        let at = x + shift
        for (const [position, word] of line.words.entries()) {
          // The space is drawn with its word, so that copied text keeps it.
          const drawn = position < line.words.length - 1 ? `${word} ` : word
          page.drawText(drawn, { x: at, y: baseline, size, font, color: colour })
          at += font.widthOfTextAtSize(word, size) + space + gap
        }
      } else {
        const offset = align === 'centre' ? slack / 2 : align === 'right' ? slack : 0
        page.drawText(line.words.join(' '), { x: x + shift + offset, y: baseline, size, font, color: colour })
      }
      y += size * leading
    }
    y += style.after ?? 0
  }

  return {
    get page() {
      return page
    },
    get y() {
      return y
    },
    set y(value: number) {
      y = value
    },
    left,
    width,
    paragraph: (text, style = {}) => set(text, left, width, style, true),
    block(text, x, room, style = {}) {
      const before = y
      set(text, x, room, style, false)
      const end = y
      y = before
      return end
    },
    rule(x, length, thickness = 0.7, colour = rgb(0, 0, 0)) {
      const at = A4.height - y
      page.drawLine({ start: { x, y: at }, end: { x: x + length, y: at }, thickness, color: colour })
    },
    space(points) {
      y += points
    },
    ensure,
    newPage,
  }
}
