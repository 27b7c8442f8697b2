import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { degrees, PDFOperatorNames as Operators, PDFDocument, PDFName, PDFNumber, PDFOperator } from 'pdf-lib'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeSearchable } from '../../pipeline/searchable/make-searchable.ts'
import { drawPagePicture } from '../../validators/text/pictures/page-picture.ts'
import type { Box, Line, ReadDocument } from '../../validators/text/read-document.ts'
import { openDecisionMaker } from '../fixtures/signed-decision.ts'
import { callGlyphsWrong, decision, legiblePdf } from '../validators/text/ocr/scan-fixture.ts'
import { drawnPdf, write } from '../validators/text/pdf-fixture.ts'

const [width, height] = [595, 842]
const grey = await sharp({ create: { width: 150, height: 210, channels: 3, background: '#ddd' } })
  .jpeg()
  .toBuffer()

/** What OCR would give: lines of words, each word's box on the page as displayed. */
function reading(lines: readonly (readonly [text: string, box: Box][])[], size = { width, height }): ReadDocument {
  const page = {
    number: 1,
    ...size,
    source: 'ocr' as const,
    asides: [],
    slots: [],
    lines: lines.map((words): Line => {
      const found = words.map(([text, box]) => ({ text, box, confidence: 0.9 }))
      return { segments: [{ text: words.map(([text]) => text).join(' '), x0: 0, x1: 1, box: null, words: found }] }
    }),
  }
  return { pages: [page], textSource: 'ocr', warnings: [] }
}

const twoLines = reading([
  [
    ['QUYẾT', [100, 100, 150, 114]],
    ['ĐỊNH', [155, 100, 200, 114]],
  ],
  [
    ['Thẩm', [100, 120, 135, 134]],
    ['quyền', [140, 123, 180, 137]],
    ['ưỡng', [185, 123, 220, 137]],
  ],
])

/** The same words on a sheet that is displayed lying. */
const twoLinesTurned = twoLines.pages.flatMap(({ lines }) =>
  lines.map((line) =>
    line.segments.flatMap(({ words }) => words.map(({ text, box }): [string, Box] => [text, box as Box])),
  ),
)

/** Mean difference in tone between two drawings of a first page. */
async function likeness(one: Uint8Array, other: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((pdf) => greyPicture(pdf)))
  if (!a || !b || a.length !== b.length) throw new Error('Two pages of different sizes')
  return a.reduce((sum, tone, at) => sum + Math.abs(tone - (b[at] as number)), 0) / a.length
}

async function greyPicture(pdf: Uint8Array): Promise<Uint8Array> {
  const picture = await drawPagePicture(pdf, 1, 300)
  if (!picture) throw new Error('The page was not drawn')
  return new Uint8Array(await sharp(picture.webp).greyscale().raw().toBuffer())
}

async function scan(rotation = 0): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  const turned = rotation % 180 !== 0
  const page = pdf.addPage(turned ? [height, width] : [width, height])
  page.drawImage(await pdf.embedJpg(grey), { x: 0, y: 0, width: page.getWidth(), height: page.getHeight() })
  page.setRotation(degrees(rotation))
  return pdf.save()
}

function pdftotext(pdf: Uint8Array, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'searchable-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    return execFileSync('pdftotext', [...options, join(folder, 'a.pdf'), '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function copyOf(file: Uint8Array, read: ReadDocument): Promise<Uint8Array> {
  const copy = await makeSearchable(file, read)
  if (!copy) throw new Error('No copy was made')
  return copy
}

test.each([0, 90, 180, 270])('words are found where they stand, in NFC, on a page turned by %i°', async (rotation) => {
  const copy = await copyOf(await scan(rotation), twoLines)
  const text = pdftotext(copy, '-layout')
  expect(text).toBe(text.normalize('NFC'))
  expect(text.trim().split(/\n\s*/)).toEqual(['QUYẾT ĐỊNH', 'Thẩm quyền ưỡng'])
  const boxes = pdftotext(copy, '-bbox')
  const word = /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">quyền</.exec(boxes)
  const [x0, y0, x1, y1] = (word ?? []).slice(1).map(Number) as [number, number, number, number]
  expect(x0).toBeCloseTo(140, 0)
  expect(x1).toBeCloseTo(180, 0)
  expect((y0 + y1) / 2).toBeGreaterThan(118)
  expect((y0 + y1) / 2).toBeLessThan(140)
})

test('on a page scanned on its head the words read as they stand', async () => {
  const upsideDown = reading([
    [
      ['Điều', [160, 100, 200, 114]],
      ['một', [100, 100, 150, 114]],
    ],
  ])
  expect(
    pdftotext(await copyOf(await scan(), upsideDown), '-raw')
      .trim()
      .split(/\s+/),
  ).toEqual(['Điều', 'một'])
})

test('the picture of the page is taken over byte for byte', async () => {
  const copy = await PDFDocument.load(await copyOf(await scan(), twoLines))
  const streams = copy.context.enumerateIndirectObjects().map(([, object]) => object)
  const kept = streams.some((object) => 'contents' in object && Buffer.from(object.contents as Uint8Array).equals(grey))
  expect(kept).toBe(true)
})

test('the same file and the same reading give the same bytes', async () => {
  const file = await scan()
  expect(Buffer.from(await copyOf(file, twoLines))).toEqual(Buffer.from(await copyOf(file, twoLines)))
})

test('the copy of a signed file claims no signature, and the file itself stays as it was', async () => {
  const pdf = await (await openDecisionMaker()).make(1)
  const before = Buffer.from(pdf)
  const copy = await copyOf(pdf, twoLines)
  expect(Buffer.from(pdf)).toEqual(before)
  expect(Buffer.from(copy).includes('/ByteRange')).toBe(false)
  const loaded = await PDFDocument.load(copy)
  expect(loaded.catalog.get(PDFName.of('AcroForm'))).toBeUndefined()
  const values = loaded.context.enumerateIndirectObjects().map(([, object]) => String(object))
  expect(values.filter((value) => /\/Type \/Sig\b|\/FT \/Sig|adbe\.pkcs7|ETSI/.test(value))).toEqual([])
})

test('a layer that other software laid under the page is replaced, text that is seen stays', async () => {
  const file = await drawnPdf((page, font) => {
    page.pushOperators(
      PDFOperator.of(Operators.BeginText),
      PDFOperator.of(Operators.SetTextRenderingMode, [PDFNumber.of(3)]),
    )
    page.pushOperators(PDFOperator.of(Operators.EndText))
    write(page, font, 'Nhìn thấy', 100, 400)
  })
  const hidden = await PDFDocument.load(file)
  const font = await hidden.embedFont('Helvetica')
  const page = hidden.getPage(0)
  page.setFont(font)
  const key = page.node.newFontDictionary('F', font.ref)
  page.pushOperators(
    PDFOperator.of(Operators.BeginText),
    PDFOperator.of(Operators.SetFontAndSize, [key, PDFNumber.of(12)]),
    PDFOperator.of(Operators.SetTextRenderingMode, [PDFNumber.of(3)]),
    PDFOperator.of(Operators.MoveText, [PDFNumber.of(100), PDFNumber.of(700)]),
    PDFOperator.of(Operators.ShowText, [font.encodeText('Quyet (dinh')]),
    PDFOperator.of(Operators.EndText),
  )
  const text = pdftotext(await copyOf(await hidden.save(), twoLines))
  expect(text).toContain('QUYẾT ĐỊNH')
  expect(text).toContain('Nhìn thấy')
  expect(text).not.toContain('dinh')
})

test.each([0, 90])('seen letters with wrong names give way to a picture of the page, turned by %i°', async (turn) => {
  const pdf = await PDFDocument.load(
    await legiblePdf((page, font) => {
      for (const [index, line] of decision.entries()) write(page, font, line, 80, 90 + index * 28, 14)
      page.setRotation(degrees(turn))
    }),
  )
  callGlyphsWrong(pdf)
  const file = await pdf.save({ useObjectStreams: false })
  const junk = pdftotext(file)
    .split(/\s+/)
    .filter((word) => word.length > 3)
  expect(junk.length).toBeGreaterThan(20)
  const before = Buffer.from(file)

  const copy = await copyOf(file, turn === 0 ? twoLines : reading(twoLinesTurned, { width: height, height: width }))
  expect(Buffer.from(file)).toEqual(before)
  const text = pdftotext(copy)
  expect(text.match(/\S+/gu)).toEqual(['QUYẾT', 'ĐỊNH', 'Thẩm', 'quyền', 'ưỡng'])
  expect(await likeness(file, copy)).toBeLessThan(6)
})

test('words that the page shows itself are not laid under it a second time', async () => {
  const file = await drawnPdf((page, font) => write(page, font, 'Thẩm', 100, 130))
  const seen = twoLines.pages.map((page) => ({
    ...page,
    lines: page.lines.map((line) => ({
      segments: line.segments.map((segment) => ({
        ...segment,
        words: segment.words.map((word) => (word.text === 'Thẩm' ? { ...word, confidence: 1 } : word)),
      })),
    })),
  }))
  expect(pdftotext(await copyOf(file, { ...twoLines, pages: seen })).match(/Thẩm/gu)).toHaveLength(1)
})

test('scanned pictures become pages of their size', async () => {
  const tiff = await sharp(grey).tiff().toBuffer()
  for (const file of [grey, tiff, await sharp(grey).png().toBuffer()]) {
    const copy = await copyOf(file, twoLines)
    expect((await PDFDocument.load(copy)).getPage(0).getSize()).toEqual({ width, height })
    expect(pdftotext(copy)).toContain('Thẩm quyền')
  }
})

test('there is no copy where nothing was recognised or the file cannot be taken apart', async () => {
  expect(
    await makeSearchable(await scan(), {
      ...twoLines,
      pages: twoLines.pages.map((page) => ({ ...page, source: 'text' as const })),
    }),
  ).toBeNull()
  expect(await makeSearchable(Buffer.from('%PDF-1.7 not really'), twoLines)).toBeNull()
})
