/** Fields that were not there: only signatures may join, and an unsigned one must not show anything. */

import type { View } from '../../../../pdf/structure/view.ts'
import { isName, type PdfDict, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import { PDF_LIMITS } from '../../limits.ts'
import { childFields, fieldPart } from '../../signatures/signature-fields.ts'
import type { Comparison } from '../comparison.ts'
import type { JudgedWidgets } from './judged-widgets.ts'

const HIDDEN = 2
const NO_VIEW = 32

/** Entries by which a widget runs something. */
const ACTIONS = ['A', 'AA'] as const

/** Judges one new field and its children. */
export function addField(
  comparison: Comparison,
  node: PdfValue,
  parent: string,
  inheritedType: PdfValue,
  widgets: JudgedWidgets,
  depth: number,
): void {
  const view = comparison.new
  const dict = view.resolve(node)
  if (!(dict instanceof Map) || depth > 64) return
  const object = node instanceof Ref ? node.num : null
  if (object !== null && widgets.judged.has(object)) return
  const part = fieldPart(view, node, dict) ?? ''
  const path = parent === '' || part === '' ? parent + part : `${parent}.${part}`
  const type = view.get(dict, 'FT') ?? inheritedType
  comparison.claimHome(node)
  if (object !== null) {
    widgets.judged.add(object)
    widgets.added.add(object)
  }
  const kids = childFields(view, dict)
  if (kids.length > 0 && !dict.has('V')) {
    for (const kid of kids) addField(comparison, kid, path, type, widgets, depth + 1)
    return
  }
  const shown = widgetsOf(view, dict, node, widgets)
  for (const holder of new Set([dict, ...shown])) {
    for (const key of ACTIONS) if (holder.has(key)) comparison.add('never', 'ACTION_CHANGED', key, object, path)
  }
  if (!isName(type, 'Sig')) comparison.add('never', 'FIELD_ADDED', path, object, path)
  else if (view.get(dict, 'V') instanceof Map) {
    if (shown.some((widget) => isVisible(view, widget) && coversPage(view, widget))) {
      comparison.add('never', 'SIGNATURE_COVERS_PAGE', path, object, path)
    } else addSignature(comparison, dict, shown, path, object)
  } else if (shown.some((widget) => isVisible(view, widget))) {
    comparison.add('never', 'VISIBLE_EMPTY_SIGNATURE_FIELD', path, object, path)
  } else comparison.add('signing', 'EMPTY_SIGNATURE_FIELD_ADDED', path, object, path)
}

/** A field got its signature or document time-stamp, shown by these widgets. */
export function addSignature(
  comparison: Comparison,
  field: PdfDict,
  shown: readonly PdfDict[],
  path: string,
  object: number | null,
): void {
  if (!isTimestamp(comparison.new, field)) comparison.add('signing', 'SIGNATURE_ADDED', path, object, path)
  else if (shown.some((widget) => isVisible(comparison.new, widget))) {
    comparison.add('signing', 'DOCUMENT_TIMESTAMP_ADDED', path, object)
    comparison.add('never', 'VISIBLE_TIMESTAMP', path, object)
  } else comparison.add('maintenance', 'DOCUMENT_TIMESTAMP_ADDED', path, object)
}

/** Is the value of this signature field a document time-stamp? */
function isTimestamp(view: View, field: PdfDict): boolean {
  const value = view.get(field, 'V')
  return isName(view.get(value, 'SubFilter'), 'ETSI.RFC3161') || isName(view.get(value, 'Type'), 'DocTimeStamp')
}

function widgetsOf(view: View, dict: PdfDict, node: PdfValue, widgets: JudgedWidgets): PdfDict[] {
  const kids = view.get(dict, 'Kids')
  const found: PdfDict[] = dict.has('Rect') ? [dict] : []
  for (const kid of Array.isArray(kids) ? kids : []) {
    if (kid === node) continue
    const widget = view.resolve(kid)
    if (!(widget instanceof Map)) continue
    found.push(widget)
    if (kid instanceof Ref) {
      widgets.judged.add(kid.num)
      widgets.added.add(kid.num)
    }
  }
  return found
}

/** Share of a page that no honest signature image takes up; those of NĐ 30/2020 PL I take well under a tenth. */
const COVERING_SHARE = 0.5

/** Is the widget so large that it hides what was signed (sneaky signature attack)? */
export function coversPage(view: View, widget: PdfDict): boolean {
  const page = areaOf(view, mediaBox(view, widget.get('P'))) || 595 * 842
  return areaOf(view, view.get(widget, 'Rect')) > COVERING_SHARE * page
}

/** The page's own, or what it inherits. */
function mediaBox(view: View, page: PdfValue | undefined): PdfValue {
  let node = view.resolve(page)
  for (let level = 0; level < PDF_LIMITS.treeDepth && node instanceof Map; level += 1) {
    const box = view.get(node, 'MediaBox')
    if (box !== null) return box
    node = view.get(node, 'Parent')
  }
  return null
}

function areaOf(view: View, box: PdfValue): number {
  if (!Array.isArray(box)) return 0
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = box.map((side) => Number(view.resolve(side)))
  return Math.abs((x1 - x0) * (y1 - y0)) || 0
}

/** Does the widget draw anything on its page? */
function isVisible(view: View, widget: PdfDict): boolean {
  const flags = view.get(widget, 'F')
  if (typeof flags === 'number' && (flags & (HIDDEN | NO_VIEW)) !== 0) return false
  const rect = view.get(widget, 'Rect')
  if (!Array.isArray(rect)) return false
  const [x0, y0, x1, y1] = rect.map((side) => Number(view.resolve(side)))
  const empty = x0 === x1 || y0 === y1
  // Viewers draw the background and border of /MK themselves where there is no appearance.
  return !empty && (view.get(widget, 'AP') !== null || view.get(widget, 'MK') !== null)
}
