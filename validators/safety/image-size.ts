import type { FileType } from './file-type.ts'

export interface PixelSize {
  width: number
  height: number
}

/** Width and height an image declares, without decoding it; `null` where its header is damaged. TIFF: the first page. */
export function imageSize(file: Uint8Array, type: FileType): PixelSize | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  try {
    if (type === 'png') return { width: view.getUint32(16), height: view.getUint32(20) }
    if (type === 'jpeg') return jpegSize(view)
    if (type === 'tiff') return tiffSize(view)
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

/** Tags 256 and 257 of the first directory (TIFF 6.0, section 3). */
function tiffSize(view: DataView): PixelSize | null {
  const little = view.getUint8(0) === 0x49
  const directory = view.getUint32(4, little)
  const count = view.getUint16(directory, little)
  let width = 0
  let height = 0
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * 12
    const tag = view.getUint16(at, little)
    if (tag !== 256 && tag !== 257) continue
    const value = view.getUint16(at + 2, little) === 3 ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little)
    if (tag === 256) width = value
    else height = value
  }
  return width > 0 && height > 0 ? { width, height } : null
}
