import type { LaidWord } from '../layout/glyph-word.ts'
import type { HandwrittenSlot, Page } from '../read-document.ts'
import { findSlots } from '../slots/find-slots.ts'
import type { ReadLine } from '../slots/read-again.ts'
import { toGrey } from './clean.ts'
import type { FoundWord, OcrEngine } from './engine.ts'
import { mayHoldSlots } from './heading.ts'
import { layWords } from './lay-lines.ts'
import { ocrLimits } from './limits.ts'
import { type Raster, turnRaster } from './raster.ts'
import { type Repair, repairWords } from './repair/index.ts'
import { restorePage } from './restore/index.ts'
import { certainty, readUpright, type Upright } from './upright.ts'

/** Middle height of a page's words, in pixels at the usual dots, below which its print is small (about 8 points). */
const smallPrint = 17

/** A page that can be drawn. */
export interface DrawablePage {
  number: number
  /** The page at that many dots an inch, or fewer if it is large; `null` when it cannot be drawn. */
  draw(dots: number): Promise<Raster | null>
}

/**
 * Reads a page off its picture: levelled, set upright, seals taken out, digits written in ink left blank.
 * @returns A page with source `ocr`; with source `none` and no lines when the sheet is blank; `null` when it cannot be
 *   drawn or the engine failed.
 */
export async function recognisePage(
  page: DrawablePage,
  engine: OcrEngine,
  signal?: AbortSignal,
  repair: Repair = repairWords,
): Promise<Page | null> {
  const drawn = await page.draw(ocrLimits.dots)
  if (!drawn) return null
  const [width, height] = [pointsOf(drawn.width, drawn), pointsOf(drawn.height, drawn)]
  const bare: Page = { number: page.number, width, height, source: 'none', lines: [], asides: [], slots: [] }
  const { image, blank } = restorePage(toGrey(drawn))
  if (blank) return bare
  const usual = await readUpright(drawn, image, engine, signal)
  const found = usual && (await readFiner(usual, page, engine, signal))
  if (!found) return null
  if (isNoise(found.words)) return bare
  const { kept, slots } = await takeSlots(found, page, (line) => engine.recognise(line, signal, 'line'))
  const lines = layWords(repair(kept), found.raster, (box) => placeOnPage(box, found))
  return { ...bare, source: lines.length > 0 ? 'ocr' : 'none', lines, slots }
}

/** A few letters that the engine itself doubts: the grain of a photograph, punch holes, the mirror of the back. */
function isNoise(words: readonly FoundWord[]): boolean {
  return words.reduce((sum, { text }) => sum + text.length, 0) < 30 && certainty(words) < 0.5
}

/** Small print once more from a finer picture; whichever reading is surer of itself counts. */
async function readFiner(
  usual: Upright,
  page: DrawablePage,
  engine: OcrEngine,
  signal?: AbortSignal,
): Promise<Upright | null> {
  if (middleHeight(usual.words) >= smallPrint) return usual
  const fine = await page.draw(ocrLimits.fineDots)
  if (!fine || fine.dots < 1.1 * usual.raster.dots) return usual
  const finer = await readUpright(fine, restorePage(toGrey(fine)).image, engine, signal)
  return finer && certainty(finer.words) > certainty(usual.words) ? finer : usual
}

function middleHeight(words: readonly FoundWord[]): number {
  const heights = words.map(({ box }) => box[3] - box[1]).sort((a, b) => a - b)
  return heights[heights.length >> 1] ?? smallPrint
}

interface Taken {
  /** In pixels of the picture that was read. */
  kept: readonly FoundWord[]
  slots: HandwrittenSlot[]
}

/** Takes ink out of the number and the date of a heading; its strokes are looked at on a finer picture. */
async function takeSlots(found: Upright, page: DrawablePage, readLine: ReadLine): Promise<Taken> {
  const { words, raster, turned } = found
  if (!mayHoldSlots(words, raster.height, page.number)) return { kept: words, slots: [] }
  const drawn = raster.dots < ocrLimits.fineDots ? await page.draw(ocrLimits.fineDots) : null
  const fine = drawn && turned !== 0 ? await turnRaster(drawn, turned) : (drawn ?? raster)
  const scale = fine.dots / raster.dots
  const toPoints = (box: FoundWord['box']) => placeOnPage(scaledBox(box, 1 / scale), found)
  const ownHeading = page.number === 1
  const taken = await findSlots(scaled(words, scale), fine, toGrey(fine), toPoints, readLine, ownHeading)
  return { kept: scaled(taken.kept, 1 / scale), slots: taken.slots }
}

function scaled(words: readonly FoundWord[], by: number): FoundWord[] {
  return words.map((word) => ({ ...word, box: scaledBox(word.box, by) }))
}

function scaledBox([x0, y0, x1, y1]: FoundWord['box'], by: number): FoundWord['box'] {
  return [x0 * by, y0 * by, x1 * by, y1 * by]
}

function pointsOf(pixels: number, raster: Raster): number {
  return (pixels / raster.dots) * 72
}

/** The box of a word in points of the page as displayed, its picture turned back. */
function placeOnPage(box: FoundWord['box'], { raster, shown, turned }: Upright): LaidWord['box'] {
  const scale = 72 / shown.dots
  if (turned === 0) return [box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale]
  const angle = (-turned * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const centre = [(box[0] + box[2]) / 2 - raster.width / 2, (box[1] + box[3]) / 2 - raster.height / 2] as const
  const x = centre[0] * cos - centre[1] * sin + shown.width / 2
  const y = centre[0] * sin + centre[1] * cos + shown.height / 2
  const onSide = Math.abs(sin) > 0.7
  const halfWidth = ((onSide ? box[3] - box[1] : box[2] - box[0]) / 2) * scale
  const halfHeight = ((onSide ? box[2] - box[0] : box[3] - box[1]) / 2) * scale
  return [x * scale - halfWidth, y * scale - halfHeight, x * scale + halfWidth, y * scale + halfHeight]
}
