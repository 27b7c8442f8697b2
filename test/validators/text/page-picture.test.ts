import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName } from 'pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { outlineOf } from '../../../validators/text/pictures/outline.ts'
import { drawPagePicture } from '../../../validators/text/pictures/page-picture.ts'
import { readDocument } from '../../../validators/text/read.ts'
import { samplesFolder } from '../../samples.ts'

/** Mean brightness, 0 black to 255 white, of a part of a picture given in shares of its sides. */
async function brightness(webp: Uint8Array, left: number, top: number, width: number, height: number): Promise<number> {
  const meta = await sharp(webp).metadata()
  const area = {
    left: Math.round(left * meta.width),
    top: Math.round(top * meta.height),
    width: Math.round(width * meta.width),
    height: Math.round(height * meta.height),
  }
  const { channels } = await sharp(await sharp(webp).extract(area).greyscale().png().toBuffer()).stats()
  return channels[0]?.mean ?? 0
}

async function pdfOf(...sizes: readonly (readonly [number, number])[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (const [width, height] of sizes) pdf.addPage([width, height])
  return pdf.save()
}

test('a page is drawn as wide as asked, in its own proportions', async () => {
  const file = await pdfOf([595, 842], [842, 595])
  expect(await drawPagePicture(file, 1, 800)).toMatchObject({ width: 800, height: 1132 })
  expect(await drawPagePicture(file, 2, 800)).toMatchObject({ width: 800, height: 565 })
  expect(await drawPagePicture(file, 3, 800)).toBeNull()
})

test('what an office stamped on as an annotation is seen', async () => {
  const pdf = await PDFDocument.create()
  const page = pdf.addPage([600, 800])
  const appearance = pdf.context.register(
    pdf.context.stream('0 0 0 rg 0 0 200 100 re f', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 200, 100] }),
  )
  const stamp = pdf.context.obj({
    Type: 'Annot',
    Subtype: 'Stamp',
    Rect: [50, 650, 250, 750],
    F: 4,
    AP: { N: appearance },
  })
  page.node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(stamp)]))
  const picture = await drawPagePicture(await pdf.save(), 1, 600)
  if (!picture) throw new Error('not drawn')
  expect(await brightness(picture.webp, 100 / 600, 70 / 800, 100 / 600, 60 / 800)).toBeLessThan(10)
  expect(await brightness(picture.webp, 0.6, 0.6, 0.3, 0.3)).toBeGreaterThan(250)
})

test('an endless strip is drawn within bounds, a page as large as a field not at all', async () => {
  const strip = await drawPagePicture(await pdfOf([100, 14_000]), 1, 1600)
  expect(strip?.height).toBe(16_000)
  expect(await drawPagePicture(await pdfOf([50_000, 50_000]), 1, 800)).toBeNull()
})

test.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('xin chào')],
  ['a PDF cut short', new TextEncoder().encode('%PDF-1.7\n1 0 obj <<')],
  ['a picture cut short', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
])('%s has no picture and breaks nothing', async (_, bytes) => {
  expect(await drawPagePicture(bytes, 1, 800)).toBeNull()
})

test('a scanned image is drawn no wider than it is', async () => {
  const png = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  expect(await drawPagePicture(png, 1, 800)).toMatchObject({ width: 300, height: 200 })
  expect(await drawPagePicture(png, 2, 800)).toBeNull()
})

test('the outline of paper gives the sizes of its pages, that of a text its lines', async () => {
  const paper = await readDocument(await pdfOf([595, 842]), 'a.pdf')
  if ('error' in paper) throw new Error(paper.error.message)
  expect(outlineOf(paper)).toMatchObject({ pages: [{ number: 1, width: 595, height: 842 }], pageCount: 1, lines: [] })
  const text = await readDocument(new TextEncoder().encode('Điều 1. Một\nĐiều 2. Hai'), 'a.txt')
  if ('error' in text) throw new Error(text.error.message)
  expect(outlineOf(text)).toMatchObject({ pages: [], lines: ['Điều 1. Một', 'Điều 2. Hai'] })
})

test.skipIf(!samplesFolder('documents'))(
  'the number an office filled in as a form field is on the picture of a real decision',
  async () => {
    const file = readFileSync(join(samplesFolder('documents') ?? '', '3668d9f0.pdf'))
    const picture = await drawPagePicture(file, 1, 1600)
    if (!picture) throw new Error('not drawn')
    // Between "Số:" and "/QĐ-UBND".
    expect(await brightness(picture.webp, 0.21, 0.115, 0.05, 0.012)).toBeLessThan(245)
  },
)
