/** Pages stay the same pages, in the same order, with the same content; only annotations may join (§7.7.3). */

import type { View } from '../../../../pdf/structure/view.ts'
import { isName, type PdfDict, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import { PDF_LIMITS } from '../../limits.ts'
import type { ChangeCode } from '../change.ts'
import { type Comparison, keysOf } from '../comparison.ts'
import { compareAnnotations } from './annotations.ts'
import type { JudgedWidgets } from './judged-widgets.ts'
import { compareMetadata } from './metadata.ts'

const GEOMETRY = new Set(['MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit'])
const ACTIONS = new Set(['AA', 'Trans', 'Dur'])

export function comparePageTrees(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  widgets: JudgedWidgets,
): void {
  const walk: Walk = { comparison, widgets, seen: new Set(), page: 0, nodes: 0 }
  compareNode(walk, old ?? null, now ?? null, 0)
}

/** Claims every page node, so that references to pages from elsewhere are just their identity. */
export function claimPages(comparison: Comparison, catalog: PdfDict): void {
  const seen = new Set<number>()
  const visit = (node: PdfValue, depth: number): void => {
    if (depth > PDF_LIMITS.treeDepth || seen.size > PDF_LIMITS.pages || !comparison.spend()) return
    if (node instanceof Ref) {
      if (seen.has(node.num)) return
      seen.add(node.num)
      comparison.claimHome(node)
    }
    const kids = comparison.old.get(node, 'Kids')
    if (Array.isArray(kids)) for (const kid of kids) visit(kid, depth + 1)
  }
  visit(catalog.get('Pages') ?? null, 0)
}

interface Walk {
  comparison: Comparison
  widgets: JudgedWidgets
  seen: Set<number>
  page: number
  nodes: number
}

function compareNode(walk: Walk, old: PdfValue, now: PdfValue, depth: number): void {
  const { comparison, seen } = walk
  const object = now instanceof Ref ? now.num : null
  walk.nodes += 1
  if (depth > PDF_LIMITS.treeDepth || walk.nodes > PDF_LIMITS.pages || !comparison.spend()) return
  const same =
    old instanceof Ref && now instanceof Ref ? old.num === now.num : !(old instanceof Ref || now instanceof Ref)
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  if (!same || before instanceof Map !== after instanceof Map) {
    comparison.add('never', 'PAGE_TREE_CHANGED', '', object)
    return
  }
  if (!(before instanceof Map) || !(after instanceof Map)) return
  if (object !== null) {
    if (seen.has(object)) return
    seen.add(object)
  }
  comparison.claimHome(now)
  const [oldKids, newKids] = [comparison.old.get(before, 'Kids'), comparison.new.get(after, 'Kids')]
  if (Array.isArray(oldKids) || Array.isArray(newKids)) compareKids(walk, before, after, object, depth)
  else comparePage(walk, before, after, object)
}

function compareKids(walk: Walk, before: PdfDict, after: PdfDict, object: number | null, depth: number): void {
  const { comparison } = walk
  const oldKids = comparison.old.get(before, 'Kids')
  const newKids = comparison.new.get(after, 'Kids')
  for (const key of keysOf(before, after)) {
    if (key === 'Kids') continue
    comparison.freeze(before.get(key), after.get(key), 'never', codeOf(key), labelOf(key, 'mọi trang'), object)
  }
  if (!Array.isArray(oldKids) || !Array.isArray(newKids) || oldKids.length !== newKids.length) {
    comparison.add('never', 'PAGE_TREE_CHANGED', '', object)
    return
  }
  for (const [index, kid] of oldKids.entries()) compareNode(walk, kid, newKids[index] ?? null, depth + 1)
}

function comparePage(walk: Walk, before: PdfDict, after: PdfDict, object: number | null): void {
  const { comparison } = walk
  walk.page += 1
  const page = String(walk.page)
  for (const key of keysOf(before, after)) {
    const [old, now] = INHERITED.has(key)
      ? [effective(comparison.old, before, key), effective(comparison.new, after, key)]
      : [before.get(key), after.get(key)]
    switch (key) {
      case 'Annots':
        comparison.claimHome(old)
        comparison.claimHome(now)
        compareAnnotations(comparison, old, now, walk.widgets, object)
        break
      case 'Tabs':
        compareTabs(comparison, old, now, object)
        break
      case 'StructParents':
      case 'LastModified':
      // Private data of applications, no part of what is shown (§14.5).
      case 'PieceInfo':
        if (comparison.differs(old, now)) comparison.add('maintenance', 'METADATA_UPDATED', '', object)
        break
      case 'Metadata':
        compareMetadata(comparison, old, now)
        break
      default:
        if (isDefaultSaid(comparison, key, old, now, after)) break
        comparison.freeze(old, now, 'never', codeOf(key), labelOf(key, page), object)
    }
  }
}

/** What a page takes from the nodes above it where it says nothing itself (§7.7.3.4); saying it again changes nothing. */
const INHERITED = new Set(['Resources', 'MediaBox', 'CropBox', 'Rotate'])

function effective(view: View, page: PdfDict, key: string): PdfValue | undefined {
  let node: PdfValue = page
  for (let level = 0; level < PDF_LIMITS.treeDepth && node instanceof Map; level += 1) {
    const value = node.get(key)
    if (value !== undefined) return value
    node = view.get(node, 'Parent')
  }
  return undefined
}

/** Some software writes out what was understood: no rotation, a crop box that is the media box. */
function isDefaultSaid(
  comparison: Comparison,
  key: string,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  after: PdfDict,
): boolean {
  if (old !== undefined) return false
  if (key === 'Rotate') return now === 0 && comparison.old.get(after.get('Parent'), 'Rotate') === null
  if (key !== 'CropBox' || comparison.old.get(after.get('Parent'), 'CropBox') !== null) return false
  const [crop, media] = [comparison.new.resolve(now), comparison.new.get(after, 'MediaBox')]
  return Array.isArray(crop) && Array.isArray(media) && crop.every((side, index) => side === media[index])
}

function codeOf(key: string): ChangeCode {
  if (key === 'Contents') return 'PAGE_CONTENT_CHANGED'
  if (key === 'Resources') return 'PAGE_RESOURCES_CHANGED'
  if (GEOMETRY.has(key)) return 'PAGE_GEOMETRY_CHANGED'
  return ACTIONS.has(key) ? 'ACTION_CHANGED' : 'PAGE_CHANGED'
}

function labelOf(key: string, page: string): string {
  const code = codeOf(key)
  return code === 'PAGE_CHANGED' || code === 'ACTION_CHANGED' ? key : page
}

/** Software that tags a new widget also sets the tab order to follow the structure. */
function compareTabs(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  object: number | null,
): void {
  if (!comparison.differs(old, now)) return
  const toDefault = old === undefined && isName(comparison.new.resolve(now), 'S')
  comparison.add(toDefault ? 'signing' : 'annotating', 'TAB_ORDER_CHANGED', '', object)
}
