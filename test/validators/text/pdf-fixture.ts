/** Small PDFs drawn by ourselves with pdf-lib; Tinos is Times New Roman's metric twin with all Vietnamese letters. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib'

const fontFile = join(
  import.meta.dirname,
  '../../../node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
)

export async function drawnPdf(
  draw: (page: PDFPage, font: PDFFont, document: PDFDocument) => void,
  pages = 1,
): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const font = await document.embedFont(readFileSync(fontFile), { subset: true })
  for (let index = 0; index < pages; index++) draw(document.addPage([595, 842]), font, document)
  return document.save({ useObjectStreams: false })
}

/** Draws text with its baseline `fromTop` points below the top of the page. */
export function write(page: PDFPage, font: PDFFont, text: string, x: number, fromTop: number, size = 13): void {
  page.drawText(text, { x, y: 842 - fromTop, size, font })
}
