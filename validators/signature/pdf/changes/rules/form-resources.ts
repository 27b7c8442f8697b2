/** Default resources of the form, from which viewers draw field values (ISO 32000-2 §12.7.3, /DR). */
import { pagesOf } from '../../../../pdf/structure/pages.ts'
import type { View } from '../../../../pdf/structure/view.ts'
import { isName, type PdfValue } from '../../../../pdf/syntax/objects.ts'
import type { Comparison } from '../comparison.ts'

/**
 * Resources may be added under new names; a name in use keeps its meaning. They only serve to draw field values anew: in
 * a document whose fields are all signatures nothing is drawn from them, and software that signs may renew them.
 */
export function compareResources(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  object: number | null,
): void {
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  if (!(before instanceof Map)) {
    if (after !== null) comparison.add('signing', 'FORM_SETTINGS_UPDATED', 'DR', object)
    return
  }
  if (!(after instanceof Map)) {
    comparison.add('never', 'FORM_RESOURCE_CHANGED', 'DR', object)
    return
  }
  if (hasOnlySignatures(comparison.old)) {
    if (comparison.differs(old, now)) comparison.add('signing', 'FORM_SETTINGS_UPDATED', 'DR', object)
    return
  }
  let added = false
  for (const [category, value] of before) {
    const held = comparison.old.resolve(value)
    const holds = comparison.new.resolve(after.get(category))
    if (!(held instanceof Map) || !(holds instanceof Map)) {
      // The list of procedure sets and the like.
      if (category !== 'ProcSet')
        comparison.freeze(value, after.get(category), 'never', 'FORM_RESOURCE_CHANGED', category, object)
      continue
    }
    for (const [name, resource] of held) {
      comparison.freeze(resource, holds.get(name), 'never', 'FORM_RESOURCE_CHANGED', `${category}/${name}`, object)
    }
    added ||= holds.size > held.size
  }
  if (added || after.size > before.size) comparison.add('signing', 'FORM_SETTINGS_UPDATED', 'DR', object)
}

/** Is every field of the form, and every widget on a page, a signature? */
function hasOnlySignatures(view: View): boolean {
  const fields = view.get(view.get(view.get(view.trailer, 'Root'), 'AcroForm'), 'Fields')
  if (Array.isArray(fields) && !fields.every((field) => isSignature(view, field))) return false
  return pagesOf(view).every(({ dict }) => {
    const annotations = view.get(dict, 'Annots')
    if (!Array.isArray(annotations)) return true
    return annotations.every(
      (annotation) => !isName(view.get(annotation, 'Subtype'), 'Widget') || isSignature(view, annotation),
    )
  })
}

/** A signature by its own type or its parent's. */
function isSignature(view: View, node: PdfValue): boolean {
  const own = view.get(node, 'FT')
  return isName(own === null ? view.get(view.get(node, 'Parent'), 'FT') : own, 'Sig')
}
