import type { GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import { type Area, inkLevel } from './ink.ts'
import { type Plate, withoutRules } from './rules.ts'

/**
 * Pictures of a page on which, in an area, less and less of what was set over the print is left: first without the
 * frames of stamps, then without coloured ink, then without ink paler than the print, at last with broken strokes mended.
 * Each is made when it is asked for; one that shows nothing new is left out.
 * @param tall Height of the line's digits in pixels.
 */
export function* plates(raster: Raster, grey: GreyImage, area: Area, tall: number): Generator<Plate> {
  let last = withoutRules(grey, area, tall)
  yield last
  const black = withoutColour(raster, grey, area)
  for (const page of [black, withoutPale(black, area)]) {
    if (page === grey || (page === black && last.bleached)) continue
    last = { ...withoutRules(page, area, tall), bleached: true }
    yield last
  }
  yield { ...last, page: thickened(last.page, area) }
}

/** Difference between a pixel's strongest and weakest channel from which it is coloured; that of grey paper packed as JPEG stays below. */
const coloured = 36
/** How much of that difference a coloured ink is brightened by, beyond its strongest channel. */
const brightened = 0.7
/** Changed pixels, in parts of an area, below which a picture shows nothing new. */
const noticeable = 0.003

/**
 * Coloured ink made white, red or blue or violet: it takes its strongest channel and a part of what that has more than
 * the weakest, while black print below it, which is dark in all of them, stays.
 */
function withoutColour({ width, rgb }: Raster, grey: GreyImage, area: Area): GreyImage {
  return changed(grey, area, (x, y, value) => {
    const at = (y * width + x) * 3
    const [red, green, blue] = [rgb[at] as number, rgb[at + 1] as number, rgb[at + 2] as number]
    const most = Math.max(red, green, blue)
    const chroma = most - Math.min(red, green, blue)
    return chroma < coloured ? value : Math.max(value, Math.min(255, most + brightened * chroma))
  })
}

/** Grey levels between print and what is paler, below which both are one ink. */
const paler = 35

/** Ink paler than the darkest made white, as a stamp is in a scan without colours; the soft edges of print stay. */
function withoutPale(grey: GreyImage, area: Area): GreyImage {
  const level = inkLevel(grey, area)
  const parted = partInk(grey, area, level)
  if (parted === null) return grey
  const isDark = (x: number, y: number) => (grey.pixels[y * grey.width + x] ?? 255) < parted
  return changed(grey, area, (x, y, value) => {
    if (value < parted || value >= level + (255 - level) / 2) return value
    for (let ny = y - 1; ny <= y + 1; ny++) for (let nx = x - 1; nx <= x + 1; nx++) if (isDark(nx, ny)) return value
    return 255
  })
}

/** The brightness that parts dark from pale ink; `null` where there is but one ink. */
function partInk(grey: GreyImage, area: Area, level: number): number | null {
  const counts = new Float64Array(256)
  let all = 0
  eachPixel(grey, area, (x, y) => {
    const value = grey.pixels[y * grey.width + x] as number
    if (value >= level) return
    counts[value] = (counts[value] as number) + 1
    all++
  })
  if (all < 100) return null
  const sum = counts.reduce((total, count, value) => total + count * value, 0)
  let best = { at: 0, spread: 0, contrast: 0 }
  let [below, sumBelow] = [0, 0]
  for (let at = 1; at < level; at++) {
    below += counts[at - 1] as number
    sumBelow += (at - 1) * (counts[at - 1] as number)
    if (below === 0 || below === all) continue
    const contrast = (sum - sumBelow) / (all - below) - sumBelow / below
    const spread = below * (all - below) * contrast ** 2
    if (spread > best.spread) best = { at, spread, contrast }
  }
  return best.contrast >= paler ? best.at : null
}

/** Print gone over once more: each pixel a mean of those around, the darker ones counting twice, so that gaps close. */
function thickened(grey: GreyImage, area: Area): GreyImage {
  const { pixels, width } = grey
  return changed(grey, area, (x, y, value) => {
    let [sum, least] = [0, 255]
    for (let ny = y - 1; ny <= y + 1; ny++)
      for (let nx = x - 1; nx <= x + 1; nx++) {
        const near = pixels[ny * width + nx] ?? 255
        sum += near
        least = Math.min(least, near)
      }
    return Math.min(value, Math.round((sum / 9 + least) / 2))
  })
}

/** A copy with the pixels of an area changed; the picture itself where hardly any of them are. */
function changed(grey: GreyImage, area: Area, change: (x: number, y: number, value: number) => number): GreyImage {
  const pixels = grey.pixels.slice()
  let [count, all] = [0, 0]
  eachPixel(grey, area, (x, y) => {
    const at = y * grey.width + x
    const value = grey.pixels[at] as number
    const next = change(x, y, value)
    all++
    if (Math.abs(next - value) > 20) count++
    pixels[at] = next
  })
  return count > noticeable * all ? { ...grey, pixels } : grey
}

function eachPixel({ width, height }: GreyImage, area: Area, visit: (x: number, y: number) => void): void {
  const [x0, y0] = [Math.max(0, Math.floor(area.x0)), Math.max(0, Math.floor(area.y0))]
  const [x1, y1] = [Math.min(width, Math.ceil(area.x1)), Math.min(height, Math.ceil(area.y1))]
  for (let y = y0; y < y1; y++) for (let x = x0; x < x1; x++) visit(x, y)
}
