import sharp from 'sharp'
import { limits } from '../limits.ts'
import type { RecognisePages } from '../pdf/read-pdf.ts'
import type { Page, ReadDocument, Unreadable } from '../read-document.ts'
import { pageList, unreadable, warning } from '../remarks.ts'
import { densityOf, prepareImage } from './prepare-image.ts'

/** Reads a scanned or photographed image (TIFF with several pages, JPEG, PNG, HEIC, …) by OCR. */
export async function readImage(
  file: Uint8Array,
  recognise: RecognisePages | null,
): Promise<ReadDocument | Unreadable> {
  const image = await prepareImage(file)
  if (typeof image === 'string') return unreadable(image)
  const sizes = await pageSizes(image)
  if (typeof sizes === 'string') return unreadable(sizes)
  const numbers = sizes.map((_, index) => index + 1)
  const recognised = recognise ? await recognise(image, numbers) : new Map<number, Page>()
  const pages = sizes.map((size, index) => recognised.get(index + 1) ?? blankPage(index + 1, size))
  const unread = numbers.filter((number) => !recognised.has(number))
  return {
    pages,
    textSource: pages.some((page) => page.source === 'ocr') ? 'ocr' : 'none',
    warnings: unread.length > 0 ? [warning(recognise ? 'OCR_FAILED' : 'NO_TEXT_LAYER', pageList(unread))] : [],
  }
}

interface PageSize {
  width: number
  height: number
}

/** Sizes in points, from the file's head alone; a picture that would unpack beyond the limit is not opened further. */
async function pageSizes(file: Uint8Array): Promise<PageSize[] | 'DAMAGED_FILE' | 'UNPACKS_TOO_LARGE'> {
  try {
    const { width, height, pages = 1, density } = await sharp(file, { limitInputPixels: false }).metadata()
    if (width * height > limits.imagePixels) return 'UNPACKS_TOO_LARGE'
    const dots = densityOf(density)
    const size = { width: (width / dots) * 72, height: (height / dots) * 72 }
    return Array.from({ length: Math.min(pages, limits.pages) }, () => size)
  } catch {
    return 'DAMAGED_FILE'
  }
}

function blankPage(number: number, size: PageSize): Page {
  return { number, ...size, source: 'none', lines: [], asides: [], slots: [] }
}
