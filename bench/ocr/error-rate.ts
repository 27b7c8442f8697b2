/** Character error rate as `../shared/samples/ocr/README.md` defines it, and where the errors are. */

/** What the rate does not count: kinds of dashes and quotes, rules and white space. */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('Ð', 'Đ')
    .replace(/[‘’‚‛′`´]/gu, "'")
    .replace(/[“”„‟″«»]/gu, '"')
    .replace(/[‐‑‒–—―−]/gu, '-')
    .replace(/(?:\s|\||_|--+)+/gu, ' ')
    .trim()
}

export interface Alignment {
  edits: number
  /** Edits divided by the length of the truth. */
  rate: number
}

/**
 * Aligns the truth with the best-fitting stretch of what was recognised: text before and behind that stretch (heading,
 * signature) costs nothing. Both sides made comparable first.
 */
export function errorRate(truth: string, recognised: string): Alignment {
  const wanted = comparable(truth)
  const found = comparable(recognised)
  // One column of the table a character of the truth; the first is free, so that the stretch may begin anywhere.
  let before = new Uint32Array(found.length + 1)
  let row = new Uint32Array(found.length + 1)
  for (let i = 1; i <= wanted.length; i++) {
    row[0] = i
    const letter = wanted.charCodeAt(i - 1)
    for (let j = 1; j <= found.length; j++) {
      const same = letter === found.charCodeAt(j - 1) ? 0 : 1
      const swapped = (before[j - 1] as number) + same
      const missed = (before[j] as number) + 1
      const added = (row[j - 1] as number) + 1
      row[j] = swapped < missed ? (swapped < added ? swapped : added) : missed < added ? missed : added
    }
    const free = before
    before = row
    row = free
  }
  const edits = before.reduce((least, value) => Math.min(least, value), wanted.length)
  return { edits, rate: edits / wanted.length }
}

/** A place where the two differ, with a little of what stands before and behind. */
export interface Difference {
  wanted: string
  found: string
  before: string
  behind: string
}

/** The places where they differ, in order. Takes memory for the whole table: some 100 MB for ten pages. */
export function differences(truth: string, recognised: string): Difference[] {
  const wanted = comparable(truth)
  const found = comparable(recognised)
  const width = found.length + 1
  const moves = new Uint8Array((wanted.length + 1) * width)
  let before = new Uint32Array(width)
  let row = new Uint32Array(width)
  for (let i = 1; i <= wanted.length; i++) {
    row[0] = i
    moves[i * width] = 2
    const letter = wanted.charCodeAt(i - 1)
    for (let j = 1; j < width; j++) {
      const same = letter === found.charCodeAt(j - 1) ? 0 : 1
      const costs = [(before[j - 1] as number) + same, (before[j] as number) + 1, (row[j - 1] as number) + 1]
      const least = Math.min(...costs)
      row[j] = least
      moves[i * width + j] = least === costs[0] ? (same === 0 ? 0 : 1) : least === costs[1] ? 2 : 3
    }
    ;[before, row] = [row, before]
  }
  let j = before.indexOf(Math.min(...before))
  let i = wanted.length
  const list: Difference[] = []
  let open: Difference | null = null
  while (i > 0) {
    const move = moves[i * width + j] as number
    if (move === 0) open = null
    else {
      if (!open) {
        open = { wanted: '', found: '', before: '', behind: found.slice(j, j + 12) }
        list.push(open)
      }
      if (move !== 3) open.wanted = wanted[i - 1] + open.wanted
      if (move !== 2) open.found = found[j - 1] + open.found
    }
    if (move !== 3) i--
    if (move !== 2) j--
    if (open) open.before = found.slice(Math.max(0, j - 12), j)
  }
  return list.reverse()
}
