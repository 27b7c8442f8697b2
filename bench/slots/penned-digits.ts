/**
 * Digits as hands write them in Vietnamese offices, drawn from skeletons: each point strays, the whole leans, narrows and
 * turns, the pen is thin or thick. Nothing of anybody's handwriting is in it.
 */
import { between, gauss, type Random } from './random.ts'

/** A digit's skeleton: strokes of points, in a box of one by one. */
type Skeleton = readonly (readonly (readonly [x: number, y: number])[])[]

/**
 * Ways to write each digit, plain, looped or barred: points x,y in hundredths of a box, x to the right and y down; a
 * stroke smooth through its points, a new one after a slash; a point given twice, nearly, is a corner.
 */
const ways: readonly (readonly string[])[] = [
  [
    '55,0 15,25 5,65 35,100 80,75 90,30 55,0',
    '60,5 20,15 5,60 35,100 80,75 90,25 50,0 35,12',
    '50,0 10,30 10,70 50,100 90,70 90,30 50,0',
    '70,10 30,5 5,50 30,98 75,85 95,35 75,5 50,20',
  ],
  [
    '50,0 50,100',
    '15,35 55,0 55,2 50,100',
    '0,55 35,30 65,0 65,2 50,100',
    '0,80 40,40 70,0 71,2 55,100',
    '10,35 50,0 50,2 50,100 / -10,100 110,96',
    '-5,50 50,0 50,2 40,98 / -20,95 100,90',
    '20,25 55,0 55,2 45,85 60,100',
  ],
  [
    '8,25 30,2 75,8 75,40 30,75 2,100 4,100 92,98',
    '10,22 40,0 80,15 65,50 25,90 5,95 12,78 40,88 70,100 100,88',
    '20,30 15,12 50,0 80,20 50,60 10,95 40,90 95,95',
    '30,30 15,12 50,0 85,15 60,55 15,90 0,98 20,80 50,90 80,100 110,82',
  ],
  [
    '10,15 45,0 80,18 40,45 42,46 85,68 55,98 8,88',
    '10,2 80,0 80,2 42,40 44,41 85,65 55,100 5,88',
    '15,10 50,0 75,20 35,46 75,60 70,90 30,100 2,80',
    '35,22 30,5 70,0 80,20 40,45 75,60 60,95 10,100 -10,90',
  ],
  [
    '35,0 5,60 7,61 95,58 / 70,25 60,100',
    '70,0 5,68 7,69 100,66 / 70,0 66,100',
    '20,0 12,50 30,58 80,50 / 78,12 72,100',
    '50,0 5,55 40,62 100,50 / 85,15 50,100',
    '55,0 10,42 12,43 100,40 / 75,15 60,100',
  ],
  [
    '90,0 30,2 28,4 20,42 22,43 65,40 85,68 55,98 5,90',
    '30,5 20,42 55,36 85,62 60,98 2,90 / 30,5 100,0',
    '40,5 30,40 70,45 70,80 40,100 5,92 / 38,4 70,6 110,0',
    '35,12 25,45 60,42 75,70 40,100 0,95 / 40,2 80,5 130,-5',
  ],
  [
    '75,0 35,25 8,70 35,100 80,85 75,55 40,50 12,75',
    '60,0 20,35 10,80 45,100 80,78 60,52 20,68',
    '90,2 40,15 10,60 25,98 70,95 75,65 45,55 20,80',
    '80,8 50,0 15,40 10,80 45,100 85,75 55,50 15,65',
  ],
  [
    '5,6 85,0 85,2 55,45 35,100',
    '5,6 85,2 84,4 50,50 35,100 / 20,52 85,48',
    '8,20 12,2 90,5 88,7 50,55 40,100 / 15,55 90,45',
    '5,20 25,2 55,12 95,0 94,2 55,50 35,100',
    '20,15 25,2 85,5 83,7 55,50 42,100 / 15,55 110,48',
    '10,15 30,2 85,6 84,8 60,50 50,100 / 30,50 115,42',
  ],
  [
    '75,15 40,0 15,22 50,48 85,78 45,100 10,80 50,46 80,15',
    '50,48 15,22 50,0 80,22 50,48 10,78 50,100 88,76 50,48',
    '90,2 45,4 25,28 60,55 70,85 35,100 15,80 50,48 95,0',
    '95,5 60,0 30,20 50,50 60,80 25,100 5,80 40,50 80,25 75,2',
  ],
  [
    '80,15 40,0 10,25 35,50 75,35 80,12 78,50 60,100',
    '85,12 45,0 10,22 30,48 75,30 82,12 80,60 60,95 10,92',
    '75,10 35,2 15,30 45,46 80,20 70,55 35,100',
    '70,5 25,10 20,40 55,42 85,5 75,60 40,98 -10,85',
  ],
]

const skeletons: readonly (readonly Skeleton[])[] = ways.map((each) => each.map(toSkeleton))

function toSkeleton(way: string): Skeleton {
  return way.split(' / ').map((stroke) =>
    stroke.split(' ').map((point): readonly [number, number] => {
      const [x = 0, y = 0] = point.split(',').map((value) => Number(value) / 100)
      return [x, y]
    }),
  )
}

/** Pixels a digit is drawn tall, before it is leaned and turned. */
const tall = 44

/** Dark pixels of one written digit, x and y by turns. */
export function pennedDigit(digit: number, random: Random): Int32Array {
  const ways = skeletons[digit] ?? []
  const skeleton = ways[Math.floor(random() * ways.length)] ?? []
  const wide = between(random, 0.42, 0.95) * (digit === 1 ? 0.8 : 1)
  const lean = between(random, -0.15, 0.5)
  const turn = between(random, -0.12, 0.12)
  const stray = between(random, 0.01, 0.075)
  const bend = [between(random, -0.06, 0.06), between(random, -0.06, 0.06)] as const
  const pen = between(random, 0.035, 0.16) * tall
  const place = ([x, y]: readonly [number, number]): [number, number] => {
    const [sx, sy] = [x + gauss(random) * stray, y + gauss(random) * stray * 0.8]
    const px = (sx + bend[0] * Math.sin(Math.PI * sy)) * wide + lean * (0.5 - sy)
    const py = sy + bend[1] * Math.sin(Math.PI * sx)
    return [tall * (px * Math.cos(turn) - py * Math.sin(turn)), tall * (px * Math.sin(turn) + py * Math.cos(turn))]
  }
  return inked(
    skeleton.map((stroke) => smooth(stroke.map(place))),
    pen,
    random,
  )
}

/** What is no digit: a part of one, two in one, a dash, a blot. */
export function noDigit(random: Random): Int32Array {
  const kind = random()
  const digit = () => pennedDigit(Math.floor(random() * 10), random)
  if (kind < 0.3) return partOf(digit(), random)
  if (kind < 0.9) return sideBySide(digit(), digit(), random)
  const pen = between(random, 0.04, 0.1) * tall
  return inked(
    [
      [
        [0, 0],
        [between(random, 2, 18), between(random, -2, 3)],
      ],
    ],
    pen,
    random,
  )
}

function partOf(points: Int32Array, random: Random): Int32Array {
  const [left, right] = extent(points)
  const cut = left + (right - left) * between(random, 0.3, 0.6)
  const keepLeft = random() < 0.5
  const kept: number[] = []
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] as number
    if (x < cut === keepLeft) kept.push(x, points[at + 1] as number)
  }
  return kept.length > 8 ? Int32Array.from(kept) : points
}

function sideBySide(a: Int32Array, b: Int32Array, random: Random): Int32Array {
  const shift = extent(a)[1] - extent(b)[0] + Math.round(between(random, -6, 5))
  const drop = Math.round(between(random, -4, 4))
  return Int32Array.from([...a, ...b.map((value, index) => value + (index % 2 === 0 ? shift : drop))])
}

function extent(points: Int32Array): [number, number] {
  let [left, right] = [Infinity, -Infinity]
  for (let at = 0; at < points.length; at += 2) {
    left = Math.min(left, points[at] as number)
    right = Math.max(right, points[at] as number)
  }
  return [left, right]
}

/** Catmull-Rom through the points; a point given twice, nearly, makes a corner. */
function smooth(points: readonly (readonly [number, number])[]): [number, number][] {
  const at = (index: number) => points[Math.max(0, Math.min(points.length - 1, index))] ?? [0, 0]
  const line: [number, number][] = []
  for (let index = 0; index + 1 < points.length; index++) {
    const [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    for (let step = 0; step < 12; step++) {
      const t = step / 12
      const along = (axis: 0 | 1) =>
        0.5 *
        (2 * b[axis] +
          (c[axis] - a[axis]) * t +
          (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
          (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t)
      line.push([along(0), along(1)])
    }
  }
  const last = points.at(-1)
  return last ? [...line, [last[0], last[1]]] : line
}

/** Dark pixels under a round pen drawn along lines, now and then lifted a little. */
function inked(lines: readonly (readonly (readonly [number, number])[])[], pen: number, random: Random): Int32Array {
  const radius = Math.max(0.8, pen / 2)
  const taken = new Set<number>()
  for (const line of lines) {
    const press = between(random, 0.85, 1.15)
    for (let index = 0; index + 1 < line.length; index++) {
      const [a, b] = [line[index] as readonly [number, number], line[index + 1] as readonly [number, number]]
      const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1])))
      for (let step = 0; step <= steps; step++)
        dab(taken, a[0] + ((b[0] - a[0]) * step) / steps, a[1] + ((b[1] - a[1]) * step) / steps, radius * press)
    }
  }
  return Int32Array.from([...taken].flatMap((key) => [(key % 1024) - 256, Math.floor(key / 1024) - 256]))
}

function dab(taken: Set<number>, x: number, y: number, radius: number): void {
  for (let py = Math.floor(y - radius); py <= y + radius; py++) {
    for (let px = Math.floor(x - radius); px <= x + radius; px++)
      if ((px - x) ** 2 + (py - y) ** 2 <= radius ** 2) taken.add((py + 256) * 1024 + px + 256)
  }
}
