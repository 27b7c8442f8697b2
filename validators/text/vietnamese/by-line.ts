import { unicodeOnly } from './by-font.ts'
import { decodeLegacy, isOneByteText, type LegacyEncoding } from './legacy.ts'
import { recogniseEncoding } from './recognise.ts'
import { countSpelling, type SpellingCount } from './syllable.ts'

export interface DecodedLines {
  lines: string[]
  /** True when any line was typed in an encoding from before Unicode. */
  legacy: boolean
}

/**
 * Turns lines whose fonts are not known into Unicode. In a file pasted together from old and new texts each line is
 * judged by itself, and one that is spelt rightly as it is stays as it is.
 */
export function decodeLines(lines: readonly string[]): DecodedLines {
  const counted = lines.map((line) => countSpelling(wordsOf(line)))
  const mixed = lines.some((line) => unicodeOnly.test(line.normalize('NFC')))
  const doubtful = mixed ? lines.filter((line, index) => !isSound(line, counted[index] as SpellingCount)) : lines
  const encoding = recogniseEncoding(doubtful.flatMap(wordsOf))
  if (!encoding) return { lines: [...lines], legacy: false }
  if (!mixed)
    return changed(
      lines,
      lines.map((line) => decode(line, encoding)),
    )
  let old = false
  const decoded = lines.map((line, index) => {
    old = isOld(line, counted[index] as SpellingCount, encoding) ?? old
    return old ? decode(line, encoding) : line
  })
  return changed(lines, decoded)
}

function changed(before: readonly string[], lines: string[]): DecodedLines {
  return { lines, legacy: lines.some((line, index) => line !== before[index]) }
}

function wordsOf(line: string): string[] {
  return line.split(/\s+/u).filter((word) => word !== '')
}

/** Without marks there is nothing to judge, and nothing to spoil; marks may be typed as signs after the letters (VIQR). */
function isSound(line: string, { marked, markedSyllables }: SpellingCount): boolean {
  if (marked > 0) return markedSyllables > 0.7 * marked
  return (line.match(signInWord)?.length ?? 0) < fewestSigns
}

/** A sign that shapes a vowel or sets its tone, in the middle of a word. */
const signInWord = /[aeiouy](?:[\^(+]|[`'?~.](?=[a-z]))/giu
const fewestSigns = 3

/** Whether a line was typed in that encoding; `null` where it may be either: it is then like the line before. */
function isOld(line: string, now: SpellingCount, encoding: LegacyEncoding): boolean | null {
  if (unicodeOnly.test(line.normalize('NFC')) || !isOneByteText(line)) return false
  const then = countSpelling(wordsOf(decode(line, encoding)))
  return then.syllables === now.syllables ? null : then.syllables > now.syllables
}

function decode(line: string, encoding: LegacyEncoding): string {
  return isOneByteText(line) ? decodeLegacy(line, encoding) : line
}
