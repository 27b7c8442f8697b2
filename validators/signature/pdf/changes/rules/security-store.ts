/** The document security store may be renewed, not taken away (ETSI EN 319 142-1 §5.4.2). */
import type { View } from '../../../../pdf/structure/view.ts'
import { type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import type { Comparison } from '../comparison.ts'

export function compareSecurityStores(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
): void {
  if (!comparison.differs(old, now)) return
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  const object = now instanceof Ref ? now.num : null
  if (before instanceof Map && !(after instanceof Map)) {
    comparison.add('never', 'VALIDATION_DATA_REMOVED', '', object)
    return
  }
  if (!(after instanceof Map)) {
    comparison.add('never', 'CATALOG_CHANGED', 'DSS', object)
    return
  }
  comparison.claimHome(old)
  comparison.claimHome(now)
  const known = new Set(['Type', 'VRI', 'Certs', 'CRLs', 'OCSPs'])
  const foreign = [...after.keys()].find((key) => !known.has(key) && !(before instanceof Map && before.has(key)))
  if (holdsItems(comparison.old, before) && !holdsItems(comparison.new, after)) {
    comparison.add('never', 'VALIDATION_DATA_REMOVED', '', object)
  } else if (foreign !== undefined) comparison.add('never', 'CATALOG_CHANGED', `DSS/${foreign}`, object)
  else comparison.add('maintenance', 'VALIDATION_DATA_ADDED', '', object)
}

/** Real software rewrites the lists with other items (EU DSS does); emptying them is another matter. */
function holdsItems(view: View, store: PdfValue): boolean {
  return ['Certs', 'CRLs', 'OCSPs'].some((key) => {
    const list = view.get(store, key)
    return Array.isArray(list) && list.length > 0
  })
}
