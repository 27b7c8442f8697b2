import type { FoundWord, GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import type { Box, HandwrittenSlot } from '../read-document.ts'
import { type Area, type Glyph, glyphsIn } from './glyphs.ts'
import { type HeadingLine, headingLines, withoutCharacters } from './heading-line.ts'
import { isTyped, measurePrint } from './print-or-pen.ts'

export interface SlotFinding {
  /** The words with doubtful digits taken out. */
  kept: FoundWord[]
  slots: HandwrittenSlot[]
}

/** A stretch of a line where digits belong, and a typed stretch of the same line they are measured by. */
interface Place {
  kind: HandwrittenSlot['kind']
  start: number
  end: number
  printStart: number
  printEnd: number
}

/** Confidence of the engine below which digits are doubtful however typed they look. */
const leastConfidence = 0.55
/** Confidence above which a reading of ink is worth proposing; it is never accepted by itself. */
const worthProposing = 0.6

/** "Số: 12/2024/QĐ-UBND": what stands between "Số" and the typed symbol (Nghị định 30/2020, Phụ lục I). */
const numberLine =
  /(?:^|\s)[S5][^\s\d/]{0,2}\s?[:.;]?(?<digits>[^/]*?)(?<symbol>\/\s?(?:\d{4}\s?\/\s?)?\p{Lu}[\p{L}\d&–-]*)/du
/** "ngày 25 tháng 11 năm 2017". */
const dateLine =
  /n?g[àaáả][^\s\d]?(?<day>.{0,14}?)\s?th[áaàả]n[gp](?<month>.{0,12}?)\s?n[ăaâấ][mn]\s?(?<year>[\d.,]{2,5})/diu

/**
 * Finds number, day and month of the heading and takes them out where they are not plainly typed: on most scanned
 * decisions they are written in ink, and the engine reads ink as confident nonsense. In doubt they are blank.
 */
export function findSlots(
  words: readonly FoundWord[],
  raster: Raster,
  grey: GreyImage,
  toPoints: (box: FoundWord['box']) => Box,
): SlotFinding {
  let kept = [...words]
  const slots: HandwrittenSlot[] = []
  for (const find of [placeOfNumber, placesOfDate]) {
    const line = headingLines(kept, raster.height).find((candidate) => find(candidate.text).length > 0)
    if (!line) continue
    const written = find(line.text).filter((place) => !looksTyped(line, place, raster, grey))
    slots.push(
      ...written.map((place) => ({
        kind: place.kind,
        box: toPoints(boxOf(line, place)),
        proposal: proposalOf(line, place),
      })),
    )
    kept = kept.filter((word) => !line.words.includes(word)).concat(withoutPlaces(line, written))
  }
  return { kept, slots }
}

function placeOfNumber(text: string): Place[] {
  const groups = numberLine.exec(text)?.indices?.groups
  if (!groups?.digits || !groups.symbol) return []
  return [{ kind: 'number', ...stretch(groups.digits), printStart: groups.symbol[0] + 1, printEnd: groups.symbol[1] }]
}

function placesOfDate(text: string): Place[] {
  const groups = dateLine.exec(text)?.indices?.groups
  if (!groups?.day || !groups.month || !groups.year) return []
  const [printStart, printEnd] = groups.year
  return [
    { kind: 'day', ...stretch(groups.day), printStart, printEnd },
    { kind: 'month', ...stretch(groups.month), printStart, printEnd },
  ]
}

function stretch([start, end]: [number, number]): { start: number; end: number } {
  return { start, end }
}

/** The digits read at a place: a number as it may stand there, else `null`. */
function digitsAt(line: HeadingLine, { kind, start, end }: Place): string | null {
  const text = line.text.slice(start, end).trim()
  const shape = kind === 'number' ? /^\d{1,6}$/u : /^\d{1,2}$/u
  return shape.test(text) ? text : null
}

function looksTyped(line: HeadingLine, place: Place, raster: Raster, grey: GreyImage): boolean {
  const digits = digitsAt(line, place)
  if (digits === null || confidenceAt(line, place) < leastConfidence) return false
  const tall = middleHeight(line.words)
  const area = areaOf(line, place.printStart, place.printEnd, tall)
  const measure = measurePrint(glyphsIn(raster, grey, area, 0.3 * tall).filter(({ x0, x1 }) => inside(x0, x1, area)))
  if (!measure) return false
  const room = areaOf(line, place.start, place.end, tall)
  const around = { ...room, x0: room.x0 - 0.3 * tall, x1: room.x1 + 0.3 * tall }
  const glyphs = glyphsIn(raster, grey, around, 0.35 * measure.height)
  return isTyped(withoutNeighbours(glyphs, room), digits.length, measure)
}

/** Glyphs whose middle stands in the area: the rest belong to the words before and behind. */
function withoutNeighbours(glyphs: readonly Glyph[], room: Area): Glyph[] {
  return glyphs.filter(({ x0, x1 }) => (x0 + x1) / 2 > room.x0 && (x0 + x1) / 2 < room.x1)
}

function inside(x0: number, x1: number, area: Area): boolean {
  return x0 >= area.x0 - 2 && x1 <= area.x1 + 2
}

/** A place with room above and below, where ink may reach. */
function areaOf(line: HeadingLine, start: number, end: number, tall: number): Area {
  const tops = line.words.map((word) => word.box[1]).sort((a, b) => a - b)
  const feet = line.words.map((word) => word.box[3]).sort((a, b) => a - b)
  const top = tops[tops.length >> 1] ?? 0
  const foot = feet[feet.length >> 1] ?? 0
  return { x0: line.leftOf(start), x1: line.rightOf(end), y0: top - 0.5 * tall, y1: foot + 0.4 * tall }
}

function middleHeight(words: readonly FoundWord[]): number {
  const heights = words.map(({ box }) => box[3] - box[1]).sort((a, b) => a - b)
  return heights[heights.length >> 1] ?? 1
}

/** The least confidence of the words a place touches. */
function confidenceAt(line: HeadingLine, { start, end }: Place): number {
  let at = 0
  let least = 1
  for (const word of line.words) {
    const touches = at < end && at + word.text.length > start && line.text.slice(start, end).trim() !== ''
    if (touches) least = Math.min(least, word.confidence)
    at += word.text.length + 1
  }
  return least
}

function proposalOf(line: HeadingLine, place: Place): HandwrittenSlot['proposal'] {
  const text = digitsAt(line, place)
  const confidence = confidenceAt(line, place)
  return text === null || confidence < worthProposing ? null : { text, confidence: confidence / 2 }
}

function boxOf(line: HeadingLine, place: Place): FoundWord['box'] {
  const area = areaOf(line, place.start, place.end, 0)
  return [area.x0, area.y0, Math.max(area.x1, area.x0 + 1), area.y1]
}

/** The line's words with those places emptied, from right to left so that what is cut leaves the others in place. */
function withoutPlaces(line: HeadingLine, places: readonly Place[]): FoundWord[] {
  const cut = new Set(
    places.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index)),
  )
  return withoutCharacters(line, cut)
}
