import { PDFArray, PDFDict, PDFName, type PDFPage } from 'pdf-lib'

/** Annotations that are drawn and do nothing else; all others are left out of the copy. */
const drawn = new Set(['/Widget', '/Stamp', '/FreeText', '/Ink', '/Line', '/Square', '/Circle', '/Highlight', '/Link'])
/** What a field or an annotation may claim or do, beside how it looks. */
const claims = ['FT', 'V', 'DV', 'T', 'TU', 'TM', 'Kids', 'Parent', 'A', 'AA', 'Lock', 'SV', 'DA', 'MK', 'Popup', 'IRT']

/**
 * Leaves of a page's annotations only what they look like: the box of a signature stays to be seen as a stamp, the
 * signature itself, which holds for the original alone, goes; so do actions, attachments and media.
 */
export function keepLooksOnly(page: PDFPage): void {
  page.node.delete(PDFName.of('AA'))
  const annotations = page.node.Annots()
  if (!annotations) return
  const kept = PDFArray.withContext(page.doc.context)
  for (let index = 0; index < annotations.size(); index++) {
    const annotation = annotations.lookup(index)
    if (!(annotation instanceof PDFDict)) continue
    const subtype = String(annotation.lookup(PDFName.of('Subtype')))
    if (!drawn.has(subtype)) continue
    for (const claim of claims) annotation.delete(PDFName.of(claim))
    if (subtype === '/Widget') annotation.set(PDFName.of('Subtype'), PDFName.of('Stamp'))
    kept.push(annotations.get(index))
  }
  page.node.set(PDFName.of('Annots'), kept)
}
