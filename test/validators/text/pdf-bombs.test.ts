/** PDFs that swell, multiply or never end: bounded, said, and the next file is read as ever. */
import { deflateSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { inspectFile } from '../../../validators/safety/inspect.ts'
import { limits } from '../../../validators/text/limits.ts'
import { recogniseWith } from '../../../validators/text/ocr/index.ts'
import { drawPagePicture } from '../../../validators/text/pictures/page-picture.ts'
import { plainTextOf } from '../../../validators/text/plain-text.ts'
import { readDocument } from '../../../validators/text/read.ts'
import { legiblePdf } from './ocr/scan-fixture.ts'
import { write } from './pdf-fixture.ts'

interface Stream {
  dictionary: string
  data: Uint8Array
}
type PdfObject = string | Stream

function pdfOf(objects: readonly PdfObject[]): Uint8Array {
  const parts = [Buffer.from('%PDF-1.5\n')]
  for (const [index, object] of objects.entries()) {
    parts.push(Buffer.from(`${index + 1} 0 obj\n`))
    if (typeof object === 'string') parts.push(Buffer.from(object))
    else {
      parts.push(Buffer.from(`<<${object.dictionary}/Length ${object.data.length}>>\nstream\n`))
      parts.push(Buffer.from(object.data), Buffer.from('\nendstream'))
    }
    parts.push(Buffer.from('\nendobj\n'))
  }
  return Buffer.concat([...parts, Buffer.from(`trailer<</Size ${objects.length + 1}/Root 1 0 R>>\n%%EOF\n`)])
}

const catalog = '<</Type/Catalog/Pages 2 0 R>>'
const onePage = '<</Type/Pages/Kids[3 0 R]/Count 1>>'
const flate = (data: Buffer, more = ''): Stream => ({
  dictionary: `/Filter/FlateDecode${more}`,
  data: deflateSync(data),
})
const plain = (text: string, more = ''): Stream => ({ dictionary: more, data: Buffer.from(text) })

function pageOf(content: Stream, resources = '', more: readonly PdfObject[] = []): Uint8Array {
  const page = `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<${resources}>>>>`
  return pdfOf([catalog, onePage, page, content, ...more])
}

/** An engine that reads a word off whatever it is shown. */
const recognise = recogniseWith({
  name: 'tesseract',
  parallel: 1,
  recognise: async () => [{ text: 'Điều', confidence: 0.9, box: [20, 20, 60, 40], line: '1' }],
  close: async () => {},
})

async function outcome(file: Uint8Array): Promise<string[]> {
  const read = await readDocument(file, 'a.pdf', { recognise })
  return 'error' in read ? [read.error.code] : read.warnings.map(({ code }) => code)
}

const sound = await legiblePdf((page, font) => write(page, font, 'Điều 1. Phạm vi điều chỉnh', 60, 80))

afterEach(async () => {
  const read = await readDocument(sound, 'a.pdf')
  expect('pages' in read && plainTextOf(read)).toContain('Điều 1. Phạm vi điều chỉnh')
})

const spaces = Buffer.alloc(300_000_000, ' ')
test.each<[string, () => PdfObject]>([
  ['packed twice', () => ({ dictionary: '/Filter[/FlateDecode/FlateDecode]', data: deflateSync(deflateSync(spaces)) })],
  [
    'packed three times',
    () => ({
      dictionary: '/Filter [ /Fl /Fl /Fl ]',
      data: deflateSync(deflateSync(deflateSync(spaces))),
    }),
  ],
  ['packed once', () => flate(spaces)],
])('a content stream %s is a bomb', async (_, content) => {
  expect(await inspectFile(pageOf(content() as Stream), 'a.pdf')).toMatchObject({
    kind: 'quarantined',
    reason: { code: 'DECOMPRESSION_BOMB' },
  })
})

test('an object stream that swells is a bomb', async () => {
  const file = pdfOf([catalog, onePage, '<</Type/Page/Parent 2 0 R>>', flate(spaces, '/Type/ObjStm/N 1/First 20')])
  expect(await inspectFile(file, 'a.pdf')).toMatchObject({ reason: { code: 'DECOMPRESSION_BOMB' } })
})

test('forms that call one another ten times ten times are not followed without end', async () => {
  const forms = Array.from({ length: 12 }, (_, level) =>
    plain(
      level < 11 ? '/X Do '.repeat(10) : '0 0 1 1 re f',
      `/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<<${level < 11 ? `/XObject<</X ${6 + level} 0 R>>` : ''}>>`,
    ),
  )
  expect(await outcome(pageOf(plain('/X Do'), '/XObject<</X 5 0 R>>', forms))).toEqual(['READER_CRASHED'])
})

test.each([
  [
    'JBIG2',
    '/Filter/JBIG2Decode/BitsPerComponent 1/ColorSpace/DeviceGray',
    '00000000300001000000130000fde80000fde80000000000000000000000',
  ],
  [
    'JPX',
    '/Filter/JPXDecode',
    'ff4fff51002900000000fde80000fde800000000000000000000fde80000fde800000000000000000001070101',
  ],
  ['raw', '/BitsPerComponent 8/ColorSpace/DeviceRGB', '00'],
])('a %s picture that says it has four thousand million pixels is not drawn so', async (_, filter, data) => {
  const image = {
    dictionary: `/Type/XObject/Subtype/Image/Width 65000/Height 65000${filter}`,
    data: Buffer.from(data, 'hex'),
  }
  const file = pageOf(plain('q 500 0 0 700 0 0 cm /I Do Q'), '/XObject<</I 5 0 R>>', [image])
  expect((await inspectFile(file, 'a.pdf')).kind).toBe('accepted')
  expect(await readDocument(file, 'a.pdf', { recognise })).toMatchObject({ textSource: 'none', pages: [{ number: 1 }] })
})

test('a page of more strokes than can be drawn in useful time is left undrawn, and said', async () => {
  const file = pageOf(flate(Buffer.from('1 1 m 500 800 l S\n'.repeat(limits.drawnObjects + 1))))
  expect(await outcome(file)).toContain('OCR_FAILED')
  expect(await drawPagePicture(file, 1, 400)).toBeNull()
})

test('a page tree that names one page a million times, or itself, comes to an end', async () => {
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'
  const many = `<</Type/Pages/Count 1000000/Kids[${'3 0 R '.repeat(1_000_000)}]>>`
  expect(await outcome(pdfOf([catalog, many, page]))).toContain('TOO_MANY_PAGES')
  const circle = '<</Type/Pages/Count 1000000000/Kids[2 0 R 2 0 R 3 0 R]>>'
  const read = await readDocument(pdfOf([catalog, circle, page]), 'a.pdf')
  expect('pages' in read ? read.pages.length : read.error.code).toBeTruthy()
})

test('arrays nested two million deep break nothing', async () => {
  const deep = `<</Type/Catalog/Pages 2 0 R/X ${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}>>`
  const file = pdfOf([deep, onePage, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>'])
  expect(['accepted', 'refused', 'quarantined']).toContain((await inspectFile(file, 'a.pdf')).kind)
  expect(await outcome(file)).toBeInstanceOf(Array)
})
