import type { GreyImage } from '../ocr/engine.ts'
import { type Area, type InkMask, inkMask } from './ink.ts'

/** What tells a drawn rule (a stamp's frame, an underline) from strokes of print, in parts of a digit's height. */
const rule = {
  /** A rule runs on for at least this long; the widest stroke of print is about one. */
  shortest: 3.4,
  /** … is never thicker than this, while stems that cross it are. */
  thickest: 0.24,
  /** … may be lost for so long where print crosses it, or where the scan is poor. */
  gap: 0.8,
  /** … and for no more than this part of its length. */
  hidden: 0.35,
} as const

/** A page with something taken off an area of it. */
export interface Plate {
  page: GreyImage
  /** 1 for each pixel of the page that was taken for a rule: what stood below it nobody knows. `null` when none was. */
  hidden: Uint8Array | null
  /** Whether ink was made white by its colour or its paleness, that of a pen perhaps. */
  bleached: boolean
}

/**
 * The page with straight thin lines in an area made white, level or upright or a little aslant, so that the frame of an
 * arrival stamp no longer binds the digits it was set over. Where print crosses a rule the print stays; crumbs of the
 * rule go with it.
 * @param tall Height of the line's digits in pixels.
 */
export function withoutRules(grey: GreyImage, area: Area, tall: number): Plate {
  const mask = inkMask(grey, area)
  const untouched = { page: grey, hidden: null, bleached: false }
  if (!mask) return untouched
  const { x0, y0, width, height, dark } = mask
  const taken = new Uint8Array(width * height)
  for (const [x, y] of ruleRuns(width, height, (along, across) => dark[across * width + along] === 1, tall))
    taken[y * width + x] = 1
  for (const [y, x] of ruleRuns(height, width, (along, across) => dark[along * width + across] === 1, tall))
    taken[y * width + x] = 1
  if (!taken.includes(1)) return untouched
  takeCrumbs(mask, taken, tall)
  const pixels = grey.pixels.slice()
  const hidden = new Uint8Array(grey.width * grey.height)
  for (const [at, is] of taken.entries()) {
    if (is === 0) continue
    const onPage = (Math.floor(at / width) + y0) * grey.width + (at % width) + x0
    pixels[onPage] = 255
    hidden[onPage] = 1
  }
  return { page: { ...grey, pixels }, hidden, bleached: false }
}

/** Takes what little is left along a rule; a hyphen that touches it stays. */
function takeCrumbs({ dark, width, height }: InkMask, taken: Uint8Array, tall: number): void {
  const seen = taken.slice()
  for (let start = 0; start < taken.length; start++) {
    if (dark[start] !== 1 || seen[start] === 1 || !touches(taken, start, width)) continue
    const patch = patchAt(dark, seen, width, height, start)
    const [wide, high] = extentOf(patch, width)
    const flat = high <= crumb.flat * tall && (wide < crumb.hyphen[0] * tall || wide > crumb.hyphen[1] * tall)
    if (flat || Math.max(wide, high) <= crumb.least * tall) for (const at of patch) taken[at] = 1
  }
}

/** What tells crumbs of a rule from print, in parts of a digit's height. */
const crumb = { least: 0.22, flat: 0.16, hyphen: [0.3, 0.65] } as const

function touches(taken: Uint8Array, at: number, width: number): boolean {
  return [-1, 1, -width, width, -2 * width, 2 * width].some((step) => taken[at + step] === 1)
}

/** A connected patch of dark pixels not seen before; marks it. */
function patchAt(dark: Uint8Array, seen: Uint8Array, width: number, height: number, start: number): number[] {
  const patch = [start]
  seen[start] = 1
  for (let index = 0; index < patch.length; index++) {
    const [x, y] = [(patch[index] as number) % width, Math.floor((patch[index] as number) / width)]
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx
        if (dark[next] !== 1 || seen[next] === 1) continue
        seen[next] = 1
        patch.push(next)
      }
    }
  }
  return patch
}

function extentOf(patch: readonly number[], width: number): [wide: number, high: number] {
  let [x0, x1, y0, y1] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const at of patch) {
    const [x, y] = [at % width, Math.floor(at / width)]
    ;[x0, x1, y0, y1] = [Math.min(x0, x), Math.max(x1, x), Math.min(y0, y), Math.max(y1, y)]
  }
  return [x1 - x0 + 1, y1 - y0 + 1]
}

interface Run {
  from: number
  to: number
}

/** A rule followed so far: its runs, and where and how steeply it leaves the last of them. */
interface Trail {
  runs: { along: number; run: Run; middle: number }[]
  thickness: number
  last: number
  middle: number
  slope: number
}

/** Pixels (along, across) of all rules that run along the first axis; one pixel beyond their edge is taken with them. */
function ruleRuns(
  length: number,
  breadth: number,
  isDark: (along: number, across: number) => boolean,
  tall: number,
): [number, number][] {
  const thickest = Math.max(3, rule.thickest * tall)
  let open: Trail[] = []
  const rules: Trail[] = []
  const close = (trail: Trail) => {
    const extent = trail.last - (trail.runs[0]?.along ?? 0)
    if (extent >= rule.shortest * tall && trail.runs.length >= (1 - rule.hidden) * extent) rules.push(trail)
  }
  for (let along = 0; along < length; along++) {
    const runs = thinRuns(breadth, (across) => isDark(along, across), thickest)
    const free = new Set(runs)
    const still: Trail[] = []
    for (const trail of open) {
      const expected = trail.middle + trail.slope * (along - trail.last)
      const next = nearest(free, expected, trail.thickness, 1.5 + 0.02 * (along - trail.last))
      if (next) {
        free.delete(next)
        follow(trail, along, next)
        still.push(trail)
      } else if (along - trail.last > rule.gap * tall) close(trail)
      else still.push(trail)
    }
    for (const run of free) still.push(begun(along, run))
    open = still.length > mostTrails ? still.slice(0, mostTrails) : still
  }
  for (const trail of open) close(trail)
  return rules.flatMap(({ runs }) =>
    runs.flatMap(({ along, run }) => {
      const pixels: [number, number][] = []
      for (let across = Math.max(0, run.from - 1); across <= Math.min(breadth - 1, run.to + 1); across++)
        pixels.push([along, across])
      return pixels
    }),
  )
}

function begun(along: number, run: Run): Trail {
  const middle = (run.from + run.to) / 2
  return { runs: [{ along, run, middle }], thickness: run.to - run.from + 1, last: along, middle, slope: 0 }
}

/** Trails followed at once; a raster of dots has no more rules than that in it. */
const mostTrails = 400

/** Takes the run on; one thicker than the rule has print leaning on it, which stays and tells nothing of where the rule goes. */
function follow(trail: Trail, along: number, run: Run): void {
  const expected = trail.middle + trail.slope * (along - trail.last)
  const thick = run.to - run.from + 1
  const alone = thick <= trail.thickness + 1.5
  const half = (trail.thickness - 1) / 2
  const own = {
    from: Math.max(run.from, Math.round(expected - half)),
    to: Math.min(run.to, Math.round(expected + half)),
  }
  trail.runs.push(alone ? { along, run, middle: (run.from + run.to) / 2 } : { along, run: own, middle: expected })
  trail.middle = alone ? (run.from + run.to) / 2 : expected
  if (alone) trail.thickness += (thick - trail.thickness) / Math.min(20, trail.runs.length)
  trail.last = along
  const back = trail.runs[Math.max(0, trail.runs.length - 40)]
  if (back && along - back.along >= 12) trail.slope = (trail.middle - back.middle) / (along - back.along)
}

/** The run that carries a rule on: in its middle, or on one of its edges where print leans on the other. */
function nearest(runs: ReadonlySet<Run>, expected: number, thickness: number, reach: number): Run | null {
  let best: Run | null = null
  let away = reach
  const half = (thickness - 1) / 2
  for (const run of runs) {
    const edge = Math.min(Math.abs(run.from - expected + half), Math.abs(run.to - expected - half))
    const distance = Math.min(Math.abs((run.from + run.to) / 2 - expected), edge)
    if (distance > away) continue
    best = run
    away = distance
  }
  return best
}

function thinRuns(breadth: number, isDark: (across: number) => boolean, thickest: number): Run[] {
  const runs: Run[] = []
  for (let across = 0; across < breadth; across++) {
    if (!isDark(across)) continue
    const from = across
    while (across + 1 < breadth && isDark(across + 1)) across++
    if (across - from + 1 <= thickest) runs.push({ from, to: across })
  }
  return runs
}
