import type { LaidLine, LaidWord } from './glyph-word.ts'

/**
 * Words after which a typed line leaves room that is filled in later (Nghị định 30/2020, Phụ lục I: "Số: … /QĐ-UBND",
 * "ngày … tháng … năm …"): a wide gap there is a blank, not the edge of a column.
 */
export const opensBlank = /^(?:số:?|số\.|ngày|tháng|năm)$/iu
export const closesBlank = /^(?:\/|tháng|năm)/iu

/** What document systems put into a blank. */
const filledIn = /^\d{1,6}[a-zđ]?$/iu

/**
 * Office software writes the number and the day into their blanks after the text is laid out, often a few points above
 * or below the line. Puts such digits onto the line whose blank they fill.
 */
export function fillBlanks(lines: readonly LaidLine[]): LaidLine[] {
  for (const line of lines) {
    line.words = line.words.filter((word) => !(standsAlone(word, line) && moveToBlank(word, line, lines)))
  }
  return lines.filter((line) => line.words.length > 0)
}

/** No word of its own line is near: what was filled in belongs to none. */
function standsAlone(word: LaidWord, line: LaidLine): boolean {
  const room = 1.5 * word.size
  return (
    filledIn.test(word.text) &&
    line.words.every((other) => other === word || other.x0 > word.x1 + room || other.x1 < word.x0 - room)
  )
}

function moveToBlank(word: LaidWord, from: LaidLine, lines: readonly LaidLine[]): boolean {
  const host = lines.find((line) => line !== from && overlaps(word, line) && isBlankAt(word, line))
  if (!host) return false
  host.words = [...host.words, word].sort((a, b) => a.x0 - b.x0)
  return true
}

/** The word's height meets the line's. */
function overlaps(word: LaidWord, line: LaidLine): boolean {
  return Math.abs(word.baseline - line.baseline) < 0.95 * Math.max(word.size, line.size)
}

function isBlankAt(word: LaidWord, line: LaidLine): boolean {
  const slack = 0.3 * word.size
  const left = line.words.findLast((other) => other.x0 < word.x0)
  const right = line.words.find((other) => other.x0 >= word.x0)
  if (left && left.x1 > word.x0 + slack) return false
  if (right && right.x0 < word.x1 - slack) return false
  return (left !== undefined && opensBlank.test(left.text)) || (right !== undefined && closesBlank.test(right.text))
}
