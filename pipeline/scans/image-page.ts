/** A page of a scanned image as a page of a PDF: the same pixels, packed without loss. */
import { deflateSync } from 'node:zlib'
import { type PDFDocument, PDFName, type PDFPage } from 'pdf-lib'
import sharp from 'sharp'
import { densityOf } from '../../validators/text/image/prepare-image.ts'
import { sheetLimits } from '../../validators/text/sheets/limits.ts'

/**
 * @param file as `prepareImage` gives it
 * @throws when the image cannot be decoded
 */
export async function addImagePage(pdf: PDFDocument, file: Uint8Array, index: number): Promise<PDFPage> {
  const source = sharp(file, { page: index, limitInputPixels: sheetLimits.imagePixels })
  const { density, channels } = await source.metadata()
  const upright = source.autoOrient().flatten({ background: 'white' })
  const grey = channels <= 2
  const { data, info } = await (grey ? upright.toColourspace('b-w') : upright.toColourspace('srgb'))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const bits = grey && isBilevel(data) ? 1 : 8
  const colours = grey ? 1 : 3
  const rows = bits === 1 ? packed(data, width, height) : data
  const image = pdf.context.stream(deflateSync(withUpFilter(rows, rows.length / height)), {
    Type: 'XObject',
    Subtype: 'Image',
    Width: width,
    Height: height,
    ColorSpace: grey ? 'DeviceGray' : 'DeviceRGB',
    BitsPerComponent: bits,
    Filter: 'FlateDecode',
    DecodeParms: { Predictor: 15, Colors: colours, BitsPerComponent: bits, Columns: width },
  })
  const [across, down] = [width, height].map((pixels) => (pixels / densityOf(density)) * 72) as [number, number]
  const page = pdf.addPage([across, down])
  const name = page.node.newXObject('Scan', pdf.context.register(image))
  const draw = `q ${across.toFixed(3)} 0 0 ${down.toFixed(3)} 0 0 cm ${name.asString()} Do Q`
  page.node.set(PDFName.of('Contents'), pdf.context.register(pdf.context.flateStream(draw)))
  return page
}

function isBilevel(pixels: Uint8Array): boolean {
  return pixels.every((value) => value === 0 || value === 255)
}

/** Eight pixels a byte, rows filled up to whole bytes. */
function packed(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const across = Math.ceil(width / 8)
  const bytes = new Uint8Array(across * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x] !== 0)
        bytes[y * across + (x >> 3)] = (bytes[y * across + (x >> 3)] as number) | (0x80 >> (x & 7))
    }
  }
  return bytes
}

/** Each row as its difference from the row above (PNG filter 2): scans pack much smaller so. */
function withUpFilter(rows: Uint8Array, across: number): Uint8Array {
  const height = rows.length / across
  const filtered = new Uint8Array((across + 1) * height)
  for (let y = 0; y < height; y++) {
    const to = y * (across + 1)
    filtered[to] = 2
    for (let x = 0; x < across; x++) {
      const above = y === 0 ? 0 : (rows[(y - 1) * across + x] as number)
      filtered[to + 1 + x] = (rows[y * across + x] as number) - above
    }
  }
  return filtered
}
