/** Sets a passage on an A4 page as offices do (Nghị định 30/2020, Phụ lục I), and says what stands on it. */
import { readFileSync } from 'node:fs'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import subsetFont from 'subset-font'
import type { Passage } from './passages.ts'

/** Font files of a typeface; a missing cut is set in the regular one. */
export interface Typeface {
  name: string
  regular: string
  bold?: string
  italic?: string
}

export interface SetPage {
  pdf: Uint8Array
  /** What was set, paragraphs parted by line breaks. */
  truth: string
}

const [width, height] = [595.3, 841.9]
/** Margins of Nghị định 30/2020: top and bottom 20–25 mm, left 30–35 mm, right 15–20 mm. */
const margin = { top: 64, bottom: 64, left: 88, right: 50 }

/** @param size Points. */
export async function setPage(passage: Passage, typeface: Typeface, size: number): Promise<SetPage> {
  const pdf = await PDFDocument.create()
  pdf.registerFontkit(fontkit)
  const letters = [...new Set(` ${passage.paragraphs.join('')}`)].join('')
  const embed = async (file: string) =>
    pdf.embedFont(await subsetFont(readFileSync(file), letters, { targetFormat: 'truetype' }))
  const regular = await embed(typeface.regular)
  const bold = typeface.bold ? await embed(typeface.bold) : regular
  const italic = typeface.italic ? await embed(typeface.italic) : regular
  const page = pdf.addPage([width, height])
  const leading = size * 1.38
  const truth: string[] = []
  let fromTop = margin.top + size
  for (const text of passage.paragraphs) {
    const font = /^(?:Điều|Chương|Mục) [\dIVX]/u.test(text) ? bold : /^Căn cứ/u.test(text) ? italic : regular
    const lines = wrap(text, font, size)
    if (fromTop + lines.length * leading > height - margin.bottom) break
    for (const [index, line] of lines.entries()) {
      drawLine(page, line, { font, size, fromTop, indent: index === 0 ? 28 : 0, justify: index < lines.length - 1 })
      fromTop += leading
    }
    fromTop += 0.3 * size
    truth.push(text)
  }
  return { pdf: await pdf.save(), truth: truth.join('\n') }
}

function wrap(text: string, font: PDFFont, size: number): string[][] {
  const lines: string[][] = [[]]
  let room = width - margin.left - margin.right - 28
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] as string[]
    if (line.length > 0 && font.widthOfTextAtSize([...line, word].join(' '), size) > room) {
      lines.push([word])
      room = width - margin.left - margin.right
    } else line.push(word)
  }
  return lines
}

interface LineStyle {
  font: PDFFont
  size: number
  fromTop: number
  indent: number
  justify: boolean
}

function drawLine(page: PDFPage, words: readonly string[], { font, size, fromTop, indent, justify }: LineStyle): void {
  const room = width - margin.left - margin.right - indent
  const space = font.widthOfTextAtSize(' ', size)
  const spare = room - font.widthOfTextAtSize(words.join(' '), size)
  const gap = space + (justify && words.length > 1 ? Math.max(0, spare) / (words.length - 1) : 0)
  let x = margin.left + indent
  for (const word of words) {
    page.drawText(word, { x, y: height - fromTop, size, font, color: rgb(0, 0, 0) })
    x += font.widthOfTextAtSize(word, size) + gap
  }
}
