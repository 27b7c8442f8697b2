/** Sheets that are not one upright page of prose: read in the order in which people read them. */
import { PDFDocument, type PDFFont, type PDFPage } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { embedCut } from '../../../../pipeline/gazette/typesetting/fonts.ts'
import { chooseEngine, recogniseWith } from '../../../../validators/text/ocr/index.ts'
import { drawPage } from '../../../../validators/text/ocr/raster.ts'
import { withPdfium } from '../../../../validators/text/pdf/engine.ts'
import { openPdf } from '../../../../validators/text/pdf/open.ts'
import { plainTextOf } from '../../../../validators/text/plain-text.ts'
import { readDocument } from '../../../../validators/text/read.ts'
import type { ReadDocument } from '../../../../validators/text/read-document.ts'
import { turned } from './scan-fixture.ts'

const engine = await chooseEngine()
if (!engine) throw new Error('No OCR engine')
const recognise = recogniseWith(engine)
afterAll(() => engine.close())

const left = `Điều 1. Phê duyệt quy hoạch
sử dụng đất của huyện Tràng
Định đến năm 2030 với các chỉ
tiêu chủ yếu sau đây: diện
tích đất nông nghiệp, đất
phi nông nghiệp và đất chưa
sử dụng trên địa bàn huyện.
Điều 2. Căn cứ quy hoạch đã
được phê duyệt, Ủy ban nhân
dân huyện tổ chức công bố,
niêm yết tại trụ sở của cơ
quan và của các xã, thị trấn
trong thời hạn ba mươi ngày
kể từ ngày được phê duyệt.`.split('\n')
const right = `Điều 3. Giám đốc Sở Tài
nguyên và Môi trường có trách
nhiệm hướng dẫn, kiểm tra
việc thực hiện quyết định này
và báo cáo Ủy ban nhân dân
tỉnh theo quy định hiện hành.
Điều 4. Quyết định này có
hiệu lực kể từ ngày ký ban
hành và thay thế các quy định
trước đây trái với nội dung.
Điều 5. Chánh Văn phòng Ủy
ban nhân dân tỉnh, thủ trưởng
các cơ quan liên quan chịu
trách nhiệm thi hành.`.split('\n')

async function sheet(width: number, height: number, draw: (page: PDFPage, font: PDFFont) => void): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const font = await embedCut(pdf, 'regular')
  draw(pdf.addPage([width, height]), font)
  const bytes = await pdf.save()
  const raster = await withPdfium((pdfium) => {
    const opened = openPdf(pdfium, bytes)
    if (typeof opened === 'string') throw new Error(opened)
    const drawn = drawPage(pdfium, opened.handle, 0, 200)
    opened.close()
    return drawn
  })
  if (!raster) throw new Error('The page was not drawn')
  return sharp(raster.rgb, { raw: { width: raster.width, height: raster.height, channels: 3 } })
    .withMetadata({ density: 200 })
    .png()
    .toBuffer()
}

function column(page: PDFPage, font: PDFFont, lines: readonly string[], x: number, top: number, size: number): void {
  for (const [index, line] of lines.entries())
    page.drawText(line, { x, y: page.getHeight() - top - index * 1.5 * size, size, font })
}

async function read(picture: Buffer): Promise<ReadDocument> {
  const document = await readDocument(picture, 'quet.png', { recognise })
  if ('error' in document) throw new Error(document.error.code)
  return document
}

/** Share of the pairs of neighbouring words that were read as neighbours. */
function inOrder(document: ReadDocument, lines: readonly string[]): number {
  const pairsOf = (words: readonly string[]) => words.slice(1).map((word, index) => `${words[index]} ${word}`)
  const found = new Set(pairsOf(plainTextOf(document).split(/\s+/u)))
  const wanted = pairsOf(lines.join(' ').split(' '))
  return wanted.filter((pair) => found.has(pair)).length / wanted.length
}

const twoColumns = await sheet(595, 842, (page, font) => {
  column(page, font, left, 70, 100, 12)
  column(page, font, right, 320, 100, 12)
})
/** Two pages of a folded A3 sheet, whose lines are not level with one another. */
const spread = await sheet(1190, 842, (page, font) => {
  column(page, font, left, 90, 100, 20)
  column(page, font, right, 690, 113, 20)
})

test.each([
  ['a page in two columns', twoColumns, 0],
  ['a page in two columns on its side', twoColumns, 90],
  ['an open A3 sheet', spread, 0],
  ['an open A3 sheet on its head', spread, 180],
  ['an open A3 sheet on its side', spread, 270],
])(
  '%s is read one after the other',
  async (_, picture, degrees) => {
    const document = await read(degrees === 0 ? picture : await turned(picture, degrees))
    expect(inOrder(document, [...left, ...right])).toBeGreaterThan(0.93)
  },
  180_000,
)

test('a wide table is read row by row', async () => {
  const rows = [
    ['TT', 'Tên công trình', 'Diện tích', 'Ghi chú'],
    ...Array.from({ length: 12 }, (_, index) => [
      `${index + 1}`,
      'Đường giao thông nông thôn của xã',
      `${index + 12},50 ha`,
      'Đã bố trí vốn ngân sách tỉnh',
    ]),
  ]
  const edges = [60, 110, 440, 620, 1100]
  const picture = await sheet(1190, 842, (page, font) => {
    for (const [row, cells] of rows.entries()) {
      const y = 842 - 120 - row * 40
      for (const [index, cell] of cells.entries())
        page.drawText(cell, { x: (edges[index] as number) + 8, y, size: 16, font })
      page.drawLine({ start: { x: 60, y: y - 14 }, end: { x: 1100, y: y - 14 }, thickness: 1 })
    }
    for (const x of edges) page.drawLine({ start: { x, y: 842 - 90 }, end: { x, y: 842 - 134 - 480 }, thickness: 1 })
  })
  const document = await read(picture)
  expect(plainTextOf(document)).toMatch(/12,50 ha\s+Đã bố trí vốn/u)
  expect(inOrder(document, rows.slice(1).flat())).toBeGreaterThan(0.9)
}, 180_000)

test.each<[string, (x: number, y: number) => number]>([
  ['dust, punch holes and the black edge of the lid', (x, y) => (isHole(x, y) || x > 1630 || spot(x, y) ? 12 : 248)],
  ['black', () => 6],
  ['a photograph', (x, y) => 128 + 100 * Math.sin(x / 37) * Math.cos(y / 53)],
])(
  'a sheet without words holds none: %s',
  async (_, tone) => {
    const [width, height] = [1654, 2339]
    const pixels = Uint8Array.from({ length: width * height }, (_, at) => tone(at % width, Math.floor(at / width)))
    const picture = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .withMetadata({ density: 200 })
      .png()
      .toBuffer()
    const document = await read(picture)
    expect(document.pages.map(({ source, lines }) => [source, lines.length])).toEqual([['none', 0]])
    expect(document.warnings).toEqual([])
  },
  180_000,
)

const isHole = (x: number, y: number) => [800, 1540].some((centre) => Math.hypot(x - 70, y - centre) < 35)
const spot = (x: number, y: number) => ((x >> 1) * 7919 + (y >> 1) * 104729) % 1499 === 0
