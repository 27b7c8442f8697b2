/** The sheet put before each document when a stack is scanned in one go: A4, a QR code and a bar code. */
import { PDFDocument, type PDFPage, rgb } from 'pdf-lib'
import { create } from 'qrcode'
import { sheetBars, sheetCode } from '../../connectors/scanner/separator.ts'
import { code128Bars } from '../../validators/text/sheets/code128.ts'
import { embedFonts } from '../gazette/typesetting/fonts.ts'
import { A4, millimetres, startTypesetting } from '../gazette/typesetting/typesetter.ts'

/** @param sender who sent the document behind the sheet; empty for a sheet that only separates */
export async function separatorSheet(sender: string, province: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.setTitle('Phiếu tách văn bản')
  pdf.setLanguage('vi')
  const fonts = await embedFonts(pdf, sender)
  const sheet = startTypesetting(pdf, fonts)
  sheet.paragraph(`VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH ${province.toLocaleUpperCase('vi')}`, { align: 'centre', size: 12 })
  sheet.paragraph('PHIẾU TÁCH VĂN BẢN', { cut: 'bold', size: 26, align: 'centre', before: 6, after: 6 })
  sheet.paragraph('Đặt tờ này trước mỗi văn bản khi quét cả tập.', { size: 14, align: 'centre' })
  if (sender.trim() !== '') {
    sheet.paragraph('Nơi gửi văn bản theo sau:', { size: 13, align: 'centre', before: 10 })
    sheet.paragraph(sender, { cut: 'bold', size: 16, align: 'centre', after: 4 })
  }
  sheet.space(millimetres(10))
  drawQr(sheet.page, sheetCode(sender), millimetres(90), A4.height - sheet.y)
  sheet.y += millimetres(90) + millimetres(14)
  drawBars(sheet.page, sheetBars, millimetres(0.6), millimetres(22), A4.height - sheet.y)
  sheet.y += millimetres(22) + millimetres(8)
  for (const line of [
    'Tờ này chỉ để máy tách văn bản, không lưu vào văn bản; mặt sau để trắng; dùng lại được.',
    'Không gấp, không viết hay đóng dấu lên hai mã; mã nào còn rõ máy cũng tách được.',
  ]) {
    sheet.paragraph(line, { cut: 'italic', size: 11.5, align: 'centre', after: 2 })
  }
  return pdf.save()
}

const black = rgb(0, 0, 0)

/** @param top points from the bottom edge of the page */
function drawQr(page: PDFPage, text: string, size: number, top: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'Q' })
  const module = size / modules.size
  const left = (A4.width - size) / 2
  for (let row = 0; row < modules.size; row++) {
    for (let from = 0; from < modules.size; from++) {
      if (!modules.get(row, from)) continue
      let to = from
      while (to + 1 < modules.size && modules.get(row, to + 1)) to++
      const [x, y] = [left + from * module, top - (row + 1) * module]
      // A hair taller than a module: no light line between two rows.
      page.drawRectangle({ x, y, width: (to - from + 1) * module, height: module + 0.05, color: black })
      from = to
    }
  }
}

function drawBars(page: PDFPage, text: string, module: number, height: number, top: number): void {
  const bars = code128Bars(text)
  let x = (A4.width - bars.reduce((sum, width) => sum + width, 0) * module) / 2
  for (const [index, width] of bars.entries()) {
    if (index % 2 === 0) page.drawRectangle({ x, y: top - height, width: width * module, height, color: black })
    x += width * module
  }
}
