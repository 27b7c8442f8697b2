import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { layOver } from '../../../../validators/text/pdf/overlay.ts'
import { readDocument } from '../../../../validators/text/read.ts'
import type { Box, HandwrittenSlot, Line, Page, Segment } from '../../../../validators/text/read-document.ts'
import { drawnPdf, write } from '../pdf-fixture.ts'

const width = 595

/** A segment of words, each with its left and right edge. */
function segment(top: number, ...words: [string, number, number][]): Segment {
  const placed = words.map(([text, x0, x1]) => ({ text, box: [x0, top, x1, top + 12] as Box, confidence: 1 }))
  const [x0, x1] = [words[0]?.[1] ?? 0, words.at(-1)?.[2] ?? 0]
  return {
    text: placed.map(({ text }) => text).join(' '),
    x0: x0 / width,
    x1: x1 / width,
    box: [x0, top, x1, top + 12],
    words: placed,
  }
}

const line = (...segments: Segment[]): Line => ({ segments })

function scanned(lines: Line[], slots: HandwrittenSlot[] = []): Page {
  return { number: 1, width, height: 842, source: 'ocr', lines, asides: [], slots }
}

const textsOf = (page: Page) => page.lines.map((one) => one.segments.map(({ text }) => text))

describe('what software wrote over a scan', () => {
  const issuer = line(segment(60, ['BỘ', 87, 105], ['CÔNG', 109, 143], ['THƯƠNG', 147, 200]))
  const place = segment(84, ['Hà', 362, 379], ['Nội,', 383, 405])
  const number = line(segment(84, ['Số:', 108, 125]), segment(84, ['/BCT-VP', 151, 230]), place)
  const slot: HandwrittenSlot = { kind: 'number', box: [126, 86, 150, 96], proposal: { text: '7', confidence: 0.6 } }

  test('fills the blank where it stands, and the slot is none for ink any more', () => {
    const page = layOver(scanned([issuer, number], [slot]), [line(segment(85, ['1849', 124, 150]))])
    expect(textsOf(page)).toEqual([['BỘ CÔNG THƯƠNG'], ['Số: 1849 /BCT-VP', 'Hà Nội,']])
    expect(page.slots).toEqual([])
  })

  test('takes the place of what OCR made of it', () => {
    const misread = line(segment(84, ['Số:', 108, 125], ['l8A9', 126, 149], ['/BCT-VP', 151, 230]), place)
    const page = layOver(scanned([issuer, misread]), [line(segment(85, ['1849', 124, 150]))])
    expect(textsOf(page)[1]).toEqual(['Số: 1849 /BCT-VP', 'Hà Nội,'])
  })

  test('is not said twice where OCR read it', () => {
    const read = line(segment(84, ['Số:1849/BCT-VP', 108, 230]), place)
    const page = layOver(scanned([issuer, read]), [line(segment(85, ['1849', 124, 150]))])
    expect(textsOf(page)[1]).toEqual(['Số:1849/BCT-VP', 'Hà Nội,'])
  })

  test('is a line of its own where nothing else stands', () => {
    const page = layOver(scanned([issuer, number], [slot]), [line(segment(30, ['CÔNG', 400, 430], ['VĂN', 434, 460]))])
    expect(textsOf(page)).toEqual([['CÔNG VĂN'], ['BỘ CÔNG THƯƠNG'], ['Số:', '/BCT-VP', 'Hà Nội,']])
    expect(page.slots).toEqual([slot])
  })
})

test('a page that is a picture with a few words over it is read by OCR, and without OCR said to be unread', async () => {
  const picture = await sharp({ create: { width: 100, height: 140, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  const file = await drawnPdf((page, font) => write(page, font, '1849', 124, 97))
  const { PDFDocument } = await import('pdf-lib')
  const document = await PDFDocument.load(file)
  const image = await document.embedPng(picture)
  document.getPage(0).drawImage(image, { x: 0, y: 0, width: 595, height: 842, opacity: 0.5 })
  const scan = await document.save({ useObjectStreams: false })
  const without = await readDocument(scan, 'a.pdf')
  expect(without).toMatchObject({ warnings: [{ code: 'NO_TEXT_LAYER' }] })
  const recognised = scanned([line(segment(84, ['Số:', 108, 122]), segment(84, ['/BCT-VP', 156, 230]))])
  const withOcr = await readDocument(scan, 'a.pdf', { recognise: async () => new Map([[1, recognised]]) })
  if ('error' in withOcr) throw new Error(withOcr.error.code)
  expect(withOcr.pages.map(textsOf)).toEqual([[['Số: 1849 /BCT-VP']]])
})
