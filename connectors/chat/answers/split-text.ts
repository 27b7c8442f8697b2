/** A long answer in pieces a platform takes, cut where a reader would pause. */

/** Pieces of at most `limit` UTF-16 units, none empty; joined they say what `text` said, but for white space at cuts. */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > limit) {
    const cut = placeToCut(rest, limit)
    pieces.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}

/** Best first: between paragraphs, lines, sentences, words. A cut too near the beginning wastes a message. */
const pauses = [/\n\s*\n/g, /\n/g, /(?<=[.!?…;:])\s/g, /\s/g]

function placeToCut(text: string, limit: number): number {
  const window = text.slice(0, limit + 1)
  for (const pause of pauses) {
    const last = [...window.matchAll(pause)].at(-1)
    if (last && last.index > limit / 3 && last.index <= limit) return last.index
  }
  return beforeCluster(text, limit)
}

/** No cut inside a letter and its marks, or an emoji. */
function beforeCluster(text: string, limit: number): number {
  const near = Math.max(0, limit - 64)
  const clusters = new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(text.slice(near, limit + 64))
  const starts = [...clusters].map(({ index }) => near + index).filter((index) => index > 0 && index <= limit)
  return starts.at(-1) ?? limit
}
