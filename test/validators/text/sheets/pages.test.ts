/** Separator sheets and blank pages, as real scanners deliver them: turned, noisy, grey, showing through. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { GreyImage } from '../../../../validators/text/ocr/engine.ts'
import { isBlank } from '../../../../validators/text/sheets/blank.ts'
import { findCodes } from '../../../../validators/text/sheets/find-codes.ts'
import { inspectPages } from '../../../../validators/text/sheets/inspect-pages.ts'
import {
  type Faults,
  pictureOf,
  scanned,
  scanPdf,
  scanTiff,
  sheetPdf,
  shownThrough,
  textPdf,
  whitePage,
} from '../../../connectors/scanner/draw-batch.ts'
import { openDecisionMaker } from '../../../fixtures/signed-decision.ts'

let sheet: GreyImage
let text: GreyImage
beforeAll(async () => {
  sheet = await pictureOf(await sheetPdf('Ủy ban nhân dân xã Bằng Mạc'))
  const paragraph =
    'Căn cứ Luật Tổ chức chính quyền địa phương; theo đề nghị của Giám đốc Sở Tư pháp tại tờ trình số 12.'
  text = await pictureOf(await textPdf(Array.from({ length: 14 }, () => paragraph)))
})

/** Paints over part of a page. */
function covered(page: GreyImage, from: number, to: number): GreyImage {
  const pixels = Uint8Array.from(page.pixels)
  pixels.fill(90, Math.round(from * page.height) * page.width, Math.round(to * page.height) * page.width)
  return { ...page, pixels }
}

describe('the codes of a separator sheet', () => {
  const faults: readonly [string, Faults][] = [
    ['clean', {}],
    ['turned a little', { turned: 3 }],
    ['turned more, grainy, with specks', { turned: -5, grain: 60, specks: 0.01 }],
    ['lying across', { turned: 90 }],
    ['upside down and unsharp', { turned: 180, blur: 1 }],
    ['across, a little off, grainy', { turned: 272, grain: 80 }],
    ['on grey paper', { paper: 190, grain: 30, blur: 1.2 }],
    ['turned by 12 degrees, many specks', { turned: 12, specks: 0.03 }],
    ['on grey paper, coarse grain and specks', { turned: 85.9, grain: 78, specks: 0.012, paper: 205 }],
    ['unsharp under grain', { turned: 274.3, grain: 60, specks: 0.02, blur: 1.6 }],
  ]
  it.each(faults)('are found: %s', async (_, fault) => {
    expect(findCodes(await scanned(sheet, fault))).toContain('congbao:tach:1:Ủy ban nhân dân xã Bằng Mạc')
  })

  it('are two: either alone will do when the other is dirty', () => {
    expect(findCodes(covered(sheet, 0.25, 0.4))).toEqual(['CONGBAO-TACH'])
    expect(findCodes(covered(sheet, 0.6, 0.72))).toEqual(['congbao:tach:1:Ủy ban nhân dân xã Bằng Mạc'])
  })

  it('are not found where there are none', () => expect(findCodes(text)).toEqual([]))
})

describe('a blank page', () => {
  it.each<[string, Faults]>([
    ['white', {}],
    ['grainy', { grain: 60 }],
    ['with specks', { specks: 0.002, grain: 30 }],
    ['on grey paper with many specks', { paper: 215, specks: 0.01, grain: 40 }],
  ])('is blank: %s', async (_, faults) => expect(isBlank(await scanned(whitePage(), faults))).toBe(true))

  it.each([0.1, 0.2, 0.25])('is blank though the front shows through by %f', async (strength) => {
    const back = await scanned(await shownThrough(text, strength), { paper: 235, grain: 20, specks: 0.001 })
    expect(isBlank(back)).toBe(true)
  })

  it('is blank in spite of a line of dirt down the glass and black edges', () => {
    const page = whitePage()
    for (let y = 0; y < page.height; y++) {
      page.pixels[y * page.width + 700] = 30
      page.pixels.fill(0, y * page.width, y * page.width + 20)
    }
    expect(isBlank(page)).toBe(true)
  })

  it.each<[string, string[]]>([
    ['a single page number', ['2']],
    ['two letters', ['./.']],
    ['one short line', ['Nơi nhận: như trên.']],
  ])('is not blank with %s', async (_, paragraphs) => {
    const page = await pictureOf(await textPdf(paragraphs))
    expect(isBlank(await scanned(page, { paper: 205, grain: 30, specks: 0.001 }))).toBe(false)
  })

  it('is not blank when it is dark all over', async () => {
    expect(isBlank(await scanned(whitePage(), { paper: 60 }))).toBe(false)
  })
})

describe('a batch', () => {
  it('is looked through page by page, whether PDF or TIFF', async () => {
    const pages = [text, await scanned(whitePage(), { specks: 0.001 }), await scanned(sheet, { turned: 2 })]
    const files = [
      await scanPdf(pages),
      ...(await Promise.all((['ccittfax4', 'lzw'] as const).map((how) => scanTiff(pages, how)))),
    ]
    for (const file of files) {
      const report = await inspectPages(file)
      if (report.kind !== 'pages') throw new Error(report.why)
      expect(report.pages.map(({ blank }) => blank)).toEqual([false, true, false])
      expect(report.pages.map(({ codes }) => codes.length > 0)).toEqual([false, false, true])
      expect(report.signed).toBe(false)
    }
  })

  it('is known to be signed', async () => {
    const decisions = await openDecisionMaker()
    expect(await inspectPages(await decisions.make(7))).toMatchObject({ kind: 'pages', signed: true })
  })

  it.each([
    ['a text', Buffer.from('Kính gửi: Ủy ban nhân dân tỉnh'), 'not a scan'],
    ['nothing', new Uint8Array(), 'not a scan'],
    ['a PDF without its body', Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\n'), 'damaged'],
    ['a picture without its body', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), 'damaged'],
    ['a TIFF that points at nothing', Buffer.from('II*\0\xff\xff\xff\x7f', 'latin1'), 'damaged'],
  ])('that is %s is an outcome', async (_, bytes, why) => {
    expect(await inspectPages(bytes)).toEqual({ kind: 'unreadable', why })
  })
})
