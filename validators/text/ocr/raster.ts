import sharp from 'sharp'
import { limits } from '../limits.ts'
import type { Pdfium } from '../pdf/engine.ts'
import { ocrLimits } from './limits.ts'

/** A page drawn in colour: three bytes a pixel, row by row. */
export interface Raster {
  width: number
  height: number
  rgb: Uint8Array
  /** Dots an inch. */
  dots: number
}

/** Format code of FPDFBitmap_CreateEx (fpdfview.h): blue, green, red, unused. */
const bgrx = 3
/** Draws pages of a PDF as displayed, without annotations: what was signed over a scan is no part of its print. */
export function drawPage(engine: Pdfium, document: number, index: number, wantedDots: number): Raster | null {
  const { call } = engine
  const page = call.FPDF_LoadPage(document, index)
  if (page === 0) return null
  try {
    const [widthPoints, heightPoints] = [call.FPDF_GetPageWidthF(page), call.FPDF_GetPageHeightF(page)]
    const dots = dotsFor(widthPoints, heightPoints, wantedDots)
    if (dots === null) return null
    const [width, height] = [widthPoints, heightPoints].map((points) => Math.max(1, Math.round((points * dots) / 72)))
    return draw(engine, page, width as number, height as number, dots)
  } finally {
    call.FPDF_ClosePage(page)
  }
}

/** Draws an open page into a raster of that many pixels; `null` where that cannot be, or not in useful time. */
export function draw(engine: Pdfium, page: number, width: number, height: number, dots: number): Raster | null {
  const { call } = engine
  if (call.FPDFPage_CountObjects(page) > limits.drawnObjects) return null
  const bitmap = call.FPDFBitmap_CreateEx(width, height, bgrx, 0, 0)
  if (bitmap === 0) return null
  try {
    call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
    call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
    const at = call.FPDFBitmap_GetBuffer(bitmap)
    const stride = call.FPDFBitmap_GetStride(bitmap)
    const memory = engine.bytes()
    const rgb = new Uint8Array(width * height * 3)
    let to = 0
    for (let y = 0; y < height; y++) {
      let from = at + y * stride
      for (let x = 0; x < width; x++, from += 4) {
        rgb[to++] = memory[from + 2] as number
        rgb[to++] = memory[from + 1] as number
        rgb[to++] = memory[from] as number
      }
    }
    return { width, height, rgb, dots }
  } finally {
    call.FPDFBitmap_Destroy(bitmap)
  }
}

/** The dots an inch wanted, fewer for a large sheet; `null` when too few would be left to read anything. */
function dotsFor(widthPoints: number, heightPoints: number, wantedDots: number): number | null {
  const inches = (widthPoints * heightPoints) / 72 ** 2
  const dots = Math.min(wantedDots, Math.sqrt(ocrLimits.pixels / inches))
  return dots >= ocrLimits.leastDots ? dots : null
}

/** One page of a scanned image, brought to the number of dots wanted. `null` where it cannot be decoded. */
export async function decodeImage(
  file: Uint8Array,
  index: number,
  dotsOfFile: number,
  wantedDots: number,
): Promise<Raster | null> {
  try {
    const image = sharp(file, { page: index, limitInputPixels: limits.imagePixels })
    const { width, height } = await image.metadata()
    const dots = dotsFor((width / dotsOfFile) * 72, (height / dotsOfFile) * 72, wantedDots)
    if (dots === null) return null
    const { data, info } = await image
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize({ width: Math.max(1, Math.round((width * dots) / dotsOfFile)) })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    if (info.channels !== 3) return null
    return { width: info.width, height: info.height, rgb: new Uint8Array(data), dots }
  } catch {
    return null
  }
}

/** Turns a raster clockwise by an angle in degrees, the new corners white. */
export async function turnRaster(raster: Raster, degrees: number): Promise<Raster> {
  const { data, info } = await sharp(raster.rgb, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .rotate(degrees, { background: 'white' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data), dots: raster.dots }
}
