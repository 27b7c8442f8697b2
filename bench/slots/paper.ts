/** Paper with print on it, and what pens and stamps add; measured in points from the top left. */
import type { Raster } from '../../validators/text/ocr/raster.ts'
import { pennedDigit } from './penned-digits.ts'
import { between, oneOf, type Random } from './random.ts'

export const drawnDots = 300
const scale = drawnDots / 72

/** Baseline of number and date; stamps are set by it. */
export const numberLine = 128

const pens = [
  [20, 25, 120],
  [30, 60, 160],
  [25, 25, 30],
  [60, 60, 70],
] as const

/** Writes digits with a pen: blue or black, a little off the line. */
export function writeDigits(
  paper: Raster,
  gap: { x: number; y: number; digits: string },
  random: Random,
  tall = between(random, 0.75, 1.15),
) {
  const colour = oneOf(random, pens)
  let x = gap.x * scale
  const foot = (gap.y + between(random, -2, 2.5)) * scale
  for (const digit of gap.digits) {
    const points = pennedDigit(Number(digit), random)
    const [left, right, low] = extentOf(points)
    for (let at = 0; at < points.length; at += 2) {
      const px = Math.round(x + ((points[at] as number) - left) * tall)
      const py = Math.round(foot + ((points[at + 1] as number) - low) * tall)
      darken(paper, px, py, colour)
    }
    x += (right - left) * tall + between(random, 2, 9)
  }
}

function extentOf(points: Int32Array): [left: number, right: number, low: number] {
  let [left, right, low] = [Infinity, -Infinity, -Infinity]
  for (let at = 0; at < points.length; at += 2) {
    left = Math.min(left, points[at] as number)
    right = Math.max(right, points[at] as number)
    low = Math.max(low, points[at + 1] as number)
  }
  return [left, right, low]
}

function darken({ width, height, rgb: pixels }: Raster, x: number, y: number, colour: readonly number[]): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return
  for (const [channel, value] of colour.entries()) {
    const at = (y * width + x) * 3 + channel
    pixels[at] = Math.min(pixels[at] as number, value)
  }
}

/** Lays ink over a pixel: what of each channel it lets through, and how much of it is there. */
export function multiply(paper: Raster, x: number, y: number, ink: readonly number[], layer: number): void {
  const { width, height, rgb: pixels } = paper
  if (x < 0 || y < 0 || x >= width || y >= height) return
  for (const [channel, share] of ink.entries()) {
    const at = (y * width + x) * 3 + channel
    pixels[at] = Math.round((pixels[at] as number) * (1 - layer * (1 - share)))
  }
}
