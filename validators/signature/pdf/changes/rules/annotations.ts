/** Annotations of one page: widgets of new signatures may join, comments where certification allows (§12.5). */
import { isName, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import type { Comparison } from '../comparison.ts'
import type { JudgedWidgets } from './judged-widgets.ts'

/**
 * Kinds that comment on a page or mark it. Every other kind, known or not, can put anything over a page (evil annotation
 * attacks, EAA, Mainka et al. 2021, use FreeText, Stamp, Redact and their like): no permission covers it.
 */
const COMMENTING = new Set([
  'Text',
  'Link',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
  'Ink',
  'Popup',
  'FileAttachment',
  'Sound',
])

export function compareAnnotations(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  widgets: JudgedWidgets,
  page: number | null,
): void {
  const before = listOf(comparison.old.resolve(old)).filter((item) => comparison.old.resolve(item) !== null)
  const after = listOf(comparison.new.resolve(now))
  const kept = new Set(after.map(keyOf))
  const known = new Set(before.map(keyOf))
  for (const annotation of before) {
    if (annotation instanceof Ref && !kept.has(annotation.num)) removed(comparison, annotation, page)
  }
  for (const annotation of after) {
    if (!(annotation instanceof Ref)) continue
    if (known.has(annotation.num)) stayed(comparison, annotation, widgets)
    else joined(comparison, annotation, widgets)
  }
  compareDirect(comparison, before, after, page)
  const order = after.map(keyOf).filter((key) => key !== null && known.has(key))
  const expected = before.map(keyOf).filter((key) => key !== null && kept.has(key))
  if (order.some((key, index) => key !== expected[index])) {
    comparison.add('annotating', 'ANNOTATION_ORDER_CHANGED', '', page)
  }
}

function listOf(value: PdfValue): PdfValue[] {
  return Array.isArray(value) ? value : []
}

function keyOf(annotation: PdfValue): number | null {
  return annotation instanceof Ref ? annotation.num : null
}

function subtypeOf(comparison: Comparison, annotation: PdfValue, side: 'old' | 'new'): string {
  const subtype = comparison[side].get(annotation, 'Subtype')
  return isName(subtype) ? subtype.value : '?'
}

function removed(comparison: Comparison, annotation: Ref, page: number | null): void {
  const subtype = subtypeOf(comparison, annotation, 'old')
  const isSigned = comparison.old.get(comparison.old.get(annotation, 'V'), 'ByteRange') !== null
  comparison.add(isSigned ? 'never' : 'annotating', 'ANNOTATION_REMOVED', subtype, page)
}

/** An annotation that was there: widgets of fields have been judged, others must be as they were. */
function stayed(comparison: Comparison, annotation: Ref, widgets: JudgedWidgets): void {
  if (widgets.judged.has(annotation.num)) return
  const subtype = subtypeOf(comparison, annotation, 'new')
  const before = comparison.old.resolve(annotation)
  const after = comparison.new.resolve(annotation)
  if (before === after || !(before instanceof Map)) {
    comparison.freeze(annotation, annotation, needOf(subtype), 'ANNOTATION_CHANGED', subtype, annotation.num)
    return
  }
  comparison.claimHome(annotation)
  if (comparison.differs(before, after, annotation.num)) {
    const changed = subtype === 'Widget' || subtypeOf(comparison, annotation, 'old') !== subtype
    comparison.add(changed ? 'never' : needOf(subtype), 'ANNOTATION_CHANGED', subtype, annotation.num)
  }
}

function needOf(subtype: string): 'annotating' | 'never' {
  return COMMENTING.has(subtype) ? 'annotating' : 'never'
}

function joined(comparison: Comparison, annotation: Ref, widgets: JudgedWidgets): void {
  const subtype = subtypeOf(comparison, annotation, 'new')
  comparison.claimHome(annotation)
  if (comparison.new.resolve(annotation) === null || widgets.added.has(annotation.num)) return
  if (subtype === 'Widget') {
    if (widgets.judged.has(annotation.num)) comparison.add('annotating', 'ANNOTATION_ADDED', subtype, annotation.num)
    else comparison.add('never', 'DANGLING_WIDGET', '', annotation.num)
  } else if (!COMMENTING.has(subtype)) comparison.add('never', 'COVERING_ANNOTATION', subtype, annotation.num)
  else comparison.add('annotating', 'ANNOTATION_ADDED', subtype, annotation.num)
}

/** Annotations written straight into the list have no number: old ones must all still be there, in order. */
function compareDirect(comparison: Comparison, before: PdfValue[], after: PdfValue[], page: number | null): void {
  const old = before.filter((item) => !(item instanceof Ref))
  const now = after.filter((item) => !(item instanceof Ref))
  for (const [index, item] of old.entries()) {
    comparison.freeze(item, now[index], 'never', 'ANNOTATION_CHANGED', subtypeOf(comparison, item, 'old'), page)
  }
  for (const item of now.slice(old.length)) {
    const subtype = subtypeOf(comparison, item, 'new')
    const widget = subtype === 'Widget'
    const code = widget ? 'DANGLING_WIDGET' : COMMENTING.has(subtype) ? 'ANNOTATION_ADDED' : 'COVERING_ANNOTATION'
    comparison.add(code === 'ANNOTATION_ADDED' ? 'annotating' : 'never', code, subtype, page)
  }
}
