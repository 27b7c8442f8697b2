import type { Pdfium } from './engine.ts'
import { displayed, type PageFrame } from './frame.ts'
import type { StyledWord } from './words.ts'

/** Why a word is not seen by somebody who opens the file. */
export type Unseen = 'invisible' | 'off-page' | 'too-small' | 'white' | 'covered'

/** An opaque picture or rectangle painted on the page, with its place in the order of painting. */
export interface Paint {
  order: number
  kind: 'path' | 'image'
  light: boolean
  box: [number, number, number, number]
}

/** What lies on a page beside its text. */
export interface PagePaint {
  paints: readonly Paint[]
  /** Order of painting of a text object. */
  orderOf(object: number): number | undefined
  /** Share of the page that its largest image covers. */
  imageShare: number
  /** Things on the page of whatever kind; a blank page has none or a rule or two. */
  objects: number
}

const objectType = { text: 1, path: 2, image: 3 } as const
const mostObjects = 20_000
/** Points; what is thinner hides no word. */
const smallestCover = 4
/** Share of the page from which a picture is taken for the scanned page itself, and not for a stamp or a seal. */
const scanShare = 0.5
/** Text render modes 3 (invisible) and 7 (clip only): ISO 32000-2, table 104. */
const invisibleModes = new Set([3, 7])

/** Lists what is painted on a page, in order. */
export function readPaint(engine: Pdfium, page: number, frame: PageFrame): PagePaint {
  const { call } = engine
  const paints: Paint[] = []
  const orderOf = new Map<number, number>()
  let imageShare = 0
  const scratch = call.malloc(32)
  const count = Math.min(Math.max(0, call.FPDFPage_CountObjects(page)), mostObjects)
  for (let order = 0; order < count; order++) {
    const object = call.FPDFPage_GetObject(page, order)
    const type = call.FPDFPageObj_GetType(object)
    if (type === objectType.text) orderOf.set(object, order)
    if (type !== objectType.path && type !== objectType.image) continue
    const box = boundsOf(engine, object, frame, scratch)
    if (!box) continue
    if (type === objectType.image) imageShare = Math.max(imageShare, shareOf(box, frame))
    if (!coversText(box)) continue
    const paint = opaquePaint(engine, object, type, scratch)
    if (paint) paints.push({ order, box, ...paint })
  }
  call.free(scratch)
  return { paints, orderOf: (object) => orderOf.get(object), imageShare, objects: count }
}

function boundsOf(engine: Pdfium, object: number, frame: PageFrame, at: number): Paint['box'] | null {
  if (engine.call.FPDFPageObj_GetBounds(object, at, at + 4, at + 8, at + 12) === 0) return null
  const view = engine.view()
  return paintedBox(
    frame,
    view.getFloat32(at, true),
    view.getFloat32(at + 4, true),
    view.getFloat32(at + 8, true),
    view.getFloat32(at + 12, true),
  )
}

/** A rectangle of the page's own space as displayed. */
export function paintedBox(frame: PageFrame, left: number, bottom: number, right: number, top: number): Paint['box'] {
  const [ax, ay] = displayed(frame, left, top)
  const [bx, by] = displayed(frame, right, bottom)
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)]
}

/** Rules and underlines cover nothing. */
export function coversText(box: Paint['box']): boolean {
  return box[3] - box[1] >= smallestCover && box[2] - box[0] >= smallestCover
}

/** White shapes hide dark text, dark ones white text. */
export function isLight(colour: number): boolean {
  return Math.min(colour >> 16, (colour >> 8) & 255, colour & 255) >= 235
}

function opaquePaint(engine: Pdfium, object: number, type: number, at: number): Pick<Paint, 'kind' | 'light'> | null {
  const { call } = engine
  if (call.FPDFPageObj_HasTransparency(object) === 1) return null
  if (type === objectType.image) return { kind: 'image', light: false }
  if (call.FPDFPath_GetDrawMode(object, at, at + 4) === 0) return null
  if (engine.view().getInt32(at, true) === 0 || call.FPDFPath_CountSegments(object) > 6) return null
  if (call.FPDFPageObj_GetFillColor(object, at, at + 4, at + 8, at + 12) === 0) return null
  const view = engine.view()
  const [red, green, blue, alpha] = [0, 4, 8, 12].map((offset) => view.getUint32(at + offset, true))
  if ((alpha ?? 0) < 250) return null
  return { kind: 'path', light: isLight(((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0)) }
}

/** How much of the page a box covers, 0 to 1. */
export function shareOf(box: Paint['box'], frame: PageFrame): number {
  const width = Math.min(box[2], frame.width) - Math.max(box[0], 0)
  const height = Math.min(box[3], frame.height) - Math.max(box[1], 0)
  return width > 0 && height > 0 ? (width * height) / (frame.width * frame.height) : 0
}

/** Says why a word cannot be seen, or `null` when it can. */
export function whyUnseen(word: StyledWord, frame: PageFrame, paint: () => PagePaint): Unseen | null {
  const { style } = word
  if (invisibleModes.has(style.renderMode) || style.alpha < 8 || style.clipped) return 'invisible'
  const [x0, y0, x1, y1] = word.box
  if (x1 < 0 || y1 < 0 || x0 > frame.width || y0 > frame.height) return 'off-page'
  if (style.size > 0 && style.size < 1) return 'too-small'
  const x = (x0 + x1) / 2
  const y = (y0 + y1) / 2
  if (
    style.colour !== null &&
    isNearWhite(style.colour) &&
    !paint().paints.some((under) => !under.light && holds(under, x, y))
  ) {
    return 'white'
  }
  return isCovered(word, x, y, paint()) ? 'covered' : null
}

function isCovered(word: StyledWord, x: number, y: number, paint: PagePaint): boolean {
  if (paint.paints.length === 0) return false
  const order = paint.orderOf(word.object)
  if (order === undefined) return false
  const [x0, y0, x1, y1] = word.box
  return paint.paints.some(
    (over) =>
      over.order > order &&
      (over.kind === 'path' || isScan(paint)) &&
      holds(over, x, y) &&
      holds(over, x0 + 1, y) &&
      holds(over, x1 - 1, y) &&
      over.box[1] < y0 + (y1 - y0) * 0.4 &&
      over.box[3] > y1 - (y1 - y0) * 0.4,
  )
}

function holds(paint: Paint, x: number, y: number): boolean {
  return x >= paint.box[0] && x <= paint.box[2] && y >= paint.box[1] && y <= paint.box[3]
}

function isNearWhite(colour: number): boolean {
  return Math.min(colour >> 16, (colour >> 8) & 255, colour & 255) >= 245
}

/** True when the page is the picture of a page, whatever was put over it. */
export function isScan(paint: PagePaint): boolean {
  return paint.imageShare > scanShare
}

/** The pages whose text a scanner's software put under the picture of the page. */
export function isOcrLayer(unseen: readonly (Unseen | null)[], paint: PagePaint): boolean {
  const beneath = unseen.filter((why) => why === 'invisible' || why === 'covered').length
  return isScan(paint) && beneath > 0.7 * unseen.length
}

/**
 * Drops words drawn twice in the same place (a way to make them bold), and counts those that lie on different ones.
 */
export function dropDoubles(words: readonly StyledWord[]): { words: StyledWord[]; overlaid: number } {
  const kept: StyledWord[] = []
  const cells = new Map<number, StyledWord[]>()
  let overlaid = 0
  for (const word of words) {
    const x = (word.x0 + word.x1) / 2
    const cell = Math.floor(x / 40) * 0x10000 + Math.floor(word.baseline / 12)
    const neighbours = cells.get(cell)
    const under = neighbours?.find((other) => liesOn(word, other))
    if (under && under.text === word.text) continue
    if (under) overlaid++
    kept.push(word)
    if (neighbours) neighbours.push(word)
    else cells.set(cell, [word])
  }
  return { words: kept, overlaid }
}

function liesOn(word: StyledWord, other: StyledWord): boolean {
  const across = Math.min(word.x1, other.x1) - Math.max(word.x0, other.x0)
  const narrow = Math.min(word.x1 - word.x0, other.x1 - other.x0)
  return Math.abs(word.baseline - other.baseline) < 0.25 * word.size && across > 0.7 * narrow && narrow > 0
}
