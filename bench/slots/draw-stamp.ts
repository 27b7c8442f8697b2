/** Draws the stamp an office sets on incoming paper (Nghị định 30/2020, Phụ lục IV) and round seals, and presses them on. */
import { type PDFDocument, type PDFPage, rgb } from 'pdf-lib'
import sharp from 'sharp'
import type { Fonts } from '../../pipeline/gazette/typesetting/fonts.ts'
import type { Raster } from '../../validators/text/ocr/raster.ts'
import type { HeadingCase, Ink } from './heading-cases.ts'
import { drawnDots, multiply, numberLine, writeDigits } from './paper.ts'
import { between, oneOf, type Random, whole } from './random.ts'

const scale = drawnDots / 72

/** What a full layer of a stamp's ink lets through of each channel. */
const through: Readonly<Record<Ink, readonly [number, number, number]>> = {
  red: [0.85, 0.2, 0.25],
  blue: [0.22, 0.3, 0.75],
  violet: [0.45, 0.2, 0.65],
  black: [0.15, 0.15, 0.17],
}

interface DrawnStamp {
  /** Presses the stamp, drawn in black as the second page of the document, on the paper. */
  press(paper: Raster, drawn: Raster): Promise<void>
}

/** Adds a page of the document that shows the stamp; the rest happens once both pages are pictures. */
export function drawStamp(pdf: PDFDocument, fonts: Fonts, heading: HeadingCase, random: Random): DrawnStamp {
  const seal = heading.stamp === 'seal over'
  const [width, height] = seal ? [104, 104] : [between(random, 125, 160), between(random, 48, 75)]
  const page = pdf.addPage([width + 8, height + 8])
  if (seal) drawSeal(page, fonts, width)
  else drawArrival(page, fonts, width, height, random)
  const { x, y } = placeOf(heading, height, random)
  const turn = between(random, -5, 5)
  const worn = between(random, 0, 0.3)
  // What is left of a pale stamp in black and white is no stamp.
  const strength = between(random, heading.mode === 'bilevel' ? 0.85 : 0.6, 1)
  return {
    async press(paper, drawn) {
      if (!seal) {
        const filled = { x: 50, y: height - 22, digits: String(whole(random, 10, 4000)) }
        writeDigits(drawn, filled, random, 0.8)
        writeDigits(drawn, { x: 50, y: height - 4, digits: String(whole(random, 10, 28)) }, random, 0.7)
      }
      const { data, info } = await sharp(drawn.rgb, { raw: { width: drawn.width, height: drawn.height, channels: 3 } })
        .rotate(turn, { background: 'white' })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const ink = through[heading.ink]
      for (let row = 0; row < info.height; row++) {
        for (let column = 0; column < info.width; column++) {
          const dark = 1 - (data[row * info.width + column] as number) / 255
          if (dark < 0.02) continue
          const layer = dark * strength * (random() < worn ? 0.3 : 1)
          multiply(paper, Math.round(x * scale) + column, Math.round(y * scale) + row, ink, layer)
        }
      }
    },
  }
}

/** Top left corner in points: over the line of the number, just below or above it, or round the issuer's name. */
function placeOf({ stamp }: HeadingCase, height: number, random: Random): { x: number; y: number } {
  const x = between(random, 20, 130)
  if (stamp === 'seal over') return { x: between(random, 60, 170), y: numberLine - between(random, 30, 95) }
  if (stamp === 'arrival beside') return { x, y: numberLine + between(random, 6, 14) }
  // Its upper or its lower edge runs through the digits, or its body lies over them.
  return { x, y: numberLine - oneOf(random, [between(random, -3, 12), height - between(random, -2, 10)]) }
}

function drawArrival(page: PDFPage, fonts: Fonts, width: number, height: number, random: Random): void {
  const thickness = between(random, 0.8, 1.8)
  const black = rgb(0, 0, 0)
  page.drawRectangle({ x: 3, y: 3, width, height, borderColor: black, borderWidth: thickness })
  const top = height - 12
  const name = oneOf(random, ['CÔNG VĂN ĐẾN', 'UBND HUYỆN CAO LỘC', 'SỞ TÀI CHÍNH TỈNH LẠNG SƠN', 'VĂN THƯ ĐẾN'])
  page.drawText(name, { x: 10, y: top + 3, size: 9, font: fonts.bold })
  if (random() < 0.6) page.drawLine({ start: { x: 3, y: top }, end: { x: width + 3, y: top }, thickness })
  page.drawText('ĐẾN', { x: 7, y: height / 2 - 8, size: 11, font: fonts.bold })
  const dots = '.'.repeat(Math.floor((width - 50) / 3))
  page.drawText(`Số: ${dots}`, { x: 38, y: 20, size: 9, font: fonts.regular })
  page.drawText(`Ngày: ${dots}`, { x: 38, y: 6, size: 9, font: fonts.regular })
}

function drawSeal(page: PDFPage, fonts: Fonts, size: number): void {
  const middle = size / 2 + 4
  const black = rgb(0, 0, 0)
  for (const [radius, thickness] of [
    [size / 2, 1.8],
    [size / 2 - 4, 0.6],
    [size / 3.2, 0.8],
  ] as const)
    page.drawCircle({ x: middle, y: middle, size: radius, borderColor: black, borderWidth: thickness })
  const text = 'ỦY BAN NHÂN DÂN * TỈNH LẠNG SƠN * '
  for (const [index, letter] of [...text].entries()) {
    const angle = (-index / text.length) * 2 * Math.PI + Math.PI
    const radius = size / 2 - 14
    page.drawText(letter, {
      ...{ x: middle + radius * Math.cos(angle), y: middle + radius * Math.sin(angle) },
      ...{ size: 9, font: fonts.bold, rotate: { type: 'radians' as never, angle: angle - Math.PI / 2 } },
    })
  }
  const points = Array.from({ length: 10 }, (_, index) => {
    const radius = index % 2 === 0 ? size / 6 : size / 15
    const angle = (index / 10) * 2 * Math.PI
    return `${index === 0 ? 'M' : 'L'}${radius * Math.sin(angle)} ${-radius * Math.cos(angle)}`
  })
  page.drawSvgPath(`${points.join(' ')} Z`, { x: middle, y: middle, color: black })
}
