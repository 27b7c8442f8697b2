import { digitSize } from './digit-image.ts'

/** Cells of a digit's picture that are told of together, across and down. */
const block = 4
const across = digitSize.width / block
const down = digitSize.height / block
/** Directions of strokes told apart: level, rising, upright, falling. */
const directions = 4

export const featureCount = across * down * (directions + 1)

/**
 * What strokes a digit has where: for each block of its picture how much ink, and how much of its edge runs in each
 * direction. Thickness of the pen and small shifts change little in it.
 */
export function penFeatures(image: Float32Array): Float32Array {
  const { width, height } = digitSize
  const features = new Float32Array(featureCount)
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (image[y * width + x] as number)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = at(x + 1, y) - at(x - 1, y)
      const dy = at(x, y + 1) - at(x, y - 1)
      const steep = Math.hypot(dx, dy)
      // The direction along the edge, half a turn of it, in parts of `directions`.
      const turn = ((Math.atan2(dy, dx) / Math.PI + 1.5) % 1) * directions
      const lower = Math.floor(turn)
      const share = turn - lower
      for (const [cell, weight] of cellsAt(x, y)) {
        const base = cell * (directions + 1)
        add(features, base, weight * at(x, y))
        add(features, base + 1 + (lower % directions), weight * steep * (1 - share))
        add(features, base + 1 + ((lower + 1) % directions), weight * steep * share)
      }
    }
  }
  const length = Math.hypot(...features) || 1
  return features.map((value) => (value / length) * Math.sqrt(featureCount))
}

/** The blocks a pixel counts in, by how near their middles are. */
function cellsAt(x: number, y: number): [cell: number, weight: number][] {
  const [fx, fy] = [(x + 0.5) / block - 0.5, (y + 0.5) / block - 0.5]
  const [left, top] = [Math.floor(fx), Math.floor(fy)]
  const cells: [number, number][] = []
  for (const [cx, wx] of [
    [left, 1 - (fx - left)],
    [left + 1, fx - left],
  ] as const) {
    for (const [cy, wy] of [
      [top, 1 - (fy - top)],
      [top + 1, fy - top],
    ] as const) {
      if (cx >= 0 && cy >= 0 && cx < across && cy < down) cells.push([cy * across + cx, wx * wy])
    }
  }
  return cells
}

function add(features: Float32Array, index: number, value: number): void {
  features[index] = (features[index] as number) + value
}
