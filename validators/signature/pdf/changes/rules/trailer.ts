/** The trailer: housekeeping keys may change, the catalog has its own rule, encryption stays (ISO 32000-2 §7.5.5). */
import { PdfStream, Ref } from '../../../../pdf/syntax/objects.ts'
import { type Comparison, keysOf } from '../comparison.ts'

/** Keys every save writes anew, those of cross-reference streams included. */
const HOUSEKEEPING = new Set([
  'Size',
  'Prev',
  'XRefStm',
  'ID',
  'Type',
  'W',
  'Index',
  'Length',
  'Filter',
  'DecodeParms',
  'DL',
  // What LibreOffice counts over its own objects.
  'DocChecksum',
])

export function compareTrailers(comparison: Comparison): void {
  const before = comparison.old.trailer
  const after = comparison.new.trailer
  for (const key of keysOf(before, after)) {
    if (HOUSEKEEPING.has(key)) continue
    const [old, now] = [before.get(key), after.get(key)]
    if (key === 'Root') claimRoots(comparison)
    else if (key === 'Info') compareInfo(comparison)
    else if (key === 'Encrypt') comparison.freeze(old, now, 'never', 'ENCRYPTION_CHANGED')
    // A save may drop keys it does not know; what they led to must stay as it was.
    else if (now === undefined) comparison.freeze(old, old, 'never', 'TRAILER_CHANGED', key)
    else if (old !== undefined || now instanceof Ref) comparison.freeze(old, now, 'never', 'TRAILER_CHANGED', key)
  }
}

/** Some software writes the catalog under a new number; what it says is compared all the same. */
function claimRoots(comparison: Comparison): void {
  comparison.claimHome(comparison.old.trailer.get('Root'))
  comparison.claimHome(comparison.new.trailer.get('Root'))
}

/** The information dictionary holds texts and dates only; anything else there is not information. */
function compareInfo(comparison: Comparison): void {
  const [old, now] = [comparison.old.trailer.get('Info'), comparison.new.trailer.get('Info')]
  const info = comparison.new.resolve(now)
  if (now === undefined || !comparison.differs(old, now)) return
  const object = now instanceof Ref ? now.num : null
  const simple =
    info instanceof Map && [...info.values()].every((value) => !(comparison.new.resolve(value) instanceof PdfStream))
  if (simple || info === null) comparison.add('maintenance', 'METADATA_UPDATED', '', object)
  else comparison.add('never', 'METADATA_INVALID', '', object)
}
