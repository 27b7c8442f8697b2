import type { HandwrittenSlot } from '../read-document.ts'
import { between, columnsOf, type Piece } from './cut-digits.ts'
import { digitImage } from './digit-image.ts'
import { noDigit, penChances } from './pen-digits.ts'

/** How many digits may stand at a place. */
const digitsAt: Readonly<Record<HandwrittenSlot['kind'], { least: number; most: number }>> = {
  number: { least: 1, most: 5 },
  day: { least: 1, most: 2 },
  month: { least: 1, most: 2 },
  year: { least: 2, most: 4 },
}
/** A digit's width in parts of the height of the ink: beyond it the piece is more than one. */
const widest = 1.15
/** Confidence below which nothing is proposed. */
const leastConfidence = 0.25
/** Pieces one slot is cut into at most. */
const mostCuts = 24

/**
 * Reads ink as digits: leans it upright, cuts it where it is thin, and takes the row of pieces that are most like digits.
 * @returns `null` where it does not look like a number that may stand there. Whatever it returns is a proposal.
 */
export function readPen(
  kind: HandwrittenSlot['kind'],
  glyphs: readonly { points: Int32Array }[],
): HandwrittenSlot['proposal'] {
  const ink = upright(glyphs)
  if (!ink) return null
  const { least, most } = digitsAt[kind]
  const rows = bestRows(ink, most)
  let best: { text: string; confidence: number } | null = null
  for (let count = least; count <= most; count++) {
    const row = rows[count]
    if (!row) continue
    const read = digitsOf(
      row.map(({ chances }) => chances),
      kind,
    )
    if (
      read &&
      (best === null ||
        read.confidence * likelihood(kind, count) > best.confidence * likelihood(kind, best.text.length))
    )
      best = read
  }
  return best && best.confidence >= leastConfidence ? best : null
}

/** A day is written with two digits, as the rules of drafting ask. */
function likelihood(kind: HandwrittenSlot['kind'], count: number): number {
  return kind === 'day' && count === 1 ? 0.3 : 1
}

interface Segment {
  chances: Float64Array
  /** Logarithm of the best digit's chance. */
  score: number
}

/** For each count of digits the most likely way to cut the ink into so many. */
function bestRows(ink: Piece, most: number): (Segment[] | undefined)[] {
  const edges = cutsOf(ink)
  const tall = ink.y1 - ink.y0
  const paths: ({ score: number; row: Segment[] } | undefined)[][] = edges.map(() => [])
  const start = paths[0]
  if (start) start[0] = { score: 0, row: [] }
  for (let end = 1; end < edges.length; end++) {
    for (let begin = end - 1; begin >= 0; begin--) {
      const [left, right] = [edges[begin] as number, edges[end] as number]
      if (right - left > widest * tall) break
      const segment = segmentOf(ink, left, right)
      if (!segment) continue
      for (let count = 0; count < most; count++) {
        const path = paths[begin]?.[count]
        const known = paths[end]?.[count + 1]
        if (!path || (known && known.score >= path.score + segment.score)) continue
        const row = paths[end]
        if (row) row[count + 1] = { score: path.score + segment.score, row: [...path.row, segment] }
      }
    }
  }
  return Array.from({ length: most + 1 }, (_, count) => paths.at(-1)?.[count]?.row)
}

function segmentOf(ink: Piece, left: number, right: number): Segment | null {
  const piece = between(ink, left, right)
  if (!piece || piece.y1 - piece.y0 < 0.4 * (ink.y1 - ink.y0)) return null
  const chances = penChances(digitImage(piece.points))
  const best = Math.max(...chances.subarray(0, noDigit))
  return { chances, score: Math.log(Math.max(best, 1e-6)) }
}

/** Where ink may be cut: its ends, the gaps in it, and where it is thinner than on either side. */
function cutsOf(ink: Piece): number[] {
  const columns = columnsOf(ink)
  const apart = Math.max(2, Math.round(0.06 * (ink.y1 - ink.y0)))
  const candidates: { x: number; dark: number }[] = []
  for (let x = 1; x < columns.length - 1; x++) {
    const dark = columns[x] as number
    const around = columns.subarray(Math.max(0, x - apart), Math.min(columns.length, x + apart + 1))
    if (dark <= Math.min(...around) && (columns[x - 1] as number) >= dark) candidates.push({ x, dark })
  }
  const kept: { x: number; dark: number }[] = []
  for (const candidate of candidates.sort((a, b) => a.dark - b.dark))
    if (kept.length < mostCuts && kept.every(({ x }) => Math.abs(x - candidate.x) > apart)) kept.push(candidate)
  return [ink.x0, ...kept.map(({ x }) => ink.x0 + x).sort((a, b) => a - b), ink.x1]
}

/** The most likely digits that make a number which may stand there. */
function digitsOf(
  chances: readonly Float64Array[],
  kind: HandwrittenSlot['kind'],
): { text: string; confidence: number } | null {
  let rows = [{ text: '', chance: 1 }]
  for (const each of chances) {
    rows = rows
      .flatMap(({ text, chance }) =>
        Array.from(each.subarray(0, noDigit), (share, digit) => ({ text: `${text}${digit}`, chance: chance * share })),
      )
      .sort((a, b) => b.chance - a.chance)
      .slice(0, 60)
  }
  const found = rows.find(({ text }) => mayStand(kind, text))
  return found ? { text: found.text, confidence: found.chance ** (1 / chances.length) } : null
}

function mayStand(kind: HandwrittenSlot['kind'], text: string): boolean {
  const value = Number(text)
  if (kind === 'day') return value >= 1 && value <= 31
  if (kind === 'month') return value >= 1 && value <= 12
  return value >= 1
}

/** Leans tried, in parts of the height, and the one that leaves the digits best apart. */
const leans = [0, 0.1, 0.2, 0.3, 0.4, 0.5]

/** All ink leaned so that its columns are as unlike as can be: digits upright, gaps between them empty. */
function upright(glyphs: readonly { points: Int32Array }[]): Piece | null {
  const points = Int32Array.from(glyphs.flatMap((glyph) => [...glyph.points]))
  if (points.length < 40) return null
  let best: { piece: Piece; value: number } | null = null
  for (const lean of leans) {
    const leaned = points.map((value, index) =>
      index % 2 === 0 ? Math.round(value + lean * (points[index + 1] as number)) : value,
    )
    const piece = between({ points: leaned }, -Infinity, Infinity)
    if (!piece) continue
    const columns = columnsOf(piece)
    const value = columns.reduce((sum, count) => sum + count * count, 0)
    if (best === null || value > best.value * 1.02) best = { piece, value }
  }
  return best?.piece ?? null
}
