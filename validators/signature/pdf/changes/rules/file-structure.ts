/** How a later part was attached to the file: as an increment that every reader reads alike (ISO 32000-2 §7.5.6). */
import { endOfLastRevision, type View } from '../../structure/view.ts'
import { FREE } from '../../structure/xref-section.ts'
import type { Comparison } from '../comparison.ts'

export function compareFileStructure(comparison: Comparison): void {
  const { old, new: now } = comparison
  if (now.recovered && !old.recovered) {
    comparison.add('never', 'REVISION_DAMAGED')
    return
  }
  const stray = strayBytes(now)
  const added = now.sections.filter((section) => section.offset >= old.end)
  if (!now.recovered && added.length === 0) comparison.add('never', 'APPENDED_BYTES', String(now.end - old.end))
  else if (stray > 0) comparison.add('never', 'APPENDED_BYTES', String(stray))
  if (hasAmbiguousHybrid(now, old.end)) comparison.add('never', 'HYBRID_XREF')
}

/** Bytes behind the last `%%EOF`, white space apart. */
function strayBytes(view: View): number {
  const end = endOfLastRevision(view.store.bytes, view.end)
  return end === null ? 0 : view.end - end
}

/** A table and the stream beside it that place one object differently: old and new readers see different files. */
function hasAmbiguousHybrid(view: View, from: number): boolean {
  return view.sections.some((section, index) => {
    if (section.hybrid === null || section.offset < from) return false
    const beside = view.sections[index + 1]
    if (beside === undefined || beside.offset !== section.hybrid) return false
    for (const [num, entry] of beside.entries) {
      const listed = section.entries.get(num)
      if (listed !== undefined && listed !== FREE && listed !== entry) return true
    }
    return false
  })
}
