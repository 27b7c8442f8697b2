import type { Cell, Row } from '../lines/rows.ts'
import { isPlaceAndDate } from './place-and-date.ts'
import { numberLabel, parseReference, type Reference } from './reference.ts'

/** The attestation at the end of a consolidated text (Pháp lệnh 01/2012/UBTVQH13, Điều 13 and its annex). */
export interface Attestation {
  index: number
  issuerCells: readonly Cell[]
  reference: { read: Reference; cell: Cell; row: Row } | null
  dated: { cell: Cell; row: Row } | null
}

const attests = /XÁC\s*THỰC\s*VĂN\s*BẢN\s*HỢP\s*NHẤT/u

/** Finds the attestation: issuer, number and date of the consolidated text stand there and not at its head. */
export function findAttestation(rows: readonly Row[]): Attestation | null {
  const index = rows.findLastIndex((row) => attests.test(row.text))
  if (index < 0) return null
  const issuerCells: Cell[] = []
  let reference: Attestation['reference'] = null
  let dated: Attestation['dated'] = null
  const above = rows
    .slice(Math.max(0, index - 3), index)
    .filter((row) => row.cells.length === 1 && isCapital(row.text) && row.text.length < 70)
  for (const row of rows.slice(index, index + 10)) {
    for (const cell of row.cells) {
      const label = numberLabel.exec(cell.text)
      const read = label ? parseReference(cell.text.slice(label[0].length), row.ocr) : null
      if (read) reference ??= { read, cell, row }
      else if (isPlaceAndDate(cell.text)) dated ??= { cell, row }
      else if (!reference && !dated && isCapital(cell.text)) {
        const text = cell.text.replace(attests, '').trim()
        if (text !== '') issuerCells.push({ ...cell, text })
      }
    }
    if (reference && dated) break
  }
  return {
    index,
    issuerCells: issuerCells.length > 0 ? issuerCells : above.flatMap((row) => row.cells),
    reference,
    dated,
  }
}

function isCapital(text: string): boolean {
  return text === text.toUpperCase() && /\p{Lu}{2}/u.test(text) && !/^(?:TM|KT|TL)\./u.test(text)
}
