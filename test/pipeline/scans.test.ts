/** Documents cut out of scanned batches: the pages asked for, in order, their images untouched. */
import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { beforeAll, describe, expect, it } from 'vitest'
import { cutPages } from '../../pipeline/scans/cut-pages.ts'
import type { GreyImage } from '../../validators/text/ocr/engine.ts'
import { pictureOf, scanned, scanPdf, scanTiff, textPdf } from '../connectors/scanner/draw-batch.ts'

let pages: GreyImage[]
beforeAll(async () => {
  const texts = ['Trang một', 'Trang hai', 'Trang ba']
  pages = await Promise.all(texts.map(async (text) => pictureOf(await textPdf([text]))))
})

/** The packed images of a PDF, by hash. */
async function images(pdf: Uint8Array): Promise<string[]> {
  const { context } = await PDFDocument.load(pdf)
  return context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
        ? [createHash('sha256').update(object.contents).digest('hex')]
        : [],
    )
}

async function cut(file: Uint8Array, type: 'pdf' | 'tiff' | 'png', lists: number[][]): Promise<Uint8Array[]> {
  const outcome = await cutPages(file, type, lists)
  if (outcome.kind !== 'cut') throw new Error(outcome.detail)
  return [...outcome.documents]
}

const difference = (one: GreyImage, other: GreyImage) =>
  one.pixels.reduce((most, value, at) => Math.max(most, Math.abs(value - (other.pixels[at] as number))), 0)

describe('a batch cut apart', () => {
  it('keeps every image of a PDF byte for byte, and no page of another document', async () => {
    const batch = await scanPdf(pages)
    const all = await images(batch)
    const [first, second] = await cut(batch, 'pdf', [[1], [2, 3]])
    if (!first || !second) throw new Error('two documents')
    expect(await images(first)).toEqual([all[0]])
    expect((await images(second)).toSorted()).toEqual(all.slice(1).toSorted())
    expect((await PDFDocument.load(second)).getPageCount()).toBe(2)
  })

  it('gives the same bytes each time', async () => {
    const batch = await scanPdf(pages)
    expect(await cut(batch, 'pdf', [[1, 3]])).toEqual(await cut(batch, 'pdf', [[1, 3]]))
    const tiff = await scanTiff(pages, 'lzw')
    expect(await cut(tiff, 'tiff', [[2]])).toEqual(await cut(tiff, 'tiff', [[2]]))
  })

  it.each(['ccittfax4', 'lzw'] as const)(
    'shows the pages of a TIFF (%s) as they were, pixel for pixel',
    async (how) => {
      const grey = how === 'lzw' ? await Promise.all(pages.map((page) => scanned(page, { grain: 40 }))) : pages
      const tiff = await scanTiff(grey, how)
      const [document] = await cut(tiff, 'tiff', [[3, 1]])
      if (!document) throw new Error('one document')
      const [page] = grey
      if (!page) throw new Error('a page')
      const drawn = await pictureOf(document, 1)
      expect([drawn.width, drawn.height]).toEqual([page.width, page.height])
      const expected = how === 'lzw' ? page : { ...page, pixels: page.pixels.map((value) => (value >= 128 ? 255 : 0)) }
      expect(difference(drawn, expected)).toBeLessThanOrEqual(1)
    },
  )

  it('takes no page of another document along by a link to it', async () => {
    const pdf = await PDFDocument.load(await scanPdf(pages))
    const [first, second] = pdf.getPages()
    if (!first || !second) throw new Error('pages')
    const link = pdf.context.obj({ Subtype: 'Link', Rect: [0, 0, 9, 9], Dest: [second.ref, 'Fit'] })
    first.node.set(PDFName.of('Annots'), pdf.context.obj([link]))
    const [document] = await cut(await pdf.save(), 'pdf', [[1]])
    expect(await images(document ?? new Uint8Array())).toHaveLength(1)
  })

  it('that cannot be cut is an outcome', async () => {
    expect(await cutPages(Buffer.from('%PDF-1.7 nothing %%EOF'), 'pdf', [[1]])).toMatchObject({ kind: 'uncut' })
    expect(await cutPages(await scanPdf(pages.slice(0, 1)), 'pdf', [[2]])).toMatchObject({ kind: 'uncut' })
  })
})
