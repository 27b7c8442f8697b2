/** Object numbers of everything the interactive form leads to through /Fields and /Kids. */

import type { View } from '../../../pdf/structure/view.ts'
import { type PdfValue, Ref } from '../../../pdf/syntax/objects.ts'
import { PDF_LIMITS } from '../limits.ts'

export function fieldNumbers(view: View): Set<number> {
  const known = new Set<number>()
  const roots = view.get(view.get(view.get(view.trailer, 'Root'), 'AcroForm'), 'Fields')
  const stack: PdfValue[] = Array.isArray(roots) ? [...roots] : []
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!(node instanceof Ref) || known.has(node.num) || known.size > PDF_LIMITS.fields) continue
    known.add(node.num)
    const kids = view.get(node, 'Kids')
    if (Array.isArray(kids)) for (const kid of kids) stack.push(kid)
  }
  return known
}
