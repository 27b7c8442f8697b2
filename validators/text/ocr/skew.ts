import type { GreyImage } from './engine.ts'

/** Degrees searched to either side, and the step. */
const widest = 6
const step = 0.25

/**
 * How far a page is turned, in degrees clockwise: the angle at which its rows of letters fall together, so that the
 * dark pixels of a row are either many or none. 0 when no angle stands out.
 */
export function skewOf(image: GreyImage): number {
  const points = darkPoints(image)
  if (points.length < 400) return 0
  const straight = sharpness(points, 0)
  let best = { angle: 0, value: straight }
  for (let angle = -widest; angle <= widest; angle += step) {
    const value = sharpness(points, angle)
    if (value > best.value) best = { angle, value }
  }
  return best.value > 1.1 * straight ? best.angle : 0
}

/** A sample of dark points, x and y by turns, at about 75 dots an inch. */
function darkPoints({ width, height, pixels, dots }: GreyImage): Int32Array {
  const every = Math.max(1, Math.round(dots / 75))
  const points: number[] = []
  for (let y = Math.floor(height * 0.03); y < height * 0.97; y += every) {
    for (let x = Math.floor(width * 0.05); x < width * 0.95; x += every) {
      if ((pixels[y * width + x] as number) < 128) points.push(Math.round(x / every), Math.round(y / every))
    }
  }
  return Int32Array.from(points)
}

/** Sum of the squared steps between neighbouring rows' counts, with every point turned back by the angle. */
function sharpness(points: Int32Array, degrees: number): number {
  const slope = Math.tan((degrees * Math.PI) / 180)
  const rows = new Float64Array(8192)
  for (let at = 0; at < points.length; at += 2) {
    const row = Math.round((points[at + 1] as number) - slope * (points[at] as number)) + 2048
    if (row >= 0 && row < rows.length) rows[row] = (rows[row] as number) + 1
  }
  let sum = 0
  for (let row = 1; row < rows.length; row++) sum += ((rows[row] as number) - (rows[row - 1] as number)) ** 2
  return sum
}
