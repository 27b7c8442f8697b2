import {
  beginText,
  endText,
  type PDFFont,
  type PDFName,
  type PDFOperator,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  setCharacterSqueeze,
  setFontAndSize,
  setTextMatrix,
  setTextRenderingMode,
  showText,
  TextRenderingMode,
} from 'pdf-lib'
import { descends, descent } from '../../validators/text/ocr/lay-lines.ts'
import type { Box, Page, Segment } from '../../validators/text/read-document.ts'

type Point = readonly [x: number, y: number]

/** Which way words advance on the page as displayed, in quarter turns clockwise. */
type Way = 0 | 1 | 2 | 3

/** Along the word and up its letters, for each way, in the page as displayed (y downwards). */
const along: Readonly<Record<Way, Point>> = { 0: [1, 0], 1: [0, 1], 2: [-1, 0], 3: [0, -1] }
const up: Readonly<Record<Way, Point>> = { 0: [0, -1], 1: [1, 0], 2: [0, 1], 3: [-1, 0] }

/** Letters the typeface has; others cannot be laid under a page. */
export function writable(text: string): string {
  return text.normalize('NFC').replace(/[^\u0020-\u007e\u00a0-\u024f\u1e00-\u1eff\u2010-\u2026\u2030₫€№]/gu, '')
}

/** Lays a page's words under it in invisible letters, each as wide as its box. */
export function drawTextLayer(sheet: PDFPage, font: PDFFont, page: Page): void {
  const toSheet = displayedToSheet(sheet, page)
  const name = sheet.node.newFontDictionary('Congbao', font.ref)
  const way = wayOf(page)
  const operators = page.lines.flatMap(({ segments }) =>
    segments.flatMap((segment) => segmentOperators(segment, { font, name, way, toSheet })),
  )
  sheet.pushOperators(
    pushGraphicsState(),
    beginText(),
    setTextRenderingMode(TextRenderingMode.Invisible),
    ...operators,
    endText(),
    popGraphicsState(),
  )
}

interface Pen {
  font: PDFFont
  name: PDFName
  way: Way
  toSheet(x: number, y: number): Point
}

/**
 * All words of a segment stand on one baseline, their middle one: boxes rise and fall with the letters they hold, and
 * readers would take them for lines of their own.
 */
function segmentOperators({ words }: Segment, pen: Pen): PDFOperator[] {
  // What is certain comes from letters that the page shows itself (words laid over a scan): they are found as they are.
  const written = words.flatMap(({ text, box, confidence }) =>
    box && confidence < 1 && writable(text) !== '' ? [{ text: writable(text), box }] : [],
  )
  const across = ((pen.way + 1) % 2) as Axis
  const size = Math.max(1, middle(written.map(({ box }) => extent(box, across))))
  // Letters point towards smaller coordinates for words that run to the right or upwards.
  const sign = pen.way === 0 || pen.way === 3 ? 1 : -1
  const feet = written.map(({ text, box }) => {
    const foot = sign === 1 ? box[across + 2] : box[across]
    return (foot as number) - (descends.test(text) ? sign * descent * size : 0)
  })
  const baseline = middle(feet)
  return written.flatMap((word, index) =>
    wordOperators(index === written.length - 1 ? word.text : `${word.text} `, word, { size, baseline }, pen),
  )
}

type Axis = 0 | 1

/** @param shown The word, with the space that parts it from the next for readers that do not measure gaps. */
function wordOperators(
  shown: string,
  { text, box }: { text: string; box: Box },
  line: { size: number; baseline: number },
  { font, name, way, toSheet }: Pen,
): PDFOperator[] {
  const axis = (way % 2) as Axis
  const start = (way === 0 || way === 1 ? box[axis] : box[axis + 2]) as number
  const foot: Point = axis === 0 ? [start, line.baseline] : [line.baseline, start]
  const origin = toSheet(...foot)
  const [ax, ay] = difference(toSheet(foot[0] + along[way][0], foot[1] + along[way][1]), origin)
  const [ux, uy] = difference(toSheet(foot[0] + up[way][0], foot[1] + up[way][1]), origin)
  const natural = font.widthOfTextAtSize(text, line.size)
  const squeeze = natural > 0 ? (100 * extent(box, axis)) / natural : 100
  return [
    setFontAndSize(name, line.size),
    setCharacterSqueeze(Math.min(1000, Math.max(1, squeeze))),
    setTextMatrix(ax, ay, ux, uy, ...origin),
    showText(font.encodeText(shown)),
  ]
}

function extent(box: Box, axis: Axis): number {
  return (box[axis + 2] as number) - (box[axis] as number)
}

function difference(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]]
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** The way most words follow one another: a page scanned on its head is read, and found, as it stands. */
function wayOf(page: Page): Way {
  const votes = [0, 0, 0, 0]
  for (const segment of page.lines.flatMap((line) => line.segments)) {
    for (const [index, { box }] of segment.words.entries()) {
      const next = segment.words[index + 1]?.box
      if (!box || !next) continue
      const [dx, dy] = [next[0] + next[2] - box[0] - box[2], next[1] + next[3] - box[1] - box[3]]
      const way = Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 0 : 2) : dy >= 0 ? 1 : 3
      votes[way] = (votes[way] as number) + 1
    }
  }
  return votes.indexOf(Math.max(...votes)) as Way
}

/** From the page as displayed (origin top left) to the sheet's own space, whatever its rotation and crop box. */
function displayedToSheet(sheet: PDFPage, { width, height }: Page): (x: number, y: number) => Point {
  const place = onSheet(sheet)
  return (x, y) => place(x / width, y / height)
}

/** The same from parts of the displayed page's width and height. */
export function onSheet(sheet: PDFPage): (x: number, y: number) => Point {
  const [crop, media] = [sheet.getCropBox(), sheet.getMediaBox()]
  const left = Math.max(crop.x, media.x)
  const bottom = Math.max(crop.y, media.y)
  const right = Math.min(crop.x + crop.width, media.x + media.width)
  const top = Math.min(crop.y + crop.height, media.y + media.height)
  const turns = (((sheet.getRotation().angle / 90) % 4) + 4) % 4
  const [shownWidth, shownHeight] = turns % 2 === 0 ? [right - left, top - bottom] : [top - bottom, right - left]
  return (x, y) => {
    const [dx, dy] = [x * shownWidth, y * shownHeight]
    if (turns === 1) return [left + dy, bottom + dx]
    if (turns === 2) return [right - dx, bottom + dy]
    if (turns === 3) return [right - dy, top - dx]
    return [left + dx, top - dy]
  }
}
