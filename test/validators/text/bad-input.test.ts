import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { PDFDict, PDFDocument, PDFName } from 'pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inspectFile } from '../../../validators/safety/inspect.ts'
import { oleChainsEnd } from '../../../validators/safety/ole-directory.ts'
import { recogniseWith } from '../../../validators/text/ocr/index.ts'
import { readDocument } from '../../../validators/text/read.ts'
import { decision, legiblePdf, pictureOf, tiffOf } from './ocr/scan-fixture.ts'
import { write } from './pdf-fixture.ts'

/** Reads one word off every picture: what is tested here is all around it. */
const engine = {
  name: 'tesseract' as const,
  parallel: 2,
  recognise: async () => [{ text: 'Điều', confidence: 0.9, box: [20, 20, 60, 40] as const, line: '1' }],
  close: async () => {},
}
const recognise = recogniseWith(engine)

async function outcome(file: Uint8Array, name = 'a.pdf') {
  const result = await readDocument(file, name, { recognise })
  if ('error' in result) return { error: result.error.code, pages: [], codes: [], warnings: [] }
  const codes = result.warnings.map(({ code }) => code)
  return { error: null, pages: result.pages, codes, warnings: result.warnings.map(({ message }) => message) }
}

const dark = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#222' } })
  .jpeg()
  .toBuffer()

async function scans(count: number, edge: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const picture = await pdf.embedJpg(dark)
  for (let index = 0; index < count; index++)
    pdf.addPage([edge, edge]).drawImage(picture, { x: edge / 4, y: edge / 4, width: edge / 2, height: edge / 1.5 })
  return pdf.save()
}

test('5,000 pages of text are read to the last', async () => {
  const pdf = await PDFDocument.create()
  const font = await pdf.embedFont('Helvetica')
  for (let index = 0; index < 5000; index++)
    pdf.addPage([300, 300]).drawText(`Trang ${index + 1}`, { x: 50, y: 200, font })
  const { pages } = await outcome(await pdf.save())
  expect(pages).toHaveLength(5000)
  expect(pages.at(-1)?.lines[0]?.segments[0]?.text).toBe('Trang 5000')
}, 120_000)

test('of a very long scan the beginning and the end are recognised, and the pages left out are named', async () => {
  const { pages, warnings } = await outcome(await scans(75, 60))
  expect(pages).toHaveLength(75)
  expect(pages.filter(({ source }) => source === 'ocr')).toHaveLength(60)
  expect(pages.at(-1)?.source).toBe('ocr')
  expect(warnings.join()).toContain('trang 51–65')
}, 120_000)

test('a sheet of ten square metres is drawn no finer than memory allows, and said', async () => {
  const { pages, codes } = await outcome(await scans(1, 9_100))
  expect(pages).toHaveLength(1)
  expect(codes).toEqual(expect.arrayContaining(['PAGE_TOO_LARGE', 'OCR_FAILED']))
})

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A page whose font calls its glyphs by the letters that follow that code point; by none where it is `null`. */
async function relettered(first: number | null): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(
    await legiblePdf((page, font) => {
      for (let line = 0; line < 20; line++)
        write(page, font, `${letters} ${letters}`.slice(line, line + 60), 60, 80 + line * 20)
    }),
  )
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || !object.has(PDFName.of('ToUnicode'))) continue
    const map = `begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0004> <00ff> <${first?.toString(16).padStart(4, '0')}> endbfrange endcmap`
    if (first === null) object.delete(PDFName.of('ToUnicode'))
    else object.set(PDFName.of('ToUnicode'), pdf.context.register(pdf.context.flateStream(map)))
  }
  return pdf.save()
}

test('a page whose font says nothing about its letters is read by its picture', async () => {
  const { pages, codes } = await outcome(await relettered(null))
  expect(codes).toContain('GARBLED_TEXT_LAYER')
  expect(pages[0]?.source).toBe('ocr')
})

test.each([
  ['Chinese', 0x4e10],
  ['Arabic', 0x0620],
])('a page in %s is kept as it is, and said to be foreign', async (_, first) => {
  const { pages, codes } = await outcome(await relettered(first))
  expect(codes).toContain('FOREIGN_SCRIPT')
  expect(pages[0]?.source).toBe('text')
})

function pdfWith(content: Buffer): Uint8Array {
  const packed = deflateSync(content)
  return Buffer.concat([
    Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj
4 0 obj<</Length ${packed.length}/Filter/FlateDecode>>stream\n`),
    packed,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>'),
  ])
}

/** A PNG that says how large it is, and holds next to nothing. */
function hollowPng(edge: number): Uint8Array {
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), body])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(body.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(edge, 0)
  head.writeUInt32BE(edge, 4)
  head.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('what swells when it is opened is refused or read within limits', async () => {
  const swollen = zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': new Uint8Array(120e6) })
  expect(await outcome(swollen, 'a.docx')).toMatchObject({ error: 'UNPACKS_TOO_LARGE' })
  expect(await outcome(hollowPng(60_000), 'a.png')).toMatchObject({ error: 'UNPACKS_TOO_LARGE' })
  expect((await outcome(pdfWith(Buffer.alloc(10e6, 'q Q ')))).pages).toHaveLength(1)
}, 60_000)

const folder = join(import.meta.dirname, '../../../../shared/samples/documents')
const present = existsSync(folder) || process.env.CI === 'true'

test.skipIf(!present)(
  'any damage to a real document or picture ends in an outcome',
  async () => {
    const page = await pictureOf(decision)
    const sound: [string, Uint8Array][] = ['62c1e9b9.docx', '4a2ce1ee.doc', 'cc74a287.pdf', '4c410a2e.pdf'].map(
      (name) => [name, readFileSync(join(folder, name))],
    )
    sound.push(['a.png', page], ['a.jpg', await sharp(page).jpeg().toBuffer()], ['a.tif', await tiffOf([page, page])])
    const random = randomFrom(20_261_125)
    for (const [name, file] of sound) {
      for (let round = 0; round < 6; round++) {
        const broken = Uint8Array.from(round % 2 === 0 ? file : file.subarray(0, random(file.length)))
        for (let hit = 0; hit < 1 + 10 * round; hit++) broken[random(broken.length)] = random(256)
        const { error, pages } = await outcome(broken, name)
        expect(error ?? pages.length).toBeTruthy()
      }
    }
  },
  180_000,
)

/** Whole numbers below a bound, the same ones every time. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A compound file of one directory sector, whose allocation table says what follows each sector. */
function compoundFile(
  streams: readonly { name: string; start: number; size: number }[],
  table: readonly number[],
): Uint8Array {
  const file = Buffer.alloc(512 * (2 + table.length), 0)
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  file.writeUInt16LE(9, 30)
  for (let at = 44; at < 512; at += 4) file.writeInt32LE(-1, at)
  file.writeUInt32LE(1, 44)
  file.writeUInt32LE(1, 48)
  file.writeInt32LE(-2, 60)
  file.writeInt32LE(-2, 68)
  file.writeUInt32LE(0, 76)
  file.fill(0xff, 512, 1024)
  for (const [sector, next] of table.entries()) file.writeInt32LE(next, 512 + 4 * sector)
  for (const [index, { name, start, size }] of [{ name: 'Root Entry', start: -2, size: 0 }, ...streams].entries()) {
    const at = 1024 + 128 * index
    file.write(name, at, 'utf16le')
    file.writeUInt16LE(2 * name.length + 2, at + 64)
    file.writeInt8(index === 0 ? 5 : 2, at + 66)
    file.writeInt32LE(start, at + 116)
    file.writeUInt32LE(size, at + 120)
  }
  return file
}

test('a DOCX with a password is said to have one', async () => {
  const file = compoundFile([{ name: 'EncryptedPackage', start: 2, size: 512 }], [-3, -2, -2])
  expect(await outcome(file, 'a.docx')).toMatchObject({ error: 'ENCRYPTED' })
})

test('a DOC with a password is said to have one, at the door and by the reader', async () => {
  const file = compoundFile([{ name: 'WordDocument', start: 2, size: 512 }], [-3, -2, -2])
  const locked = Buffer.concat([file, Buffer.alloc(512)])
  locked.set([0xec, 0xa5, 0xc1, 0, 0, 0, 0, 0, 0, 0, 0, 0x01], 512 * 3)
  expect(await outcome(locked, 'a.doc')).toMatchObject({ error: 'ENCRYPTED' })
  expect(await inspectFile(locked, 'a.doc')).toMatchObject({ kind: 'refused', reason: { code: 'ENCRYPTED' } })
})

test('a DOC whose sectors follow one another in a circle is damaged, before memory is gone', async () => {
  const file = compoundFile([{ name: 'WordDocument', start: 2, size: 5000 }], [-3, -2, 3, 2])
  expect(await outcome(file, 'a.doc')).toMatchObject({ error: 'DAMAGED_FILE' })
  expect(oleChainsEnd(file)).toBe(false)
  expect(oleChainsEnd(compoundFile([{ name: 'WordDocument', start: 2, size: 5000 }], [-3, -2, 3, -2]))).toBe(true)
})
