import type { FileType } from './file-type.ts'

export interface PixelSize {
  width: number
  height: number
}

/**
 * Width and height an image declares, without decoding it; `null` where its header is damaged. TIFF: the largest page;
 * HEIF: the largest picture, of which there are tiles and thumbnails besides.
 */
export function imageSize(file: Uint8Array, type: FileType): PixelSize | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  try {
    if (type === 'png') return { width: view.getUint32(16), height: view.getUint32(20) }
    if (type === 'jpeg') return jpegSize(view)
    if (type === 'tiff') return tiffSize(view)
    if (type === 'gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    if (type === 'bmp') return bmpSize(view)
    if (type === 'webp') return webpSize(view)
    if (type === 'heic' || type === 'avif') return heifSize(view)
    return null
  } catch (cause) {
    if (cause instanceof RangeError) return null
    throw cause
  }
}

/** The frame header SOFn (ITU-T T.81, B.2.2). */
function jpegSize(view: DataView): PixelSize | null {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    }
    if (marker === 0xd9 || marker === 0xda) return null
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** Directories of a TIFF that are looked at. */
const mostDirectories = 10_000

/** Tags 256 and 257 of each directory (TIFF 6.0, section 3). */
function tiffSize(view: DataView): PixelSize | null {
  const little = view.getUint8(0) === 0x49
  const seen = new Set<number>()
  let largest: PixelSize | null = null
  let directory = view.getUint32(4, little)
  while (directory !== 0 && !seen.has(directory) && seen.size < mostDirectories) {
    seen.add(directory)
    const { size, next } = tiffDirectory(view, directory, little)
    if (size && (!largest || size.width * size.height > largest.width * largest.height)) largest = size
    directory = next
  }
  return largest
}

function tiffDirectory(view: DataView, directory: number, little: boolean): { size: PixelSize | null; next: number } {
  // A chain that leads out of the file ends there; its sound pages count.
  if (directory + 6 > view.byteLength) return { size: null, next: 0 }
  const count = view.getUint16(directory, little)
  let [width, height] = [0, 0]
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * 12
    if (at + 12 > view.byteLength) return { size: null, next: 0 }
    const tag = view.getUint16(at, little)
    if (tag !== 256 && tag !== 257) continue
    const value = view.getUint16(at + 2, little) === 3 ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little)
    if (tag === 256) width = value
    else height = value
  }
  const end = directory + 2 + count * 12
  return {
    size: width > 0 && height > 0 ? { width, height } : null,
    next: end + 4 <= view.byteLength ? view.getUint32(end, little) : 0,
  }
}

/** BITMAPCOREHEADER holds 16 bits a side, its successors 32, the height below zero where the rows run downwards. */
function bmpSize(view: DataView): PixelSize | null {
  if (view.getUint32(14, true) === 12) return { width: view.getUint16(18, true), height: view.getUint16(20, true) }
  const [width, height] = [view.getInt32(18, true), Math.abs(view.getInt32(22, true))]
  return width > 0 ? { width, height } : null
}

/** The first chunk of a WebP (RFC 9649, 2.5 to 2.7): lossy, lossless, or extended. */
function webpSize(view: DataView): PixelSize | null {
  const chunk = fourCharacters(view, 12)
  if (chunk === 'VP8 ') return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (chunk === 'VP8L') {
    const bits = view.getUint32(21, true)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  const [low, high] = [view.getUint32(24, true) & 0xffffff, (view.getUint32(26, true) >>> 8) & 0xffffff]
  return chunk === 'VP8X' ? { width: low + 1, height: high + 1 } : null
}

/** Bytes at the start of a HEIF file among which its properties are looked for. */
const heifHead = 1 << 20

/** Property `ispe` (ISO/IEC 23008-12, 6.5.3): size of box, name, version and flags, width, height. */
function heifSize(view: DataView): PixelSize | null {
  const head = Buffer.from(view.buffer, view.byteOffset, Math.min(view.byteLength, heifHead))
  let largest: PixelSize | null = null
  for (let at = head.indexOf('ispe'); at >= 0; at = head.indexOf('ispe', at + 4)) {
    if (at + 16 > head.length) break
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) }
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size
  }
  return largest
}

function fourCharacters(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)))
}
