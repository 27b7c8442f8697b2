/** How a later part was attached to the file: as an increment that every reader reads alike (ISO 32000-2 §7.5.6). */
import { endOfLastRevision, type View } from '../../../../pdf/structure/view.ts'
import { FREE } from '../../../../pdf/structure/xref-section.ts'
import { Ref } from '../../../../pdf/syntax/objects.ts'
import type { Comparison } from '../comparison.ts'
import { isObjectStream, overwrittenObjects } from '../overwritten.ts'

export function compareFileStructure(comparison: Comparison): void {
  const { old, new: now } = comparison
  if (now.recovered && !old.recovered) {
    comparison.add('never', 'REVISION_DAMAGED')
    return
  }
  const stray = strayBytes(now)
  const added = now.sections.filter((section) => section.offset >= old.end)
  if (!now.recovered && added.length === 0) claimAppended(comparison, old.end)
  else if (stray > 0) claimAppended(comparison, now.end - stray)
  if (hasAmbiguousHybrid(now, old.end)) comparison.add('never', 'HYBRID_XREF')
  freezeObjectStreams(comparison)
}

/**
 * An object stream is never written again by honest software: what it holds gets a new place instead. Readers differ in
 * how broken a stream they still read, so one that we read as before may have lost its objects to another.
 */
function freezeObjectStreams(comparison: Comparison): void {
  for (const num of overwrittenObjects(comparison.old, comparison.new)) {
    if (!isObjectStream(comparison.old, num)) continue
    const stream = new Ref(num, 0)
    comparison.freeze(stream, stream, 'never', 'OBJECT_STREAM_CHANGED', '', num)
  }
}

/** Words without which no reader finds an object, a table or another end of the file. */
const SYNTAX = /obj|xref|trailer|stream|%PDF|%%EOF|<<|>>/i
/** Longer than this nobody's stray message is. */
const LONGEST_JUNK = 65_536

/**
 * Bytes behind the end: a download's error page is no PDF and shows nothing, which an editor may see for himself;
 * anything that a reader could take for PDF is forbidden.
 */
function claimAppended(comparison: Comparison, from: number): void {
  const { store, end } = comparison.new
  const appended = Buffer.from(store.bytes.buffer, store.bytes.byteOffset + from, end - from)
  const inert = appended.length <= LONGEST_JUNK && !SYNTAX.test(appended.toString('latin1'))
  comparison.add('never', inert ? 'TRAILING_JUNK' : 'APPENDED_BYTES', String(appended.length))
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
