/**
 * Compares two moments of one document. Rules claim what they understand (`rules/`); every other value is given to
 * `freeze`, which means: this, and everything reachable from it, must be what it was.
 */
import type { WorkBudget } from '../../../pdf/structure/object-store.ts'
import type { View } from '../../../pdf/structure/view.ts'
import { dictOf, Name, type PdfDict, PdfStream, PdfString, type PdfValue, Ref } from '../../../pdf/syntax/objects.ts'
import type { Change, ChangeCode, Need } from './change.ts'
import { samePlain } from './plain-equal.ts'
import { usedElsewhere } from './used-elsewhere.ts'

interface Frozen {
  old: PdfValue
  new: PdfValue
  report: Change
}

export class Comparison {
  readonly old: View
  readonly new: View
  readonly changes: Change[] = []
  /** Objects with a rule of their own (pages, fields, annotations …); a reference to one of them is just its identity. */
  private readonly homes = new Set<number>()
  private readonly frozen: Frozen[] = []
  private readonly vacated = new Map<number, { holder: number | null; field: string }>()
  /** Objects from which nothing that differs can be reached. */
  private readonly clean = new Set<number>()
  /** Shared by all comparisons of one file. */
  private readonly budget: WorkBudget

  constructor(oldView: View, newView: View) {
    this.old = oldView
    this.new = newView
    this.budget = newView.store.compareBudget
  }

  add(need: Need, code: ChangeCode, what = '', object: number | null = null, field: string | null = null): void {
    this.changes.push({ need, code, what, object, field })
  }

  /** Says that the object is judged by its own rule, wherever else it is referred to. */
  claimHome(value: PdfValue | undefined): void {
    if (value instanceof Ref) this.homes.add(value.num)
  }

  /** Nothing reachable from `old` may have changed; if it has, `report` is what happened. Judged in `settle`. */
  freeze(
    oldValue: PdfValue | undefined,
    newValue: PdfValue | undefined,
    need: Need,
    code: ChangeCode,
    what = '',
    object: number | null = null,
    field: string | null = null,
  ): void {
    // The same value, leading nowhere: nothing to judge. Most entries of most pages.
    if (oldValue === newValue && leadsNowhere(oldValue)) return
    const report = { need, code, what, object, field }
    // An entry that leads to nothing is no missing entry: PDFium takes a page with any /Kids for a page tree.
    if ((oldValue === undefined) !== (newValue === undefined)) this.changes.push(report)
    else this.frozen.push({ old: oldValue ?? null, new: newValue ?? null, report })
  }

  /**
   * Says that the field `holder` no longer uses the appearance dictionary `num`. Where that dictionary is used elsewhere
   * too, what the other place means has silently come apart from the field (pyHanko's "sneaky" cases).
   */
  vacate(num: number, holder: number | null, field: string): void {
    this.vacated.set(num, { holder, field })
  }

  /** Counts one node that a rule looks at itself; `false` when the file's limit is met. */
  spend(): boolean {
    this.budget.remaining -= 1
    return this.budget.remaining > 0
  }

  /** Judges all that was frozen, once the rules have claimed their homes. A search that met the limit found nothing. */
  settle(): void {
    for (const { old, new: now, report } of this.frozen) {
      const difference = this.firstDifference(old, now, report.object)
      if (difference === null) continue
      this.changes.push({ ...report, object: difference.object ?? report.object })
    }
    this.frozen.length = 0
    for (const { num, object, field } of usedElsewhere(this.old, this.vacated)) {
      this.add('never', 'SHARED_APPEARANCE_REPLACED', field, object ?? num, field)
    }
    if (this.budget.remaining <= 0) this.add('never', 'TOO_MANY_CHANGES')
  }

  /** Is anything different, apart from homes? For rules that permit a change but must know whether there is one. */
  differs(oldValue: PdfValue | undefined, newValue: PdfValue | undefined, holder: number | null = null): boolean {
    return this.firstDifference(oldValue ?? null, newValue ?? null, holder) !== null
  }

  private firstDifference(
    oldValue: PdfValue,
    newValue: PdfValue,
    holder: number | null,
  ): { object: number | null } | null {
    const visited = new Set<number>()
    const difference = this.search(oldValue, newValue, holder, visited)
    if (difference === null && this.budget.remaining > 0) for (const num of visited) this.clean.add(num)
    return difference
  }

  /** Depth-first over both graphs at once; each pair of objects is compared once. `holder`: what both values stand in. */
  private search(
    oldValue: PdfValue,
    newValue: PdfValue,
    holder: number | null,
    visited: Set<number>,
  ): { object: number | null } | null {
    const visitedPairs = new Set<string>()
    const stack: Pair[] = [{ a: oldValue, b: newValue, from: holder, object: holder }]
    let { from, object }: Pick<Pair, 'from' | 'object'> = { from: holder, object: holder }
    const push: Push = (a, b) => {
      stack.push({ a: a ?? null, b: b ?? null, from, object })
    }
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      let { a, b } = top
      from = top.from
      object = top.object
      this.budget.remaining -= 1
      if (this.budget.remaining <= 0) return null
      if (a instanceof Ref && b instanceof Ref && a.num === b.num) {
        // Another generation is another object, or none, for readers that look at it.
        if (a.gen !== b.gen) return { object }
        if (this.homes.has(a.num) || visited.has(a.num) || this.clean.has(a.num)) continue
        visited.add(a.num)
        from = a.num
        object = a.num
        const place = this.old.place(a.num)
        if (place === this.new.place(a.num)) {
          // The same bytes in both: only what they refer to can differ.
          if (place !== 0) pushReferences(this.old.resolve(a), push)
          continue
        }
      } else if (a instanceof Ref || b instanceof Ref) {
        if (a instanceof Ref && b instanceof Ref) {
          const key = `${a.num}/${b.num}`
          if (visitedPairs.has(key)) continue
          visitedPairs.add(key)
        }
        from = a instanceof Ref ? a.num : from
        object = b instanceof Ref ? b.num : object
      }
      a = this.old.resolve(a)
      b = this.new.resolve(b)
      if (a === b) {
        pushReferences(a, push)
        continue
      }
      if (a instanceof PdfString || a instanceof PdfStream) {
        if (!(b instanceof PdfString || b instanceof PdfStream) || a.constructor !== b.constructor) return { object }
        const same = samePlain({ view: this.old, holder: from, value: a }, { view: this.new, holder: object, value: b })
        // A stream written anew with a wrong length is cut off elsewhere by other readers: it may hold more for them.
        if (!same || (b instanceof PdfStream && this.new.get(b, 'Length') !== b.raw.length)) return { object }
      }
      if (!compareNodes(a, b, push)) return { object }
    }
    return null
  }
}

/** Two values to compare, each in the indirect object that holds it. */
interface Pair {
  a: PdfValue
  b: PdfValue
  from: number | null
  object: number | null
}

type Push = (a: PdfValue | undefined, b: PdfValue | undefined) => void

function leadsNowhere(value: PdfValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object' || item instanceof Name)
  return value instanceof Name || value instanceof PdfString
}

/** Pushes every reference inside a value, paired with itself. */
function pushReferences(value: PdfValue, push: Push): void {
  if (value instanceof Ref) push(value, value)
  else if (Array.isArray(value)) for (const item of value) pushReferences(item, push)
  else {
    const dict = dictOf(value)
    if (dict !== null) for (const item of dict.values()) if (typeof item === 'object') pushReferences(item, push)
  }
}

/** Compares two resolved values but for the octets of strings and streams, and pushes their parts; `false`: they differ. */
function compareNodes(a: PdfValue, b: PdfValue, push: Push): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b
  if (a instanceof Name) return b instanceof Name && a.value === b.value
  if (a instanceof PdfString) return b instanceof PdfString
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false
    for (const [index, item] of a.entries()) push(item, b[index])
    return true
  }
  if (a instanceof PdfStream) return b instanceof PdfStream && pushEntries(a.dict, b.dict, push, 'Length')
  if (!(a instanceof Map) || !(b instanceof Map)) return false
  return pushEntries(a, b, push, null)
}

/** Pushes the entries of two dictionaries in pairs; `false` when one has a key that the other has not. */
function pushEntries(a: PdfDict, b: PdfDict, push: Push, without: string | null): boolean {
  for (const key of b.keys()) if (key !== without && !a.has(key)) return false
  for (const [key, item] of a) {
    if (key === without) continue
    if (!b.has(key)) return false
    push(item, b.get(key))
  }
  return true
}

/** Keys of either dictionary, each once. */
export function keysOf(a: PdfDict, b: PdfDict): Set<string> {
  return new Set([...a.keys(), ...b.keys()])
}
