/** Drawing on a page as it is seen: whatever its rotation and crop, from its lower left corner, in points. */
import { concatTransformationMatrix, type PDFPage, popGraphicsState, pushGraphicsState } from 'pdf-lib'

export interface SeenSize {
  width: number
  height: number
}

/** The size a reader sees (ISO 32000-2, 7.7.3.3: the crop box, turned by Rotate). */
export function seenSize(page: PDFPage): SeenSize {
  const { width, height } = page.getCropBox()
  return quarterTurns(page) % 2 === 0 ? { width, height } : { width: height, height: width }
}

/** Runs the drawing with that space in force. */
export function drawAsSeen(page: PDFPage, draw: () => void): void {
  const { x, y, width, height } = page.getCropBox()
  const turns = quarterTurns(page)
  const matrix = [
    [1, 0, 0, 1, x, y],
    [0, 1, -1, 0, x + width, y],
    [-1, 0, 0, -1, x + width, y + height],
    [0, -1, 1, 0, x, y + height],
  ][turns] as [number, number, number, number, number, number]
  page.pushOperators(pushGraphicsState(), concatTransformationMatrix(...matrix))
  draw()
  page.pushOperators(popGraphicsState())
}

function quarterTurns(page: PDFPage): number {
  return (((Math.round(page.getRotation().angle / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3
}
