/** Scanned batches drawn on the spot: pages set in type, then put under an imagined scanner with its faults. */
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { embedFonts } from '../../../pipeline/gazette/typesetting/fonts.ts'
import { startTypesetting } from '../../../pipeline/gazette/typesetting/typesetter.ts'
import { separatorSheet } from '../../../pipeline/scans/separator-sheet.ts'
import type { GreyImage } from '../../../validators/text/ocr/engine.ts'
import { withPdfium } from '../../../validators/text/pdf/engine.ts'
import { openPdf } from '../../../validators/text/pdf/open.ts'
import { drawPdfSheet } from '../../../validators/text/sheets/draw-sheets.ts'

export interface Faults {
  /** Degrees clockwise. */
  turned?: number
  /** Share of pixels that are pepper or salt. */
  specks?: number
  /** Grey levels of grain. */
  grain?: number
  /** How bright the paper is, 0–255. */
  paper?: number
  blur?: number
  jpegQuality?: number
  seed?: number
}

/** A page of text, of a few words or many. */
export async function textPdf(paragraphs: readonly string[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const sheet = startTypesetting(pdf, await embedFonts(pdf))
  for (const paragraph of paragraphs) sheet.paragraph(paragraph, { align: 'justify', after: 4 })
  return pdf.save()
}

export const sheetPdf = (sender = '') => separatorSheet(sender, 'Lạng Sơn')

/** A page of a PDF as a grey picture. */
export async function pictureOf(pdf: Uint8Array, index = 0): Promise<GreyImage> {
  return withPdfium((engine) => {
    const opened = openPdf(engine, pdf)
    if (typeof opened === 'string') throw new Error(opened)
    try {
      const image = drawPdfSheet(engine, opened.handle, index)
      if (!image) throw new Error('no picture')
      return image
    } finally {
      opened.close()
    }
  })
}

export const whitePage = (dots = 200): GreyImage => {
  const [width, height] = [Math.round(8.27 * dots), Math.round(11.69 * dots)]
  return { width, height, dots, pixels: new Uint8Array(width * height).fill(255) }
}

/** Repeatable noise: mulberry32. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** What a scanner makes of a page. */
export async function scanned(page: GreyImage, faults: Faults = {}): Promise<GreyImage> {
  const next = random(faults.seed ?? 1)
  const { turned = 0, specks = 0, grain = 0, paper = 255, blur = 0 } = faults
  let image = sharp(page.pixels, { raw: { width: page.width, height: page.height, channels: 1 } })
  if (turned !== 0) image = image.rotate(turned, { background: 'white' })
  if (blur > 0) image = image.blur(blur)
  const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const pixels = new Uint8Array(data)
  for (let at = 0; at < pixels.length; at++) {
    const light = ((pixels[at] as number) / 255) * paper + (grain > 0 ? (next() + next() - 1) * grain : 0)
    pixels[at] = Math.max(0, Math.min(255, light))
    if (specks > 0 && next() < specks) pixels[at] = next() < 0.5 ? 0 : 255
  }
  return { width: info.width, height: info.height, pixels, dots: page.dots }
}

/** The back of a page: its print mirrored, pale and unsharp. */
export async function shownThrough(page: GreyImage, strength: number): Promise<GreyImage> {
  const { data } = await sharp(page.pixels, { raw: { width: page.width, height: page.height, channels: 1 } })
    .flop()
    .blur(1.5)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { ...page, pixels: new Uint8Array(data).map((value) => 255 - Math.round((255 - value) * strength)) }
}

/** As a scanner hands it over: a PDF with one JPEG a page. */
export async function scanPdf(pages: readonly GreyImage[], quality = 60): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  for (const { width, height, pixels, dots } of pages) {
    const jpeg = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .jpeg({ quality })
      .toBuffer()
    const image = await pdf.embedJpg(jpeg)
    const [across, down] = [(width / dots) * 72, (height / dots) * 72]
    pdf.addPage([across, down]).drawImage(image, { x: 0, y: 0, width: across, height: down })
  }
  return pdf.save()
}

/** The same pages as a TIFF of several pages. */
export async function scanTiff(
  pages: readonly GreyImage[],
  compression: 'ccittfax4' | 'lzw' | 'jpeg',
): Promise<Buffer> {
  const [first] = pages
  if (!first) throw new Error('no pages')
  const { width, height, dots } = first
  const fitted = pages.map((page) =>
    sharp(page.pixels, { raw: { width: page.width, height: page.height, channels: 1 } })
      .resize(width, height, { fit: 'fill' })
      .toColourspace('b-w')
      .raw()
      .toBuffer(),
  )
  const all = Buffer.concat(await Promise.all(fitted))
  const joined = sharp(all, { raw: { width, height: height * pages.length, channels: 1, pageHeight: height } })
  const bilevel = compression === 'ccittfax4'
  return (bilevel ? joined.threshold(128) : joined)
    .toColourspace('b-w')
    .tiff({ compression, ...(bilevel ? { bitdepth: 1 } : {}), xres: dots / 25.4, yres: dots / 25.4 })
    .toBuffer()
}
