/** Form fields: empty signature fields may be signed, others filled; signed ones stay (ISO 32000-2 §12.7.4). */

import type { View } from '../../../../pdf/structure/view.ts'
import { isName, type PdfDict, PdfString, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import { childFields, fieldPart } from '../../signatures/signature-fields.ts'
import { type Comparison, keysOf } from '../comparison.ts'
import { addField, addSignature } from './added-field.ts'
import type { JudgedWidgets } from './judged-widgets.ts'

/** What filling in a field writes (as in pyHanko's value-update keys, with what viewers keep beside the value). */
const FILLED = new Set(['V', 'AP', 'AS', 'I', 'RV', 'DA', 'DS', 'Q', 'F', 'Ff', 'M', 'MK', 'DR', 'StructParent'])

/** What signing an empty signature field writes. */
const SIGNED = new Set([...FILLED, 'Lock', 'P', 'TU', 'SV', 'H', 'BS', 'Border', 'Kids', 'Subtype', 'Type', 'NM'])

interface Place {
  path: string
  type: PdfValue
  depth: number
}

const ROOT: Place = { path: '', type: null, depth: 0 }

/** Compares two lists of sibling fields, by name and then by object number. */
export function compareFieldLists(
  comparison: Comparison,
  before: readonly PdfValue[],
  after: readonly PdfValue[],
  widgets: JudgedWidgets,
  place: Place = ROOT,
): void {
  const later = new Map<string, PdfValue[]>()
  for (const node of after) {
    const name = nameOf(comparison.new, node)
    if (name !== null) later.set(name, [...(later.get(name) ?? []), node])
  }
  const matched = new Set<PdfValue>()
  for (const node of before) {
    const name = nameOf(comparison.old, node)
    if (name === null) continue
    const namesakes = later.get(name) ?? []
    const twin =
      namesakes.find((other) => node instanceof Ref && other instanceof Ref && node.num === other.num) ??
      namesakes.find((other) => !matched.has(other))
    if (twin === undefined) {
      comparison.add('never', 'FIELD_REMOVED', join(place.path, name), numberOf(node), join(place.path, name))
      continue
    }
    matched.add(twin)
    compareFields(comparison, node, twin, widgets, { ...place, path: join(place.path, name) })
  }
  for (const node of after) {
    if (matched.has(node) || nameOf(comparison.new, node) === null) continue
    addField(comparison, node, place.path, place.type, widgets, place.depth)
  }
}

function nameOf(view: View, node: PdfValue): string | null {
  const dict = view.resolve(node)
  return dict instanceof Map ? (fieldPart(view, node, dict) ?? '') : null
}

export function join(path: string, part: string): string {
  if (part === '') return path
  return path === '' ? part : `${path}.${part}`
}

function numberOf(node: PdfValue): number | null {
  return node instanceof Ref ? node.num : null
}

function compareFields(
  comparison: Comparison,
  old: PdfValue,
  now: PdfValue,
  widgets: JudgedWidgets,
  place: Place,
): void {
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  if (!(before instanceof Map) || !(after instanceof Map) || place.depth > 64) return
  comparison.claimHome(old)
  comparison.claimHome(now)
  if (now instanceof Ref) {
    if (widgets.judged.has(now.num)) return
    widgets.judged.add(now.num)
  }
  const type = comparison.old.get(before, 'FT') ?? place.type
  const here: Place = { path: place.path, type, depth: place.depth + 1 }
  const object = numberOf(now)
  const signed = isName(type, 'Sig') && comparison.old.get(before, 'V') instanceof Map
  const signing = isName(type, 'Sig') && !signed && comparison.new.get(after, 'V') instanceof Map
  if (signing) {
    const shown = widgetsOf(comparison.new, after, []).map((widget) => comparison.new.resolve(widget))
    const dicts = [after, ...shown].filter((widget): widget is PdfDict => widget instanceof Map)
    addSignature(comparison, after, dicts, place.path, object)
    // A field prepared without a place on the page may be given one when it is signed.
    if (object !== null) widgets.added.add(object)
  }
  const free = signed ? NOTHING : isName(type, 'Sig') ? (signing ? SIGNED : EMPTY_FIELD) : FILLED
  compareKids(comparison, before, after, widgets, here, signing)
  if (compareEntries(comparison, before, after, free, signed, place.path, object) && !signing) {
    comparison.add('filling', 'FIELD_FILLED', place.path, object, place.path)
  }
}

const NOTHING: ReadonlySet<string> = new Set(['StructParent'])
/** What preparing an empty signature field may touch. */
const EMPTY_FIELD: ReadonlySet<string> = new Set(['Lock', 'SV', 'F', 'Ff', 'StructParent', 'P'])

/** Freezes all entries but the free ones; says whether a free one differs. */
function compareEntries(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
  free: ReadonlySet<string>,
  signed: boolean,
  path: string,
  object: number | null,
): boolean {
  let filled = false
  for (const key of keysOf(before, after)) {
    const [old, now] = [before.get(key), after.get(key)]
    if (key === 'Kids' || (key === 'Parent' && old instanceof Ref && now instanceof Ref && old.num === now.num))
      continue
    // Texts of encrypted files are compared by what the name rule read.
    if (key === 'T' && old instanceof PdfString && now instanceof PdfString) continue
    if (free.has(key)) {
      if (!comparison.differs(old, now, object)) continue
      filled = true
      if (key === 'AP' && old instanceof Ref) comparison.vacate(old.num, object, path)
    } else comparison.freeze(old, now, 'never', signed ? 'SIGNATURE_CHANGED' : 'FIELD_CHANGED', path, object, path)
  }
  return filled
}

/** Child fields are compared like fields, mere widgets by position in the list of kids. */
function compareKids(
  comparison: Comparison,
  before: PdfDict,
  after: PdfDict,
  widgets: JudgedWidgets,
  here: Place,
  signing: boolean,
): void {
  comparison.claimHome(before.get('Kids'))
  comparison.claimHome(after.get('Kids'))
  const [oldFields, newFields] = [childFields(comparison.old, before), childFields(comparison.new, after)]
  if (oldFields.length > 0 || newFields.length > 0) {
    compareFieldLists(comparison, oldFields, newFields, widgets, here)
  }
  const oldWidgets = widgetsOf(comparison.old, before, oldFields)
  const newWidgets = widgetsOf(comparison.new, after, newFields)
  const known = new Set(oldWidgets.map((widget) => widget.num))
  const kept = new Set(newWidgets.map((widget) => widget.num))
  const signed = isName(here.type, 'Sig') && comparison.old.get(before, 'V') instanceof Map
  const removed = oldWidgets.some(({ num }) => !kept.has(num))
  const added = newWidgets.filter(({ num }) => !known.has(num))
  for (const { num } of added) widgets.added.add(num)
  if (removed || (added.length > 0 && !signing)) {
    const need = signed ? 'never' : 'annotating'
    comparison.add(need, 'FIELD_WIDGETS_CHANGED', here.path, added[0]?.num ?? oldWidgets[0]?.num ?? null, here.path)
  }
  for (const widget of newWidgets) {
    if (known.has(widget.num) && !widgets.judged.has(widget.num)) {
      compareWidget(comparison, widget, widgets, here, signed, signing)
    }
  }
}

function compareWidget(
  comparison: Comparison,
  widget: Ref,
  widgets: JudgedWidgets,
  here: Place,
  signed: boolean,
  signing: boolean,
): void {
  widgets.judged.add(widget.num)
  comparison.claimHome(widget)
  const [before, after] = [comparison.old.resolve(widget), comparison.new.resolve(widget)]
  if (!(before instanceof Map) || !(after instanceof Map)) return
  const free = signed ? NOTHING : isName(here.type, 'Sig') ? (signing ? SIGNED : EMPTY_FIELD) : FILLED
  const filled = compareEntries(comparison, before, after, free, signed, here.path, widget.num)
  if (filled && !signing) comparison.add('filling', 'FIELD_FILLED', here.path, widget.num, here.path)
}

function widgetsOf(view: View, field: PdfDict, fields: readonly PdfValue[]): Ref[] {
  const kids = view.get(field, 'Kids')
  if (!Array.isArray(kids)) return []
  return kids.filter(
    (kid): kid is Ref => kid instanceof Ref && !fields.includes(kid) && view.resolve(kid) instanceof Map,
  )
}
