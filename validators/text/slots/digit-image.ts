import type { Area } from './ink.ts'

/** Columns and rows every digit is brought to before it is compared with others. */
export const digitSize = { width: 20, height: 24 } as const

/**
 * A digit as a small picture, row by row, each cell the share of it that is ink (0 to 1). The digit fills the height,
 * or the width where it is wider than the picture, stands in the middle and keeps its proportions.
 * @param points Dark pixels, x and y by turns.
 * @param box What the picture shows, where that is more than the pixels.
 */
export function digitImage(points: Int32Array, { x0, y0, x1, y1 }: Area = boxOf(points)): Float32Array {
  const { width, height } = digitSize
  const cells = new Float32Array(width * height)
  const scale = Math.min(height / (y1 - y0), width / (x1 - x0))
  const left = (width - (x1 - x0) * scale) / 2
  const top = (height - (y1 - y0) * scale) / 2
  for (let index = 0; index < points.length; index += 2) {
    spread(
      cells,
      left + ((points[index] as number) - x0) * scale,
      top + ((points[index + 1] as number) - y0) * scale,
      scale,
    )
  }
  for (let at = 0; at < cells.length; at++) cells[at] = Math.min(1, cells[at] as number)
  return cells
}

function boxOf(points: Int32Array): Area {
  const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity }
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [points[index] as number, points[index + 1] as number]
    box.x0 = Math.min(box.x0, x)
    box.x1 = Math.max(box.x1, x + 1)
    box.y0 = Math.min(box.y0, y)
    box.y1 = Math.max(box.y1, y + 1)
  }
  return box
}

/** Adds one pixel of that size to the cells it lies on, to each by the share it covers. */
function spread(cells: Float32Array, x: number, y: number, size: number): void {
  const { width, height } = digitSize
  for (let row = Math.floor(y); row < Math.min(height, y + size); row++) {
    const tall = Math.min(row + 1, y + size) - Math.max(row, y)
    for (let column = Math.floor(x); column < Math.min(width, x + size); column++) {
      const wide = Math.min(column + 1, x + size) - Math.max(column, x)
      if (tall > 0 && wide > 0) cells[row * width + column] = (cells[row * width + column] as number) + tall * wide
    }
  }
}
