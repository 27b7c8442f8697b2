import type { GreyImage } from '../engine.ts'

/** How light the paper is, place by place: one tone a cell of a coarse grid. */
export interface Paper {
  columns: number
  rows: number
  /** Pixels along one side of a cell. */
  cell: number
  tones: Uint8Array
  /** The middle tone, and how far the cells' tones lie apart (leaving out one in twenty at either end). */
  middle: number
  spread: number
}

/** A cell is about this wide, in inches: wider than a letter, narrower than a shadow. */
const cellInches = 0.32
/** Black edges, photographs and filled boxes are no paper; they stay as dark as they are. */
const darkestPaper = 60

/**
 * Finds the paper of a page: in each cell the tone that a quarter of it outshines (print covers less than that), dark
 * spots of one cell's width closed by what is around them.
 */
export function paperOf({ width, height, pixels, dots }: GreyImage): Paper {
  const cell = Math.max(8, Math.round(dots * cellInches))
  const columns = Math.max(1, Math.floor(width / cell))
  const rows = Math.max(1, Math.floor(height / cell))
  const raw = new Uint8Array(columns * rows)
  const counts = new Uint16Array(64)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      counts.fill(0)
      let seen = 0
      const bottom = Math.min(height, (row + 1) * cell)
      const right = Math.min(width, (column + 1) * cell)
      for (let y = row * cell; y < bottom; y += 3) {
        for (let x = column * cell; x < right; x += 3) {
          const bin = (pixels[y * width + x] as number) >> 2
          counts[bin] = (counts[bin] as number) + 1
          seen++
        }
      }
      let bin = 63
      for (let above = counts[63] as number; bin > 0 && above < 0.25 * seen; above += counts[bin] as number) bin--
      raw[row * columns + column] = bin * 4 + 2
    }
  }
  const tones = passOver(passOver(raw, columns, rows, Math.max), columns, rows, Math.min)
  const sorted = tones.toSorted()
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number
  return { columns, rows, cell, tones, middle: at(0.5), spread: at(0.95) - at(0.05) }
}

function passOver(
  tones: Uint8Array,
  columns: number,
  rows: number,
  choose: (a: number, b: number) => number,
): Uint8Array {
  return tones.map((tone, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)]
    let chosen = tone
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
        chosen = choose(chosen, tones[y * columns + x] as number)
      }
    }
    return chosen
  })
}

/** Tone to which the paper of an unevenly lit page is brought. */
export const evenPaper = 240

/** The page as if it had been lit evenly: each pixel in proportion to the paper around it. */
export function lightEvenly(image: GreyImage, { columns, rows, cell, tones }: Paper): GreyImage {
  const { width, height, pixels } = image
  const even = new Uint8Array(pixels.length)
  // Factors in 1/1024, one column of cells to the next in straight lines.
  const factors = new Int32Array(width)
  for (let y = 0; y < height; y++) {
    if (y % 4 === 0) fillFactors(factors, y / cell - 0.5)
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const value = ((pixels[at] as number) * (factors[x] as number)) >> 10
      even[at] = value > 255 ? 255 : value
    }
  }
  return { ...image, pixels: even }

  function fillFactors(into: Int32Array, place: number): void {
    const upper = Math.min(rows - 1, Math.max(0, Math.floor(place)))
    const lower = Math.min(rows - 1, upper + 1)
    const down = Math.min(1, Math.max(0, place - upper))
    for (let x = 0; x < width; x++) {
      const across = x / cell - 0.5
      const left = Math.min(columns - 1, Math.max(0, Math.floor(across)))
      const right = Math.min(columns - 1, left + 1)
      const share = Math.min(1, Math.max(0, across - left))
      const top = mixed(upper * columns + left, upper * columns + right, share)
      const bottom = mixed(lower * columns + left, lower * columns + right, share)
      into[x] = Math.round((evenPaper * 1024) / Math.max(darkestPaper, top + (bottom - top) * down))
    }
  }

  function mixed(one: number, other: number, share: number): number {
    return (tones[one] as number) * (1 - share) + (tones[other] as number) * share
  }
}
