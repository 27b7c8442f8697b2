import type { LaidWord } from '../layout/glyph-word.ts'
import type { Page } from '../read-document.ts'
import { findSlots } from '../slots/find-slots.ts'
import { inkShare, toGrey } from './clean.ts'
import type { FoundWord, GreyImage, OcrEngine } from './engine.ts'
import { layWords } from './lay-lines.ts'
import { type Raster, turnRaster } from './raster.ts'
import { skewOf } from './skew.ts'

/** Below this share of dark pixels a sheet is blank. */
const blankInk = 0.0004
/** Skew in degrees from which turning the page helps more than it blurs. */
const clearSkew = 0.4
/** Mean confidence below which a page may stand on its head or on its side. */
const doubtful = 0.6

/** A page with its picture: size in points as displayed. */
export interface PageImage {
  number: number
  width: number
  height: number
  raster: Raster
}

/**
 * Reads a page off its picture: levelled, set upright, seals taken out, digits written in ink left blank.
 * @returns A page with source `ocr`; with source `none` and no lines when the sheet is blank; `null` when the engine
 *   failed.
 */
export async function recognisePage(page: PageImage, engine: OcrEngine, signal?: AbortSignal): Promise<Page | null> {
  const { number, width, height } = page
  const bare: Page = { number, width, height, source: 'none', lines: [], asides: [], slots: [] }
  const drawn = toGrey(page.raster)
  if (inkShare(drawn) < blankInk) return bare
  const found = await readUpright(page.raster, drawn, engine, signal)
  if (found === null) return null
  const { words, raster, turned } = found
  if (words.length === 0) return bare
  const toPoints = (box: FoundWord['box']): LaidWord['box'] => placeOnPage(box, raster, page.raster, turned)
  const { kept, slots } = findSlots(words, raster, toGrey(raster), toPoints)
  const lines = layWords(kept, width, toPoints)
  return { ...bare, source: lines.length > 0 ? 'ocr' : 'none', lines, slots }
}

interface Upright {
  words: FoundWord[]
  raster: Raster
  /** Degrees clockwise by which the raster was turned from the page as displayed. */
  turned: number
}

async function readUpright(
  raster: Raster,
  grey: GreyImage,
  engine: OcrEngine,
  signal?: AbortSignal,
): Promise<Upright | null> {
  const first = await readLevel(raster, grey, 0, engine, signal)
  if (first === null || certainty(first.words) >= doubtful) return first
  let best = first
  for (const quarter of [180, 90, 270]) {
    const turned = await turnRaster(raster, quarter)
    const other = await readLevel(turned, toGrey(turned), quarter, engine, signal)
    if (other && weight(other.words) > 1.3 * weight(best.words)) best = other
    if (certainty(best.words) >= 0.75) break
  }
  return best
}

async function readLevel(
  raster: Raster,
  grey: GreyImage,
  turned: number,
  engine: OcrEngine,
  signal?: AbortSignal,
): Promise<Upright | null> {
  const skew = skewOf(grey)
  if (Math.abs(skew) < clearSkew) {
    const words = await engine.recognise(grey, signal)
    return words && { words, raster, turned }
  }
  const level = await turnRaster(raster, -skew)
  const words = await engine.recognise(toGrey(level), signal)
  return words && { words, raster: level, turned: turned - skew }
}

/** Mean confidence of the letters on a page. */
function certainty(words: readonly FoundWord[]): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0)
  return letters === 0 ? 0 : words.reduce((sum, word) => sum + word.text.length * word.confidence, 0) / letters
}

/** How much was read with confidence: noise read off a page on its head is short and doubtful. */
function weight(words: readonly FoundWord[]): number {
  return words.reduce((sum, word) => sum + (word.confidence > 0.7 ? word.text.length : 0), 0)
}

/** The box of a word in points of the page as displayed, its picture turned back. */
function placeOnPage(box: FoundWord['box'], turned: Raster, shown: Raster, degrees: number): LaidWord['box'] {
  const scale = 72 / shown.dots
  if (degrees === 0) return [box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale]
  const angle = (-degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const centre = [(box[0] + box[2]) / 2 - turned.width / 2, (box[1] + box[3]) / 2 - turned.height / 2] as const
  const x = centre[0] * cos - centre[1] * sin + shown.width / 2
  const y = centre[0] * sin + centre[1] * cos + shown.height / 2
  const onSide = Math.abs(sin) > 0.7
  const halfWidth = ((onSide ? box[3] - box[1] : box[2] - box[0]) / 2) * scale
  const halfHeight = ((onSide ? box[2] - box[0] : box[3] - box[1]) / 2) * scale
  return [x * scale - halfWidth, y * scale - halfHeight, x * scale + halfWidth, y * scale + halfHeight]
}
