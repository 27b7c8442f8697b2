import type { FoundWord, GreyImage } from '../ocr/engine.ts'
import type { Raster } from '../ocr/raster.ts'
import type { Box, HandwrittenSlot } from '../read-document.ts'
import type { Glyph } from './glyphs.ts'
import { type Edit, type HeadingLine, headingLines, rewrite, toLine } from './heading-line.ts'
import type { Area } from './ink.ts'
import { type JudgedLine, judgeLine, withRoom } from './judge-slots.ts'
import { anchorOfDate, anchorOfNumber, type LostLine } from './lost-line.ts'
import { placeOfNumber, placesOfDate, type Slots } from './places.ts'
import { plates } from './plates.ts'
import { type ReadLine, readAgain, withoutInk } from './read-again.ts'
import { readPen } from './read-pen.ts'
import { rowsOfPrint, withoutNextRow } from './rows-of-print.ts'
import type { Plate } from './rules.ts'
import { Settled, type Typed } from './settled.ts'

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
  anchor: (words: readonly FoundWord[], raster: Raster) => LostLine | null
}

interface LinePlace {
  area: Area
  /** Key of the line the engine counted it to. */
  key: string
  /** Where a lost line was found, from the tops of its digits to their feet: what else was read there is of no line. */
  row?: Area
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
 * @param thorough Whether a line lost under a stamp is looked for, and read several times: on the first page, whose number and
 *   date are the document's own.
 */
export async function findSlots(
  words: readonly FoundWord[],
  raster: Raster,
  grey: GreyImage,
  toPoints: (box: FoundWord['box']) => Box,
  readLine: ReadLine,
  thorough = true,
): Promise<SlotFinding> {
  let kept = [...words]
  const slots: HandwrittenSlot[] = []
  for (const kind of kinds) {
    const found = await readSlots({ words: kept, raster, grey }, kind, readLine, thorough)
    if (!found) continue
    const { judged, typed, written } = found
    kept = kept
      .filter((word) => !judged.line.given.includes(word) && !isReplaced(word, found.replaced))
      .concat(rewrite(judged.line, editsOf(judged, typed)))
    for (const { kind: name, area, glyphs } of written)
      slots.push({ kind: name, box: toPoints([area.x0, area.y0, area.x1, area.y1]), proposal: readPen(name, glyphs) })
  }
  return { kept, slots }
}

interface ReadSlots {
  /** The reading whose words are taken. */
  judged: JudgedLine
  typed: Typed
  /** Places that are not plainly typed, with the ink that stands there. */
  written: readonly { kind: HandwrittenSlot['kind']; area: Area; glyphs: readonly Glyph[] }[]
  /** Where its words stand in place of what was read before. */
  replaced: LinePlace | null
}

async function readSlots(
  sheet: Sheet,
  { find, anchor }: Kind,
  readLine: ReadLine,
  thorough: boolean,
): Promise<ReadSlots | null> {
  const { words, raster, grey } = sheet
  const settled = new Settled()
  const asDrawn: Plate = { page: grey, hidden: null, bleached: false }
  const judge = (line: HeadingLine | null, plate: Plate): JudgedLine | null => {
    const found = line && find(line.text)
    if (!found) return null
    const judged = judgeLine(line, found, raster, plate)
    settled.hear(judged)
    return judged
  }
  const first = firstOf(headingLines(words, raster.height), (line) => judge(line, asDrawn))
  if (first && settled.all(first)) return { judged: first, typed: settled.typed, written: [], replaced: null }
  const lost = first || !thorough ? null : anchor(words, raster)
  let place: LinePlace | null = first ? placeOf(first) : lost
  if (!place) return null
  const tall = first?.measure?.height ?? lost?.tall ?? usualHeight * raster.dots
  const around = widened(lost?.search ?? place.area, 3 * tall, raster)
  let sighted: JudgedLine | null = null
  let clean = asDrawn
  const readings = first ? [first] : []
  for (const plate of plates(raster, grey, around, tall)) {
    const freed = first && judge(first.line, plate)
    if (freed && settled.all(freed)) return finding(readings, settled, place, first)
    let again = judge(await read(plate.page, place, readLine), plate)
    if (lost && !sighted && !again) {
      for (const row of rowsOfPrint(raster, plate, lost.search, tall)) {
        const at = { area: row.area, key: lost.key, row: { ...lost.search, y0: row.foot - tall, y1: row.foot } }
        again = judge(await read(withoutNextRow(raster, plate, row, tall), at, readLine), plate)
        if (again) place = at
        if (again) break
      }
    }
    if (again) readings.push(again)
    if (again && settled.all(again)) return finding(readings, settled, place, first)
    // What may be ink is looked at where the least was taken away.
    if (sighted === null) [sighted, clean] = [freed ?? again, plate]
    if (!thorough) break
  }
  if (!sighted) return null
  // Without a label nothing tells ink from the letters before it.
  const written = settled.openIn(sighted).map((at) => (sighted.slots.open ? { ...at, glyphs: [] } : at))
  const inked = written.flatMap(({ glyphs }) => glyphs)
  const bare = { ...clean, page: withoutInk(clean.page, inked) }
  const third =
    written.length > 0 && inked.length > 0
      ? judgeBare(await read(bare.page, place, readLine), find, raster, bare)
      : null
  const found = finding(third ? [...readings, third] : readings, settled, place, first)
  const open = new Set(written.map(({ kind }) => kind))
  return { ...found, typed: new Map([...settled.typed].filter(([kind]) => !open.has(kind))), written }
}

/** What was settled, in the words of the reading that is surest of what stands around it. */
function finding(
  readings: readonly JudgedLine[],
  settled: Settled,
  place: LinePlace,
  first: JudgedLine | null,
): ReadSlots {
  const [judged] = [...readings].sort(
    (a, b) => Number(settled.bears(b)) - Number(settled.bears(a)) || b.confidence - a.confidence,
  ) as [JudgedLine, ...JudgedLine[]]
  return {
    judged: withoutStampBefore(judged),
    typed: settled.typed,
    written: [],
    replaced: judged === first ? null : place,
  }
}

/** Ô số 3 has nothing to its left: what was read there, on a line that is not plain, is of a stamp. */
function withoutStampBefore(judged: JudgedLine): JudgedLine {
  const { places, whole, labels } = judged.slots
  const [first] = labels
  if (whole.start === 0 || places[0]?.kind !== 'number' || first?.start === 0) return judged
  return { ...judged, slots: { ...judged.slots, labels: [{ start: 0, end: whole.start, text: null }, ...labels] } }
}

/** Height of a typed digit in inches, where the page does not tell: 13 points. */
const usualHeight = 0.122

/** What is left of a line without its ink: its labels and its print, but no digits at its places. */
function judgeBare(line: HeadingLine | null, find: Kind['find'], raster: Raster, plate: Plate): JudgedLine | null {
  const found = line && find(line.text)
  return found ? judgeLine(line, found, raster, plate) : null
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

/** Room behind a symbol for letters that were not read, in heights of the line. */
const behind = 2

/** Where a line is read again: with what was not read at its end, but short of the words behind it. */
function placeOf({ line, slots }: JudgedLine): LinePlace {
  const area = withRoom(line, slots)
  const [top, foot] = line.bandOf(slots.whole)
  const tall = foot - top
  const next = line.words.filter(({ text, box }) => box[0] > area.x1 - 1 && text.length > 2).map(({ box }) => box[0])
  const x1 = Math.max(area.x1, Math.min(area.x1 + behind * tall, ...next.map((left) => left - 0.4 * tall)))
  return { area: { ...area, x1 }, key: line.words[0]?.line ?? '' }
}

function widened({ x0, y0, x1, y1 }: Area, by: number, { width, height }: Raster): Area {
  return {
    x0: Math.max(0, x0 - by),
    y0: Math.max(0, y0 - by),
    x1: Math.min(width, x1 + by),
    y1: Math.min(height, y1 + by),
  }
}

function isReplaced({ box }: FoundWord, place: LinePlace | null): boolean {
  if (!place) return false
  const { area, row } = place
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  if (x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1) return true
  const shared = row ? Math.min(box[3], row.y1) - Math.max(box[1], row.y0) : 0
  return row !== undefined && x > row.x0 && x < row.x1 && shared > 0.05 * (row.y1 - row.y0)
}
