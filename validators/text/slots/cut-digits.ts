import type { Area } from './ink.ts'

/** Dark pixels (x and y by turns) with their box. */
export interface Piece extends Area {
  points: Int32Array
}

/** Cuts ink into that many pieces of about one width, each cut where the ink is thinnest nearby. */
export function cutInto(ink: Piece, count: number): Piece[] {
  const width = ink.x1 - ink.x0
  if (count < 2 || width < 2 * count) return [ink]
  const columns = columnsOf(ink)
  const cuts = Array.from({ length: count - 1 }, (_, index) => {
    const middle = Math.round((width * (index + 1)) / count)
    const reach = Math.floor(width / count / 3)
    let best = middle
    for (let x = middle - reach; x <= middle + reach; x++) if ((columns[x] ?? 0) < (columns[best] ?? 0)) best = x
    return ink.x0 + best
  })
  const edges = [ink.x0, ...cuts, ink.x1]
  return edges.slice(1).flatMap((right, index) => between(ink, edges[index] as number, right) ?? [])
}

/** How many dark pixels each column has. */
export function columnsOf({ points, x0, x1 }: Piece): Uint32Array {
  const columns = new Uint32Array(x1 - x0)
  for (let index = 0; index < points.length; index += 2) {
    const x = (points[index] as number) - x0
    columns[x] = (columns[x] as number) + 1
  }
  return columns
}

/** The ink from one column up to before another; `null` when there is none. */
export function between({ points }: { points: Int32Array }, left: number, right: number): Piece | null {
  const kept: number[] = []
  const piece = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity }
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [points[index] as number, points[index + 1] as number]
    if (x < left || x >= right) continue
    kept.push(x, y)
    piece.x0 = Math.min(piece.x0, x)
    piece.x1 = Math.max(piece.x1, x + 1)
    piece.y0 = Math.min(piece.y0, y)
    piece.y1 = Math.max(piece.y1, y + 1)
  }
  return kept.length > 0 ? { ...piece, points: Int32Array.from(kept) } : null
}
