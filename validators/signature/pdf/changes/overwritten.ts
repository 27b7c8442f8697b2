/** Which objects a later moment of a document gives another place than an earlier one. */

import { objectNumbers, type View } from '../../../pdf/structure/view.ts'
import { dictOf, isName } from '../../../pdf/syntax/objects.ts'

/** Numbers of objects that existed before and stand elsewhere now. */
export function overwrittenObjects(before: View, after: View): number[] {
  return [...changedNumbers(before, after)].filter((num) => before.place(num) !== 0)
}

/** Numbers of objects whose place differs, new ones included. */
export function changedNumbers(before: View, after: View): Set<number> {
  const shared = sharedSections(before, after)
  const candidates =
    shared === null
      ? objectNumbers(before).union(objectNumbers(after))
      : new Set(after.sections.slice(0, shared).flatMap((section) => [...section.entries.keys()]))
  const changed = new Set<number>()
  for (const num of candidates) if (before.place(num) !== after.place(num)) changed.add(num)
  if (shared === null || ![...changed].some((num) => isObjectStream(before, num))) return changed
  // An object stream was overwritten: what it held moved without being listed.
  for (const num of objectNumbers(before)) if (before.place(num) !== after.place(num)) changed.add(num)
  return changed
}

/** Does this object hold others? */
export function isObjectStream(view: View, num: number): boolean {
  return isName(dictOf(view.object(num)?.value)?.get('Type'), 'ObjStm')
}

/** How many sections of `after` come on top of those of `before`; `null` when it does not build on them. */
function sharedSections(before: View, after: View): number | null {
  const added = after.sections.length - before.sections.length
  if (added < 0 || before.recovered || after.recovered) return null
  return before.sections.every((section, index) => after.sections[added + index]?.offset === section.offset)
    ? added
    : null
}
