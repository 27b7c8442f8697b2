/** A heading as a scan shows it, drawn for a test: its picture, and the words an engine would have read off it. */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib'
import { toGrey } from '../../../../validators/text/ocr/clean.ts'
import type { FoundWord, GreyImage } from '../../../../validators/text/ocr/engine.ts'
import { ocrLimits } from '../../../../validators/text/ocr/limits.ts'
import { drawPage, type Raster } from '../../../../validators/text/ocr/raster.ts'
import { withPdfium } from '../../../../validators/text/pdf/engine.ts'
import { openPdf } from '../../../../validators/text/pdf/open.ts'

export interface Piece {
  /** What the engine made of it; `null` where it read nothing. */
  read: string | null
  x: number
  y: number
  /** Typed text; letters of the standard fonts only, whose shapes do not matter here but for digits. */
  typed?: string
  font?: 'upright' | 'italic' | 'sans'
  colour?: readonly [number, number, number]
  /** Or written with a pen: strokes in points, from the piece's corner at the baseline, y upwards. */
  ink?: readonly string[]
  width?: number
  confidence?: number
  /** How far above the baseline it stands, in points. */
  raised?: number
}

export interface Scan {
  raster: Raster
  grey: GreyImage
  words: FoundWord[]
}

const size = 13
/** Points around the engine's boxes. */
const [above, below] = [9.2, 2.4]

/** @param frames Lines drawn over the heading, as a stamp's frame is: from x and y to x and y, in points from the top left. */
export async function scanOf(pieces: readonly Piece[], frames: readonly (readonly number[])[] = []): Promise<Scan> {
  const document = await PDFDocument.create()
  const fonts = {
    upright: await document.embedFont(StandardFonts.TimesRoman),
    italic: await document.embedFont(StandardFonts.TimesRomanItalic),
    sans: await document.embedFont(StandardFonts.Helvetica),
  }
  const page = document.addPage([595, 842])
  const boxes = pieces.map((piece) => draw(page, piece, fonts[piece.font ?? 'upright']))
  for (const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] of frames)
    page.drawLine({ start: { x: x0, y: 842 - y0 }, end: { x: x1, y: 842 - y1 }, thickness: 1 })
  const bytes = await document.save()
  const raster = await withPdfium((pdfium) => {
    const opened = openPdf(pdfium, bytes)
    if (typeof opened === 'string') return null
    try {
      return drawPage(pdfium, opened.handle, 0, ocrLimits.fineDots)
    } finally {
      opened.close()
    }
  })
  if (!raster) throw new Error('the page could not be drawn')
  const scale = raster.dots / 72
  const words = pieces.flatMap((piece, index): FoundWord[] => {
    const [x0, y0, x1, y1] = (boxes[index] as number[]).map((value) => Math.round(value * scale)) as Box
    return piece.read === null
      ? []
      : [{ text: piece.read, confidence: piece.confidence ?? 0.95, box: [x0, y0, x1, y1], line: String(piece.y) }]
  })
  return { raster, grey: toGrey(raster), words }
}

type Box = [number, number, number, number]

function draw(page: PDFPage, piece: Piece, font: PDFFont): Box {
  const baseline = 842 - piece.y + (piece.raised ?? 0)
  const [red, green, blue] = piece.colour ?? [0, 0, 0]
  if (piece.typed !== undefined)
    page.drawText(piece.typed, { x: piece.x, y: baseline, size, font, color: rgb(red, green, blue) })
  for (const stroke of piece.ink ?? [])
    page.drawSvgPath(stroke, { x: piece.x, y: baseline, borderColor: rgb(red, green, blue), borderWidth: 1.3 })
  const width = piece.width ?? font.widthOfTextAtSize(piece.typed ?? '', size)
  return [piece.x, piece.y - above, piece.x + width, piece.y + below]
}

/** Digits as a hand writes them, about 11 points tall, one after another from the piece's corner. */
export function penned(digits: string): string[] {
  return [...digits].flatMap((digit, index) => (strokes[digit] ?? []).map((stroke) => shifted(stroke, index * 8)))
}

/** SVG paths within 0…6 across and −11…1 down. */
const strokes: Readonly<Record<string, readonly string[]>> = {
  0: ['M4 -10 C0 -10 0 0 2 1 C6 1 7 -9 3 -10'],
  1: ['M0 -6 L4 -11 L2 1'],
  2: ['M0 -8 C1 -12 7 -11 5 -7 L0 0 C2 -2 4 1 7 0'],
  4: ['M3 -11 L0 -3 L6 -4', 'M5 -8 L4 2'],
  9: ['M6 -9 C3 -12 0 -8 1 -5 C3 -4 6 -7 6 -9 L4 1'],
}

function shifted(path: string, by: number): string {
  return path.replace(/(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)/gu, (_, x, y) => `${Number(x) + by} ${y}`)
}
