/** A bitmap decoded: three bytes a pixel, red first, row by row from the top. */
export interface Bitmap {
  width: number
  height: number
  rgb: Uint8Array
}

interface Header {
  width: number
  height: number
  /** Rows run from the bottom up unless the height is below zero. */
  upwards: boolean
  bits: number
  compression: number
  palette: { at: number; entry: 3 | 4 }
  pixels: number
}

/** Uncompressed, or with masks that say the same as the usual order of colours. */
const plain = 0
const masked = 3

/**
 * Decodes a Windows bitmap (BITMAPCOREHEADER to BITMAPV5HEADER) of 1, 4, 8, 16, 24 or 32 bits a pixel, as scanners and
 * screenshots are saved; the image library knows none.
 * @returns `null` for run-length and embedded compression, which no scanner writes, and for damage.
 */
export function decodeBmp(file: Uint8Array, mostPixels: number): Bitmap | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const header = readHeader(view)
  if (!header) return null
  const { width, height, bits, pixels } = header
  if (width * height > mostPixels) return null
  const stride = Math.ceil((width * bits) / 32) * 4
  if (pixels + stride * height > file.length) return null
  const rgb = new Uint8Array(width * height * 3)
  const colourOf = bits <= 8 ? paletteReader(view, header) : directReader(view, header)
  for (let y = 0; y < height; y++) {
    const row = pixels + stride * (header.upwards ? height - 1 - y : y)
    for (let x = 0; x < width; x++) {
      const colour = colourOf(row, x)
      rgb.set([colour >> 16, (colour >> 8) & 0xff, colour & 0xff], (y * width + x) * 3)
    }
  }
  return { width, height, rgb }
}

function readHeader(view: DataView): Header | null {
  if (view.byteLength < 54) return null
  const size = view.getUint32(14, true)
  const core = size === 12
  if (!core && size < 40) return null
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true)
  const signed = core ? view.getUint16(20, true) : view.getInt32(22, true)
  const bits = view.getUint16(core ? 24 : 28, true)
  const compression = core ? plain : view.getUint32(30, true)
  const known = [1, 4, 8, 16, 24, 32].includes(bits) && (compression === plain || (compression === masked && bits > 8))
  if (!known || width <= 0 || signed === 0) return null
  return {
    width,
    height: Math.abs(signed),
    upwards: signed > 0,
    bits,
    compression,
    palette: { at: 14 + size, entry: core ? 3 : 4 },
    pixels: view.getUint32(10, true),
  }
}

/** Gives the colour of a pixel as 0xRRGGBB. */
type ColourOf = (row: number, x: number) => number

function paletteReader(view: DataView, { bits, palette, pixels }: Header): ColourOf {
  const colours = Array.from({ length: 1 << bits }, (_, index) => {
    const at = palette.at + index * palette.entry
    return at + 3 <= pixels && at + 3 <= view.byteLength
      ? (view.getUint8(at + 2) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at)
      : 0
  })
  const perByte = 8 / bits
  return (row, x) => {
    const byte = view.getUint8(row + Math.floor(x / perByte))
    const shift = 8 - bits * ((x % perByte) + 1)
    return colours[(byte >> shift) & ((1 << bits) - 1)] ?? 0
  }
}

function directReader(view: DataView, { bits, compression }: Header): ColourOf {
  if (bits === 16) {
    // Five bits a colour, or with masks mostly six for green (BI_BITFIELDS).
    const green = compression === masked && view.byteLength >= 66 && view.getUint32(58, true) === 0x7e0 ? 6 : 5
    return (row, x) => {
      const value = view.getUint16(row + x * 2, true)
      const [r, g, b] = [value >> (5 + green), (value >> 5) & ((1 << green) - 1), value & 31]
      return (widened(r & 31, 5) << 16) | (widened(g, green) << 8) | widened(b, 5)
    }
  }
  const bytes = bits / 8
  return (row, x) => {
    const at = row + x * bytes
    return (view.getUint8(at + 2) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at)
  }
}

function widened(value: number, bits: number): number {
  return Math.round((value * 255) / ((1 << bits) - 1))
}
