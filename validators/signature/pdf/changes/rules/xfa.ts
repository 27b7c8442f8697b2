/** XFA forms: the data may be filled in; the template is what pages are drawn from (ISO 32000-1 §12.7.8). */
import { PdfString, type PdfValue } from '../../../../pdf/syntax/objects.ts'
import type { Comparison } from '../comparison.ts'

/** Packets that hold what was filled in. */
const DATA = new Set(['datasets', 'form'])

/** Compares packet by packet; an XFA form that comes, goes, or is one stream for all counts as a new template. */
export function compareXfa(
  comparison: Comparison,
  old: PdfValue | undefined,
  now: PdfValue | undefined,
  object: number | null,
): void {
  if (!comparison.differs(old, now)) return
  const before = comparison.old.resolve(old)
  const after = comparison.new.resolve(now)
  const same = Array.isArray(before) && Array.isArray(after) && before.length === after.length
  const filledOnly =
    same &&
    before.every((item, index) => DATA.has(packetName(before[index - 1])) || !comparison.differs(item, after[index]))
  comparison.add(filledOnly ? 'filling' : 'never', filledOnly ? 'XFA_CHANGED' : 'XFA_TEMPLATE_CHANGED', '', object)
}

/** The list goes name, stream, name, stream. */
function packetName(value: PdfValue | undefined): string {
  return value instanceof PdfString ? Buffer.from(value.bytes).toString('latin1') : ''
}
