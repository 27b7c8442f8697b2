/** The viewing copy: stamped, marked on every page, the same pages however they lie; the original untouched. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { degrees, PDFDocument, PDFName } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stampPlace } from '../../pipeline/scans/stamp-place.ts'
import { type ViewingOrder, viewingCopy } from '../../pipeline/scans/viewing-copy.ts'
import { encrypted } from '../../samples/spoil.ts'
import { inspectFile } from '../../validators/safety/inspect.ts'
import type { GreyImage } from '../../validators/text/ocr/engine.ts'
import { drawPagePicture } from '../../validators/text/pictures/page-picture.ts'
import { plainTextOf } from '../../validators/text/plain-text.ts'
import { readDocument } from '../../validators/text/read.ts'
import { pictureOf, scanPdf, scanTiff, whitePage } from '../connectors/scanner/draw-batch.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestPortal, type TestPerson } from '../portal/test-portal.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

const order: ViewingOrder = {
  fileType: 'pdf',
  arrival: { organization: 'VP UBND TỈNH LẠNG SƠN', number: '1234', day: '25/11/2026', handedTo: 'Ban biên tập' },
  origin: 'Số đến 1234/2026',
  reference: null,
}
const folder = mkdtempSync(join(tmpdir(), 'congbao-viewing-'))
let decisions: DecisionMaker
beforeAll(async () => {
  decisions = await openDecisionMaker()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function made(file: Uint8Array, changes: Partial<ViewingOrder> = {}): Promise<Uint8Array> {
  const outcome = await viewingCopy(file, { ...order, ...changes })
  if (outcome.kind !== 'made') throw new Error(outcome.why)
  return outcome.pdf
}

/** What a reader reads, page by page, in the order it stands. */
function textOf(pdf: Uint8Array): string[] {
  const path = join(folder, 'copy.pdf')
  writeFileSync(path, pdf)
  return execFileSync('pdftotext', ['-layout', path, '-']).toString().split('\f').slice(0, -1)
}

/** Where red is drawn on the first page as it is seen: the smallest rectangle above the line at the foot, in millimetres. */
async function redBox(pdf: Uint8Array): Promise<{ x0: number; y0: number; x1: number; y1: number }> {
  const path = join(folder, 'red')
  writeFileSync(`${path}.pdf`, pdf)
  execFileSync('pdftoppm', ['-r', '127', '-cropbox', '-png', '-l', '1', '-singlefile', `${path}.pdf`, path])
  const { data, info } = await sharp(readFileSync(`${path}.png`))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const box = { x0: 1e9, y0: 1e9, x1: 0, y1: 0 }
  for (let y = 0; y < info.height - 50; y++) {
    for (let x = 0; x < info.width; x++) {
      const at = (y * info.width + x) * 3
      const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3)
      if (red < 150 || green > 110 || blue > 110) continue
      box.x0 = Math.min(box.x0, x / 5)
      box.y0 = Math.min(box.y0, y / 5)
      box.x1 = Math.max(box.x1, x / 5)
      box.y1 = Math.max(box.y1, y / 5)
    }
  }
  return box
}

describe('a viewing copy', () => {
  it('bears the stamp of the decree, 35 × 50 mm, and says on every page that it is no original', async () => {
    const copy = await made(await decisions.make(801))
    const pages = textOf(copy)
    for (const words of ['ĐẾN', 'Số: 1234', 'Ngày: 25/11/2026', 'Chuyển: Ban biên tập', 'Số và ký hiệu HS']) {
      expect(pages[0]).toContain(words)
    }
    for (const page of pages) expect(page).toContain('BẢN XEM, KHÔNG THAY BẢN GỐC')
    const box = await redBox(copy)
    expect(box.x1 - box.x0).toBeCloseTo(50, -0.5)
    expect(box.y1 - box.y0).toBeCloseTo(35, -0.5)
    expect(box.x0).toBeLessThan(105 - 25)
  })

  it('carries no signature and nothing that acts, but shows what they showed', async () => {
    const copy = await PDFDocument.load(await made(await decisions.make(801)))
    expect(copy.catalog.has(PDFName.of('AcroForm'))).toBe(false)
    expect(copy.getPages().every((page) => (page.node.Annots()?.size() ?? 0) === 0)).toBe(true)
    const stamped = await PDFDocument.create()
    const page = stamped.addPage([400, 400])
    const seal = stamped.context.register(
      stamped.context.stream('1 0 0 rg 0 0 10 10 re f', { BBox: [0, 0, 10, 10], Resources: {} }),
    )
    const annotation = stamped.context.obj({
      Subtype: 'Widget',
      FT: 'Sig',
      Rect: [300, 300, 350, 350],
      AP: { N: seal },
    })
    page.node.set(PDFName.of('Annots'), stamped.context.obj([annotation]))
    const drawn = await pictureOf(await made(await stamped.save(), { reference: { left: 20, top: 200 } }))
    const at = (x: number, y: number) =>
      drawn.pixels[Math.round(((400 - y) / 72) * 200) * drawn.width + Math.round((x / 72) * 200)]
    expect(at(325, 325)).toBeLessThan(130)
    expect(at(375, 325)).toBe(255)
  })

  it.each([0, 90, 180, 270])('stands upright on a page turned by %d degrees', async (angle) => {
    const pdf = await PDFDocument.create()
    const page = pdf.addPage([500, 800])
    page.setCropBox(40, 30, 450, 700)
    page.setRotation(degrees(angle))
    const copy = await made(await pdf.save(), { reference: { left: 60, top: 100 } })
    const box = await redBox(copy)
    expect(box.x1 - box.x0).toBeCloseTo(50, -0.5)
    expect(box.y1 - box.y0).toBeCloseTo(35, -0.5)
    // Under the reference, as seen: 100 points are 35.3 mm.
    expect(box.y0).toBeGreaterThan(35)
    expect(box.y0).toBeLessThan(40)
    expect(box.x0).toBeLessThan(20)
  })

  it('is made of scans: a PDF of pictures, a TIFF of several pages, a JPEG', async () => {
    const pages = [await pictureOf(await decisions.make(801)), whitePage()]
    const jpeg = await sharp(whitePage().pixels, { raw: { ...whitePage(), channels: 1 } })
      .jpeg()
      .toBuffer()
    for (const [file, fileType, count] of [
      [await scanPdf(pages), 'pdf', 2],
      [await scanTiff(pages, 'lzw'), 'tiff', 2],
      [jpeg, 'jpeg', 1],
    ] as const) {
      const copy = textOf(await made(file, { fileType }))
      expect(copy).toHaveLength(count)
      expect(copy[0]).toContain('Số: 1234')
    }
  })

  it('is made of pictures of the pages where the owner only restricts what may be done with the original', async () => {
    const restricted = encrypted('')
    await expect(PDFDocument.load(restricted)).rejects.toThrow('is encrypted')
    const inspected = await inspectFile(restricted, 'a.pdf')
    expect(inspected).toMatchObject({ kind: 'accepted', pages: 1 })
    expect(inspected).toHaveProperty(
      'warnings',
      expect.arrayContaining([expect.objectContaining({ code: 'OPENS_WITH_EMPTY_PASSWORD' })]),
    )
    const read = await readDocument(restricted, 'a.pdf')
    expect('pages' in read && plainTextOf(read)).toContain('Van ban mau da dat mat khau')
    const copy = await made(restricted)
    expect(textOf(copy)[0]).toContain('Số: 1234')
    const { data, info } = await sharp((await drawPagePicture(copy, 1, 595))?.webp)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    // Its one line stands 82 points below the top.
    const line = data.subarray(info.width * 70, info.width * 90)
    expect(Math.min(...line)).toBeLessThan(100)
  })

  it('is refused, with the reason, where the original cannot be taken apart', async () => {
    expect(await viewingCopy(encrypted('mat khau'), order)).toEqual({ kind: 'unmade', why: 'encrypted' })
    expect(await viewingCopy(Buffer.from('%PDF-1.4 nothing'), order)).toEqual({ kind: 'unmade', why: 'damaged' })
    expect(await viewingCopy(Buffer.from('\xff\xd8\xff no picture', 'latin1'), { ...order, fileType: 'jpeg' })).toEqual(
      {
        kind: 'unmade',
        why: 'damaged',
      },
    )
  })
})

describe('the place of the stamp', () => {
  const size = { width: 50, height: 35 }
  const inked = (areas: readonly (readonly [number, number, number, number])[]): GreyImage => {
    const page = whitePage(127)
    for (const [x0, y0, x1, y1] of areas) {
      for (let y = y0 * 5; y < y1 * 5; y++) page.pixels.fill(0, y * page.width + x0 * 5, y * page.width + x1 * 5)
    }
    return page
  }

  it('is under the number where that is free', () => {
    expect(stampPlace(inked([]), size, { left: 30, top: 44 })).toEqual({ left: 25, top: 46 })
  })

  it('moves to where nothing is printed, as little as it can', () => {
    const place = stampPlace(
      inked([
        [70, 40, 200, 60],
        [20, 84, 200, 280],
      ]),
      size,
      { left: 30, top: 44 },
    )
    expect(place.left + size.width).toBeLessThanOrEqual(70)
    expect(place.top).toBeGreaterThanOrEqual(44)
    expect(place.top + size.height).toBeLessThanOrEqual(84)
  })

  it('never covers the number or who issued it', () => {
    const full = inked([[5, 30, 205, 290]])
    expect(stampPlace(full, size, { left: 30, top: 44 }).top).toBeGreaterThanOrEqual(44)
  })
})

describe('on the desk', () => {
  let test: TestSystem
  let clerk: TestPerson
  beforeAll(async () => {
    test = await openTestSystem()
    decisions.trustIn(test.config.trustFolder)
    clerk = await openTestPortal(test).person('van-thu', 'clerk')
  })
  afterAll(() => test?.close())

  it('the copy is offered beside the original, which stays what it was', async () => {
    const bytes = await decisions.make(805)
    const { id } = await test.process('quyet-dinh.pdf', bytes)
    expect(await clerk.page(`/ban-lam-viec/van-ban/${id}`)).toContain('ban-xem.pdf')
    const answer = await clerk.get(`/ban-lam-viec/van-ban/${id}/ban-xem.pdf`)
    expect(answer.headers.get('Content-Type')).toBe('application/pdf')
    const [page] = textOf(new Uint8Array(await answer.arrayBuffer()))
    expect(page).toContain('Số: 1')
    expect(page).toContain('Chuyển: Ban biên tập')
    expect(page).toContain('VP UBND TỈNH LẠNG SƠN')
    expect(Buffer.from(await (await clerk.get(`/ban-lam-viec/van-ban/${id}/tep`)).arrayBuffer())).toEqual(
      Buffer.from(bytes),
    )
  })

  it('what cannot be stamped is said in words', async () => {
    const { id } = await test.process(
      'ghi-chu.txt',
      new TextEncoder().encode('Kính gửi: Ủy ban nhân dân tỉnh\n'.repeat(5)),
    )
    const answer = await clerk.get(`/ban-lam-viec/van-ban/${id}/ban-xem.pdf`)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Chỉ bản PDF và ảnh quét có bản xem')
    expect((await clerk.get('/ban-lam-viec/van-ban/x/ban-xem.pdf')).status).toBe(404)
  })
})
