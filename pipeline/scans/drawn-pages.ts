/** Pages as pictures, of a PDF that opens for reading but cannot be taken apart: restricted by its owner, or damaged. */
import type { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { PdfiumAbort, withPdfium } from '../../validators/text/pdf/engine.ts'
import { openPdf } from '../../validators/text/pdf/open.ts'
import { drawWide } from '../../validators/text/pictures/page-picture.ts'

/** Enough to read by, and to print. */
const dots = 150
/** Each page takes some tenths of a second to draw and some hundred kilobytes to keep. */
const mostPages = 200

/** Adds every page to `pdf`. @returns why that cannot be, or `null` */
export async function addDrawnPages(
  pdf: PDFDocument,
  file: Uint8Array,
): Promise<'encrypted' | 'damaged' | 'too many pages' | null> {
  try {
    return await withPdfium(async (engine) => {
      const opened = openPdf(engine, file)
      if (typeof opened === 'string') return opened === 'encrypted' ? opened : 'damaged'
      try {
        if (opened.pageCount > mostPages) return 'too many pages'
        for (let index = 0; index < opened.pageCount; index++) {
          const size = drawWide(engine, opened.handle, index, 72)
          if (!size) return 'damaged'
          const across = (72 * 72) / size.dots
          const raster = drawWide(engine, opened.handle, index, Math.round((across * dots) / 72))
          if (!raster) return 'damaged'
          const { width, height, rgb } = raster
          const picture = await sharp(rgb, { raw: { width, height, channels: 3 } })
            .jpeg({ quality: 80 })
            .toBuffer()
          const page = pdf.addPage([across, (across * height) / width])
          page.drawImage(await pdf.embedJpg(picture), { x: 0, y: 0, width: across, height: (across * height) / width })
        }
        return opened.pageCount > 0 ? null : 'damaged'
      } finally {
        opened.close()
      }
    })
  } catch (cause) {
    if (cause instanceof PdfiumAbort) return 'damaged'
    throw cause
  }
}
