import type { Raster } from '../../../validators/text/ocr/raster.ts'
import type { Chance } from './chance.ts'

/** Rings of an office's round seal, in parts of its radius: inner and outer edge. */
const rings = [
  [0.94, 1],
  [0.86, 0.89],
  [0.5, 0.53],
] as const

/** Two round seals of 36 mm (Thông tư 07/2010/TT-BCA) pressed over the text, the ink uneven. */
export function stampSeal(page: Raster, chance: Chance): Raster {
  const rgb = page.rgb.slice()
  const radius = (18 / 25.4) * page.dots
  for (let count = 0; count < 2; count++) {
    const [cx, cy] = [page.width * (0.3 + 0.4 * chance()), page.height * (0.2 + 0.6 * chance())]
    const [red, pale] = [190 + 50 * chance(), 30 + 60 * chance()]
    for (let y = Math.floor(cy - radius); y < cy + radius; y++) {
      for (let x = Math.floor(cx - radius); x < cx + radius; x++) {
        const away = Math.hypot(x - cx, y - cy) / radius
        const angle = Math.atan2(y - cy, x - cx)
        if (!isInked(away, angle) || chance() < 0.12) continue
        const at = (y * page.width + x) * 3
        // Ink darkens what lies under it.
        rgb[at] = Math.min(rgb[at] as number, red)
        rgb[at + 1] = Math.min(rgb[at + 1] as number, pale)
        rgb[at + 2] = Math.min(rgb[at + 2] as number, pale + 10)
      }
    }
  }
  return { ...page, rgb }
}

/** Rings, a star in the middle, and strokes between the rings where its letters stand. */
function isInked(away: number, angle: number): boolean {
  if (rings.some(([from, to]) => away >= from && away <= to)) return true
  if (away > 0.58 && away < 0.82) return Math.sin(angle * 60) > 0.3 && Math.sin(away * 55) > -0.4
  const point = Math.abs((((((angle / (2 * Math.PI)) * 5) % 1) + 1.5) % 1) - 0.5) * 2
  return away < 0.18 + 0.26 * (1 - point)
}
