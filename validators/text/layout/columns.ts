import type { Line, Segment } from '../read-document.ts'

/** What makes a stretch of lines a body in two columns rather than a heading, a table or a signature block. */
const rule = {
  /** Lines with text on both sides of the gutter. */
  twoSided: 12,
  /** Share of the stretch's lines that are two-sided. */
  share: 0.7,
  /** Share of its column that a segment fills on average: prose is justified, cells are not. */
  filled: 0.75,
} as const

/** Puts bodies set in two columns into reading order: the left column, then the right one. */
export function readColumns(lines: readonly Line[]): Line[] {
  const ordered: Line[] = []
  let index = 0
  while (index < lines.length) {
    const end = columnsEnd(lines, index)
    if (end === index) {
      ordered.push(lines[index++] as Line)
      continue
    }
    const stretch = lines.slice(index, end)
    const gutter = gutterOf(stretch)
    for (const side of ['left', 'right'] as const)
      ordered.push(...stretch.flatMap((line) => sideOf(line, gutter, side)))
    index = end
  }
  return ordered
}

/** End of the two-column stretch that begins at `start`; `start` itself where none does. */
function columnsEnd(lines: readonly Line[], start: number): number {
  if (!isTwoSided(lines[start])) return start
  const gutter = gutterOf(lines.slice(start, start + 6))
  let end = start
  while (end < lines.length && respects(lines[end] as Line, gutter)) end++
  const stretch = lines.slice(start, end)
  const twoSided = stretch.filter(isTwoSided)
  if (twoSided.length < rule.twoSided || twoSided.length < rule.share * stretch.length) return start
  return isProse(twoSided) ? end : start
}

function isTwoSided(line: Line | undefined): boolean {
  return line?.segments.length === 2
}

function gutterOf(lines: readonly Line[]): number {
  const gaps = lines.filter(isTwoSided).map((line) => {
    const [left, right] = line.segments as [Segment, Segment]
    return [left.x1, right.x0] as const
  })
  const left = Math.max(...gaps.map(([x]) => x))
  const right = Math.min(...gaps.map(([, x]) => x))
  return (left + right) / 2
}

function respects(line: Line, gutter: number): boolean {
  return (
    line.segments.length <= 2 &&
    line.segments.every((segment) => segment.x1 <= gutter + 0.01 || segment.x0 >= gutter - 0.01)
  )
}

function isProse(lines: readonly Line[]): boolean {
  return [0, 1].every((side) => {
    const segments = lines.map((line) => line.segments[side] as Segment)
    const x0 = Math.min(...segments.map((segment) => segment.x0))
    const x1 = Math.max(...segments.map((segment) => segment.x1))
    const filled = segments.reduce((sum, segment) => sum + (segment.x1 - segment.x0), 0) / segments.length
    return x1 - x0 > 0.2 && filled > rule.filled * (x1 - x0)
  })
}

function sideOf(line: Line, gutter: number, side: 'left' | 'right'): Line[] {
  const segments = line.segments.filter((segment) => (segment.x0 + segment.x1) / 2 < gutter === (side === 'left'))
  return segments.length > 0 ? [{ segments }] : []
}
