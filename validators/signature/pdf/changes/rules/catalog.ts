/** The document catalog: a few entries may gain what signing needs, everything else stays (ISO 32000-2 §7.7.2). */
import { isName, type PdfDict, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import { type Comparison, keysOf } from '../comparison.ts'
import { compareForms } from './form.ts'
import { compareMetadata } from './metadata.ts'
import { claimPages, comparePageTrees } from './pages.ts'
import { compareSecurityStores } from './security-store.ts'
import { compareStructure } from './structure-tree.ts'

/** Entries that run something or lead to what runs. */
const ACTIONS = new Set(['OpenAction', 'AA', 'Names', 'URI', 'Requirements'])

export function compareCatalogs(comparison: Comparison): void {
  const before = comparison.old.resolve(comparison.old.trailer.get('Root'))
  const after = comparison.new.resolve(comparison.new.trailer.get('Root'))
  if (!(before instanceof Map) || !(after instanceof Map)) {
    comparison.add('never', 'CATALOG_REPLACED')
    return
  }
  const root = comparison.new.trailer.get('Root')
  const object = root instanceof Ref ? root.num : null
  claimPages(comparison, before)
  // The form first: it tells which annotations of the pages belong to new signatures.
  const widgets = compareForms(comparison, before, after)
  comparePageTrees(comparison, before.get('Pages'), after.get('Pages'), widgets)
  for (const key of keysOf(before, after)) compareEntry(comparison, key, before, after, object)
}

function compareEntry(
  comparison: Comparison,
  key: string,
  before: PdfDict,
  after: PdfDict,
  object: number | null,
): void {
  const [old, now] = [before.get(key), after.get(key)]
  switch (key) {
    case 'AcroForm':
    case 'Pages':
      return
    case 'DSS':
      compareSecurityStores(comparison, old, now)
      return
    case 'StructTreeRoot':
      compareStructure(comparison, old, now)
      return
    case 'Metadata':
      compareMetadata(comparison, old, now)
      return
    case 'Perms':
      comparePermissions(comparison, old, now, object)
      return
    case 'Version':
      if (comparison.differs(old, now)) comparison.add('maintenance', 'VERSION_UPDATED', '', object)
      return
    // Says that the document is tagged; new signatures bring tags along.
    case 'MarkInfo':
      if (comparison.differs(old, now)) comparison.add('maintenance', 'STRUCTURE_TAGS_ADDED', '', object)
      return
    // Private data of applications, no part of what is shown (§14.5).
    case 'PieceInfo':
      if (comparison.differs(old, now)) comparison.add('maintenance', 'METADATA_UPDATED', '', object)
      return
    case 'Extensions':
      compareExtensions(comparison, old, now, object)
      return
    default:
      if (old === undefined && isDefault(key, comparison.new.resolve(now))) return
      comparison.freeze(old, now, 'never', ACTIONS.has(key) ? 'ACTION_CHANGED' : 'CATALOG_CHANGED', key, object)
  }
}

/** Some software writes out what holds anyway (table 29). */
function isDefault(key: string, value: PdfValue): boolean {
  if (key === 'PageMode') return isName(value, 'UseNone')
  if (key === 'PageLayout') return isName(value, 'SinglePage')
  if (key === 'ViewerPreferences') return value instanceof Map && value.size === 0
  return key === 'NeedsRendering' && value === false
}

/** Developer extensions are declarations; they may be added to and raised. */
function compareExtensions(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  object: number | null,
): void {
  if (!comparison.differs(old, now)) return
  const declared = comparison.new.resolve(now)
  if (declared instanceof Map) comparison.add('maintenance', 'VERSION_UPDATED', '', object)
  else comparison.freeze(old, now, 'never', 'CATALOG_CHANGED', 'Extensions', object)
}

/** A certification may come when there was none; what one set may not be taken away. */
function comparePermissions(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  object: number | null,
): void {
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  if (before instanceof Map) {
    for (const [key, value] of before) {
      comparison.freeze(
        value,
        after instanceof Map ? after.get(key) : null,
        'never',
        'PERMISSIONS_CHANGED',
        key,
        object,
      )
    }
  }
  if (after instanceof Map) {
    for (const [key, value] of after) {
      if (before instanceof Map && before.has(key)) continue
      const signature = comparison.new.resolve(value)
      if (key !== 'DocMDP' || !(signature instanceof Map)) {
        comparison.add('never', 'PERMISSIONS_CHANGED', key, object)
      }
    }
  }
}
