import { limits } from '../limits.ts'
import type { Pdfium } from './engine.ts'

/** Subtypes (fpdf_annot.h) whose appearance is part of what a reader sees: free text, stamp, form field. */
const drawnSubtypes = new Set([3, 13, 20])
/** Annotation flags Hidden and NoView (ISO 32000-2, table 167). */
const unseenFlags = 2 | 32
const flattened = 1

/** True when the page shows annotations that may carry text: numbers filled in, signature boxes, arrival stamps. */
export function hasDrawnAnnotations(engine: Pdfium, page: number): boolean {
  const { call } = engine
  const count = Math.min(call.FPDFPage_GetAnnotCount(page), limits.annotationsPerPage)
  if (count <= 0) return false
  const scratch = call.malloc(16)
  let drawn = false
  for (let index = 0; index < count && !drawn; index++) {
    const annotation = call.FPDFPage_GetAnnot(page, index)
    if (annotation === 0) continue
    drawn =
      drawnSubtypes.has(call.FPDFAnnot_GetSubtype(annotation)) &&
      (call.FPDFAnnot_GetFlags(annotation) & unseenFlags) === 0 &&
      hasExtent(engine, annotation, scratch)
    call.FPDFPage_CloseAnnot(annotation)
  }
  call.free(scratch)
  return drawn
}

/** Invisible signatures have a rectangle of no size. */
function hasExtent(engine: Pdfium, annotation: number, at: number): boolean {
  if (engine.call.FPDFAnnot_GetRect(annotation, at) === 0) return false
  const view = engine.view()
  const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => view.getFloat32(at + offset, true))
  return Math.abs((right ?? 0) - (left ?? 0)) > 1 && Math.abs((top ?? 0) - (bottom ?? 0)) > 1
}

/** Draws the annotations into the page's content, in memory only, so that their text is read with the rest. */
export function flattenAnnotations(engine: Pdfium, page: number): boolean {
  return engine.call.FPDFPage_Flatten(page, 0) === flattened
}
