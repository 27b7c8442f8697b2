/** The parts of a multipart body (RFC 2046 §5.1), also where the boundary is missing, wrong or never closed. */

export interface PartRange {
  start: number
  /** Without the line break that belongs to the boundary. */
  end: number
}

export interface SplitParts {
  parts: readonly PartRange[]
  closed: boolean
}

export function splitParts(body: Buffer, declaredBoundary: string, most: number): SplitParts {
  const declared = split(body, declaredBoundary.trimEnd(), most)
  if (declared.parts.length > 0) return declared
  const guess = guessBoundary(body)
  return guess === null ? declared : split(body, guess, most)
}

function split(body: Buffer, boundary: string, most: number): SplitParts {
  const parts: PartRange[] = []
  if (boundary === '') return { parts, closed: false }
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  let open = -1
  let at = 0
  while (parts.length < most) {
    const found = body.indexOf(mark, at)
    if (found < 0) break
    const line = lineAfter(body, found + mark.length)
    at = found + 1
    if (line === null || (found > 0 && body[found - 1] !== 0x0a)) continue
    if (open >= 0) parts.push({ start: open, end: Math.max(open, beforeBreak(body, found)) })
    if (line.last) return { parts, closed: true }
    open = line.next
    at = line.next
  }
  if (open >= 0 && open < body.length) parts.push({ start: open, end: body.length })
  return { parts, closed: false }
}

/** What follows the boundary on its line: nothing, or `--` for the last; else it was the start of a longer boundary. */
function lineAfter(body: Buffer, from: number): { last: boolean; next: number } | null {
  const feed = body.indexOf(0x0a, from)
  const next = feed < 0 ? body.length : feed + 1
  if (next - from > 200) return null
  const rest = body.toString('latin1', from, next).trim()
  return rest === '' || rest === '--' ? { last: rest === '--', next } : null
}

function beforeBreak(body: Buffer, at: number): number {
  const feed = at - 1
  return feed > 0 && body[feed - 1] === 0x0d ? feed - 1 : feed
}

/** The first line that looks like a boundary and is followed by a header field. */
function guessBoundary(body: Buffer): string | null {
  const head = body.toString('latin1', 0, 64 * 1024)
  const match = /(?:^|\n)--([^\s][^\r\n]{0,200}?)[ \t]*\r?\ncontent-[a-z-]+:/i.exec(head)
  return match?.[1] ?? null
}
