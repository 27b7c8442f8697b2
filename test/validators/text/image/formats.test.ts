/** Every kind of picture a clerk may be sent shows the same page, upright, or says why not. */
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { viewingCopy } from '../../../../pipeline/scans/viewing-copy.ts'
import { makeSearchable } from '../../../../pipeline/searchable/make-searchable.ts'
import { inspectFile } from '../../../../validators/safety/inspect.ts'
import type { GreyImage } from '../../../../validators/text/ocr/engine.ts'
import { recogniseWith } from '../../../../validators/text/ocr/index.ts'
import { drawPagePicture } from '../../../../validators/text/pictures/page-picture.ts'
import { readDocument } from '../../../../validators/text/read.ts'
import { tiffOf } from '../ocr/scan-fixture.ts'
import { bmpOf, ccittTiffOf, heicEncoder, heicOf, type Pixels, planarTiffOf } from './pictures.ts'

/** A tall white sheet, its upper left quarter dark: turned in any way, it shows. */
const sheet: Pixels = { width: 600, height: 840, at: (x, y) => (x < 300 && y < 420 ? 0x202020 : 0xffffff) }
const raw = Uint8Array.from({ length: sheet.width * sheet.height * 3 }, (_, index) => {
  const pixel = Math.floor(index / 3)
  return sheet.at(pixel % sheet.width, Math.floor(pixel / sheet.width)) & 255
})
const picture = () => sharp(raw, { raw: { width: sheet.width, height: sheet.height, channels: 3 } })
const grey = () => picture().greyscale()
/** The same sheet lying on its side, with the note that turns it (EXIF orientation 6: a quarter clockwise). */
const onItsSide = () => sharp(raw, { raw: { width: sheet.width, height: sheet.height, channels: 3 } }).rotate(-90)

const makers: Record<string, () => Promise<Uint8Array>> = {
  PNG: () => picture().png().toBuffer(),
  'PNG of 16 bits': () => picture().toColourspace('rgb16').png().toBuffer(),
  'grey PNG of 16 bits': () => grey().toColourspace('grey16').png().toBuffer(),
  'PNG with a palette': () => picture().png({ palette: true }).toBuffer(),
  JPEG: () => picture().jpeg().toBuffer(),
  'progressive JPEG': () => picture().jpeg({ progressive: true }).toBuffer(),
  'CMYK JPEG': () => picture().toColourspace('cmyk').jpeg().toBuffer(),
  'grey JPEG': () => grey().jpeg().toBuffer(),
  'JPEG of a camera held sideways': () => onItsSide().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
  'PNG with a note of its orientation': () => onItsSide().withMetadata({ orientation: 6 }).png().toBuffer(),
  WebP: () => picture().webp().toBuffer(),
  'lossless WebP': () => picture().webp({ lossless: true }).toBuffer(),
  'WebP of a camera held sideways': () => onItsSide().withMetadata({ orientation: 6 }).webp().toBuffer(),
  GIF: () => picture().gif().toBuffer(),
  AVIF: () => picture().avif({ effort: 0 }).toBuffer(),
  TIFF: () => picture().tiff({ compression: 'none' }).toBuffer(),
  'TIFF with LZW': () => picture().tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer(),
  'TIFF with Deflate': () => picture().tiff({ compression: 'deflate' }).toBuffer(),
  'TIFF with PackBits': () => picture().tiff({ compression: 'packbits' }).toBuffer(),
  'TIFF with JPEG inside': () => picture().tiff({ compression: 'jpeg' }).toBuffer(),
  'TIFF in tiles': () => picture().tiff({ compression: 'lzw', tile: true, tileWidth: 128, tileHeight: 128 }).toBuffer(),
  'bilevel TIFF of a fax (Group 4)': () =>
    grey().toColourspace('b-w').tiff({ compression: 'ccittfax4', bitdepth: 1 }).toBuffer(),
  'TIFF of 16 bits': () => picture().toColourspace('rgb16').tiff({ compression: 'lzw' }).toBuffer(),
  'CMYK TIFF': () => picture().toColourspace('cmyk').tiff({ compression: 'lzw' }).toBuffer(),
  'TIFF with a note of its orientation': () => onItsSide().withMetadata({ orientation: 6 }).tiff().toBuffer(),
  'TIFF with planes apart': async () => planarTiffOf(sheet),
  ...Object.fromEntries(
    ([1, 4, 8, 16, 24, 32] as const).map((bits) => [`BMP of ${bits} bits`, async () => bmpOf(sheet, bits)]),
  ),
  'BMP from the top down': async () => bmpOf(sheet, 24, true),
}
if (heicEncoder()) {
  makers.HEIC = async () => heicOf(await picture().jpeg().toBuffer())
  makers['HEIC with a thumbnail'] = async () => heicOf(await picture().png().toBuffer(), ['-t', '128'])
}

/** Darkness of the four quarters of a grey picture, 0 white to 1 black, row by row. */
function quarters({ width, height, pixels }: Pick<GreyImage, 'width' | 'height' | 'pixels'>): number[] {
  return [0, 1, 2, 3].map((quarter) => {
    const [left, top] = [(quarter % 2) * (width >> 1), (quarter >> 1) * (height >> 1)]
    let sum = 0
    for (let y = top; y < top + (height >> 1); y++)
      for (let x = left; x < left + (width >> 1); x++) sum += 255 - (pixels[y * width + x] as number)
    return sum / (255 * (width >> 1) * (height >> 1))
  })
}

function expectTheSheet(seen: Pick<GreyImage, 'width' | 'height' | 'pixels'>): void {
  expect(seen.height).toBeGreaterThan(seen.width)
  const [first = 0, ...others] = quarters(seen)
  // What an engine is shown has been cleaned of shadows, large dark areas among them.
  expect(first).toBeGreaterThan(0.4)
  expect(Math.max(...others)).toBeLessThan(0.1)
}

async function decoded(image: Uint8Array): Promise<GreyImage> {
  const { data, info } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data, dots: 200 }
}

/** Reads a file with an engine that only looks; what it was first shown of each page. */
async function shownToEngine(file: Uint8Array, name: string) {
  const shown: GreyImage[] = []
  const engine = {
    name: 'tesseract' as const,
    parallel: 1,
    recognise: async (image: GreyImage) => {
      shown.push(image)
      return [{ text: 'Điều', confidence: 0.9, box: [20, 20, 60, 40] as const, line: '1' }]
    },
    close: async () => {},
  }
  return { read: await readDocument(file, name, { recognise: recogniseWith(engine) }), shown }
}

describe.each(Object.entries(makers))('%s', (_, make) => {
  test('is taken in, read, shown, stamped and made searchable as the page it is', async () => {
    const file = await make()
    const inspected = await inspectFile(file, 'anh')
    if (inspected.kind !== 'accepted') throw new Error(inspected.reason.code)
    const { read, shown } = await shownToEngine(file, 'anh')
    expect(read).toMatchObject({ textSource: 'ocr', pages: [{ number: 1, source: 'ocr' }] })
    expectTheSheet(shown[0] as GreyImage)
    const page = await drawPagePicture(file, 1, 400)
    expectTheSheet(await decoded(page?.webp as Uint8Array))
    if ('error' in read) throw new Error(read.error.code)
    const searchable = await makeSearchable(file, read)
    expectTheSheet(await decoded((await drawPagePicture(searchable as Uint8Array, 1, 400))?.webp as Uint8Array))
    const order = {
      fileType: inspected.fileType as 'png',
      arrival: { organization: 'VP', number: '1', day: '25/11/2026', handedTo: '' },
      origin: 'Số đến 1',
      reference: null,
    }
    const copy = await viewingCopy(file, order)
    if (copy.kind !== 'made') throw new Error(copy.why)
    expectTheSheet(await decoded((await drawPagePicture(copy.pdf, 1, 400))?.webp as Uint8Array))
  })
})

test('a fax of one dimension (Group 3) is drawn', async () => {
  const page = await drawPagePicture(ccittTiffOf(128, 0, 64), 1, 128)
  const [left = 0, right = 0, below = 0] = quarters(await decoded(page?.webp as Uint8Array))
  expect([left, right]).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.5, 1)])
  expect(below).toBeLessThan(0.05)
})

test('what is see-through shows white paper', async () => {
  const clear = await sharp({ create: { width: 600, height: 840, channels: 4, background: '#00000000' } })
    .png()
    .toBuffer()
  const page = await drawPagePicture(clear, 1, 400)
  expect(Math.max(...quarters(await decoded(page?.webp as Uint8Array)))).toBeLessThan(0.01)
})

test('all pages of a TIFF are read, and only the first frame of what moves', async () => {
  const png = await picture().png().toBuffer()
  const { read } = await shownToEngine(await tiffOf([png, png, png]), 'a.tif')
  expect(read).toMatchObject({ pages: [{ number: 1 }, { number: 2 }, { number: 3 }] })
  const moving = await sharp([png, png], { join: { animated: true } })
    .gif()
    .toBuffer()
  expect((await shownToEngine(moving, 'a.gif')).read).toMatchObject({ pages: [{ number: 1, source: 'ocr' }] })
})

test('a photograph of a sheet without a true size counts as A4; a scan keeps its own', async () => {
  const sizeOf = async (density: number | undefined) => {
    const image = density === undefined ? picture() : picture().withMetadata({ density })
    const { read } = await shownToEngine(await image.jpeg().toBuffer(), 'a.jpg')
    if ('error' in read) throw new Error(read.error.code)
    return read.pages[0]?.height
  }
  expect(await sizeOf(72)).toBeCloseTo(842, -1)
  expect(await sizeOf(96)).toBeCloseTo(842, -1)
  expect(await sizeOf(150)).toBeCloseTo((840 / 150) * 72, 0)
})

test.skipIf(heicEncoder() === null)('without a program for HEIC the sender is asked for JPEG', async () => {
  const file = await heicOf(await picture().jpeg().toBuffer())
  vi.stubEnv('PATH', '/nowhere')
  try {
    const read = await readDocument(file, 'anh.heic')
    expect(read).toMatchObject({ error: { code: 'NO_HEIC_PROGRAM', message: expect.stringContaining('JPEG') } })
  } finally {
    vi.unstubAllEnvs()
  }
})

test('types are told by the bytes: HEIC and AVIF by their brands', async () => {
  const box = (major: string, ...others: string[]) => {
    const brands = [major, '\0\0\0\0', ...others].join('')
    const head = Buffer.alloc(4)
    head.writeUInt32BE(8 + brands.length)
    return Buffer.concat([head, Buffer.from(`ftyp${brands}`, 'latin1'), Buffer.alloc(64)])
  }
  const typeOf = async (file: Uint8Array) => (await inspectFile(file, 'a.bin')).fileType
  expect(await typeOf(box('heic', 'mif1'))).toBe('heic')
  expect(await typeOf(box('mif1', 'heic'))).toBe('heic')
  expect(await typeOf(box('mif1', 'avif', 'miaf'))).toBe('avif')
  expect(await typeOf(box('isom', 'mp41'))).toBe('unknown')
})

const bombs: [string, Uint8Array][] = [
  ['a BMP', bmpHead(60_000, 60_000)],
  ['a GIF', Buffer.from(`GIF89a${'\xff\xff\xff\xff'}`.padEnd(64, '\0'), 'latin1')],
  ['a WebP', webpHead(16_383, 16_383)],
  ['a second page of a TIFF', twoPages(60_000)],
]
test.each(bombs)(
  '%s of absurd size is locked away, and not decoded if somebody opens it all the same',
  async (_, file) => {
    expect(await inspectFile(file, 'a.bin')).toMatchObject({ reason: { code: 'DECOMPRESSION_BOMB' } })
    expect(await readDocument(file, 'a.bin')).toMatchObject({ error: { code: 'UNPACKS_TOO_LARGE' } })
    expect(await drawPagePicture(file, 1, 400)).toBeNull()
  },
)

function bmpHead(width: number, height: number): Uint8Array {
  const file = Buffer.from(bmpOf({ width: 4, height: 4, at: () => 0 }, 24))
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  return file
}

function webpHead(width: number, height: number): Uint8Array {
  const file = Buffer.alloc(64)
  file.write('RIFF')
  file.write('WEBPVP8X', 8)
  file.writeUIntLE(width - 1, 24, 3)
  file.writeUIntLE(height - 1, 27, 3)
  return file
}

/** A TIFF whose first page is small and whose second says it is not. */
function twoPages(edge: number): Uint8Array {
  const file = Buffer.concat([planarTiffOf({ width: 4, height: 4, at: () => 0 }), deflateSync(Buffer.alloc(64))])
  const directory = file.readUInt32LE(4)
  const count = file.readUInt16LE(directory)
  const second = Buffer.from(file.subarray(directory, directory + 2 + count * 12 + 4))
  second.writeUInt32LE(edge, 2 + 8)
  second.writeUInt32LE(edge, 2 + 12 + 8)
  file.writeUInt32LE(file.length, directory + 2 + count * 12)
  return Buffer.concat([file, second])
}
