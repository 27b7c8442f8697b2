import type { GreyImage } from '../engine.ts'
import { evenPaper } from './paper.ts'

/** The print of a page whose paper is white. */
export interface Ink {
  /** Share of the page, away from its edges, that is darker than paper with its grain. */
  share: number
  /** The tone that a fifth of it is darker than: the cores of its strokes. */
  core: number
}

/** Below this share of ink a sheet is blank. */
export const blankInk = 0.0004
/** Tones at or below are ink and not the grain of paper or what shines through from the back. */
const inkTone = 184
/** Print whose cores are lighter than this is faint. */
const faint = 110

/** Looks at one pixel in four. */
export function inkOf({ width, height, pixels }: GreyImage): Ink {
  const counts = new Uint32Array(256)
  const [marginX, marginY] = [Math.floor(width * 0.04), Math.floor(height * 0.04)]
  let seen = 0
  for (let y = marginY; y < height - marginY; y += 2) {
    for (let x = marginX; x < width - marginX; x += 2) {
      const tone = pixels[y * width + x] as number
      counts[tone] = (counts[tone] as number) + 1
      seen++
    }
  }
  const ink = counts.subarray(0, inkTone + 1).reduce((sum, count) => sum + count, 0)
  let core = 0
  for (let below = counts[0] as number; core < inkTone && below < 0.2 * ink; below += counts[core] as number) core++
  return { share: seen === 0 ? 0 : ink / seen, core }
}

/** Faint print made as dark as good print; other pages as they are. */
export function stretched(image: GreyImage, { core }: Ink): GreyImage {
  if (core <= faint) return image
  const tones = Uint8Array.from({ length: 256 }, (_, tone) => {
    const dark = 40 + ((tone - core) * (evenPaper - 40)) / (evenPaper - core)
    return Math.max(0, Math.min(255, Math.round(dark)))
  })
  return { ...image, pixels: image.pixels.map((tone) => tones[tone] as number) }
}
