/** Pages of a batch as grey pictures, one at a time. */
import sharp from 'sharp'
import { densityOf } from '../image/prepare-image.ts'
import { limits } from '../limits.ts'
import type { GreyImage } from '../ocr/engine.ts'
import type { Pdfium } from '../pdf/engine.ts'
import { sheetLimits } from './limits.ts'

/** Codes of FPDFBitmap_CreateEx and FPDF_RenderPageBitmap (fpdfview.h): one grey byte a pixel; draw annotations too. */
const grey = 1
const withAnnotations = 1

/** A page as displayed; `null` where it cannot be drawn. */
export function drawPdfSheet(engine: Pdfium, document: number, index: number): GreyImage | null {
  const { call } = engine
  const page = call.FPDF_LoadPage(document, index)
  if (page === 0) return null
  try {
    const [across, down] = [call.FPDF_GetPageWidthF(page), call.FPDF_GetPageHeightF(page)]
    if (!(across > 0 && down > 0 && across <= limits.pageEdge && down <= limits.pageEdge)) return null
    if (call.FPDFPage_CountObjects(page) > limits.drawnObjects) return null
    const dots = Math.min(sheetLimits.dots, Math.sqrt(sheetLimits.pixels / ((across * down) / 72 ** 2)))
    const width = Math.max(1, Math.round((across * dots) / 72))
    const height = Math.max(1, Math.round((down * dots) / 72))
    const bitmap = call.FPDFBitmap_CreateEx(width, height, grey, 0, 0)
    if (bitmap === 0) return null
    try {
      call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
      call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, withAnnotations)
      const at = call.FPDFBitmap_GetBuffer(bitmap)
      const stride = call.FPDFBitmap_GetStride(bitmap)
      const memory = engine.bytes()
      const pixels = new Uint8Array(width * height)
      for (let y = 0; y < height; y++) {
        pixels.set(memory.subarray(at + y * stride, at + y * stride + width), y * width)
      }
      return { width, height, pixels, dots }
    } finally {
      call.FPDFBitmap_Destroy(bitmap)
    }
  } finally {
    call.FPDF_ClosePage(page)
  }
}

/** A page of a prepared image. */
export async function drawImageSheet(file: Uint8Array, index: number): Promise<GreyImage | null> {
  try {
    const image = sharp(file, { page: index, limitInputPixels: sheetLimits.imagePixels }).autoOrient()
    const { autoOrient, density } = await image.metadata()
    const dots = Math.min(
      sheetLimits.dots,
      densityOf(density),
      Math.sqrt(sheetLimits.pixels / ((autoOrient.width * autoOrient.height) / densityOf(density) ** 2)),
    )
    const width = Math.max(1, Math.round((autoOrient.width * dots) / densityOf(density)))
    const { data, info } = await image
      .flatten({ background: 'white' })
      .resize({ width })
      .greyscale()
      .toColourspace('b-w')
      .raw()
      .toBuffer({ resolveWithObject: true })
    if (info.channels !== 1) return null
    return { width: info.width, height: info.height, pixels: new Uint8Array(data), dots }
  } catch {
    return null
  }
}
