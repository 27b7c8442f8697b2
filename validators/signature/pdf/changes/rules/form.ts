/** The interactive form: signatures join, resources are added, nothing leaves (ISO 32000-2 §12.7.3). */
import { type PdfDict, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import { type Comparison, keysOf } from '../comparison.ts'
import { compareFieldLists } from './fields.ts'
import { compareResources } from './form-resources.ts'
import type { JudgedWidgets } from './judged-widgets.ts'
import { compareXfa } from './xfa.ts'

/** Settings that only say how fields are shown or filled. */
const SETTINGS = new Set(['SigFlags', 'DA', 'Q', 'NeedAppearances'])

/** Compares the forms of two catalogs; returns which widgets the field rules have judged. */
export function compareForms(comparison: Comparison, before: PdfDict, after: PdfDict): JudgedWidgets {
  const widgets: JudgedWidgets = { judged: new Set(), added: new Set() }
  const [old, now] = [before.get('AcroForm'), after.get('AcroForm')]
  const oldForm = comparison.old.resolve(old)
  const newForm = comparison.new.resolve(now)
  const object = now instanceof Ref ? now.num : null
  if (oldForm === null && newForm === null) return widgets
  if (!(newForm instanceof Map)) {
    comparison.add('never', 'FORM_REMOVED', '', object)
    return widgets
  }
  comparison.claimHome(old)
  comparison.claimHome(now)
  const earlier: PdfDict = oldForm instanceof Map ? oldForm : new Map()
  comparison.claimHome(earlier.get('Fields'))
  comparison.claimHome(newForm.get('Fields'))
  for (const key of keysOf(earlier, newForm)) compareEntry(comparison, key, earlier, newForm, object, widgets)
  return widgets
}

function compareEntry(
  comparison: Comparison,
  key: string,
  before: PdfDict,
  after: PdfDict,
  object: number | null,
  widgets: JudgedWidgets,
): void {
  const [old, now] = [before.get(key), after.get(key)]
  if (key === 'Fields')
    compareFieldLists(comparison, listOf(comparison.old.resolve(old)), listOf(comparison.new.resolve(now)), widgets)
  else if (key === 'DR') compareResources(comparison, old, now, object)
  else if (key === 'XFA') compareXfa(comparison, old, now, object)
  else if (SETTINGS.has(key)) {
    if (comparison.differs(old, now, object)) comparison.add('signing', 'FORM_SETTINGS_UPDATED', key, object)
  } else comparison.freeze(old, now, 'never', 'FORM_CHANGED', key, object)
}

function listOf(value: PdfValue): PdfValue[] {
  return Array.isArray(value) ? value : []
}
