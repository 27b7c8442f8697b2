/**
 * Signs that a document was prepared for a shadow attack (Mainka et al., NDSS 2021): signed in good order, but holding
 * content that a later, small change can bring up. Only told: harmless software leaves such traces too.
 */
import { PDF_LIMITS } from './limits.ts'
import { fieldNumbers } from './signatures/field-numbers.ts'
import { pagesOf } from './structure/pages.ts'
import { objectNumbers, type View } from './structure/view.ts'
import { dictOf, isName, type PdfValue, Ref } from './syntax/objects.ts'

/** Objects looked at; a document of ordinary size has a few thousand. */
const LOOKED_AT = 50_000

/** What was found, in Vietnamese, each kind once. */
export function hiddenContent(view: View): string[] {
  const signs: string[] = []
  const pages = unreachablePages(view)
  if (pages.length > 0) signs.push(`trang không thuộc cây trang: đối tượng ${pages.slice(0, 5).join(', ')}`)
  const widgets = looseWidgets(view)
  if (widgets.length > 0) {
    signs.push(`ô nhập liệu hiện trên trang nhưng không thuộc biểu mẫu: đối tượng ${widgets.slice(0, 5).join(', ')}`)
  }
  return signs
}

/** Whole pages or page trees that nothing leads to: what hide-and-replace switches to. */
function unreachablePages(view: View): number[] {
  const numbers = objectNumbers(view)
  if (numbers.size > LOOKED_AT) return []
  const reached = reachable(view)
  return [...numbers].filter((num) => {
    if (reached.has(num)) return false
    const type = dictOf(view.object(num)?.value)?.get('Type')
    return isName(type, 'Page') || isName(type, 'Pages')
  })
}

function reachable(view: View): Set<number> {
  const seen = new Set<number>()
  const stack: PdfValue[] = [view.trailer]
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    if (value instanceof Ref) {
      if (seen.has(value.num) || seen.size > LOOKED_AT) continue
      seen.add(value.num)
      value = view.resolve(value)
    }
    if (Array.isArray(value)) pushAll(stack, value)
    else {
      const dict = dictOf(value)
      if (dict !== null) pushAll(stack, dict.values())
    }
  }
  return seen
}

function pushAll(stack: PdfValue[], values: Iterable<PdfValue>): void {
  for (const value of values) if (value !== null && typeof value === 'object') stack.push(value)
}

/** Text, choice and button widgets on a page that the form does not know: shown, but outside every lock. */
function looseWidgets(view: View): number[] {
  const known = fieldNumbers(view)
  const loose: number[] = []
  for (const page of pagesOf(view)) {
    const annotations = view.get(page.dict, 'Annots')
    if (!Array.isArray(annotations)) continue
    for (const annotation of annotations.slice(0, PDF_LIMITS.fields)) {
      if (!(annotation instanceof Ref) || known.has(annotation.num)) continue
      const widget = view.resolve(annotation)
      if (!(widget instanceof Map) || !isName(view.get(widget, 'Subtype'), 'Widget')) continue
      const type = view.get(widget, 'FT')
      if (isName(type) && type.value !== 'Sig') loose.push(annotation.num)
    }
  }
  return loose
}
