/** Is an object reached by more than the one way that was given up? */

import type { View } from '../../../pdf/structure/view.ts'
import { dictOf, type PdfValue, Ref } from '../../../pdf/syntax/objects.ts'
import { PDF_LIMITS } from '../limits.ts'

/**
 * Of the appearance dictionaries that fields gave up (by object number, with the field's own), those that the document
 * also reaches in another way. Walks the whole document, so it is asked only when there is such a dictionary.
 */
export function usedElsewhere(
  view: View,
  vacated: ReadonlyMap<number, { holder: number | null; field: string }>,
): { num: number; object: number | null; field: string }[] {
  if (vacated.size === 0) return []
  const found = new Map<number, { num: number; object: number | null; field: string }>()
  const seen = new Set<number>()
  const stack: { value: PdfValue; object: number | null }[] = [{ value: view.trailer, object: null }]
  for (let top = stack.pop(); top !== undefined && seen.size < PDF_LIMITS.comparedNodes; top = stack.pop()) {
    let { value, object } = top
    if (value instanceof Ref) {
      const given = vacated.get(value.num)
      if (given !== undefined) found.set(value.num, { num: value.num, object: given.holder, field: given.field })
      if (seen.has(value.num)) continue
      seen.add(value.num)
      object = value.num
      value = view.resolve(value)
    }
    if (Array.isArray(value)) for (const item of value) stack.push({ value: item, object })
    const dict = dictOf(value)
    if (dict === null) continue
    for (const [key, item] of dict) {
      if (item === null || typeof item !== 'object') continue
      const isGivenUp = key === 'AP' && item instanceof Ref && vacated.get(item.num)?.holder === object
      if (!isGivenUp) stack.push({ value: item, object })
    }
  }
  return [...found.values()]
}
