/**
 * Whether anybody wrote on a scanned page. When in doubt it is not blank: a blank page kept costs a sheet, a page lost
 * costs a document.
 */
import type { GreyImage } from '../ocr/engine.ts'
import { sheetLimits } from './limits.ts'

export function isBlank(image: GreyImage): boolean {
  const perMillimetre = image.dots / 25.4
  const border = Math.round(sheetLimits.borderMillimetres * perMillimetre)
  if (image.width <= 3 * border || image.height <= 3 * border) return false
  const inner = { x0: border, y0: border, x1: image.width - border, y1: image.height - border }
  const paper = brightnessOfPaper(image, inner)
  if (paper < sheetLimits.leastPaper) return false
  const { mask, dark } = inkMask(image, inner, paper * sheetLimits.inkBrightness)
  const areaPerPixel = 1 / perMillimetre ** 2
  // More ink than any dust: no need to look at its shape.
  if (dark * areaPerPixel > 800 * sheetLimits.markArea) return false
  return areaOfMarks(mask, inner, perMillimetre) * areaPerPixel < sheetLimits.markArea
}

interface Area {
  x0: number
  y0: number
  x1: number
  y1: number
}

/** The brightness that most of the page has. */
function brightnessOfPaper({ width, pixels }: GreyImage, area: Area): number {
  const counts = new Uint32Array(256)
  for (let y = area.y0; y < area.y1; y += 2) {
    for (let x = area.x0; x < area.x1; x += 2) {
      const level = pixels[y * width + x] as number
      counts[level] = (counts[level] as number) + 1
    }
  }
  let best = 0
  let bestCount = 0
  // A window of nine levels: the paper of a photograph is no single one.
  for (let level = 4; level < 252; level++) {
    let count = 0
    for (let near = level - 4; near <= level + 4; near++) count += counts[near] as number
    if (count > bestCount) {
      best = level
      bestCount = count
    }
  }
  return best
}

function inkMask({ width, pixels }: GreyImage, area: Area, below: number): { mask: Uint8Array; dark: number } {
  const across = area.x1 - area.x0
  const mask = new Uint8Array(across * (area.y1 - area.y0))
  let dark = 0
  let to = 0
  for (let y = area.y0; y < area.y1; y++) {
    for (let from = y * width + area.x0; from < y * width + area.x1; from++, to++) {
      if ((pixels[from] as number) < below) {
        mask[to] = 1
        dark++
      }
    }
  }
  return { mask, dark }
}

/** Pixels of all connected pieces of ink that are neither specks nor streaks. */
function areaOfMarks(mask: Uint8Array, area: Area, perMillimetre: number): number {
  const width = area.x1 - area.x0
  const height = area.y1 - area.y0
  let sum = 0
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== 1) continue
    const piece = takePiece(mask, width, height, start)
    const [across, down] = [piece.x1 - piece.x0 + 1, piece.y1 - piece.y0 + 1]
    if (Math.max(across, down) < sheetLimits.markMillimetres * perMillimetre) continue
    const thin = sheetLimits.streakMillimetres * perMillimetre
    if ((across <= thin && down > height / 2) || (down <= thin && across > width / 2)) continue
    sum += piece.pixels
  }
  return sum
}

/** Takes the piece at that pixel off the mask; pixels touching at a corner belong together. */
function takePiece(mask: Uint8Array, width: number, height: number, start: number): Area & { pixels: number } {
  const piece = { x0: width, y0: height, x1: 0, y1: 0, pixels: 0 }
  const waiting = [start]
  mask[start] = 0
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)]
    piece.pixels++
    piece.x0 = Math.min(piece.x0, x)
    piece.x1 = Math.max(piece.x1, x)
    piece.y0 = Math.min(piece.y0, y)
    piece.y1 = Math.max(piece.y1, y)
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        if (mask[ny * width + nx] !== 1) continue
        mask[ny * width + nx] = 0
        waiting.push(ny * width + nx)
      }
    }
  }
  return piece
}
