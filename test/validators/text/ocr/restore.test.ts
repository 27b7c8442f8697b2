import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import type { GreyImage } from '../../../../validators/text/ocr/engine.ts'
import { chooseEngine, recogniseWith } from '../../../../validators/text/ocr/index.ts'
import { restorePage } from '../../../../validators/text/ocr/restore/index.ts'
import { plainTextOf } from '../../../../validators/text/plain-text.ts'
import { readDocument } from '../../../../validators/text/read.ts'
import type { ReadDocument } from '../../../../validators/text/read-document.ts'
import { decision, pictureOf } from './scan-fixture.ts'

const engine = await chooseEngine()
if (!engine) throw new Error('No OCR engine')
const recognise = recogniseWith(engine)
afterAll(() => engine.close())

const { data, info } = await sharp(await pictureOf(decision))
  .greyscale()
  .raw()
  .toBuffer({ resolveWithObject: true })
const clean: GreyImage = { width: info.width, height: info.height, pixels: new Uint8Array(data), dots: 200 }

type Change = (tone: number, x: number, y: number) => number

function changed(page: GreyImage, change: Change): GreyImage {
  const { width } = page
  return { ...page, pixels: page.pixels.map((tone, at) => change(tone, at % width, Math.floor(at / width))) }
}

async function read({ width, height, pixels }: GreyImage): Promise<ReadDocument> {
  const png = await sharp(pixels, { raw: { width, height, channels: 1 } })
    .withMetadata({ density: 200 })
    .png()
    .toBuffer()
  const document = await readDocument(png, 'quet.png', { recognise })
  if ('error' in document) throw new Error(document.error.code)
  return document
}

const words = (text: string) => text.split(/\s+/u).filter((word) => word !== '')

/** Darker from the upper left to the lower right, as before a camera. */
const shade: Change = (tone, x, y) => tone * (1 - 0.65 * (x / clean.width) * (0.3 + (0.7 * y) / clean.height))
/** Spots of one or two pixels, always the same. */
const dust: Change = (tone, x, y) => (((x >> 1) * 7919 + (y >> 1) * 104729) % 977 === 0 ? 20 : tone)

test.each<[string, Change]>([
  ['faint print', (tone) => 165 + tone * 0.35],
  ['grey paper', (tone) => 60 + tone * 0.4],
  ['uneven light', shade],
  ['dust all over the page', dust],
])(
  '%s is read like a good scan',
  async (_, change) => {
    const found = words(plainTextOf(await read(changed(clean, change))))
    const wanted = words(decision.join(' '))
    const missed = wanted.filter((word) => !found.includes(word))
    expect(missed.length / wanted.length).toBeLessThan(0.05)
    expect(found.length).toBeLessThan(wanted.length * 1.1)
  },
  180_000,
)

const empty = changed(clean, () => 255)

test.each<[string, Change]>([
  ['white', (tone) => tone],
  ['grey paper with a grain', (_, x, y) => 150 + ((x * 31 + y * 17) % 13)],
  ['unevenly lit', shade],
  ['with the print of its back shining through', (tone, x, y) => (x % 40 < 12 && y % 50 < 14 ? 222 : tone)],
  ['with the black edge of the lid', (tone, x) => (x < 40 ? 5 : tone)],
])('an empty sheet is blank: %s', (_, change) => {
  expect(restorePage(changed(empty, change)).blank).toBe(true)
})

test('a good scan is handed on untouched', () => {
  expect(restorePage(clean)).toEqual({ image: clean, blank: false })
})

test('full stops and the dots of letters are not taken for dust', () => {
  const dusty = changed(clean, dust)
  const restored = restorePage(dusty).image
  let lost = 0
  let ink = 0
  for (const [at, tone] of clean.pixels.entries()) {
    if (tone >= 64) continue
    ink++
    if ((restored.pixels[at] as number) >= 128) lost++
  }
  expect(restored).not.toBe(dusty)
  expect(lost / ink).toBeLessThan(0.0005)
})
