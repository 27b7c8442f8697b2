import type { FoundWord, GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import type { Box, HandwrittenSlot } from '../read-document.ts'
import type { Glyph } from './glyphs.ts'
import { type Edit, type HeadingLine, headingLines, rewrite, toLine } from './heading-line.ts'
import type { Area } from './ink.ts'
import { type JudgedLine, judgeLine, withRoom } from './judge-slots.ts'
import { anchorOfDate, anchorOfNumber } from './lost-line.ts'
import { placeOfNumber, placesOfDate, type Slots } from './places.ts'
import { type ReadLine, readAgain, withoutInk } from './read-again.ts'
import { readPen } from './read-pen.ts'
import { withoutRules } from './rules.ts'

export interface SlotFinding {
  /** The words with doubtful digits taken out. */
  kept: FoundWord[]
  slots: HandwrittenSlot[]
}

/** A page with what the engine made of it. */
interface Sheet {
  words: readonly FoundWord[]
  raster: Raster
  grey: GreyImage
}

interface Kind {
  find: (text: string) => Slots | null
  /** Where the line may stand when the engine did not read it. */
  anchor: (words: readonly FoundWord[], raster: Raster) => LinePlace | null
}

interface LinePlace {
  area: Area
  /** Key of the line the engine counted it to. */
  key: string
}

const kinds: readonly Kind[] = [
  { find: placeOfNumber, anchor: anchorOfNumber },
  { find: placesOfDate, anchor: anchorOfDate },
]

/**
 * Finds number, day and month of the heading and takes them out where they are not plainly typed: on most scanned
 * decisions they are written in ink, and the engine reads ink as confident nonsense. In doubt they are blank. A line that
 * is not plain is read again by itself: without the frames of stamps, then without the ink, so that its typed parts are
 * read well.
 */
export async function findSlots(
  words: readonly FoundWord[],
  raster: Raster,
  grey: GreyImage,
  toPoints: (box: FoundWord['box']) => Box,
  readLine: ReadLine,
): Promise<SlotFinding> {
  let kept = [...words]
  const slots: HandwrittenSlot[] = []
  for (const kind of kinds) {
    const found = await readSlots({ words: kept, raster, grey }, kind, readLine)
    if (!found) continue
    const { judged, typed, written } = found
    kept = kept
      .filter((word) => !judged.line.words.includes(word) && !isInside(word, found.replaced))
      .concat(rewrite(judged.line, editsOf(judged, typed)))
    for (const { kind: name, area, glyphs } of written)
      slots.push({ kind: name, box: toPoints([area.x0, area.y0, area.x1, area.y1]), proposal: readPen(name, glyphs) })
  }
  return { kept, slots }
}

type Typed = ReadonlyMap<HandwrittenSlot['kind'], { text: string; confidence: number }>

interface ReadSlots {
  /** The reading whose words are taken. */
  judged: JudgedLine
  typed: Typed
  /** Places that are not plainly typed, with the ink that stands there. */
  written: readonly { kind: HandwrittenSlot['kind']; area: Area; glyphs: readonly Glyph[] }[]
  /** What its words stand in place of. */
  replaced: Area | null
}

async function readSlots(sheet: Sheet, { find, anchor }: Kind, readLine: ReadLine): Promise<ReadSlots | null> {
  const { words, raster, grey } = sheet
  const typed = new Map<HandwrittenSlot['kind'], { text: string; confidence: number }>()
  const judge = (line: HeadingLine | null, page: GreyImage): JudgedLine | null => {
    const found = line && find(line.text)
    if (!found) return null
    const judged = judgeLine(line, found, raster, page)
    for (const { kind, typed: text, confidence } of judged.places)
      if (text !== null && !typed.has(kind)) typed.set(kind, { text, confidence })
    return judged
  }
  const openIn = (judged: JudgedLine) => judged.places.filter(({ kind }) => !typed.has(kind))
  const first = firstOf(headingLines(words, raster.height), (line) => judge(line, grey))
  if (first && openIn(first).length === 0) return { judged: first, typed, written: [], replaced: null }
  const place = first ? placeOf(first) : anchor(words, raster)
  if (!place) return null
  const tall = first?.measure?.height ?? usualHeight * raster.dots
  const clean = withoutRules(grey, widened(place.area, 3 * tall, raster), tall)
  const freed = first && clean !== grey ? judge(first.line, clean) : first
  if (freed && openIn(freed).length === 0) return { judged: freed, typed, written: [], replaced: null }
  const second = judge(await read(clean, place, readLine), clean)
  const sighted = freed ?? second
  if (!sighted) return null
  // Without a label nothing tells ink from the letters before it.
  const written = openIn(sighted).map((at) => (sighted.slots.open ? { ...at, glyphs: [] } : at))
  const inked = written.flatMap(({ glyphs }) => glyphs)
  const bare = withoutInk(clean, inked)
  const third =
    written.length > 0 && inked.length > 0 ? judgeBare(await read(bare, place, readLine), find, raster, bare) : null
  const judged = surest([freed, second, third].filter((reading) => reading !== null)) ?? sighted
  return { judged, typed, written, replaced: judged === freed ? null : place.area }
}

/** Height of a typed digit in inches, where the page does not tell: 13 points. */
const usualHeight = 0.122

/** What is left of a line without its ink: its labels and its print, but no digits at its places. */
function judgeBare(line: HeadingLine | null, find: Kind['find'], raster: Raster, page: GreyImage): JudgedLine | null {
  const found = line && find(line.text)
  return found ? judgeLine(line, found, raster, page) : null
}

function surest(readings: readonly JudgedLine[]): JudgedLine | undefined {
  return [...readings].sort((a, b) => b.confidence - a.confidence)[0]
}

function firstOf<T, R>(items: readonly T[], take: (item: T) => R | null): R | null {
  for (const item of items) {
    const taken = take(item)
    if (taken !== null) return taken
  }
  return null
}

/** Digits that are typed stand in the line, all others go; its labels are put right. */
function editsOf({ line, slots, confidence }: JudgedLine, typed: Typed): Edit[] {
  return [
    ...slots.places.map((place) => ({ confidence: 1, ...place, ...(typed.get(place.kind) ?? { text: null }) })),
    ...slots.labels
      .filter(({ start, end, text }) => line.text.slice(start, end) !== text)
      .map((label) => ({ ...label, confidence })),
  ]
}

async function read(page: GreyImage, { area, key }: LinePlace, readLine: ReadLine): Promise<HeadingLine | null> {
  const words = await readAgain(page, area, key, readLine)
  return words.length > 0 ? toLine(words) : null
}

function placeOf({ line, slots }: JudgedLine): LinePlace {
  return { area: withRoom(line, slots), key: line.words[0]?.line ?? '' }
}

function widened({ x0, y0, x1, y1 }: Area, by: number, { width, height }: Raster): Area {
  return {
    x0: Math.max(0, x0 - by),
    y0: Math.max(0, y0 - by),
    x1: Math.min(width, x1 + by),
    y1: Math.min(height, y1 + by),
  }
}

function isInside({ box }: FoundWord, area: Area | null): boolean {
  if (!area) return false
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  return x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1
}
