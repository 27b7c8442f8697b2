import { strToU8, zipSync } from 'fflate'
import { BlendMode, PDFDocument, rgb } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { chooseEngine, recogniseWith } from '../../../../validators/text/ocr/index.ts'
import { plainTextOf } from '../../../../validators/text/plain-text.ts'
import { readDocument } from '../../../../validators/text/read.ts'
import type { ReadDocument } from '../../../../validators/text/read-document.ts'
import { write } from '../pdf-fixture.ts'
import { addScan, callGlyphsWrong, decision, legiblePdf, pictureOf, scanOf, tiffOf, turned } from './scan-fixture.ts'

const engine = await chooseEngine()
if (!engine) throw new Error('No OCR engine')
const recognise = recogniseWith(engine)
afterAll(() => engine.close())

const page = await pictureOf(decision)

async function read(file: Uint8Array, name = 'quet.pdf'): Promise<ReadDocument> {
  const document = await readDocument(file, name, { recognise })
  if ('error' in document) throw new Error(document.error.code)
  return document
}

/** Share of the wanted words that were read, in their order. */
function found(document: ReadDocument, lines: readonly string[] = decision): number {
  const words = plainTextOf(document).split(/\s+/u)
  const wanted = lines.join(' ').split(' ')
  let from = 0
  const hits = wanted.filter((word) => {
    const at = words.indexOf(word, from)
    if (at >= 0 && at < from + 12) from = at + 1
    return at >= 0
  })
  return hits.length / wanted.length
}

test.each([0, 90, 180, 270, 3, -4])(
  'a scan turned by %i° is read in order',
  async (degrees) => {
    const document = await read(await scanOf([await turned(page, degrees)]))
    expect(found(document)).toBeGreaterThan(0.95)
    expect(document.textSource).toBe('ocr')
    const [first] = document.pages
    for (const word of first?.lines.flatMap((line) => line.segments.flatMap((segment) => segment.words)) ?? []) {
      expect(word.confidence).toBeGreaterThanOrEqual(0)
      const [x0, y0, x1, y1] = word.box ?? [-1, -1, -1, -1]
      expect(Math.min(x0, y0, x1 - x0, y1 - y0)).toBeGreaterThanOrEqual(-5)
      expect(x1).toBeLessThan((first?.width ?? 0) + 5)
      expect(y1).toBeLessThan((first?.height ?? 0) + 5)
    }
  },
  180_000,
)

/** Ink darkens what lies under it, and hides nothing. */
const ink = { blendMode: BlendMode.Multiply }

test('a red seal over the text is seen through', async () => {
  const sealed = await pictureOf(decision, (sheet) => {
    for (const radius of [28, 48, 50, 52])
      sheet.drawCircle({ x: 250, y: 842 - 250, size: radius, borderColor: rgb(0.85, 0.1, 0.1), borderWidth: 3, ...ink })
    sheet.drawCircle({ x: 250, y: 842 - 250, size: 20, color: rgb(0.9, 0.2, 0.2), ...ink })
  })
  expect(found(await read(await scanOf([sealed])))).toBeGreaterThan(0.95)
}, 180_000)

test('a file of text pages and scanned pages is read as both', async () => {
  const pdf = await PDFDocument.load(
    await legiblePdf((sheet, font) => write(sheet, font, 'Trang có lớp chữ: Điều 3. Tổ chức thực hiện.', 80, 100)),
  )
  await addScan(pdf, page)
  const document = await read(await pdf.save())
  expect(document.pages.map(({ source }) => source)).toEqual(['text', 'ocr'])
  expect(document.textSource).toBe('mixed')
  expect(found(document, ['Trang có lớp chữ:', ...decision])).toBeGreaterThan(0.95)
}, 180_000)

test('a text layer whose font map is wrong is replaced by what the page shows', async () => {
  const pdf = await PDFDocument.load(
    await legiblePdf((sheet, font) => {
      for (const [index, line] of decision.entries()) write(sheet, font, line, 80, 90 + index * 28, 14)
    }),
  )
  callGlyphsWrong(pdf)
  const document = await read(await pdf.save())
  expect(document.warnings.map(({ code }) => code)).toContain('GARBLED_TEXT_LAYER')
  expect(document.pages[0]?.source).toBe('ocr')
  expect(found(document)).toBeGreaterThan(0.95)
}, 180_000)

test('junk that a scanner laid under the page is replaced by what the page shows', async () => {
  const pdf = await PDFDocument.load(await scanOf([page]))
  const font = await pdf.embedFont('Helvetica')
  for (let line = 0; line < 20; line++)
    pdf.getPage(0).drawText('Quyel d|nh vb vi~c phO duy~t', { x: 80, y: 740 - line * 20, size: 12, font, opacity: 0 })
  const document = await read(await pdf.save())
  expect(plainTextOf(document)).not.toContain('duy~t')
  expect(found(document)).toBeGreaterThan(0.95)
}, 180_000)

test.each([
  ['PNG', () => page],
  ['JPEG', () => sharp(page).withMetadata({ density: 200 }).jpeg({ quality: 60 }).toBuffer()],
  [
    'grey TIFF of one bit a dot',
    () => sharp(page).greyscale().threshold(150).tiff({ bitdepth: 1, xres: 7.874, yres: 7.874 }).toBuffer(),
  ],
])(
  'a scan comes as %s',
  async (_, make) => {
    expect(found(await read(await make(), 'quet'))).toBeGreaterThan(0.95)
  },
  180_000,
)

test('every page of a TIFF is read', async () => {
  const second = ['Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh,', 'các cơ quan liên quan chịu trách nhiệm thi hành.']
  const document = await read(await tiffOf([page, await pictureOf(second)]), 'quet.tif')
  expect(document.pages.map(({ number, source }) => [number, source])).toEqual([
    [1, 'ocr'],
    [2, 'ocr'],
  ])
  expect(found(document, [...decision, ...second])).toBeGreaterThan(0.95)
}, 180_000)

test('small print is read as well', async () => {
  const small = await pictureOf(decision, () => {}, 7)
  expect(found(await read(await scanOf([small])))).toBeGreaterThan(0.9)
}, 180_000)

test('a blank sheet holds nothing, and nothing is wrong with it', async () => {
  const document = await read(await scanOf([page, await pictureOf([])]))
  expect(document.pages.map(({ source }) => source)).toEqual(['ocr', 'none'])
  expect(document.pages[1]?.lines).toEqual([])
  expect(document.warnings.map(({ code }) => code)).not.toContain('OCR_FAILED')
}, 180_000)

test('a DOCX that is only the picture of a page is read by its picture', async () => {
  const docx = zipSync({
    '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'word/document.xml': strToU8(
      '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:drawing/></w:r></w:p></w:body></w:document>',
    ),
    'word/media/image1.png': new Uint8Array(page),
  })
  const document = await read(docx, 'quet.docx')
  expect(document.textSource).toBe('ocr')
  expect(found(document)).toBeGreaterThan(0.95)
}, 180_000)
