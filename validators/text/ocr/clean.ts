import type { GreyImage } from './engine.ts'
import type { Raster } from './raster.ts'

/** How much more red than green or blue a pixel must have to be of a seal. */
const reddish = 24

/**
 * The page in grey with red taken out: seals and red headings stamped over black print. A red pixel takes its red
 * channel, in which red ink is as bright as paper, while black print below the seal stays dark.
 */
export function toGrey({ width, height, rgb, dots }: Raster): GreyImage {
  const pixels = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < pixels.length; at++, from += 3) {
    const red = rgb[from] as number
    const green = rgb[from + 1] as number
    const blue = rgb[from + 2] as number
    const isRed = red - green > reddish && red - blue > reddish
    pixels[at] = isRed ? red : (red * 77 + green * 150 + blue * 29) >> 8
  }
  return { width, height, pixels, dots }
}
