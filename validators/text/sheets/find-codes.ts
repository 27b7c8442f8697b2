/** QR codes and Code 128 bars on a page, however it lay on the glass. */
import jsQR from 'jsqr'
import type { GreyImage } from '../ocr/engine.ts'
import { readCode128 } from './code128.ts'

/** Texts of the codes found: at most one QR code, and every bar code once. */
export function findCodes(image: GreyImage): readonly string[] {
  const codes = new Set<string>()
  // Grain and specks keep jsQR from seeing its corners; smoothing costs small codes, so both are tried.
  const qr = qrOf(halved(smoothed(smoothed(image)))) ?? qrOf(halved(image))
  if (qr !== null) codes.add(qr)
  for (const text of barCodesOf(image)) codes.add(text)
  return [...codes]
}

/** Each pixel the mean of the five by five around it; the outermost two stay as they are. */
function smoothed(image: GreyImage): GreyImage {
  const { width, height, pixels } = image
  const across = Uint8Array.from(pixels)
  for (let y = 0; y < height; y++) meanOfFive(pixels, across, y * width, width, 1)
  const down = Uint8Array.from(across)
  for (let x = 0; x < width; x++) meanOfFive(across, down, x, height, width)
  return { ...image, pixels: down }
}

function meanOfFive(from: Uint8Array, to: Uint8Array, start: number, count: number, step: number): void {
  if (count < 5) return
  let sum = 0
  for (let index = 0; index < 5; index++) sum += from[start + index * step] as number
  for (let index = 2; ; index++) {
    to[start + index * step] = sum / 5
    if (index + 3 >= count) return
    sum += (from[start + (index + 3) * step] as number) - (from[start + (index - 2) * step] as number)
  }
}

/** Every four pixels made one: quicker to search, and quieter. */
function halved({ width, height, pixels, dots }: GreyImage): GreyImage {
  const [across, down] = [Math.floor(width / 2), Math.floor(height / 2)]
  const half = new Uint8Array(across * down)
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const at = 2 * y * width + 2 * x
      const sum =
        (pixels[at] as number) +
        (pixels[at + 1] as number) +
        (pixels[at + width] as number) +
        (pixels[at + width + 1] as number)
      half[y * across + x] = sum >> 2
    }
  }
  return { width: across, height: down, pixels: half, dots: dots / 2 }
}

function qrOf({ width, height, pixels }: GreyImage): string | null {
  if (width < 40 || height < 40) return null
  const colours = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < pixels.length; at++) {
    const grey = pixels[at] as number
    colours[4 * at] = grey
    colours[4 * at + 1] = grey
    colours[4 * at + 2] = grey
    colours[4 * at + 3] = 255
  }
  try {
    const found = jsQR.default(colours, width, height, { inversionAttempts: 'dontInvert' })
    return found && found.data !== '' ? found.data : null
  } catch {
    // jsQR gives up on some pictures with an exception; it is a page without a code then.
    return null
  }
}

/** Bands of lines averaged over half a millimetre, every two millimetres, along and across the page. */
function* barCodesOf(image: GreyImage): Iterable<string> {
  const perMillimetre = image.dots / 25.4
  const step = Math.max(1, Math.round(2 * perMillimetre))
  const thickness = Math.max(1, Math.round(perMillimetre / 2))
  for (const along of [true, false]) {
    const lines = along ? image.height : image.width
    for (let at = step; at + thickness < lines; at += step) {
      const runs = runsOf(brightness(image, along, at, thickness))
      const text = runs && readCode128(runs)
      if (text) yield text
    }
  }
}

function brightness({ width, height, pixels }: GreyImage, along: boolean, at: number, thickness: number): Float32Array {
  const line = new Float32Array(along ? width : height)
  for (let index = 0; index < line.length; index++) {
    let sum = 0
    for (let next = at; next < at + thickness; next++) {
      sum += (along ? pixels[next * width + index] : pixels[index * width + next]) as number
    }
    line[index] = sum / thickness
  }
  return line
}

/** Light and dark by turns, light first; `null` where there is too little contrast or too few changes for a code. */
function runsOf(line: Float32Array): number[] | null {
  let [least, most] = [255, 0]
  for (const value of line) {
    if (value < least) least = value
    if (value > most) most = value
  }
  if (most - least < 60) return null
  const middle = (least + most) / 2
  const runs: number[] = []
  let dark = false
  let length = 0
  for (const value of line) {
    if (value < middle !== dark) {
      runs.push(length)
      length = 0
      dark = !dark
    }
    length++
  }
  runs.push(length)
  return runs.length >= 25 ? runs : null
}
