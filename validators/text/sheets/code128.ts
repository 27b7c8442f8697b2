/** Code 128 (ISO/IEC 15417): the bars of a text, and the text of bars found along a line across a page. */

/** Widths of bar, space, bar, space, bar, space in modules, by symbol value; 106 is the stop with its last bar. */
const symbols =
  `212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231
113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121
211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124
121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241
114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
114131 311141 411131 211412 211214 211232 2331112`
    .split(/\s+/)
    .map((widths) => [...widths].map(Number))

const startA = 103
const startB = 104
const startC = 105
const stop = 106

/** Modules by turns bar and space, beginning with a bar, for a text of printable ASCII (set B). */
export function code128Bars(text: string): readonly number[] {
  if (!/^[ -~]+$/.test(text)) throw new Error('Code 128, set B, holds printable ASCII only')
  const values = [startB, ...[...text].map((letter) => letter.charCodeAt(0) - 32)]
  return [...values, checksum(values), stop].flatMap((value) => symbols[value] ?? [])
}

function checksum(values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103
}

/**
 * The text of the first bar code along a line, read either way.
 * @param runs widths in pixels, by turns light and dark, beginning with light
 */
export function readCode128(runs: readonly number[]): string | null {
  return readOneWay(runs) ?? readOneWay(runs.length % 2 === 1 ? runs.toReversed() : [0, ...runs.toReversed()])
}

/** Symbols a code may have: as many as ever fit on a sheet. */
const longest = 80

function readOneWay(runs: readonly number[]): string | null {
  for (let at = 1; at + 19 <= runs.length; at += 2) {
    const start = symbolAt(runs, at, 6, startA, startC)
    if (start === null) continue
    const module = widthOf(runs, at, 6) / 11
    // Half the quiet zone of the standard: scans are cropped.
    if ((runs[at - 1] as number) < 5 * module) continue
    const text = textOf(valuesFrom(runs, at, start))
    if (text !== null) return text
  }
  return null
}

/** Symbol values from the start to the checksum; `null` when no stop ends them. */
function valuesFrom(runs: readonly number[], start: number, first: number): number[] | null {
  const values = [first]
  let width = widthOf(runs, start, 6)
  for (let at = start + 6; at + 7 <= runs.length && values.length < longest; at += 6) {
    const next = widthOf(runs, at, 6)
    const stops = symbolAt(runs, at, 7, stop, stop) !== null
    if (stops) return values
    // Symbols of one code are equally wide.
    if (Math.abs(next - width) > 0.35 * width) return null
    const value = symbolAt(runs, at, 6, 0, startC)
    if (value === null) return null
    values.push(value)
    width = next
  }
  return null
}

function widthOf(runs: readonly number[], at: number, count: number): number {
  let sum = 0
  for (let index = at; index < at + count; index++) sum += runs[index] as number
  return sum
}

/** The value whose widths fit best, none of them off by more than 0.75 modules. */
function symbolAt(runs: readonly number[], at: number, count: 6 | 7, from: number, to: number): number | null {
  const module = widthOf(runs, at, count) / (count === 6 ? 11 : 13)
  let best: number | null = null
  let least = count * 0.4
  for (let value = from; value <= to; value++) {
    const widths = symbols[value] as number[]
    let error = 0
    for (let index = 0; index < count; index++) {
      const off = Math.abs((runs[at + index] as number) / module - (widths[index] as number))
      error += off > 0.75 ? count : off
      if (error >= least) break
    }
    if (error < least) {
      least = error
      best = value
    }
  }
  return best
}

/** Sets A, B and C with their shifts; function characters say nothing here. */
function textOf(values: readonly number[] | null): string | null {
  if (!values || values.length < 3) return null
  const body = values.slice(0, -1)
  if (checksum(body) !== values.at(-1)) return null
  let set = 'ABC'[(body[0] as number) - startA] ?? 'B'
  let text = ''
  let shifted = false
  for (const value of body.slice(1)) {
    const current = shifted ? (set === 'A' ? 'B' : 'A') : set
    shifted = false
    if (current === 'C') {
      if (value < 100) text += String(value).padStart(2, '0')
      else if (value === 100) set = 'B'
      else if (value === 101) set = 'A'
    } else if (value < 96) {
      text += String.fromCharCode(current === 'A' && value >= 64 ? value - 64 : value + 32)
    } else if (value === 98) shifted = true
    else if (value === 99) set = 'C'
    else if (value === 100 && current === 'A') set = 'B'
    else if (value === 101 && current === 'B') set = 'A'
  }
  return text
}
