import type { Box } from '../text/read-document.ts'
import type { Cell, Row } from './lines/rows.ts'
import type { Evidence } from './metadata.ts'

/** Where a value was read: its page, its box, and how surely it stands there. */
export function evidenceOf(row: Row, cell: Cell | null, derived: boolean): Evidence {
  const source = derived ? 'derived' : row.ocr ? 'ocr' : 'text'
  const confidence = (cell?.confidence ?? 1) * (derived ? 0.9 : row.ocr ? 0.95 : 1)
  return { source, confidence: Math.round(confidence * 1000) / 1000, page: row.page, box: cell?.box ?? null }
}

/** One box around the cells of several rows of one page. */
export function joinCells(rows: readonly Row[]): Cell | null {
  const cells = rows.filter((row) => row.page === rows[0]?.page).flatMap((row) => row.cells)
  const [first] = cells
  if (!first) return null
  const boxes = cells.map((cell) => cell.box).filter((box): box is Box => box !== null)
  const box: Box | null =
    boxes.length === 0
      ? null
      : [
          Math.min(...boxes.map((b) => b[0])),
          Math.min(...boxes.map((b) => b[1])),
          Math.max(...boxes.map((b) => b[2])),
          Math.max(...boxes.map((b) => b[3])),
        ]
  return { ...first, box, confidence: Math.min(...cells.map((cell) => cell.confidence)) }
}
