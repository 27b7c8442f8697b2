/**
 * A copy to look at, with the arrival stamp on its first page and a line on every page saying that it is no original.
 * The original rests untouched; signatures do not survive in a copy and are shown as mere pictures.
 */
import { PDFDocument, type PDFPage } from 'pdf-lib'
import sharp from 'sharp'
import type { ImageType } from '../../validators/safety/file-type.ts'
import { densityOf, prepareImage } from '../../validators/text/image/prepare-image.ts'
import type { GreyImage } from '../../validators/text/ocr/engine.ts'
import { withPdfium } from '../../validators/text/pdf/engine.ts'
import { openPdf } from '../../validators/text/pdf/open.ts'
import { drawImageSheet, drawPdfSheet } from '../../validators/text/sheets/draw-sheets.ts'
import { sheetLimits } from '../../validators/text/sheets/limits.ts'
import { embedFonts, type Fonts } from '../gazette/typesetting/fonts.ts'
import { millimetres } from '../gazette/typesetting/typesetter.ts'
import { type Arrival, drawStamp, stampRed, stampSize } from './arrival-stamp.ts'
import { addDrawnPages } from './drawn-pages.ts'
import { flattenAnnotations } from './flatten-annotations.ts'
import { drawAsSeen, seenSize } from './page-space.ts'
import { type Place, stampPlace } from './stamp-place.ts'

export interface ViewingOrder {
  fileType: 'pdf' | ImageType
  arrival: Arrival
  /** What the line on every page says behind "bản xem". */
  origin: string
  /** Lower left corner of số, ký hiệu on the first page, in points from its upper left corner. */
  reference: { left: number; top: number } | null
}

export type ViewingOutcome = { kind: 'made'; pdf: Uint8Array } | { kind: 'unmade'; why: Problem }

export async function viewingCopy(asSent: Uint8Array, order: ViewingOrder): Promise<ViewingOutcome> {
  const file = order.fileType === 'pdf' ? asSent : await prepareImage(asSent)
  if (typeof file === 'string') return { kind: 'unmade', why: 'damaged' }
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const problem = await (order.fileType === 'pdf' ? copyPdf : copyImage)(pdf, file)
  if (problem) return { kind: 'unmade', why: problem }
  const fonts = await embedFonts(pdf, `${order.origin}${order.arrival.organization}${order.arrival.handedTo}`)
  pdf.setTitle(`Bản xem, không thay bản gốc: ${order.origin}`)
  for (const page of pdf.getPages()) markPage(page, fonts, order.origin)
  const [first] = pdf.getPages()
  if (first) stamp(first, fonts, order, await pictureOf(file, order.fileType))
  return { kind: 'made', pdf: await pdf.save() }
}

type Problem = 'encrypted' | 'damaged' | 'too many pages'

/** The pages themselves where they can be taken out of the file, else pictures of them. */
async function copyPdf(pdf: PDFDocument, file: Uint8Array): Promise<Problem | null> {
  try {
    const source = await PDFDocument.load(file, { updateMetadata: false })
    if (source.getPageCount() > sheetLimits.pages) return 'too many pages'
    const copies = await pdf.copyPages(source, source.getPageIndices())
    if (copies.length === 0) return 'damaged'
    for (const copy of copies) flattenAnnotations(pdf.addPage(copy))
    return null
  } catch {
    for (let count = pdf.getPageCount(); count > 0; count--) pdf.removePage(count - 1)
    return addDrawnPages(pdf, file)
  }
}

async function copyImage(pdf: PDFDocument, file: Uint8Array): Promise<Problem | null> {
  try {
    const { pages = 1 } = await sharp(file, { limitInputPixels: sheetLimits.imagePixels }).metadata()
    if (pages > sheetLimits.pages) return 'too many pages'
    for (let index = 0; index < pages; index++) await addPicture(pdf, file, index)
    return null
  } catch {
    return 'damaged'
  }
}

async function addPicture(pdf: PDFDocument, file: Uint8Array, index: number): Promise<void> {
  const image = sharp(file, { page: index, limitInputPixels: sheetLimits.imagePixels })
  const { density } = await image.metadata()
  const upright = image.autoOrient().flatten({ background: 'white' }).toColourspace('srgb')
  const jpeg = await pdf.embedJpg(await upright.jpeg({ quality: 80 }).toBuffer())
  const [width, height] = [jpeg.width, jpeg.height].map((pixels) => (pixels / densityOf(density)) * 72)
  const page = pdf.addPage([width as number, height as number])
  page.drawImage(jpeg, { x: 0, y: 0, width: width as number, height: height as number })
}

/** The first page as it is seen. */
async function pictureOf(file: Uint8Array, fileType: ViewingOrder['fileType']): Promise<GreyImage | null> {
  if (fileType !== 'pdf') return drawImageSheet(file, 0)
  return withPdfium((engine) => {
    const opened = openPdf(engine, file)
    if (typeof opened === 'string') return null
    try {
      return drawPdfSheet(engine, opened.handle, 0)
    } finally {
      opened.close()
    }
  }).catch(() => null)
}

function markPage(page: PDFPage, fonts: Fonts, origin: string): void {
  const { width } = seenSize(page)
  const text = `BẢN XEM, KHÔNG THAY BẢN GỐC · ${origin}`
  const natural = fonts.regular.widthOfTextAtSize(text, 8)
  const size = Math.min(8, (8 * (width - millimetres(10))) / natural)
  drawAsSeen(page, () =>
    page.drawText(text, {
      x: (width - fonts.regular.widthOfTextAtSize(text, size)) / 2,
      y: millimetres(3),
      size,
      font: fonts.regular,
      color: stampRed,
    }),
  )
}

function stamp(page: PDFPage, fonts: Fonts, order: ViewingOrder, picture: GreyImage | null): void {
  const { width, height } = seenSize(page)
  const inMillimetres = (points: number) => (points * 25.4) / 72
  // On a page too small for it the stamp shrinks with the page.
  const scale = Math.min(1, inMillimetres(width) / 90, inMillimetres(height) / 120)
  const size = { width: Math.ceil(stampSize.width * scale), height: Math.ceil(stampSize.height * scale) }
  const below = order.reference && {
    left: inMillimetres(order.reference.left),
    top: inMillimetres(order.reference.top),
  }
  const place: Place = picture ? stampPlace(picture, size, below) : (below ?? { left: 18, top: 46 })
  const [left, top] = [millimetres(place.left), height - millimetres(place.top)]
  drawAsSeen(page, () =>
    drawStamp(page, fonts, order.arrival, left, top - millimetres(stampSize.height) * scale, scale),
  )
}
