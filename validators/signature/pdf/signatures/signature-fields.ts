/** The signature fields of a document, in the order of its form (ISO 32000-2 §12.7.5.5). */

import { pagesOf } from '../../../pdf/structure/pages.ts'
import type { View } from '../../../pdf/structure/view.ts'
import { dictOf, isName, type PdfDict, PdfString, type PdfValue, Ref } from '../../../pdf/syntax/objects.ts'
import { plainString } from '../encryption/decryptor.ts'
import { PDF_LIMITS } from '../limits.ts'
import { decodeTextString } from './text-string.ts'

export interface SignatureField {
  /** Fully qualified name, parts joined by full stops. */
  name: string
  /** Object number of the field, `null` when it is no indirect object. */
  num: number | null
  dict: PdfDict
  /** `null`: an empty field, waiting to be signed. */
  value: SignatureValue | null
}

export interface SignatureValue {
  /** Object number of the signature dictionary, `null` when it stands inside its field. */
  num: number | null
  dict: PdfDict
}

/** All signature fields: those of the form in its order, then those that only a page shows. */
export function signatureFields(view: View): SignatureField[] {
  const walk = walkForm(view)
  for (const page of pagesOf(view)) addPageFields(walk, view.get(page.dict, 'Annots'))
  return walk.fields
}

/** Those of the form only: no page is looked at. */
export function formSignatureFields(view: View): SignatureField[] {
  return walkForm(view).fields
}

function walkForm(view: View): Walk {
  const catalog = view.get(view.trailer, 'Root')
  const walk: Walk = { view, seen: new Set(), visited: 0, fields: [] }
  const roots = view.get(view.get(catalog, 'AcroForm'), 'Fields')
  if (Array.isArray(roots)) for (const root of roots) visit(walk, root, '', null, null, 0)
  return walk
}

/** Signature widgets that no form field leads to: an attacker may have cut them off the form. */
function addPageFields(walk: Walk, annotations: PdfValue): void {
  if (!Array.isArray(annotations)) return
  for (const annotation of annotations) {
    const dict = walk.view.resolve(annotation)
    if (!(dict instanceof Map) || !isName(walk.view.get(dict, 'Subtype'), 'Widget')) continue
    const parent = dict.get('Parent')
    const field = dict.has('T') || !(parent instanceof Ref) ? annotation : parent
    const holder = walk.view.resolve(field)
    if (holder instanceof Map && isName(walk.view.get(holder, 'FT'), 'Sig')) visit(walk, field, '', null, null, 0)
  }
}

interface Walk {
  view: View
  seen: Set<number>
  visited: number
  fields: SignatureField[]
}

function visit(walk: Walk, node: PdfValue, path: string, type: PdfValue, value: PdfValue, depth: number): void {
  const { view, seen } = walk
  walk.visited += 1
  if (walk.visited > PDF_LIMITS.fields || depth > PDF_LIMITS.treeDepth) return
  const num = node instanceof Ref ? node.num : null
  if (num !== null) {
    if (seen.has(num)) return
    seen.add(num)
  }
  const dict = view.resolve(node)
  if (!(dict instanceof Map)) return
  const partial = fieldPart(view, node, dict)
  const name = partial === null ? path : path === '' ? partial : `${path}.${partial}`
  const ownType = view.get(dict, 'FT') ?? type
  const ownValue = dict.get('V') ?? value
  const kids = childFields(view, dict)
  if (kids.length > 0) {
    const before = walk.fields.length
    for (const kid of kids) visit(walk, kid, name, ownType, ownValue, depth + 1)
    // A field that lists only itself or its ancestors as children is a leaf all the same.
    if (walk.fields.length > before || !dict.has('V')) return
  }
  if (!isName(ownType, 'Sig')) return
  walk.fields.push({ name, num, dict, value: signatureValue(view, ownValue) })
}

/** The field's own part of its name, `null` when it has none (a mere widget). */
export function fieldPart(view: View, node: PdfValue, dict: PdfDict): string | null {
  const title = view.get(dict, 'T')
  if (!(title instanceof PdfString)) return null
  const holder = node instanceof Ref ? (view.object(node.num) ?? null) : null
  return decodeTextString(plainString(view.store, title, holder?.compressed ? null : holder))
}

/** The children that are fields themselves: they carry a name, or children of their own. */
export function childFields(view: View, dict: PdfDict): PdfValue[] {
  const kids = view.get(dict, 'Kids')
  if (!Array.isArray(kids)) return []
  return kids.filter((kid) => {
    const child = dictOf(view.resolve(kid))
    return child?.has('T') === true || child?.has('Kids') === true
  })
}

function signatureValue(view: View, value: PdfValue): SignatureValue | null {
  const dict = view.resolve(value)
  return dict instanceof Map ? { num: value instanceof Ref ? value.num : null, dict } : null
}
