import { limits } from './limits.ts'
import type { Row } from './lines/rows.ts'

/** A stretch of rows as running text, each row ended by a line feed, with the way back from a place in it to its row. */
export interface Body {
  text: string
  rowAt(offset: number): Row | null
}

/** Joins rows into running text. */
export function bodyOf(rows: readonly Row[]): Body {
  const starts: number[] = []
  const pieces: string[] = []
  let length = 0
  for (const row of rows) {
    if (length > limits.bodyCharacters) break
    starts.push(length)
    pieces.push(row.text)
    length += row.text.length + 1
  }
  return {
    text: pieces.join('\n'),
    rowAt(offset) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] as number) <= offset) low = middle
        else high = middle - 1
      }
      return rows[low] ?? null
    },
  }
}
