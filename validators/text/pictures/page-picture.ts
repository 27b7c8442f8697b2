import sharp, { type Sharp } from 'sharp'
import { isImageType, sniffFileType } from '../../safety/file-type.ts'
import { prepareImage } from '../image/prepare-image.ts'
import { limits } from '../limits.ts'
import { draw, type Raster } from '../ocr/raster.ts'
import { flattenAnnotations, hasDrawnAnnotations } from '../pdf/annotations.ts'
import { type Pdfium, withPdfium } from '../pdf/engine.ts'
import { openPdf } from '../pdf/open.ts'

/** A page as people see it on screen. */
export interface PagePicture {
  webp: Uint8Array
  /** Pixels. */
  width: number
  height: number
}

/** Pixels of one picture; a longer sheet is drawn narrower. */
const mostPixels = 12_000_000
/** WebP holds no side longer than 16,383 pixels. */
const longestSide = 16_000

/**
 * Draws one page of a PDF or of a scanned image as WebP, `width` pixels wide at most.
 * @param pageNumber 1-based
 * @returns `null` where there is no such page, or nothing that can be drawn.
 */
export async function drawPagePicture(
  file: Uint8Array,
  pageNumber: number,
  width: number,
): Promise<PagePicture | null> {
  const fileType = sniffFileType(file)
  if (fileType === 'pdf') return pictureOfPdf(file, pageNumber, width)
  return isImageType(fileType) ? pictureOfImage(file, pageNumber, width) : null
}

async function pictureOfPdf(file: Uint8Array, pageNumber: number, width: number): Promise<PagePicture | null> {
  const raster = await withPdfium((engine) => {
    const opened = openPdf(engine, file)
    if (typeof opened === 'string') return null
    try {
      return pageNumber <= opened.pageCount ? drawWide(engine, opened.handle, pageNumber - 1, width) : null
    } finally {
      opened.close()
    }
  })
  if (!raster) return null
  const image = sharp(raster.rgb, { raw: { width: raster.width, height: raster.height, channels: 3 } })
  return encode(image)
}

/** Draws page `index` (from 0) of an open PDF with what is stamped on it, `wanted` pixels wide at most. */
export function drawWide(engine: Pdfium, document: number, index: number, wanted: number): Raster | null {
  const { call } = engine
  const page = loadWithAnnotations(engine, document, index)
  if (page === 0) return null
  try {
    const [widthPoints, heightPoints] = [call.FPDF_GetPageWidthF(page), call.FPDF_GetPageHeightF(page)]
    if (!(widthPoints > 0 && heightPoints > 0 && widthPoints < limits.pageEdge && heightPoints < limits.pageEdge)) {
      return null
    }
    const width = fittingWidth(wanted, widthPoints, heightPoints)
    const size = [width, (width * heightPoints) / widthPoints].map((pixels) => Math.max(1, Math.round(pixels)))
    return draw(engine, page, size[0] as number, size[1] as number, (width * 72) / widthPoints)
  } finally {
    call.FPDF_ClosePage(page)
  }
}

/** Numbers, dates and seals that offices stamp on as annotations or form fields are part of what people see. */
function loadWithAnnotations(engine: Pdfium, document: number, index: number): number {
  const { call } = engine
  const page = call.FPDF_LoadPage(document, index)
  if (page === 0 || !hasDrawnAnnotations(engine, page) || !flattenAnnotations(engine, page)) return page
  call.FPDF_ClosePage(page)
  return call.FPDF_LoadPage(document, index)
}

async function pictureOfImage(asSent: Uint8Array, pageNumber: number, width: number): Promise<PagePicture | null> {
  const file = await prepareImage(asSent)
  if (typeof file === 'string') return null
  try {
    const options = { limitInputPixels: limits.imagePixels }
    const { pages = 1, width: own, height } = await sharp(file, options).metadata()
    if (pageNumber > pages) return null
    const most = Math.floor(fittingWidth(Math.min(width, own), own, height))
    const image = sharp(file, { ...options, page: pageNumber - 1 })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize({ width: Math.max(1, most) })
    return await encode(image)
  } catch {
    return null
  }
}

/** As wide as wanted, or as the bounds on a picture of these proportions allow. */
function fittingWidth(wanted: number, width: number, height: number): number {
  return Math.min(wanted, Math.sqrt((mostPixels * width) / height), (longestSide * width) / height)
}

async function encode(image: Sharp): Promise<PagePicture> {
  const { data, info } = await image.webp({ quality: 82, effort: 2 }).toBuffer({ resolveWithObject: true })
  return { webp: new Uint8Array(data), width: info.width, height: info.height }
}
