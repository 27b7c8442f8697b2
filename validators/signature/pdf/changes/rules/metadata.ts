/** XMP metadata, of the document and of single pages (ISO 32000-2 §14.3.2). */
import { isName, PdfStream, type PdfValue, Ref } from '../../../../pdf/syntax/objects.ts'
import type { Comparison } from '../comparison.ts'

/** XMP metadata may be replaced by XMP metadata. */
export function compareMetadata(comparison: Comparison, old: PdfValue | undefined, now: PdfValue | undefined): void {
  if (!comparison.differs(old, now)) return
  const stream = comparison.new.resolve(now)
  const object = now instanceof Ref ? now.num : null
  const isXmp = stream instanceof PdfStream && isName(comparison.new.get(stream, 'Type'), 'Metadata')
  if (isXmp || stream === null) comparison.add('maintenance', 'METADATA_UPDATED', '', object)
  else comparison.add('never', 'METADATA_INVALID', '', object)
}
