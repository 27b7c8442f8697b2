import type { View } from '../../../pdf/structure/view.ts'
import { isName, type PdfDict, PdfStream } from '../../../pdf/syntax/objects.ts'
import { limits } from '../../limits.ts'
import type { ContentReader } from './content-reader.ts'
import { type Matrix, mapRectangle, type Rectangle } from './matrix.ts'
import type { PlainFile } from './plain-file.ts'
import { matrixOf, rectangleOf } from './values.ts'

/** Subtypes whose appearance is part of what a reader sees: free text, stamp, form field. */
const drawnSubtypes = ['FreeText', 'Stamp', 'Widget']
/** Annotation flags Hidden and NoView (ISO 32000-2, table 167). */
const unseenFlags = 2 | 32

/** Shows the appearances of a page's annotations after its content (§12.5.5), if any of them may carry text. */
export function showAnnotations(reader: ContentReader, page: PdfDict): void {
  const { view } = reader.file
  const annotations = view.get(page, 'Annots')
  if (!Array.isArray(annotations)) return
  const seen = annotations
    .slice(0, limits.annotationsPerPage)
    .map((annotation) => view.resolve(annotation))
    .filter((annotation): annotation is PdfDict => annotation instanceof Map && isSeen(view, annotation))
  if (!seen.some((annotation) => isDrawn(view, annotation))) return
  for (const annotation of seen) showAppearance(reader, annotation)
}

function isSeen(view: View, annotation: PdfDict): boolean {
  const flags = view.get(annotation, 'F')
  return (
    (typeof flags === 'number' ? flags & unseenFlags : 0) === 0 && !isName(view.get(annotation, 'Subtype'), 'Popup')
  )
}

/** Invisible signatures have a rectangle of no size. */
function isDrawn(view: View, annotation: PdfDict): boolean {
  const rectangle = rectangleOf(view, annotation, 'Rect')
  return (
    drawnSubtypes.some((subtype) => isName(view.get(annotation, 'Subtype'), subtype)) &&
    rectangle !== null &&
    rectangle[2] - rectangle[0] > 1 &&
    rectangle[3] - rectangle[1] > 1
  )
}

function showAppearance(reader: ContentReader, annotation: PdfDict): void {
  const { view } = reader.file
  const appearance = normalAppearance(view, annotation)
  const target = rectangleOf(view, annotation, 'Rect')
  if (appearance === null || target === null) return
  const placed = placement(reader.file, appearance, target)
  if (placed === null) return
  reader.painting.nextObject()
  reader.showForm(appearance, placed)
}

function normalAppearance(view: View, annotation: PdfDict): PdfStream | null {
  const normal = view.get(view.get(annotation, 'AP'), 'N')
  if (normal instanceof PdfStream) return normal
  const state = view.get(annotation, 'AS')
  const chosen = isName(state) ? view.get(normal, state.value) : null
  return chosen instanceof PdfStream ? chosen : null
}

/** What brings the appearance's box onto the annotation's rectangle (§12.5.5, algorithm 8.1). */
function placement(file: PlainFile, appearance: PdfStream, target: Rectangle): Matrix | null {
  const box = rectangleOf(file.view, appearance, 'BBox')
  if (box === null) return null
  const [left, bottom, right, top] = mapRectangle(matrixOf(file.view, appearance, 'Matrix'), box)
  const [width, height] = [right - left, top - bottom]
  if (width <= 0 || height <= 0) return null
  const a = (target[2] - target[0]) / width
  const d = (target[3] - target[1]) / height
  return { a, b: 0, c: 0, d, e: target[0] - left * a, f: target[1] - bottom * d }
}
