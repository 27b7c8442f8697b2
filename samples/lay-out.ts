/** Sets a sample document as Nghị định 30/2020/NĐ-CP, Phụ lục I, prescribes, marked as a sample on every page. */
import { PDFDocument, type PDFPage, rgb } from 'pdf-lib'
import { embedFonts, type Fonts } from '../pipeline/gazette/typesetting/fonts.ts'
import { A4, millimetres, startTypesetting, type Typesetter } from '../pipeline/gazette/typesetting/typesetter.ts'
import type { Draft } from './draft.ts'
import { mark } from './office.ts'

/** The PDF, the same bytes for the same draft. */
export async function layOut(draft: Draft): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  const date = new Date(`${draft.issuedOn}T00:00:00Z`)
  pdf.setTitle(`${draft.title ?? 'Công văn'} ${draft.reference}`)
  pdf.setSubject(mark)
  pdf.setCreationDate(date)
  pdf.setModificationDate(date)
  const fonts = await embedFonts(pdf)
  const sheet = startTypesetting(pdf, fonts, undefined, (page) => markPage(page, fonts))
  heading(sheet, draft)
  if (draft.title) title(sheet, draft, draft.title)
  else addressees(sheet, draft.to ?? [])
  for (const basis of draft.bases) {
    sheet.paragraph(basis, { cut: 'italic', size: 13.5, align: 'justify', indent: millimetres(10), after: 3 })
  }
  if (draft.verb) sheet.paragraph(draft.verb, { cut: 'bold', size: 13.5, align: 'centre', before: 4, after: 4 })
  for (const paragraph of draft.body) bodyParagraph(sheet, paragraph)
  signatures(sheet, draft)
  return pdf.save({ useObjectStreams: false })
}

function heading(sheet: Typesetter, draft: Draft): void {
  const left = { x: sheet.left - 14, width: sheet.width * 0.41 }
  const right = { x: sheet.left + sheet.width * 0.4, width: sheet.width * 0.62 }
  const top = sheet.y
  if (draft.issuer.superior) {
    sheet.y = sheet.block(draft.issuer.superior.toLocaleUpperCase('vi'), left.x, left.width, {
      size: 12.5,
      align: 'centre',
    })
  }
  sheet.y = sheet.block(draft.issuer.name.toLocaleUpperCase('vi'), left.x, left.width, {
    cut: 'bold',
    size: 12.5,
    align: 'centre',
  })
  sheet.y += 2
  sheet.rule(left.x + left.width * 0.34, left.width * 0.32)
  const leftEnd = sheet.y + 8

  sheet.y = top
  sheet.y = sheet.block('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', right.x, right.width, {
    cut: 'bold',
    size: 12.5,
    align: 'centre',
  })
  sheet.y = sheet.block('Độc lập - Tự do - Hạnh phúc', right.x, right.width, {
    cut: 'bold',
    size: 13.5,
    align: 'centre',
  })
  sheet.y += 2
  sheet.rule(right.x + right.width * 0.23, right.width * 0.54)
  sheet.y = Math.max(leftEnd, sheet.y + 8)

  const row = sheet.y
  let end = sheet.block(`Số: ${draft.reference}`, left.x, left.width, { size: 13, align: 'centre' })
  sheet.block(`${draft.place}, ${longDate(draft.issuedOn)}`, right.x, right.width, {
    cut: 'italic',
    size: 13.5,
    align: 'centre',
  })
  sheet.y = end
  if (!draft.title)
    end = sheet.block(`V/v ${draft.summary}`, left.x, left.width, { size: 12, align: 'centre', before: 4 })
  if (draft.secrecy) end = secrecyMark(sheet, draft.secrecy, left.x + left.width / 2, end)
  sheet.y = Math.max(end, row + 20) + 14
}

/** Ô số 10a: boxed, under the number. */
function secrecyMark(sheet: Typesetter, text: string, centre: number, y: number): number {
  const box = { width: 64, height: 22 }
  sheet.page.drawRectangle({
    x: centre - box.width / 2,
    y: A4.height - y - 6 - box.height,
    ...box,
    borderColor: rgb(0.8, 0.1, 0.1),
    borderWidth: 1.2,
  })
  sheet.y = y + 9
  return (
    sheet.block(text, centre - box.width / 2, box.width, {
      cut: 'bold',
      size: 13,
      align: 'centre',
      colour: rgb(0.8, 0.1, 0.1),
    }) + 6
  )
}

function title(sheet: Typesetter, draft: Draft, text: string): void {
  sheet.paragraph(text.toLocaleUpperCase('vi'), { cut: 'bold', size: 14, align: 'centre' })
  sheet.paragraph(draft.summary, { cut: 'bold', size: 14, align: 'centre', after: 2 })
  sheet.rule(sheet.left + sheet.width * 0.38, sheet.width * 0.24)
  sheet.space(14)
  if (draft.authority) {
    sheet.paragraph(draft.authority.toLocaleUpperCase('vi'), { cut: 'bold', size: 13.5, align: 'centre', after: 8 })
  }
}

function addressees(sheet: Typesetter, to: readonly string[]): void {
  const list = to.length === 1 ? `Kính gửi: ${to[0]}.` : 'Kính gửi:'
  sheet.paragraph(list, { size: 13.5, indent: millimetres(30), after: to.length === 1 ? 8 : 2 })
  if (to.length > 1) {
    for (const [index, one] of to.entries()) {
      sheet.paragraph(`- ${one}${index === to.length - 1 ? '.' : ';'}`, { size: 13.5, indent: millimetres(42) })
    }
    sheet.space(8)
  }
}

function bodyParagraph(sheet: Typesetter, text: string): void {
  const heading = /^(Chương [IVX]+|Điều \d+\.\s[^.]{0,60}$)/u.test(text)
  sheet.paragraph(text, {
    cut: heading ? 'bold' : 'regular',
    size: 13.5,
    align: 'justify',
    indent: millimetres(10),
    after: 5,
  })
}

function signatures(sheet: Typesetter, draft: Draft): void {
  sheet.ensure(190)
  sheet.space(10)
  const top = sheet.y
  const right = { x: sheet.left + sheet.width * 0.48, width: sheet.width * 0.52 }
  signatureBlock(sheet, draft.signer, right.x, right.width)
  const signerEnd = sheet.y
  sheet.y = top
  if (draft.coSigner) {
    signatureBlock(sheet, draft.coSigner, sheet.left - 6, sheet.width * 0.5)
    sheet.y = Math.max(sheet.y, signerEnd) + 14
  }
  sheet.y = sheet.block('Nơi nhận:', sheet.left, sheet.width * 0.46, { cut: 'boldItalic', size: 12 })
  for (const [index, recipient] of draft.recipients.entries()) {
    const end = index === draft.recipients.length - 1 ? '.' : ';'
    sheet.y = sheet.block(`- ${recipient}${end}`, sheet.left, sheet.width * 0.46, { size: 11, leading: 1.15 })
  }
  sheet.y = Math.max(sheet.y, signerEnd)
}

function signatureBlock(sheet: Typesetter, signer: Draft['signer'], x: number, width: number): void {
  for (const line of signer.capacity) sheet.y = sheet.block(line, x, width, { cut: 'bold', size: 13, align: 'centre' })
  sheet.y += 62
  sheet.y = sheet.block(signer.name, x, width, { cut: 'bold', size: 13.5, align: 'centre' })
}

function markPage(page: PDFPage, fonts: Fonts): void {
  const size = 9
  const width = fonts.italic.widthOfTextAtSize(mark, size)
  page.drawText(mark, {
    x: (A4.width - width) / 2,
    y: millimetres(9),
    size,
    font: fonts.italic,
    color: rgb(0.45, 0.45, 0.45),
  })
}

/** Nghị định 30/2020: the day below 10 and months 1 and 2 are padded, nothing else. */
export function longDate(iso: string): string {
  const { day, month, year } = Temporal.PlainDate.from(iso)
  return `ngày ${day < 10 ? `0${day}` : day} tháng ${month < 3 ? `0${month}` : month} năm ${year}`
}
