/** The searchable copy of a scan: its pages as they are, with the recognised words laid under them, unseen. */
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { prepareImage } from '../../validators/text/image/prepare-image.ts'
import type { Page, ReadDocument } from '../../validators/text/read-document.ts'
import { embedCut } from '../gazette/typesetting/fonts.ts'
import { drawGarbledPages, emptyPage, layPicture } from './garbled-pages.ts'
import { dropInvisibleText } from './invisible-text.ts'
import { keepLooksOnly } from './keep-looks.ts'
import { searchableLimits } from './limits.ts'
import { drawTextLayer, onSheet, writable } from './text-layer.ts'

/**
 * Makes a new PDF from a scan (a PDF or a picture); the file itself is not touched. Signatures do not hold for a
 * copy: what they show stays as a picture, what they claim is left out.
 * @returns `null` where no page was recognised, or the file cannot be taken apart (encrypted, damaged, too large). The
 *   same file and reading always give the same bytes.
 */
export async function makeSearchable(file: Uint8Array, read: ReadDocument): Promise<Uint8Array | null> {
  const recognised = read.pages.filter((page) => page.source === 'ocr')
  if (recognised.length === 0 || read.pages.length > searchableLimits.pages) return null
  if (file.length > searchableLimits.fileBytes) return null
  try {
    const numbers = recognised.map(({ number }) => number)
    const pictures = isPdf(file) ? await drawGarbledPages(file, numbers) : new Map<number, Uint8Array>()
    const copy = isPdf(file) ? await copyPages(file, pictures) : await pagesFromImage(file, read.pages)
    if (copy.getPageCount() !== read.pages.length) return null
    const font = await embedCut(copy, 'regular', writable(recognised.map(textOf).join(' ')))
    for (const page of recognised) {
      const sheet = copy.getPage(page.number - 1)
      const picture = pictures.get(page.number)
      if (picture) await layPicture(copy, sheet, picture, onSheet(sheet))
      else dropInvisibleText(sheet)
      drawTextLayer(sheet, font, page)
    }
    copy.setTitle('Bản tra cứu (bản sao có lớp chữ nhận dạng; không có giá trị thay bản gốc)')
    copy.setProducer('congbao')
    return await copy.save()
  } catch {
    // What pdf-lib cannot take apart has no copy; the original and its text are there.
    return null
  }
}

async function copyPages(file: Uint8Array, pictures: ReadonlyMap<number, unknown>): Promise<PDFDocument> {
  const source = await PDFDocument.load(file, { updateMetadata: false })
  const copy = await PDFDocument.create({ updateMetadata: false })
  for (const [index, page] of source.getPages().entries()) {
    keepLooksOnly(page)
    if (pictures.has(index + 1)) emptyPage(page)
  }
  for (const page of await copy.copyPages(source, source.getPageIndices())) copy.addPage(page)
  return copy
}

async function pagesFromImage(asSent: Uint8Array, pages: readonly Page[]): Promise<PDFDocument> {
  const copy = await PDFDocument.create({ updateMetadata: false })
  const file = await prepareImage(asSent)
  if (typeof file === 'string') throw new Error(`An image without pages: ${file}`)
  const isJpeg = file[0] === 0xff && file[1] === 0xd8 && (await sharp(file).metadata()).channels !== 4
  for (const [index, { width, height }] of pages.entries()) {
    const picture = isJpeg
      ? file
      : await sharp(file, { page: index }).flatten({ background: 'white' }).toColourspace('srgb').jpeg().toBuffer()
    const sheet = copy.addPage([width, height])
    sheet.drawImage(await copy.embedJpg(picture), { x: 0, y: 0, width, height })
  }
  return copy
}

function textOf(page: Page): string {
  return page.lines.flatMap((line) => line.segments.map((segment) => segment.text)).join(' ')
}

function isPdf(file: Uint8Array): boolean {
  return Buffer.from(file.subarray(0, 1024)).includes('%PDF-')
}
