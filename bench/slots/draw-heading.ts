/** Draws a heading as it comes from the printer, and what hands write into it, at 300 dots an inch. */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib'
import { embedFonts, type Fonts } from '../../pipeline/gazette/typesetting/fonts.ts'
import { drawPage, type Raster } from '../../validators/text/ocr/raster.ts'
import { withPdfium } from '../../validators/text/pdf/engine.ts'
import { openPdf } from '../../validators/text/pdf/open.ts'
import { drawStamp } from './draw-stamp.ts'
import type { Hand, HeadingCase } from './heading-cases.ts'
import { drawnDots, numberLine, writeDigits } from './paper.ts'
import { between, oneOf, type Random, seeded } from './random.ts'

/** A gap left for digits: its left edge and baseline in points from the top left, and what is written there. */
export interface Gap {
  x: number
  y: number
  digits: string
  hand: Hand
}

export async function drawHeading(heading: HeadingCase): Promise<Raster> {
  const random = seeded(heading.seed + 1)
  const pdf = await PDFDocument.create()
  const fonts = await embedFonts(pdf)
  const sans = await pdf.embedFont(StandardFonts.Helvetica)
  const page = pdf.addPage([595, 842])
  const gaps = typeset(page, fonts, sans, heading, random)
  const stamp = heading.stamp === 'none' ? null : drawStamp(pdf, fonts, heading, random)
  const [paper, ink] = await photographed(await pdf.save())
  if (!paper) throw new Error('not drawn')
  for (const gap of gaps) if (gap.hand === 'pen') writeDigits(paper, gap, random)
  if (stamp && ink) await stamp.press(paper, ink)
  return paper
}

async function photographed(pdf: Uint8Array): Promise<(Raster | null)[]> {
  return withPdfium((pdfium) => {
    const opened = openPdf(pdfium, pdf)
    if (typeof opened === 'string') throw new Error(opened)
    try {
      return [0, 1].map((index) => drawPage(pdfium, opened.handle, index, drawnDots))
    } finally {
      opened.close()
    }
  })
}

/** Ô số 1 to 5a of the layout, and the beginning of a body. @returns The gaps that are not typed. */
function typeset(page: PDFPage, fonts: Fonts, sans: PDFFont, heading: HeadingCase, random: Random): Gap[] {
  const { size } = heading
  const left = 165 + between(random, -15, 15)
  const centred = (text: string, middle: number, y: number, font: PDFFont, points: number) =>
    page.drawText(text, { x: middle - font.widthOfTextAtSize(text, points) / 2, y: 842 - y, size: points, font })
  const rule = (middle: number, y: number, half: number) =>
    page.drawLine({ start: { x: middle - half, y: 842 - y }, end: { x: middle + half, y: 842 - y }, thickness: 0.7 })
  heading.issuer.forEach((line, index) => {
    centred(line, left, 72 + index * 16, index === heading.issuer.length - 1 ? fonts.bold : fonts.regular, size - 1)
  })
  rule(left, 72 + heading.issuer.length * 16 - 9, 35)
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 410, 72, fonts.bold, 12)
  centred('Độc lập - Tự do - Hạnh phúc', 410, 88, fonts.bold, 13)
  rule(410, 94, 80)
  const [year, month, day] = heading.issuedOn.split('-') as [string, string, string]
  // The rules write a month without a 0 but for January and February.
  const months = Number(month) <= 2 ? month : String(Number(month))
  const number = setLine(page, fonts.regular, sans, size, left, numberLine, random, [
    'Số: ',
    { digits: heading.digits, hand: heading.numberBy },
    `/${heading.symbol}`,
  ])
  const dateY = numberLine + (random() < 0.6 ? 0 : between(random, -3, 6))
  const date = setLine(page, fonts.italic, sans, size, 410, dateY, random, [
    `${heading.place}, ngày `,
    { digits: day, hand: heading.dayBy },
    ' tháng ',
    { digits: months, hand: heading.monthBy },
    ` năm ${year}`,
  ])
  centred(heading.title, 310, 176, fonts.bold, 14)
  centred('Về việc giao nhiệm vụ và dự toán thu chi ngân sách nhà nước', 310, 194, fonts.bold, 14)
  rule(310, 202, 40)
  body.forEach((line, index) => {
    page.drawText(line, { x: 85, y: 842 - 240 - index * 22, size: 14, font: fonts.regular })
  })
  return [...number, ...date]
}

const body = [
  'Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản hướng dẫn thi hành;',
  'Căn cứ Luật Ngân sách nhà nước;',
  'Theo đề nghị của Giám đốc Sở Tài chính tại tờ trình ngày 11 tháng 10;',
  'Xét báo cáo của các cơ quan, đơn vị có liên quan,',
  'Điều 1. Giao nhiệm vụ cho các cơ quan, đơn vị có tên trong danh sách kèm theo.',
  'Điều 2. Thủ trưởng các cơ quan, đơn vị chịu trách nhiệm thi hành nội dung này.',
  'Các cơ quan gửi báo cáo kết quả thực hiện trước khi kết thúc năm ngân sách.',
]

type Piece = string | { digits: string; hand: Hand }

/** Sets a line around a middle, leaving white for what is written in. */
function setLine(
  page: PDFPage,
  font: PDFFont,
  sans: PDFFont,
  size: number,
  middle: number,
  y: number,
  random: Random,
  pieces: readonly Piece[],
): Gap[] {
  const room = pieces.map((piece) =>
    typeof piece === 'string'
      ? font.widthOfTextAtSize(piece, size)
      : piece.hand === 'typed'
        ? font.widthOfTextAtSize(piece.digits, size)
        : piece.hand === 'pen'
          ? piece.digits.length * 9 + 12
          : sans.widthOfTextAtSize(piece.digits, size) + 6,
  )
  let x = Math.max(60, middle - room.reduce((sum, width) => sum + width, 0) / 2)
  const gaps: Gap[] = []
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') page.drawText(piece, { x, y: 842 - y, size, font })
    else if (piece.hand === 'typed') page.drawText(piece.digits, { x, y: 842 - y, size, font })
    else if (piece.hand === 'machine') {
      const color = oneOf(random, [rgb(0.05, 0.05, 0.1), rgb(0.1, 0.15, 0.6), rgb(0.7, 0.1, 0.15)])
      page.drawText(piece.digits, { x: x + 3, y: 842 - y + between(random, -2, 2), size, font: sans, color })
    } else gaps.push({ x: x + 4, y, ...piece })
    x += room[index] as number
  }
  return gaps
}
