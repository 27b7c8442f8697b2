/** From one moment of a document to the next: everything that changed, each with the permission it needs. */
import type { View } from '../../../pdf/structure/view.ts'
import type { Change } from './change.ts'
import { Comparison } from './comparison.ts'
import { compareCatalogs } from './rules/catalog.ts'
import { compareFileStructure } from './rules/file-structure.ts'
import { compareTrailers } from './rules/trailer.ts'

/** Compares two views of one file; `before` sees a prefix of what `after` sees. Bounded by `PDF_LIMITS`. */
export function compareRevisions(before: View, after: View): Change[] {
  const comparison = new Comparison(before, after)
  compareFileStructure(comparison)
  compareTrailers(comparison)
  compareCatalogs(comparison)
  comparison.settle()
  return comparison.changes
}
