/**
 * Draws the typed digits that `validators/text/slots/print-digits.ts` compares with, and writes them beside it: those of
 * Times as PDFium draws the standard fonts, those of Tinos, which has the shapes of Times New Roman but for some italics
 * (Nghị định 30/2020 and the rules before it prescribe that face), and those of Helvetica, which are nearer to what a
 * numbering machine stamps and to neat handwriting.
 *
 *   node bench/slots/draw-print-digits.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import fontkit from '@pdf-lib/fontkit'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { toGrey } from '../../validators/text/ocr/clean.ts'
import { ocrLimits } from '../../validators/text/ocr/limits.ts'
import { drawPage } from '../../validators/text/ocr/raster.ts'
import { withPdfium } from '../../validators/text/pdf/engine.ts'
import { openPdf } from '../../validators/text/pdf/open.ts'
import { digitImage } from '../../validators/text/slots/digit-image.ts'
import { inkMask } from '../../validators/text/slots/ink.ts'

const standard = [
  StandardFonts.TimesRoman,
  StandardFonts.TimesRomanItalic,
  StandardFonts.TimesRomanBold,
  StandardFonts.TimesRomanBoldItalic,
]
const sans = [StandardFonts.Helvetica, StandardFonts.HelveticaOblique]
const tinos = ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic']
const fonts = resolve(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'), '..')

/** Points between digits, which are 40 points large. */
const [size, step] = [40, 60]

const document = await PDFDocument.create()
document.registerFontkit(fontkit)
const styles = [
  ...standard,
  ...tinos.map((style) => new Uint8Array(readFileSync(join(fonts, style, `Tinos_${style}.ttf`)))),
  ...sans,
]
const page = document.addPage([step * 10, step * styles.length])
for (const [row, style] of styles.entries()) {
  const font = await document.embedFont(style)
  for (let digit = 0; digit <= 9; digit++)
    page.drawText(String(digit), { x: digit * step + 15, y: page.getHeight() - row * step - 45, size, font })
}
const raster = await withPdfium(async (pdfium) => {
  const opened = openPdf(pdfium, await document.save())
  if (typeof opened === 'string') throw new Error(opened)
  return drawPage(pdfium, opened.handle, 0, ocrLimits.fineDots)
})
if (!raster) throw new Error('not drawn')
const grey = toGrey(raster)
const pixels = (step * raster.dots) / 72
const bytes: number[] = []
for (let row = 0; row < styles.length; row++) {
  for (let digit = 0; digit <= 9; digit++) {
    const area = { x0: digit * pixels, y0: row * pixels, x1: (digit + 1) * pixels, y1: (row + 1) * pixels }
    const mask = inkMask(grey, area)
    if (!mask) throw new Error('nothing drawn')
    const points: number[] = []
    for (const [at, dark] of mask.dark.entries())
      if (dark === 1) points.push(at % mask.width, Math.floor(at / mask.width))
    bytes.push(...digitImage(Int32Array.from(points)).map((share) => Math.round(share * 255)))
  }
}
const target = resolve(import.meta.dirname, '..', '..', 'validators', 'text', 'slots', 'print-digits.data.ts')
writeFileSync(
  target,
  `/** Made by bench/slots/draw-print-digits.ts: eight styles with serifs and two without, ten digits each, one byte a cell. */
export const printDigits =
  '${Buffer.from(bytes).toString('base64')}'
`,
)
console.log(`${styles.length} styles, ${bytes.length} bytes: ${target}`)
