import type { View } from '../../../pdf/structure/view.ts'
import type { PdfValue } from '../../../pdf/syntax/objects.ts'
import { identity, type Matrix, type Rectangle } from './matrix.ts'
import { notPlain } from './not-plain.ts'

/** A matrix as an array of six numbers; the identity where there is none. */
export function matrixOf(view: View, holder: PdfValue, key: string): Matrix {
  const value = view.get(holder, key)
  if (value === null) return identity
  const numbers = Array.isArray(value) ? value.map((part) => view.resolve(part)) : []
  const [a, b, c, d, e, f] = numbers
  return typeof a === 'number' &&
    typeof b === 'number' &&
    typeof c === 'number' &&
    typeof d === 'number' &&
    typeof e === 'number' &&
    typeof f === 'number'
    ? { a, b, c, d, e, f }
    : notPlain('a matrix of another form')
}

/** A rectangle as an array of two corners, put in order; `null` where there is none. */
export function rectangleOf(view: View, holder: PdfValue, key: string): Rectangle | null {
  const value = view.get(holder, key)
  if (!Array.isArray(value)) return null
  const [x0, y0, x1, y1] = value.map((part) => view.resolve(part))
  if (typeof x0 !== 'number' || typeof y0 !== 'number' || typeof x1 !== 'number' || typeof y1 !== 'number') return null
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)]
}
