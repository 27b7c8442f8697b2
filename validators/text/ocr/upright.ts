import { toGrey } from './clean.ts'
import type { FoundWord, GreyImage, OcrEngine } from './engine.ts'
import { type Raster, turnRaster } from './raster.ts'
import { restorePage } from './restore/index.ts'
import { skewOf } from './skew.ts'

/** Skew in degrees from which turning the page helps more than it blurs. */
const clearSkew = 0.4
/** Mean confidence below which a page may stand on its head or on its side. */
const doubtful = 0.6
/** Mean confidence at which no other way up need be tried. */
const sure = 0.75

/** A page as it was read: its words in pixels of the picture, and how that was turned. */
export interface Upright {
  words: readonly FoundWord[]
  /** The picture that was read. */
  raster: Raster
  /** The picture as displayed. */
  shown: Raster
  /** Degrees clockwise by which the one was turned from the other. */
  turned: number
}

/**
 * Reads a picture levelled and the right way up: the other three ways are tried where the first gives little that the
 * engine is sure of. `null` when the engine failed.
 */
export async function readUpright(
  shown: Raster,
  grey: GreyImage,
  engine: OcrEngine,
  signal?: AbortSignal,
): Promise<Upright | null> {
  const first = await readLevel(shown, grey, 0, engine, signal)
  if (first === null) return null
  const side = liesOnItsSide(first.words)
  if (!side && certainty(first.words) >= doubtful) return { ...first, shown }
  // What was read off a page on its side may be right word by word, but in no order: it counts for nothing.
  let best = side ? { ...first, words: [] } : first
  for (const quarter of side ? [270, 90] : [180, 90, 270]) {
    const turned = await turnRaster(shown, quarter)
    const other = await readLevel(turned, restorePage(toGrey(turned)).image, quarter, engine, signal)
    if (other && weight(other.words) > 1.3 * weight(best.words)) best = other
    if (certainty(best.words) >= sure) break
  }
  return { ...(best.words.length > 0 ? best : first), shown }
}

async function readLevel(
  raster: Raster,
  grey: GreyImage,
  turned: number,
  engine: OcrEngine,
  signal?: AbortSignal,
): Promise<Omit<Upright, 'shown'> | null> {
  const skew = skewOf(grey)
  if (Math.abs(skew) < clearSkew) {
    const words = await engine.recognise(grey, signal)
    return words && { words, raster, turned }
  }
  const level = await turnRaster(raster, -skew)
  const words = await engine.recognise(restorePage(toGrey(level)).image, signal)
  return words && { words, raster: level, turned: turned - skew }
}

/** The engine reads lines as they lie; on a page on its side its boxes of words then are higher than they are wide. */
function liesOnItsSide(words: readonly FoundWord[]): boolean {
  const long = words.filter((word) => word.text.length >= 3)
  const standing = long.filter(({ box }) => box[3] - box[1] > box[2] - box[0])
  return long.length >= 4 && standing.length > 0.6 * long.length
}

/** Mean confidence of the letters on a page. */
export function certainty(words: readonly FoundWord[]): number {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0)
  return letters === 0 ? 0 : words.reduce((sum, word) => sum + word.text.length * word.confidence, 0) / letters
}

/** How much was read with confidence: noise read off a page on its head is short and doubtful. */
function weight(words: readonly FoundWord[]): number {
  return words.reduce((sum, word) => sum + (word.confidence > 0.7 ? word.text.length : 0), 0)
}
