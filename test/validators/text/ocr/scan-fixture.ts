/** Scans made on the spot: a page drawn with Tinos, photographed by PDFium, turned, stamped and packed as asked. */
import { PDFDict, PDFDocument, type PDFFont, PDFName, type PDFPage } from 'pdf-lib'
import sharp from 'sharp'
import { embedCut } from '../../../../pipeline/gazette/typesetting/fonts.ts'
import { drawPage } from '../../../../validators/text/ocr/raster.ts'
import { withPdfium } from '../../../../validators/text/pdf/engine.ts'
import { openPdf } from '../../../../validators/text/pdf/open.ts'
import { write } from '../pdf-fixture.ts'

export const decision = [
  'ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN',
  'QUYẾT ĐỊNH',
  'Về việc phê duyệt quy hoạch sử dụng đất của huyện',
  'Căn cứ Luật Tổ chức chính quyền địa phương;',
  'Căn cứ Luật Đất đai và các nghị định của Chính phủ;',
  'Theo đề nghị của Giám đốc Sở Tài nguyên và Môi trường.',
  'Điều 1. Phê duyệt quy hoạch sử dụng đất đến năm 2030.',
  'Điều 2. Quyết định này có hiệu lực kể từ ngày ký.',
]

/** A page on which every Vietnamese letter is seen, not only found. */
export async function legiblePdf(draw: (page: PDFPage, font: PDFFont) => void): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  draw(pdf.addPage([595, 842]), await embedCut(pdf, 'regular'))
  return pdf.save({ useObjectStreams: false })
}

/** A page of those lines as a PNG at 200 dots an inch. */
export async function pictureOf(
  lines: readonly string[],
  decorate: (page: PDFPage, font: PDFFont) => void = () => {},
  size = 14,
): Promise<Buffer> {
  const pdf = await legiblePdf((page, font) => {
    for (const [index, line] of lines.entries()) write(page, font, line, 80, 90 + index * 2 * size, size)
    decorate(page, font)
  })
  const raster = await withPdfium((pdfium) => {
    const opened = openPdf(pdfium, pdf)
    if (typeof opened === 'string') throw new Error(opened)
    const drawn = drawPage(pdfium, opened.handle, 0, 200)
    opened.close()
    return drawn
  })
  if (!raster) throw new Error('The page was not drawn')
  const { rgb, width, height } = raster
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .withMetadata({ density: 200 })
    .png()
    .toBuffer()
}

export function turned(picture: Buffer, degrees: number): Promise<Buffer> {
  return sharp(picture).rotate(degrees, { background: 'white' }).withMetadata({ density: 200 }).png().toBuffer()
}

/** A PDF whose pages are pictures. */
export async function scanOf(pictures: readonly Buffer[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  for (const picture of pictures) await addScan(pdf, picture)
  return pdf.save()
}

export async function addScan(pdf: PDFDocument, picture: Buffer): Promise<PDFPage> {
  const image = await pdf.embedPng(picture)
  const [width, height] = [(image.width * 72) / 200, (image.height * 72) / 200]
  const page = pdf.addPage([width, height])
  page.drawImage(image, { x: 0, y: 0, width, height })
  return page
}

/** Pictures one under another in one TIFF. */
export async function tiffOf(pictures: readonly Buffer[]): Promise<Buffer> {
  return sharp([...pictures], { join: { animated: true } })
    .tiff({ resolutionUnit: 'inch', xres: 7.874, yres: 7.874 })
    .toBuffer()
}

/** Gives the fonts a map by which a search finds other letters than the page shows. */
export function callGlyphsWrong(pdf: PDFDocument): void {
  for (const [, object] of pdf.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || !object.has(PDFName.of('ToUnicode'))) continue
    object.set(PDFName.of('ToUnicode'), pdf.context.register(pdf.context.flateStream(shiftedMap)))
  }
}

/** Glyphs that the page shows rightly are called by letters of the wrong place in the alphabet. */
const shiftedMap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
1 beginbfrange <0000> <00ff> <0070> endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end`
