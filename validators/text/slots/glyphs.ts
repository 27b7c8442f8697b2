import type { GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'

/** One connected patch of ink (patches above one another joined), in pixels. */
export interface Glyph {
  x0: number
  y0: number
  x1: number
  y1: number
  /** Mean difference between the strongest and the weakest colour channel: near 0 for black, high for blue ink. */
  colour: number
  /** Mean brightness. */
  brightness: number
}

export interface Area {
  x0: number
  y0: number
  x1: number
  y1: number
}

/** Patches of ink in an area of the page, from left to right. Patches lower than `least` pixels are specks. */
export function glyphsIn(raster: Raster, grey: GreyImage, area: Area, least: number): Glyph[] {
  const x0 = Math.max(0, Math.floor(area.x0))
  const y0 = Math.max(0, Math.floor(area.y0))
  const width = Math.min(grey.width, Math.ceil(area.x1)) - x0
  const height = Math.min(grey.height, Math.ceil(area.y1)) - y0
  if (width < 2 || height < 2 || width * height > 4_000_000) return []
  const dark = darkMask(grey, x0, y0, width, height)
  const patches: Glyph[] = []
  for (let start = 0; start < dark.length; start++) {
    if (dark[start] !== 1) continue
    const patch = flood(dark, start, width, height)
    const colours = coloursOf(raster, patch.points, x0, y0, width)
    patches.push({
      x0: patch.x0 + x0,
      y0: patch.y0 + y0,
      x1: patch.x1 + x0 + 1,
      y1: patch.y1 + y0 + 1,
      ...colours,
    })
  }
  return joinStacked(patches.sort((a, b) => a.x0 - b.x0)).filter((glyph) => glyph.y1 - glyph.y0 >= least)
}

/** 1 where the page is darker than halfway between the paper and the darkest ink of the area. */
function darkMask(grey: GreyImage, x0: number, y0: number, width: number, height: number): Uint8Array {
  const counts = new Uint32Array(256)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = grey.pixels[(y + y0) * grey.width + x + x0] as number
      counts[value] = (counts[value] as number) + 1
    }
  }
  const threshold = (quantile(counts, 0.03) + quantile(counts, 0.8)) / 2
  const dark = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((grey.pixels[(y + y0) * grey.width + x + x0] as number) < threshold) dark[y * width + x] = 1
    }
  }
  return dark
}

function quantile(counts: Uint32Array, share: number): number {
  const all = counts.reduce((sum, count) => sum + count, 0)
  let sum = 0
  for (let value = 0; value < 256; value++) {
    sum += counts[value] as number
    if (sum >= all * share) return value
  }
  return 255
}

interface Patch extends Area {
  points: number[]
}

/** Takes a patch out of the mask (marks it 2). */
function flood(dark: Uint8Array, start: number, width: number, height: number): Patch {
  const points = [start]
  dark[start] = 2
  const patch = { x0: width, y0: height, x1: 0, y1: 0 }
  for (let at = 0; at < points.length; at++) {
    const point = points[at] as number
    const [x, y] = [point % width, Math.floor(point / width)]
    patch.x0 = Math.min(patch.x0, x)
    patch.x1 = Math.max(patch.x1, x)
    patch.y0 = Math.min(patch.y0, y)
    patch.y1 = Math.max(patch.y1, y)
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const [nx, ny] = [x + dx, y + dy]
        if (nx < 0 || ny < 0 || nx >= width || ny >= height || dark[ny * width + nx] !== 1) continue
        dark[ny * width + nx] = 2
        points.push(ny * width + nx)
      }
    }
  }
  return { ...patch, points }
}

function coloursOf(
  raster: Raster,
  points: readonly number[],
  x0: number,
  y0: number,
  width: number,
): { colour: number; brightness: number } {
  let colour = 0
  let brightness = 0
  for (const point of points) {
    const at = ((Math.floor(point / width) + y0) * raster.width + (point % width) + x0) * 3
    const [red, green, blue] = [raster.rgb[at] as number, raster.rgb[at + 1] as number, raster.rgb[at + 2] as number]
    colour += Math.max(red, green, blue) - Math.min(red, green, blue)
    brightness += (red + green + blue) / 3
  }
  return { colour: colour / points.length, brightness: brightness / points.length }
}

/** Joins what stands above one another: a broken stroke, a letter and its mark. */
function joinStacked(patches: readonly Glyph[]): Glyph[] {
  const joined: Glyph[] = []
  for (const patch of patches) {
    const last = joined.at(-1)
    const overlap = last ? Math.min(last.x1, patch.x1) - Math.max(last.x0, patch.x0) : 0
    if (last && overlap > 0.5 * Math.min(last.x1 - last.x0, patch.x1 - patch.x0)) {
      const larger = (last.x1 - last.x0) * (last.y1 - last.y0) >= (patch.x1 - patch.x0) * (patch.y1 - patch.y0)
      const { colour, brightness } = larger ? last : patch
      joined[joined.length - 1] = {
        x0: Math.min(last.x0, patch.x0),
        y0: Math.min(last.y0, patch.y0),
        x1: Math.max(last.x1, patch.x1),
        y1: Math.max(last.y1, patch.y1),
        colour,
        brightness,
      }
    } else joined.push(patch)
  }
  return joined
}
