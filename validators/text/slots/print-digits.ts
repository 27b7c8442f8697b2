import { digitSize } from './digit-image.ts'
import { printDigits } from './print-digits.data.ts'

/** What a glyph looks most like among typed digits. */
export interface PrintReading {
  digit: number
  /** Correlation with that digit as typed, at most 1. */
  likeness: number
  /** Correlation with the next best digit. */
  next: number
  /** Correlation with that digit in a face without serifs. */
  plain: number
}

const { width, height } = digitSize
const cells = width * height

interface Template {
  digit: number
  serif: boolean
  /** Softened, mean 0, length 1. */
  image: Float32Array
}

/** Styles with serifs in the data; those behind have none. */
const serifStyles = 8

const templates: readonly Template[] = (() => {
  const bytes = Buffer.from(printDigits, 'base64')
  return Array.from({ length: bytes.length / cells }, (_, index) => ({
    digit: index % 10,
    serif: index < 10 * serifStyles,
    image: unit(soften(Float32Array.from(bytes.subarray(index * cells, (index + 1) * cells), (value) => value / 255))),
  }))
})()

/**
 * Reads a glyph (as `digitImage` gives it) as a digit of print.
 * @param hidden The share of each cell of which nobody knows what stood there; such cells do not count.
 */
export function readPrint(image: Float32Array, hidden: Float32Array | null = null): PrintReading {
  const compare = hidden ? comparedInPart(image, hidden) : compared(image)
  const best = new Float64Array(10).fill(-1)
  const plain = new Float64Array(10).fill(-1)
  for (const template of templates) {
    const among = template.serif ? best : plain
    among[template.digit] = Math.max(among[template.digit] as number, compare(template.image))
  }
  let digit = 0
  for (let other = 1; other < 10; other++) if ((best[other] as number) > (best[digit] as number)) digit = other
  const likeness = best[digit] as number
  return {
    digit,
    likeness,
    next: Math.max(...best.filter((_, other) => other !== digit)),
    plain: plain[digit] as number,
  }
}

type Compare = (template: Float32Array) => number

function compared(image: Float32Array): Compare {
  const soft = soften(image)
  const shifted = shifts.map(([dx, dy]) => unit(shift(soft, dx, dy)))
  return (template) => Math.max(...shifted.map((candidate) => dot(template, candidate)))
}

/** Correlation over the cells that are seen, each counting by how much of it is. */
function comparedInPart(image: Float32Array, hidden: Float32Array): Compare {
  const seen = hidden.map((share) => 1 - share)
  const near = soften(seen)
  const soft = soften(image.map((value, at) => value * (seen[at] as number))).map(
    (value, at) => value / Math.max(1e-6, near[at] as number),
  )
  const shifted = shifts.map(([dx, dy]) => ({ image: shift(soft, dx, dy), weights: shift(seen, dx, dy) }))
  return (template) =>
    Math.max(...shifted.map(({ image: candidate, weights }) => weighted(template, candidate, weights)))
}

function weighted(a: Float32Array, b: Float32Array, weights: Float32Array): number {
  let [all, sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
  for (let at = 0; at < cells; at++) {
    const [weight, x, y] = [weights[at] as number, a[at] as number, b[at] as number]
    all += weight
    sumA += weight * x
    sumB += weight * y
    aa += weight * x * x
    bb += weight * y * y
    ab += weight * x * y
  }
  const spread = (aa - (sumA * sumA) / all) * (bb - (sumB * sumB) / all)
  return all > 0 && spread > 0 ? (ab - (sumA * sumB) / all) / Math.sqrt(spread) : -1
}

const shifts = [
  [0, 0],
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const

function shift(image: Float32Array, dx: number, dy: number): Float32Array {
  if (dx === 0 && dy === 0) return image
  const moved = new Float32Array(cells)
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    for (let x = Math.max(0, dx); x < Math.min(width, width + dx); x++)
      moved[y * width + x] = image[(y - dy) * width + x - dx] as number
  }
  return moved
}

/** Each cell the mean of itself and its neighbours, near ones counting more: a scan's edges are never where a font's are. */
function soften(image: Float32Array): Float32Array {
  const rows = new Float32Array(cells)
  for (let at = 0; at < cells; at++) {
    const x = at % width
    const left = x > 0 ? (image[at - 1] as number) : 0
    const right = x < width - 1 ? (image[at + 1] as number) : 0
    rows[at] = (left + 2 * (image[at] as number) + right) / 4
  }
  const soft = new Float32Array(cells)
  for (let at = 0; at < cells; at++)
    soft[at] = ((rows[at - width] ?? 0) + 2 * (rows[at] as number) + (rows[at + width] ?? 0)) / 4
  return soft
}

function unit(image: Float32Array): Float32Array {
  const mean = image.reduce((sum, value) => sum + value, 0) / cells
  const centred = image.map((value) => value - mean)
  const length = Math.hypot(...centred) || 1
  return centred.map((value) => value / length)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let at = 0; at < cells; at++) sum += (a[at] as number) * (b[at] as number)
  return sum
}
