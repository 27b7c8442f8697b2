/** How far on either side a quotation is looked for: an amended chapter can fill pages. */
const reach = 6000

/**
 * Whether a place stands between an opening and a closing quotation mark: text of another act, put in or amended by this
 * one. An opening mark that is never closed hides nothing.
 */
export function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - reach), at)
  const after = text.slice(at, at + reach)
  return (
    betweenPair(before, after, '“', '”') ||
    betweenPair(before, after, '«', '»') ||
    betweenPlain(before, after, '"') ||
    betweenPlain(before, after, "''") ||
    betweenPlain(before, after, "'")
  )
}

/** Marks with two shapes say themselves which is which. */
function betweenPair(before: string, after: string, open: string, close: string): boolean {
  const closing = after.indexOf(close)
  const opening = after.indexOf(open)
  return before.lastIndexOf(open) > before.lastIndexOf(close) && closing >= 0 && (opening < 0 || closing < opening)
}

/**
 * Marks with one shape open after white space or a colon and before a word, and close after a word or stop. Those inside
 * words are apostrophes ("K'Bang") or inches.
 */
function betweenPlain(before: string, after: string, mark: string): boolean {
  const last = before.lastIndexOf(mark)
  if (last < 0 || !opens(before, last, mark)) return false
  for (let at = after.indexOf(mark); at >= 0; at = after.indexOf(mark, at + mark.length)) {
    if (opens(after, at, mark)) return false
    if (closes(after, at, mark)) return true
  }
  return false
}

function opens(text: string, at: number, mark: string): boolean {
  return /^$|[\s:(]/u.test(text.charAt(at - 1)) && /^["'\s]*[\p{Lu}\d]/u.test(text.slice(at + mark.length, at + 20))
}

function closes(text: string, at: number, mark: string): boolean {
  return /[\p{L}\d.;,)/]/u.test(text.charAt(at - 1)) && /^(?:$|[\s.;,)])/u.test(text.slice(at + mark.length))
}
