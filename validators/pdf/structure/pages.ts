/** The pages of a view, in order (ISO 32000-2 §7.7.3). */
import { STRUCTURE_LIMITS } from '../limits.ts'
import { type PdfDict, type PdfValue, Ref } from '../syntax/objects.ts'
import type { View } from './view.ts'

export interface PageNode {
  /** Object number, `null` when the page stands inside its parent. */
  num: number | null
  dict: PdfDict
}

/** Object numbers of all nodes of the page tree, leaves included. */
export function pageTreeNumbers(view: View): Set<number> {
  return walk(view).seen
}

/** Pages in reading order; a cyclic or endless tree gives each node once. */
export function pagesOf(view: View): PageNode[] {
  return walk(view).pages
}

function walk(view: View): { pages: PageNode[]; seen: Set<number> } {
  const pages: PageNode[] = []
  const seen = new Set<number>()
  const visit = (node: PdfValue, depth: number): void => {
    if (depth > STRUCTURE_LIMITS.treeDepth || seen.size > STRUCTURE_LIMITS.pages) return
    const num = node instanceof Ref ? node.num : null
    if (num !== null) {
      if (seen.has(num)) return
      seen.add(num)
    }
    const dict = view.resolve(node)
    if (!(dict instanceof Map)) return
    const kids = view.get(dict, 'Kids')
    if (Array.isArray(kids)) for (const kid of kids) visit(kid, depth + 1)
    else pages.push({ num, dict })
  }
  const catalog = view.resolve(view.trailer.get('Root'))
  visit(catalog instanceof Map ? (catalog.get('Pages') ?? null) : null, 0)
  return { pages, seen }
}
