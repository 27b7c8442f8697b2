import type { GreyImage } from '../ocr/engine.ts'

/** A rectangle of the page in pixels; x1 and y1 lie just outside. */
export interface Area {
  x0: number
  y0: number
  x1: number
  y1: number
}

/** Which pixels of an area are dark: 1 where they are, row by row. */
export interface InkMask {
  x0: number
  y0: number
  width: number
  height: number
  dark: Uint8Array
}

/** Pixels beyond which an area is no line of a heading. */
const largest = 4_000_000
/** Grey levels between ink and paper below which there is none, only the grain of the paper. */
const leastContrast = 40

/**
 * The brightness that best parts ink from paper in an area (Otsu's: the two parts differ most from one another); 0 where
 * it holds no ink. Taken of a whole line, so that a few strokes are judged as their neighbours are.
 */
export function inkLevel(grey: GreyImage, area: Area): number {
  const { x0, y0, width, height } = clipped(grey, area)
  const counts = new Float64Array(256)
  for (let y = y0; y < y0 + height; y++) {
    for (let x = x0; x < x0 + width; x++) {
      const value = grey.pixels[y * grey.width + x] as number
      counts[value] = (counts[value] as number) + 1
    }
  }
  const all = width * height
  const sum = counts.reduce((total, count, value) => total + count * value, 0)
  let best = { level: 0, spread: 0, contrast: 0 }
  let [below, sumBelow] = [0, 0]
  for (let level = 1; level < 256; level++) {
    below += counts[level - 1] as number
    sumBelow += (level - 1) * (counts[level - 1] as number)
    if (below === 0 || below === all) continue
    const contrast = (sum - sumBelow) / (all - below) - sumBelow / below
    const spread = below * (all - below) * contrast ** 2
    if (spread > best.spread) best = { level, spread, contrast }
  }
  return best.contrast < leastContrast ? 0 : best.level
}

/** The area's pixels darker than a level; `null` where nothing of it is on the page, or too much. */
export function inkMask(grey: GreyImage, area: Area, level = inkLevel(grey, area)): InkMask | null {
  const { x0, y0, width, height } = clipped(grey, area)
  if (width < 2 || height < 2 || width * height > largest) return null
  const dark = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((grey.pixels[(y + y0) * grey.width + x + x0] as number) < level) dark[y * width + x] = 1
    }
  }
  return { x0, y0, width, height, dark }
}

function clipped(grey: GreyImage, area: Area): { x0: number; y0: number; width: number; height: number } {
  const x0 = Math.max(0, Math.floor(area.x0))
  const y0 = Math.max(0, Math.floor(area.y0))
  return {
    x0,
    y0,
    width: Math.max(0, Math.min(grey.width, Math.ceil(area.x1)) - x0),
    height: Math.max(0, Math.min(grey.height, Math.ceil(area.y1)) - y0),
  }
}
