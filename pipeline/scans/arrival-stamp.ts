/** The arrival stamp, dấu “ĐẾN” (Nghị định 30/2020, Phụ lục IV): 35 × 50 mm. */
import { type PDFPage, rgb } from 'pdf-lib'
import type { Fonts } from '../gazette/typesetting/fonts.ts'
import { millimetres } from '../gazette/typesetting/typesetter.ts'

export const stampSize = { width: 50, height: 35 } as const

export interface Arrival {
  organization: string
  /** `12`, of the register's year. */
  number: string
  /** `25/11/2026`. */
  day: string
  /** To whom it was handed on; empty where nobody is known yet. */
  handedTo: string
}

export const stampRed = rgb(0.76, 0.07, 0.09)

/** @param left @param bottom points in the space the page is drawn in; @param scale 1 for the size of the decree */
export function drawStamp(
  page: PDFPage,
  fonts: Fonts,
  arrival: Arrival,
  left: number,
  bottom: number,
  scale = 1,
): void {
  const mm = (value: number) => millimetres(value) * scale
  const [width, height] = [mm(stampSize.width), mm(stampSize.height)]
  const line = (x0: number, y0: number, x1: number, y1: number) =>
    page.drawLine({ start: { x: x0, y: y0 }, end: { x: x1, y: y1 }, thickness: 0.9 * scale, color: stampRed })
  page.drawRectangle({ x: left, y: bottom, width, height, borderColor: stampRed, borderWidth: 1.3 * scale, opacity: 0 })
  line(left, bottom + mm(27), left + width, bottom + mm(27))
  line(left, bottom + mm(13), left + width, bottom + mm(13))
  line(left, bottom + mm(6.5), left + width, bottom + mm(6.5))
  line(left + mm(16), bottom + mm(13), left + mm(16), bottom + mm(27))
  const write = (text: string, x: number, y: number, size: number, room: number, cut: keyof Fonts, centred = false) => {
    const font = fonts[cut]
    const natural = font.widthOfTextAtSize(text, size * scale)
    const fitted = natural > room ? (size * scale * room) / natural : size * scale
    const shift = centred ? (room - font.widthOfTextAtSize(text, fitted)) / 2 : 0
    page.drawText(text, { x: left + x + shift, y: bottom + y, size: fitted, font, color: stampRed })
  }
  const inner = width - mm(3)
  write(arrival.organization, mm(1.5), mm(29.3), 9.5, inner, 'bold', true)
  write('ĐẾN', mm(1.5), mm(18.2), 14, mm(13), 'bold', true)
  write(`Số: ${arrival.number}`, mm(17.5), mm(21.8), 10.5, mm(31), 'regular')
  write(`Ngày: ${arrival.day}`, mm(17.5), mm(15.2), 10.5, mm(31), 'regular')
  write(`Chuyển: ${arrival.handedTo || '……………………'}`, mm(1.5), mm(8.4), 10, inner, 'regular')
  write('Số và ký hiệu HS: …………', mm(1.5), mm(2), 10, inner, 'regular')
}
