/**
 * Signs that a document was prepared for a shadow attack (Mainka et al., NDSS 2021): signed in good order, but holding
 * content that a later, small change can bring up. Only told: harmless software leaves such traces too.
 */

import { pagesOf, pageTreeNumbers } from '../../pdf/structure/pages.ts'
import { objectNumbers, type View } from '../../pdf/structure/view.ts'
import { splitCompressed } from '../../pdf/structure/xref-section.ts'
import { dictOf, isName, type PdfValue, Ref } from '../../pdf/syntax/objects.ts'
import { PDF_LIMITS } from './limits.ts'
import { fieldNumbers } from './signatures/field-numbers.ts'

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
  const candidates = pagesOutsideTree(view)
  if (candidates.length === 0) return []
  const reached = reachable(view)
  return candidates.filter((num) => !reached.has(num))
}

const PAGE = Buffer.from('/Page')

/** Objects that call themselves page or page tree without being in it; found by their bytes, nothing else is parsed. */
function pagesOutsideTree(view: View): number[] {
  const numbers = objectNumbers(view)
  if (numbers.size > LOOKED_AT) return []
  const direct: Standing[] = []
  const containers = new Set<number>()
  for (const num of numbers) {
    const entry = view.entry(num)
    if (entry > 0) direct.push({ offset: entry, num })
    else if (entry < 0) containers.add(splitCompressed(entry).stream)
  }
  const named = holdersOfPage(view.store.bytes, view.end, direct)
  for (const container of containers) {
    const stream = view.store.objectStream(view.entry(container), view.resolve)
    if (stream === null) continue
    const inside = stream.numbers.map((num, index) => ({ offset: stream.offsets[index] ?? 0, num }))
    for (const num of holdersOfPage(stream.data, stream.data.length, inside)) named.add(num)
  }
  const tree = pageTreeNumbers(view)
  return [...named].filter((num) => !tree.has(num) && isPage(view, num))
}

interface Standing {
  offset: number
  num: number
}

/** The objects in whose bytes `/Page` occurs. */
function holdersOfPage(bytes: Buffer, end: number, standing: Standing[]): Set<number> {
  const named = new Set<number>()
  standing.sort((a, b) => a.offset - b.offset)
  for (let at = bytes.indexOf(PAGE); at >= 0 && at < end; at = bytes.indexOf(PAGE, at + PAGE.length)) {
    const holder = lastBefore(standing, at)
    if (holder !== null) named.add(holder)
  }
  return named
}

function isPage(view: View, num: number): boolean {
  const type = dictOf(view.object(num)?.value)?.get('Type')
  return isName(type, 'Page') || isName(type, 'Pages')
}

function lastBefore(offsets: readonly Standing[], at: number): number | null {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle]?.offset ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return offsets[low - 1]?.num ?? null
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
