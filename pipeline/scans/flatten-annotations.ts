/**
 * Puts what annotations show, seals and signatures among them, into the page itself, and takes the annotations away: in
 * a copy they would be signatures that no longer fit.
 */
import {
  concatTransformationMatrix,
  drawObject,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRef,
  PDFStream,
  popGraphicsState,
  pushGraphicsState,
} from 'pdf-lib'

const hidden = 2
const noView = 32

export function flattenAnnotations(page: PDFPage): void {
  const annotations = page.node.Annots()
  for (let index = 0; index < (annotations?.size() ?? 0); index++) {
    const annotation = annotations?.lookupMaybe(index, PDFDict)
    if (annotation) draw(page, annotation)
  }
  page.node.delete(PDFName.of('Annots'))
}

function draw(page: PDFPage, annotation: PDFDict): void {
  const flags = annotation.lookupMaybe(PDFName.of('F'), PDFNumber)?.asNumber() ?? 0
  const subtype = annotation.lookupMaybe(PDFName.of('Subtype'), PDFName)?.asString()
  if ((flags & (hidden | noView)) !== 0 || subtype === '/Popup') return
  const rect = numbersOf(annotation.lookupMaybe(PDFName.of('Rect'), PDFArray), 4)
  const appearance = appearanceOf(annotation)
  if (!rect || !appearance) return
  const { stream, reference } = appearance
  const box = numbersOf(stream.dict.lookupMaybe(PDFName.of('BBox'), PDFArray), 4)
  if (!box) return
  const matrix = numbersOf(stream.dict.lookupMaybe(PDFName.of('Matrix'), PDFArray), 6) ?? [1, 0, 0, 1, 0, 0]
  const fitted = fitInto(box, matrix, rect)
  if (!fitted) return
  stream.dict.set(PDFName.of('Type'), PDFName.of('XObject'))
  stream.dict.set(PDFName.of('Subtype'), PDFName.of('Form'))
  const name = page.node.newXObject('Seen', reference)
  page.pushOperators(pushGraphicsState(), concatTransformationMatrix(...fitted), drawObject(name), popGraphicsState())
}

/** The normal appearance, of the state the annotation is in. */
function appearanceOf(annotation: PDFDict): { stream: PDFStream; reference: PDFRef } | null {
  const { context } = annotation
  const normal = annotation.lookupMaybe(PDFName.of('AP'), PDFDict)?.get(PDFName.of('N'))
  const found = normal && context.lookup(normal)
  if (found instanceof PDFStream) return { stream: found, reference: refTo(annotation, normal, found) }
  if (!(found instanceof PDFDict)) return null
  const state = annotation.lookupMaybe(PDFName.of('AS'), PDFName)
  const chosen = state && found.get(state)
  const stream = chosen && context.lookup(chosen)
  return stream instanceof PDFStream ? { stream, reference: refTo(annotation, chosen, stream) } : null
}

function refTo({ context }: PDFDict, object: unknown, stream: PDFStream): PDFRef {
  return object instanceof PDFRef ? object : context.register(stream)
}

type Matrix = [number, number, number, number, number, number]

/** ISO 32000-2, 12.5.5, algorithm "appearance streams": the transformed box made to fill the rectangle. */
function fitInto(box: readonly number[], matrix: readonly number[], rect: readonly number[]): Matrix | null {
  const [x0, y0, x1, y1] = box as [number, number, number, number]
  const [a, b, c, d, e, f] = matrix as Matrix
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ].map(([x = 0, y = 0]) => [a * x + c * y + e, b * x + d * y + f] as const)
  const xs = corners.map(([x]) => x)
  const ys = corners.map(([, y]) => y)
  const from = { x: Math.min(...xs), y: Math.min(...ys) }
  const [across, down] = [Math.max(...xs) - from.x, Math.max(...ys) - from.y]
  const [left, right] = [Math.min(rect[0] ?? 0, rect[2] ?? 0), Math.max(rect[0] ?? 0, rect[2] ?? 0)]
  const [bottom, top] = [Math.min(rect[1] ?? 0, rect[3] ?? 0), Math.max(rect[1] ?? 0, rect[3] ?? 0)]
  // Invisible signatures have no size.
  if (!(across > 0 && down > 0 && right > left && top > bottom)) return null
  const [sx, sy] = [(right - left) / across, (top - bottom) / down]
  return [sx, 0, 0, sy, left - sx * from.x, bottom - sy * from.y]
}

function numbersOf(array: PDFArray | undefined, count: number): number[] | null {
  if (!array || array.size() !== count) return null
  const numbers = Array.from({ length: count }, (_, index) => array.lookupMaybe(index, PDFNumber)?.asNumber())
  return numbers.every((number) => number !== undefined && Number.isFinite(number)) ? (numbers as number[]) : null
}
