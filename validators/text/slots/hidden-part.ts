import { digitImage } from './digit-image.ts'
import type { Area } from './ink.ts'
import { type PrintReading, readPrint } from './print-digits.ts'
import type { PrintMeasure } from './print-or-pen.ts'
import type { Plate } from './rules.ts'

/** A digit of which more than this part lay under a rule is not read. */
const mostHidden = 0.4

/** What a row or column of pixels must have hidden of it for a digit to have gone on there. */
const mostly = 0.6

/**
 * A digit's box with the part of it that a rule hid at its top or its foot, which its pixels do not show: up to where the
 * print of the line begins and ends.
 */
export function wholeBox({ x0, y0, x1, y1 }: Area, measure: PrintMeasure | null, plate: Plate | null): Area {
  if (!measure || !plate?.hidden) return { x0, y0, x1, y1 }
  const top = Math.round(measure.foot - measure.height)
  const covers = (from: number, to: number) =>
    to > from && hiddenIn(plate, { x0, x1, y0: from, y1: to }).length / 2 >= mostly * (x1 - x0) * (to - from)
  return { x0, x1, y0: covers(top, y0) ? top : y0, y1: covers(y1, measure.foot) ? measure.foot : y1 }
}

/** How far off the line's print, in parts of its height, a rule's remains may make a digit seem to begin or end. */
const astray = 0.1

/** Reads a digit by what is seen of it. */
export function readInPart(
  points: Int32Array,
  box: Area,
  measure: PrintMeasure | null,
  plate: Plate | null,
): PrintReading | null {
  const hidden = plate?.hidden ? hiddenIn(plate, box) : new Int32Array()
  if (hidden.length === 0) return readPrint(digitImage(points))
  if (hidden.length / 2 > mostHidden * (box.x1 - box.x0) * (box.y1 - box.y0)) return null
  return boxesAround(box, measure)
    .map((each) => readPrint(digitImage(within(points, each), each), digitImage(within(hidden, each), each)))
    .reduce((best, reading) => (reading.likeness > best.likeness ? reading : best))
}

/** The box as it is, and with its ends set where the line's print begins and ends. */
function boxesAround(box: Area, measure: PrintMeasure | null): Area[] {
  if (!measure) return [box]
  const head = Math.round(measure.foot - measure.height)
  const near = (a: number, b: number) => Math.abs(a - b) <= astray * measure.height
  const tops = near(box.y0, head) ? [box.y0, head] : [box.y0]
  const feet = near(box.y1, measure.foot) ? [box.y1, measure.foot] : [box.y1]
  return tops.flatMap((y0) => feet.map((y1) => ({ ...box, y0, y1 })))
}

function within(points: Int32Array, { y0, y1 }: Area): Int32Array {
  return points.filter((_, index) => {
    const y = points[index - (index % 2) + 1] as number
    return y >= y0 && y < y1
  })
}

/** Hidden pixels in a box, x and y by turns. */
function hiddenIn({ page, hidden }: Plate, { x0, y0, x1, y1 }: Area): Int32Array {
  const found: number[] = []
  for (let y = Math.max(0, y0); y < Math.min(page.height, y1); y++)
    for (let x = Math.max(0, x0); x < Math.min(page.width, x1); x++)
      if (hidden?.[y * page.width + x] === 1) found.push(x, y)
  return Int32Array.from(found)
}
