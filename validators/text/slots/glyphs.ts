import type { GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import { type Area, type InkMask, inkMask } from './ink.ts'

/** One connected patch of ink (patches above one another joined), in pixels. */
export interface Glyph extends Area {
  /** Mean difference between the strongest and the weakest colour channel: near 0 for black, high for blue ink. */
  colour: number
  /** How much of that is of the colour of what lies around, as where a stamp was set over black print. */
  bled: number
  /** Mean brightness. */
  brightness: number
  /** Its dark pixels on the page, x and y by turns. */
  points: Int32Array
}

/**
 * Patches of ink in an area of the page, from left to right. Patches lower than `least` pixels are specks.
 * @param level Brightness below which a pixel is ink.
 * @param line Where print stands: specks above it, and what begins below it, join nothing.
 */
export function glyphsIn(
  raster: Raster,
  grey: GreyImage,
  area: Area,
  least: number,
  level: number,
  line: { top: number; foot: number } | null = null,
): Glyph[] {
  const mask = inkMask(grey, area, level)
  if (!mask) return []
  const patches: Glyph[] = []
  for (let start = 0; start < mask.dark.length; start++) {
    if (mask.dark[start] === 1) patches.push(toGlyph(flood(mask, start), raster))
  }
  const ofLine = line ? patches.filter((patch) => isOfLine(patch, line)) : patches
  return joinStacked(ofLine.sort((a, b) => a.x0 - b.x0))
    .filter((glyph) => glyph.y1 - glyph.y0 >= least)
    .map((glyph) => ({ ...glyph, bled: bledInto(glyph, raster) }))
}

/** What is so low, in parts of the height of print, is a speck where it stands above the line. */
const speck = 0.3
/** How far print may begin below its foot before it is of the next line. */
const below = 0.05

function isOfLine({ y0, y1 }: Area, { top, foot }: { top: number; foot: number }): boolean {
  const tall = foot - top
  return y0 <= foot + below * tall && (y1 > top + below * tall || y1 - y0 > speck * tall)
}

/** Takes a patch out of the mask (marks it 2); its pixels on the page, x and y by turns. */
function flood({ dark, width, height, x0, y0 }: InkMask, start: number): Int32Array {
  const found = [start]
  dark[start] = 2
  for (let at = 0; at < found.length; at++) {
    const point = found[at] as number
    const [x, y] = [point % width, Math.floor(point / width)]
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        if (dark[ny * width + nx] !== 1) continue
        dark[ny * width + nx] = 2
        found.push(ny * width + nx)
      }
    }
  }
  const points = new Int32Array(found.length * 2)
  for (const [index, point] of found.entries()) {
    points[2 * index] = (point % width) + x0
    points[2 * index + 1] = Math.floor(point / width) + y0
  }
  return points
}

/** @param points At least one, x and y by turns. */
export function toGlyph(points: Int32Array, raster: Raster): Glyph {
  const glyph = { x0: raster.width, y0: raster.height, x1: 0, y1: 0 }
  let colour = 0
  let brightness = 0
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [points[index] as number, points[index + 1] as number]
    glyph.x0 = Math.min(glyph.x0, x)
    glyph.x1 = Math.max(glyph.x1, x + 1)
    glyph.y0 = Math.min(glyph.y0, y)
    glyph.y1 = Math.max(glyph.y1, y + 1)
    const at = (y * raster.width + x) * 3
    const [red, green, blue] = [raster.rgb[at] as number, raster.rgb[at + 1] as number, raster.rgb[at + 2] as number]
    colour += Math.max(red, green, blue) - Math.min(red, green, blue)
    brightness += (red + green + blue) / 3
  }
  const count = points.length / 2
  return { ...glyph, colour: colour / count, bled: 0, brightness: brightness / count, points }
}

/** Difference between channels around a glyph from which it stands on colour, not on paper. */
const onColour = 15
/** How nearly the colour of a glyph is that around it, as the cosine between both. */
const alike = 0.9

/** The colour a glyph has from what lies around it: JPEG keeps colours coarser than brightness, so that they spread. */
function bledInto({ points, x0, y0, x1, y1, colour }: Glyph, { width, rgb }: Raster): number {
  const own = new Set<number>()
  for (let index = 0; index < points.length; index += 2)
    own.add((points[index + 1] as number) * width + (points[index] as number))
  const [within, around] = [tint(), tint()]
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) (own.has(y * width + x) ? within : around).add(rgb, y * width + x)
  const [a, b] = [within.mean(), around.mean()]
  const [lengthA, lengthB] = [Math.hypot(...a), Math.hypot(...b)]
  if (lengthB < onColour || lengthA === 0) return 0
  return (a[0] * b[0] + a[1] * b[1]) / (lengthA * lengthB) >= alike ? colour : 0
}

/** Gathers how far pixels are from grey: red and blue against green. */
function tint() {
  let [red, blue, count] = [0, 0, 0]
  return {
    add(rgb: Uint8Array, at: number) {
      const green = rgb[3 * at + 1] as number
      red += (rgb[3 * at] as number) - green
      blue += (rgb[3 * at + 2] as number) - green
      count++
    },
    mean: (): [number, number] => [red / Math.max(1, count), blue / Math.max(1, count)],
  }
}

/** White between pieces of one glyph, in parts of the height of the taller; the frame of a stamp stands farther off. */
const closest = 0.35

/** Joins what stands above one another: a broken stroke, a letter and its mark. */
function joinStacked(patches: readonly Glyph[]): Glyph[] {
  const joined: Glyph[] = []
  for (const patch of patches) {
    const last = joined.at(-1)
    const overlap = last ? Math.min(last.x1, patch.x1) - Math.max(last.x0, patch.x0) : 0
    const apart = last ? Math.max(last.y0, patch.y0) - Math.min(last.y1, patch.y1) : 0
    const tall = last ? Math.max(last.y1 - last.y0, patch.y1 - patch.y0) : 0
    if (last && overlap > 0.5 * Math.min(last.x1 - last.x0, patch.x1 - patch.x0) && apart <= closest * tall) {
      const larger = (last.x1 - last.x0) * (last.y1 - last.y0) >= (patch.x1 - patch.x0) * (patch.y1 - patch.y0)
      const { colour, brightness } = larger ? last : patch
      const points = new Int32Array(last.points.length + patch.points.length)
      points.set(last.points)
      points.set(patch.points, last.points.length)
      joined[joined.length - 1] = {
        x0: Math.min(last.x0, patch.x0),
        y0: Math.min(last.y0, patch.y0),
        x1: Math.max(last.x1, patch.x1),
        y1: Math.max(last.y1, patch.y1),
        colour,
        bled: 0,
        brightness,
        points,
      }
    } else joined.push(patch)
  }
  return joined
}
