import { degrees, PDFNumber, PDFOperator, PDFOperatorNames, rgb } from 'pdf-lib'
import { expect, test } from 'vitest'
import { plainTextOf } from '../../../validators/text/plain-text.ts'
import { readDocument } from '../../../validators/text/read.ts'
import type { Line, ReadDocument } from '../../../validators/text/read-document.ts'
import { drawnPdf, write } from './pdf-fixture.ts'

async function read(file: Uint8Array): Promise<ReadDocument> {
  const result = await readDocument(file, 'van-ban.pdf')
  if ('error' in result) throw new Error(result.error.code)
  return result
}

const texts = (lines: readonly Line[]) => lines.map((line) => line.segments.map((segment) => segment.text))
const codes = (document: ReadDocument) => document.warnings.map((remark) => remark.code)

test('the issuer and the motto of a heading are two segments of one line', async () => {
  const document = await read(
    await drawnPdf((page, font) => {
      write(page, font, 'ỦY BAN NHÂN DÂN', 90, 80)
      write(page, font, 'TỈNH LẠNG SƠN', 95, 96)
      write(page, font, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 250, 80)
      write(page, font, 'Độc lập - Tự do - Hạnh phúc', 290, 96)
    }),
  )
  expect(texts(document.pages[0]?.lines ?? [])).toEqual([
    ['ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    ['TỈNH LẠNG SƠN', 'Độc lập - Tự do - Hạnh phúc'],
  ])
})

test('a number and a day written into their blanks later, a little above the line, are read in their place', async () => {
  const document = await read(
    await drawnPdf((page, font) => {
      write(page, font, 'Số:', 90, 120)
      write(page, font, '/QĐ-UBND', 145, 120)
      write(page, font, 'Lạng Sơn, ngày', 290, 120)
      write(page, font, 'tháng 11 năm 2024', 400, 120)
      write(page, font, '2428', 113, 114)
      write(page, font, '25', 381, 114)
    }),
  )
  expect(texts(document.pages[0]?.lines ?? [])).toEqual([['Số: 2428 /QĐ-UBND', 'Lạng Sơn, ngày 25 tháng 11 năm 2024']])
})

test('words carry boxes in points from the top left corner of the page as displayed, also on a turned page', async () => {
  const upright = await read(await drawnPdf((page, font) => write(page, font, 'Quyết', 100, 50)))
  const word = upright.pages[0]?.lines[0]?.segments[0]?.words[0]
  expect(word?.box?.[0]).toBeCloseTo(100, 0)
  expect(word?.box?.[3]).toBeGreaterThan(50)
  expect(word?.box?.[3]).toBeLessThan(56)
  const turned = await read(
    await drawnPdf((page, font) => {
      page.setRotation(degrees(90))
      page.drawText('Quyết định', { x: 100, y: 100, size: 13, font, rotate: degrees(90) })
    }),
  )
  expect(turned.pages[0]).toMatchObject({ width: 842, height: 595 })
  expect(plainTextOf(turned)).toBe('Quyết định')
})

test('a signature box is kept apart from the body', async () => {
  const document = await read(
    await drawnPdf((page, font) => {
      write(page, font, 'Người ký: CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ', 300, 20, 8)
      write(page, font, 'Email: thongtinchinhphu@chinhphu.vn', 300, 30, 8)
      write(page, font, 'Thời gian ký: 12.04.2024 14:37:17 +07:00', 300, 40, 8)
      write(page, font, 'QUYẾT ĐỊNH', 250, 100)
    }),
  )
  expect(texts(document.pages[0]?.lines ?? [])).toEqual([['QUYẾT ĐỊNH']])
  expect(document.pages[0]?.asides).toHaveLength(3)
})

test('invisible, white, off-page and painted-over words are taken out of the body and said', async () => {
  const document = await read(
    await drawnPdf((page, font) => {
      write(page, font, 'Điều khoản nhìn thấy', 100, 100)
      page.pushOperators(PDFOperator.of(PDFOperatorNames.SetTextRenderingMode, [PDFNumber.of(3)]))
      write(page, font, 'vô hình', 100, 140)
      page.pushOperators(PDFOperator.of(PDFOperatorNames.SetTextRenderingMode, [PDFNumber.of(0)]))
      page.drawText('trắng', { x: 100, y: 600, size: 13, font, color: rgb(1, 1, 1) })
      write(page, font, 'ngoài', 900, 100)
      write(page, font, 'che', 100, 300)
      page.drawRectangle({ x: 90, y: 530, width: 60, height: 30, color: rgb(1, 1, 1) })
    }),
  )
  expect(plainTextOf(document)).toBe('Điều khoản nhìn thấy')
  expect(codes(document)).toEqual(expect.arrayContaining(['HIDDEN_TEXT', 'OFF_PAGE_TEXT']))
  expect(texts(document.pages[0]?.asides ?? []).flat()).toEqual(expect.arrayContaining(['vô hình', 'trắng', 'che']))
})

test('a page without a text layer is handed to OCR, and keeps its place among the others', async () => {
  const file = await drawnPdf((page, font, pdf) => {
    if (pdf.getPageCount() === 1) write(page, font, 'Trang một', 100, 100)
    else for (let row = 0; row < 10; row++) page.drawSquare({ x: 100, y: 100 + row * 20, size: 10 })
  }, 2)
  const without = await read(file)
  expect(without.pages.map((page) => page.source)).toEqual(['text', 'none'])
  expect(codes(without)).toContain('NO_TEXT_LAYER')
  const asked: number[][] = []
  const withOcr = await readDocument(file, 'a.pdf', {
    recognise: async (_, numbers) => {
      asked.push([...numbers])
      return new Map([[2, { number: 2, width: 595, height: 842, source: 'ocr', lines: [], asides: [], slots: [] }]])
    },
  })
  expect(asked).toEqual([[2]])
  expect(withOcr).toMatchObject({ textSource: 'mixed', warnings: [] })
})

test('a body in two columns is read column by column', async () => {
  const left = 'Điều này quy định về việc quản lý của'
  const right = 'Các cơ quan có trách nhiệm thi hành'
  const document = await read(
    await drawnPdf((page, font) => {
      for (let row = 0; row < 14; row++) {
        write(page, font, left, 60, 100 + row * 16, 12)
        write(page, font, right, 330, 100 + row * 16, 12)
      }
    }),
  )
  expect(texts(document.pages[0]?.lines ?? [])).toEqual([...Array(14).fill([left]), ...Array(14).fill([right])])
})

test('damaged, empty and encrypted files are outcomes, not exceptions', async () => {
  const sound = await drawnPdf((page, font) => write(page, font, 'Văn bản', 100, 100))
  expect(await readDocument(new Uint8Array(), 'a.pdf')).toMatchObject({ error: { code: 'EMPTY_FILE' } })
  expect(await readDocument(sound.slice(0, 200), 'a.pdf')).toMatchObject({ error: { code: 'DAMAGED_FILE' } })
  expect(await readDocument(new Uint8Array([1, 0, 2, 0]), 'a.bin')).toMatchObject({
    error: { code: 'UNSUPPORTED_TYPE' },
  })
})

test('any damage to a file ends in an outcome', async () => {
  const sound = await drawnPdf((page, font) => write(page, font, 'Văn bản số 1/QĐ-UBND', 100, 100), 3)
  for (let round = 0; round < 60; round++) {
    const broken = sound.slice(0, round % 3 === 0 ? Math.floor((sound.length * (round + 1)) / 61) : sound.length)
    for (let hit = 0; hit < 40; hit++) broken[(hit * 7919 + round * 104_729) % broken.length] = (hit * 31 + round) & 255
    const result = await readDocument(broken, 'a.pdf')
    expect('error' in result ? result.error.message.length : result.pages.length).toBeGreaterThan(0)
  }
})
