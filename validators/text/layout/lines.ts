import { fillBlanks } from './blanks.ts'
import type { LaidLine, LaidWord } from './glyph-word.ts'

/** Words of one baseline, written one after the other by the source. */
interface Fragment {
  words: LaidWord[]
  x0: number
  x1: number
  baseline: number
  size: number
}

/** How far apart two baselines may be, in parts of the smaller font size, to stand on one visual line. */
const sameLine = 0.45
/** A font this much smaller than its neighbour's may be a superscript or a footnote mark. */
const smallFont = 0.82

/** Gathers words into visual lines, top to bottom. */
export function gatherLines(words: readonly LaidWord[]): LaidLine[] {
  const fragments = gatherFragments(words)
  fragments.sort((a, b) => a.baseline - b.baseline || a.x0 - b.x0)
  const lines: Fragment[][] = []
  for (const fragment of fragments) {
    const line = lines.findLast((candidate, index) => index >= lines.length - 6 && standsOn(candidate, fragment))
    if (line) line.push(fragment)
    else lines.push([fragment])
  }
  const laid = lines.map(toLine)
  laid.sort((a, b) => a.baseline - b.baseline)
  return fillBlanks(attachRaised(laid))
}

function gatherFragments(words: readonly LaidWord[]): Fragment[] {
  const fragments: Fragment[] = []
  let open: Fragment | null = null
  for (const word of words) {
    if (open && continues(open, word)) {
      open.words.push(word)
      open.x1 = Math.max(open.x1, word.x1)
      open.size = Math.max(open.size, word.size)
    } else {
      open = { words: [word], x0: word.x0, x1: word.x1, baseline: word.baseline, size: word.size }
      fragments.push(open)
    }
  }
  return fragments
}

function continues(fragment: Fragment, word: LaidWord): boolean {
  const size = Math.min(fragment.size, word.size)
  return (
    Math.abs(word.baseline - fragment.baseline) < 0.15 * size &&
    word.x0 >= fragment.x1 - 0.6 * size &&
    word.x0 - fragment.x1 < 3 * size
  )
}

function standsOn(line: readonly Fragment[], fragment: Fragment): boolean {
  const first = line[0] as Fragment
  const near = line.some((other) => Math.abs(other.baseline - fragment.baseline) < 0.02 * fragment.size)
  if (!near && Math.abs(first.baseline - fragment.baseline) > sameLine * Math.min(first.size, fragment.size))
    return false
  return line.every((other) => {
    const overlap = Math.min(other.x1, fragment.x1) - Math.max(other.x0, fragment.x0)
    return overlap <= 0.3 * Math.min(other.x1 - other.x0, fragment.x1 - fragment.x0) + 0.1
  })
}

function toLine(fragments: readonly Fragment[]): LaidLine {
  const words = fragments.flatMap((fragment) => fragment.words).sort((a, b) => a.x0 - b.x0)
  const widest = fragments.reduce((a, b) => (b.x1 - b.x0 > a.x1 - a.x0 ? b : a))
  return { words, baseline: widest.baseline, size: widest.size }
}

/** Puts superscripts and footnote marks, which have a baseline of their own, onto the line they belong to. */
function attachRaised(lines: LaidLine[]): LaidLine[] {
  const kept: LaidLine[] = []
  lines.forEach((line, index) => {
    const host = line.words.length <= 3 ? hostOf(line, lines, index) : undefined
    if (host) host.words = [...host.words, ...line.words].sort((a, b) => a.x0 - b.x0)
    else kept.push(line)
  })
  return kept
}

function hostOf(line: LaidLine, lines: readonly LaidLine[], index: number): LaidLine | undefined {
  for (const at of [index + 1, index - 1, index + 2, index - 2]) {
    const host = lines[at]
    if (!host || line.size > smallFont * host.size) continue
    const lift = host.baseline - line.baseline
    if (lift > 0.8 * host.size || lift < -0.35 * host.size) continue
    const beside = line.words.every((word) =>
      host.words.some((other) => word.x0 - other.x1 < 0.35 * host.size && word.x0 - other.x1 > -0.3 * host.size),
    )
    if (beside) return host
  }
  return undefined
}
