/**
 * Pages whose own letters are seen but called by wrong names (a wrong font map, lost letters): a search in them finds
 * nothing, and copying gives junk. Their copy is a picture of the page; only the words that were recognised lie under it.
 */
import {
  concatTransformationMatrix,
  drawObject,
  type PDFDocument,
  PDFName,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
} from 'pdf-lib'
import sharp from 'sharp'
import { drawPage } from '../../validators/text/ocr/raster.ts'
import { withPdfium } from '../../validators/text/pdf/engine.ts'
import { openPdf } from '../../validators/text/pdf/open.ts'
import { readPage } from '../../validators/text/pdf/read-page.ts'
import { searchableLimits } from './limits.ts'

/** Pictures (JPEG) of those of the pages, by number from 1, whose visible letters are junk. */
export async function drawGarbledPages(file: Uint8Array, numbers: readonly number[]): Promise<Map<number, Uint8Array>> {
  const pictures = new Map<number, Uint8Array>()
  for (const number of (await garbledAmong(file, numbers)).slice(0, searchableLimits.drawnPages)) {
    const drawn = await withPdfium((pdfium) => {
      const opened = openPdf(pdfium, file)
      if (typeof opened === 'string') return null
      try {
        return drawPage(pdfium, opened.handle, number - 1, searchableLimits.drawnDots)
      } finally {
        opened.close()
      }
    })
    if (!drawn) continue
    const { rgb, width, height } = drawn
    const image = sharp(rgb, { raw: { width, height, channels: 3 } })
    pictures.set(number, new Uint8Array(await image.jpeg({ quality: 82 }).toBuffer()))
  }
  return pictures
}

function garbledAmong(file: Uint8Array, numbers: readonly number[]): Promise<number[]> {
  return withPdfium((pdfium) => {
    const opened = openPdf(pdfium, file)
    if (typeof opened === 'string') return []
    try {
      return numbers.filter((number) => {
        const { layer } = readPage(pdfium, opened.handle, number - 1)
        return layer === 'garbled' || layer === 'damaged'
      })
    } finally {
      opened.close()
    }
  })
}

/** Empties a page before it is copied, so that nothing of its letters comes along; annotations stay. */
export function emptyPage(page: PDFPage): void {
  page.node.set(PDFName.Contents, page.doc.context.register(page.doc.context.flateStream('')))
  page.node.set(PDFName.Resources, page.doc.context.obj({}))
}

/**
 * Lays the picture over the page as displayed.
 * @param place From a point of the page as displayed, in parts of its width and height from the upper left, to the sheet.
 */
export async function layPicture(
  copy: PDFDocument,
  sheet: PDFPage,
  picture: Uint8Array,
  place: (x: number, y: number) => readonly [x: number, y: number],
): Promise<void> {
  const image = await copy.embedJpg(picture)
  const name = sheet.node.newXObject('Trang', image.ref)
  const [x, y] = place(0, 1)
  const [rightX, rightY] = place(1, 1)
  const [topX, topY] = place(0, 0)
  sheet.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(rightX - x, rightY - y, topX - x, topY - y, x, y),
    drawObject(name),
    popGraphicsState(),
  )
}
