/** The structure tree may gain elements for new annotations and signatures; what was tagged stays (§14.7). */
import { isName, type PdfDict, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import { type Comparison, keysOf } from '../comparison.ts'
import { overwrittenObjects } from '../overwritten.ts'

/** Entries that index the tree and follow its growth. */
const INDEXES = new Set(['ParentTree', 'ParentTreeNextKey', 'IDTree', 'IDTreeNextKey'])

export function compareStructure(comparison: Comparison, old: PdfValue | undefined, now: PdfValue | undefined): void {
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  const object = now instanceof Ref ? now.num : null
  if (before === null && after === null) return
  if (!(after instanceof Map)) {
    comparison.add('never', 'STRUCTURE_CHANGED', '', object)
    return
  }
  comparison.claimHome(old)
  comparison.claimHome(now)
  if (!(before instanceof Map) || comparison.old.get(before, 'K') === null) {
    // Nothing was tagged yet.
    comparison.add('maintenance', 'STRUCTURE_TAGS_ADDED', '', object)
    return
  }
  let grown = compareNode(comparison, before, after, object, INDEXES)
  // The tree can be large: only elements that were written anew are looked at.
  for (const num of overwrittenObjects(comparison.old, comparison.new)) {
    const [element, rewritten] = [comparison.old.object(num)?.value, comparison.new.object(num)?.value]
    if (!(element instanceof Map) || !isElement(element)) continue
    comparison.claimHome(new Ref(num, 0))
    if (!(rewritten instanceof Map)) comparison.add('never', 'STRUCTURE_CHANGED', '', num)
    else grown = compareNode(comparison, element, rewritten, num, new Set()) || grown
  }
  if (grown) comparison.add('maintenance', 'STRUCTURE_TAGS_ADDED', '', object)
}

function isElement(dict: PdfDict): boolean {
  return dict.has('S') && dict.has('P') && (dict.has('K') || dict.has('Pg') || dict.has('Type'))
}

/** Same entries, and the old children in their old order among the new ones. Says whether children were added. */
function compareNode(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
  object: number | null,
  free: ReadonlySet<string>,
): boolean {
  for (const key of keysOf(before, after)) {
    if (key === 'K' || free.has(key)) continue
    // The parent is an element itself and has its own turn.
    if (key === 'P' && sameReference(before.get(key), after.get(key))) continue
    comparison.freeze(before.get(key), after.get(key), 'never', 'STRUCTURE_CHANGED', key, object)
  }
  const isAnnotation = TAGS_OF_ANNOTATIONS.has(nameOf(before.get('S')))
  const old = childrenOf(comparison.old.resolve(before.get('K')), before.get('K'))
  const now = childrenOf(comparison.new.resolve(after.get('K')), after.get('K'))
  let at = 0
  for (const child of old) {
    while (at < now.length && !sameChild(comparison, child, now[at])) {
      if (isAnnotation && sameTarget(child, now[at])) {
        comparison.add('annotating', 'STRUCTURE_TAGS_CHANGED', '', object)
        break
      }
      at += 1
    }
    if (at === now.length) {
      comparison.add('never', 'STRUCTURE_CHANGED', 'K', object)
      return false
    }
    at += 1
  }
  return now.length > old.length
}

/** Elements that stand for annotations: how those may change decides. */
const TAGS_OF_ANNOTATIONS: ReadonlySet<string> = new Set(['Annot', 'Form', 'Link'])

function nameOf(value: PdfValue | undefined): string {
  return isName(value) ? value.value : ''
}

/** Two object references to one annotation. */
function sameTarget(a: PdfValue, b: PdfValue | undefined): boolean {
  return a instanceof Map && b instanceof Map && sameReference(a.get('Obj'), b.get('Obj'))
}

function childrenOf(resolved: PdfValue, raw: PdfValue | undefined): PdfValue[] {
  if (resolved === null) return []
  return Array.isArray(resolved) ? resolved : [raw ?? null]
}

function sameReference(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  return a instanceof Ref && b instanceof Ref && a.num === b.num
}

/** A marked-content or object reference is the same when its entries are; where they lead is judged there. */
function sameChild(comparison: Comparison, a: PdfValue, b: PdfValue | undefined): boolean {
  if (a instanceof Ref || b instanceof Ref) return sameReference(a, b)
  if (!(a instanceof Map) || !(b instanceof Map)) return a === b
  return [...keysOf(a, b)].every((key) => {
    const [old, now] = [a.get(key), b.get(key)]
    return sameReference(old, now) || !comparison.differs(old, now)
  })
}
