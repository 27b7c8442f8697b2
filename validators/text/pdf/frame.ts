import type { Box } from '../read-document.ts'
import type { Pdfium } from './engine.ts'

/** Clockwise quarter turns. */
export type QuarterTurns = 0 | 1 | 2 | 3

/** How a page's own coordinates (origin bottom left, y upwards) become those of the page as displayed. */
export interface PageFrame {
  left: number
  bottom: number
  right: number
  top: number
  rotation: QuarterTurns
  /** Size as displayed, in points. */
  width: number
  height: number
}

export function pageFrame(engine: Pdfium, page: number): PageFrame {
  const { call } = engine
  const at = call.malloc(16)
  call.FPDF_GetPageBoundingBox(page, at)
  const view = engine.view()
  const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => view.getFloat32(at + offset, true))
  call.free(at)
  return {
    left: left ?? 0,
    top: top ?? 0,
    right: right ?? 0,
    bottom: bottom ?? 0,
    rotation: (call.FPDFPage_GetRotation(page) & 3) as QuarterTurns,
    width: call.FPDF_GetPageWidthF(page),
    height: call.FPDF_GetPageHeightF(page),
  }
}

/** A point of the page's own space as displayed: x to the right, y downwards from the top left corner. */
export function displayed(frame: PageFrame, x: number, y: number): [number, number] {
  switch (frame.rotation) {
    case 0:
      return [x - frame.left, frame.top - y]
    case 1:
      return [y - frame.bottom, x - frame.left]
    case 2:
      return [frame.right - x, y - frame.bottom]
    case 3:
      return [frame.top - y, frame.right - x]
  }
}

/** The direction in which text advances, as displayed, in quarter turns clockwise; `null` when it runs aslant. */
export function textDirection(frame: PageFrame, a: number, b: number): QuarterTurns | null {
  const angle = Math.atan2(-b, a) / (Math.PI / 2) + frame.rotation
  const turns = Math.round(angle)
  if (Math.abs(angle - turns) > 0.12) return null
  return (((turns % 4) + 4) % 4) as QuarterTurns
}

/** Turns a displayed point so that text advancing by `turns` quarter turns reads from left to right. */
export function uprightPoint(frame: PageFrame, turns: QuarterTurns, x: number, y: number): [number, number] {
  switch (turns) {
    case 0:
      return [x, y]
    case 1:
      return [y, frame.width - x]
    case 2:
      return [frame.width - x, frame.height - y]
    case 3:
      return [frame.height - y, x]
  }
}

/** The inverse of {@link uprightPoint} for boxes. */
export function displayedBox(frame: PageFrame, turns: QuarterTurns, box: Box): Box {
  const [x0, y0, x1, y1] = box
  switch (turns) {
    case 0:
      return box
    case 1:
      return [frame.width - y1, x0, frame.width - y0, x1]
    case 2:
      return [frame.width - x1, frame.height - y1, frame.width - x0, frame.height - y0]
    case 3:
      return [y0, frame.height - x1, y1, frame.height - x0]
  }
}
