/** Where the arrival stamp goes on a page: under số, ký hiệu on the left, where the least is printed. */
import type { GreyImage } from '../../validators/text/ocr/engine.ts'

export interface Place {
  /** Upper left corner, in millimetres from the upper left corner of the page. */
  left: number
  top: number
}

/** Darker than this is print. */
const ink = 150
/** How far the stamp goes, in millimetres, to spare one square millimetre of print. */
const perInk = 2
const edge = 5
/** Nghị định 30/2020, Phụ lục I: where số, ký hiệu end on an ordinary first page. */
const usual: Place = { left: 18, top: 46 }

/**
 * @param size of the stamp, in millimetres
 * @param below lower left corner of số, ký hiệu, where they were found
 */
export function stampPlace(page: GreyImage, size: { width: number; height: number }, below: Place | null): Place {
  const sums = inkSums(page)
  const wanted = below ? { left: Math.max(edge, below.left - 5), top: below.top + 2 } : usual
  let best: Place & { cost: number } = { ...wanted, cost: Number.POSITIVE_INFINITY }
  // Who issued it and its number stand above.
  const highest = below ? Math.max(edge, Math.ceil(below.top)) : edge
  for (let top = highest; top + size.height + edge <= sums.height; top++) {
    for (let left = edge; left + size.width + edge <= sums.width; left++) {
      const printed = sums.within(left, top, size.width, size.height)
      const off = Math.abs(left - wanted.left) + (top < wanted.top ? 3 * (wanted.top - top) : top - wanted.top)
      const cost = printed * perInk + off
      if (cost < best.cost) best = { left, top, cost }
    }
  }
  return { left: best.left, top: best.top }
}

/** Square millimetres with print in them, summed from the upper left corner: any rectangle costs four look-ups. */
function inkSums({ width, height, pixels, dots }: GreyImage) {
  const perMillimetre = dots / 25.4
  const across = Math.floor(width / perMillimetre)
  const down = Math.floor(height / perMillimetre)
  const printed = new Uint8Array(across * down)
  for (let y = 0; y < height; y++) {
    const row = Math.min(down - 1, Math.floor(y / perMillimetre)) * across
    for (let x = 0; x < width; x++) {
      if ((pixels[y * width + x] as number) < ink)
        printed[row + Math.min(across - 1, Math.floor(x / perMillimetre))] = 1
    }
  }
  const sums = new Uint32Array((across + 1) * (down + 1))
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      sums[(y + 1) * (across + 1) + x + 1] =
        (printed[y * across + x] as number) +
        (sums[y * (across + 1) + x + 1] as number) +
        (sums[(y + 1) * (across + 1) + x] as number) -
        (sums[y * (across + 1) + x] as number)
    }
  }
  const at = (x: number, y: number) => sums[y * (across + 1) + x] as number
  return {
    width: across,
    height: down,
    within: (x: number, y: number, w: number, h: number) => at(x + w, y + h) - at(x, y + h) - at(x + w, y) + at(x, y),
  }
}
