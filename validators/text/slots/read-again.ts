import type { FoundWord, GreyImage } from '../ocr/engine.ts'
import type { Glyph } from './glyphs.ts'
import type { Area } from './ink.ts'

/** Reads one line cut out of a page; `null` when the engine failed. */
export type ReadLine = (line: GreyImage) => Promise<FoundWord[] | null>

/** White around a line, without which an engine takes its first letters for a frame; parts of an inch. */
const margin = 0.07

/** Reads an area of a page as one line; boxes are those of the page, and all words bear that key as their line's. */
export async function readAgain(page: GreyImage, area: Area, key: string, readLine: ReadLine): Promise<FoundWord[]> {
  const x0 = Math.max(0, Math.floor(area.x0))
  const y0 = Math.max(0, Math.floor(area.y0))
  const width = Math.min(page.width, Math.ceil(area.x1)) - x0
  const height = Math.min(page.height, Math.ceil(area.y1)) - y0
  if (width < 20 || height < 10) return []
  const edge = Math.round(margin * page.dots)
  const line = { width: width + 2 * edge, height: height + 2 * edge, dots: page.dots }
  const pixels = new Uint8Array(line.width * line.height).fill(255)
  for (let y = 0; y < height; y++) {
    const from = (y + y0) * page.width + x0
    pixels.set(page.pixels.subarray(from, from + width), (y + edge) * line.width + edge)
  }
  const words = await readLine({ ...line, pixels })
  const [right, down] = [x0 - edge, y0 - edge]
  return (words ?? [])
    .map((word): FoundWord => {
      const [left, top, end, foot] = word.box
      return { ...word, line: key, box: [left + right, top + down, end + right, foot + down] }
    })
    .sort((a, b) => a.box[0] - b.box[0])
}

/** The page with that ink made white. */
export function withoutInk(page: GreyImage, glyphs: readonly Glyph[]): GreyImage {
  if (glyphs.length === 0) return page
  const pixels = page.pixels.slice()
  for (const { points } of glyphs) {
    for (let index = 0; index < points.length; index += 2) {
      const [x, y] = [points[index] as number, points[index + 1] as number]
      // Ink has a soft edge, darker than paper though not dark.
      for (let ny = Math.max(0, y - 2); ny <= Math.min(page.height - 1, y + 2); ny++)
        pixels.fill(255, ny * page.width + Math.max(0, x - 2), ny * page.width + Math.min(page.width, x + 3))
    }
  }
  return { ...page, pixels }
}
