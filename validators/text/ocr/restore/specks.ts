import type { GreyImage } from '../engine.ts'

/** A page with more specks than this to the square inch, far from all print, is covered with dust or line noise. */
const manySpecks = 1.5
/** Side of the largest speck, in pixels at 200 dots an inch: a full stop of 10 points is larger. */
const largest = 2
/** Farther than this from all print, in pixels at 200 dots an inch, stand no dots of letters and no full stops. */
const farOff = 6

/**
 * Takes dust and the noise of telephone lines off a page that is covered with it: lone spots too small for a dot, and
 * larger ones that stand by themselves. A page with few of them is left as it is.
 * @param threshold What is darker is ink.
 */
export function dropSpecks(image: GreyImage, threshold: number): GreyImage {
  const scale = Math.max(1, image.dots / 200)
  const small = Math.round(largest * scale)
  const alone = specksOf(image, threshold, small + 1, Math.round(farOff * scale))
  const inches = (image.width * image.height) / image.dots ** 2
  if (alone.length < manySpecks * inches) return image
  const pixels = image.pixels.slice()
  for (const [list, side] of [
    [alone, small + 1],
    [specksOf(image, threshold, small, 1), small],
  ] as const)
    for (const at of list) fade(pixels, image.width, at, side)
  return { ...image, pixels }
}

/**
 * Places of spots that fit in a square of that side and have nothing dark within the distance around it: the upper left
 * corners of the squares. Lone spots alone are looked at closely, so that the walk costs little.
 */
function specksOf({ width, height, pixels }: GreyImage, threshold: number, side: number, distance: number): number[] {
  const found: number[] = []
  for (let y = distance + 1; y < height - side - distance; y++) {
    for (let x = distance + side, at = y * width + x; x < width - side - distance; x++, at++) {
      if ((pixels[at] as number) >= threshold) continue
      // The first dark pixel of a spot in reading order: the spot may reach to the left below it.
      if ((pixels[at - 1] as number) < threshold || (pixels[at - width] as number) < threshold) continue
      for (let left = 0; left < side; left++) {
        if (!isAlone(pixels, width, at - left, side, distance, threshold)) continue
        found.push(at - left)
        break
      }
    }
  }
  return found
}

function isAlone(
  pixels: Uint8Array,
  width: number,
  corner: number,
  side: number,
  distance: number,
  threshold: number,
): boolean {
  for (let ring = 1; ring <= distance; ring++) {
    const length = side + 2 * ring
    const top = corner - ring * width - ring
    const bottom = top + (length - 1) * width
    for (let step = 0; step < length; step++) {
      if ((pixels[top + step] as number) < threshold || (pixels[bottom + step] as number) < threshold) return false
      const left = top + step * width
      if ((pixels[left] as number) < threshold || (pixels[left + length - 1] as number) < threshold) return false
    }
  }
  return true
}

/** Covers a spot and its soft edge with the tone of the paper beside it. */
function fade(pixels: Uint8Array, width: number, corner: number, side: number): void {
  const paper = Math.max(pixels[corner - width - 1] as number, pixels[corner + side * width + side] as number)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) pixels[corner + y * width + x] = paper
}
