import type { PDFFont, PDFPage } from 'pdf-lib'
import { drawnPdf, write } from '../../text/pdf-fixture.ts'
import { bodyLines, capitalised, type Draft, dateLines, type Look, numberLine, wrapped } from './lay-out.ts'

/** A4 in points: margins and column centres as Nghị định 30/2020, Phụ lục I, draws them. */
const left = { centre: 165, edge: 70 }
const right = { centre: 400 }

/** The document as a typed page: two centred columns, the right one a little off the left one's lines. */
export function drawPdf(draft: Draft, look: Look): Promise<Uint8Array> {
  return drawnPdf((page, font) => {
    let y = 60
    const row = () => {
      y += 16 + (look.airy ? 6 : 0)
      return y
    }
    const centred = (text: string, centre: number, at: number, size = 13) =>
      write(page, font, text, centre - font.widthOfTextAtSize(text, size) / 2, at, size)
    drawHeading(page, font, draft, look, centred)
    y = 60 + 16 * 9 + (look.airy ? 30 : 0)
    if (draft.type === null) centred('Kính gửi: Văn phòng Ủy ban nhân dân tỉnh', 300, row())
    else {
      centred(draft.type.toUpperCase(), 300, row(), 14)
      const subject = draft.leadIn === '' ? capitalised(draft.subject) : `${draft.leadIn}${draft.subject}`
      for (const line of wrapped(subject, look.wrap)) centred(line, 300, row())
      if (look.authority && draft.office.authority) centred(draft.office.authority, 300, row() + 6)
    }
    y += 14
    for (const line of bodyLines(draft).flatMap((text) => wrapped(text, 82)))
      write(page, font, line, /^(?:Căn|Theo|Điều|\d\.)/u.test(line) ? left.edge + 30 : left.edge, row(), 12)
    const top = y + 24
    for (const [index, line] of ['Nơi nhận:', '- Như Điều 3;', '- Lưu: VT, NC.'].entries())
      write(page, font, line, left.edge, top + 13 * index, 11)
    for (const [index, line] of draft.signer.capacity.entries()) centred(line, 430, top + 16 * index)
    centred(draft.signer.name, 430, top + 16 * draft.signer.capacity.length + 60)
  })
}

function drawHeading(
  page: PDFPage,
  font: PDFFont,
  draft: Draft,
  look: Look,
  centred: (text: string, centre: number, at: number, size?: number) => void,
): void {
  const step = 16
  const letter = draft.type === null ? wrapped(`V/v ${draft.subject}`, 34) : []
  for (const [index, line] of draft.office.heading.entries()) {
    const size = Math.min(12, (12 * 185) / font.widthOfTextAtSize(line, 12))
    centred(line, left.centre, 60 + step * index, size)
  }
  centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', right.centre, 60, 12)
  centred('Độc lập - Tự do - Hạnh phúc', right.centre, 60 + step, 13)
  const at = 60 + step * Math.max(2, draft.office.heading.length) + 10
  if (look.ruled) page.drawLine({ start: { x: 330, y: 842 - at + 8 }, end: { x: 470, y: 842 - at + 8 } })
  centred(numberLine(draft, look), left.centre, at, 12)
  for (const [index, line] of letter.entries()) centred(line, left.centre, at + 14 * (index + 1), 11)
  for (const [index, line] of dateLines(draft, look).entries())
    centred(line, right.centre, at + (look.staggered ? 4 : 0) + step * index, 13)
}
