import sharp from 'sharp'
import { withPdfium } from '../pdf/engine.ts'
import { openPdf } from '../pdf/open.ts'
import type { RecognisePages } from '../pdf/read-pdf.ts'
import type { Page } from '../read-document.ts'
import type { OcrEngine } from './engine.ts'
import { ocrLimits } from './limits.ts'
import { nativeTesseract } from './native-tesseract.ts'
import { decodeImage, drawPage, type Raster } from './raster.ts'
import { recognisePage } from './recognise.ts'
import { type Repair, repairWords } from './repair/index.ts'
import { tesseractJs } from './tesseract-js.ts'

export type { OcrEngine } from './engine.ts'

/** The machine's own Tesseract where it knows Vietnamese, else the one that came with npm. */
export async function chooseEngine(wanted: 'automatic' | OcrEngine['name'] = 'automatic'): Promise<OcrEngine | null> {
  if (wanted === 'tesseract.js') return tesseractJs()
  const native = await nativeTesseract()
  return native ?? (wanted === 'automatic' ? tesseractJs() : null)
}

/**
 * Recognises pages of a PDF or a scanned image with that engine, a few side by side, within {@link ocrLimits}. Pages
 * left out are missing from the answer.
 */
export function recogniseWith(engine: OcrEngine, repair: Repair = repairWords): RecognisePages {
  return async (file, pageNumbers) => {
    const waiting = choosePages(pageNumbers)
    const signal = AbortSignal.timeout(ocrLimits.documentMilliseconds)
    const pages = new Map<number, Page>()
    const draw = isPdf(file) ? drawFromPdf : drawFromImage
    const worker = async (): Promise<void> => {
      for (let number = waiting.shift(); number !== undefined && !signal.aborted; number = waiting.shift()) {
        const page = await recognisePage(
          { number, draw: (dots) => draw(file, number - 1, dots) },
          engine,
          signal,
          repair,
        )
        if (page) pages.set(number, page)
      }
    }
    await Promise.all(Array.from({ length: engine.parallel }, worker))
    return pages
  }
}

/** All pages of a document of ordinary length; of a long one its beginning and its end. */
function choosePages(numbers: readonly number[]): number[] {
  if (numbers.length <= ocrLimits.pages) return [...numbers]
  const first = numbers.slice(0, ocrLimits.pages - ocrLimits.lastPages)
  return [...first, ...numbers.slice(-ocrLimits.lastPages)]
}

function isPdf(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 1024)).includes('%PDF-')
}

function drawFromPdf(file: Uint8Array, index: number, dots: number): Promise<Raster | null> {
  return withPdfium((pdfium) => {
    const opened = openPdf(pdfium, file)
    if (typeof opened === 'string') return null
    try {
      return drawPage(pdfium, opened.handle, index, dots)
    } finally {
      opened.close()
    }
  })
}

/** Dots an inch taken where an image does not say, or says nonsense (as `image/read-image.ts` takes them). */
const usualDensity = 200

async function drawFromImage(file: Uint8Array, index: number, dots: number): Promise<Raster | null> {
  const { density } = await sharp(file).metadata()
  const known = density !== undefined && density >= 50 && density <= 1200
  return decodeImage(file, index, known ? density : usualDensity, dots)
}
