import type { FoundWord } from '../engine.ts'

/** Labels of points, in their order (Nghị định 78/2025/NĐ-CP and Nghị định 30/2020: the Vietnamese alphabet). */
const order = 'abcdđeghiklmnopqrstuvxy'

/** What single marks of ink are taken for, where a label must stand. */
const lookalikes = new Map([
  ['€', 'ce'],
  ['ø', 'g'],
  ['¡', 'i'],
  ['ï', 'i'],
  ['í', 'i'],
  ['ì', 'i'],
  ['ä', 'a'],
  ['á', 'a'],
  ['đ', 'd'],
  ['ð', 'đ'],
])

/**
 * Labels of points by their order: "đ)" behind "c)" is "d)", "ø)" behind "e)" is "g)". Only what heads a line, only
 * where the label before it is known, and only what looks like the one that must follow.
 */
export function repairLabels(words: readonly FoundWord[]): FoundWord[] {
  const heads = words.map((word, index) => (words[index - 1]?.line === word.line ? undefined : labelOf(word.text)))
  let last: string | null = null
  return words.map((word, index) => {
    if (words[index - 1]?.line === word.line) return word
    const read = heads[index]
    if (read === undefined) {
      // A new clause or article begins its points anew.
      if (/^(?:\d+\.|Điều$)/u.test(word.text)) last = null
      return word
    }
    const due: string | undefined = last === null ? 'a' : order[order.indexOf(last) + 1]
    // Where "e)" follows, it is "d)" that was lost, and "đ)" is right.
    const follows = due === 'd' && heads.slice(index + 1).find((head) => head !== undefined) === 'e'
    if (due && read !== due && !follows && lookalikes.get(read)?.includes(due)) {
      last = due
      return { ...word, text: `${due})` }
    }
    last = order.includes(read) ? read : null
    return word
  })
}

function labelOf(text: string): string | undefined {
  return /^(.)\)$/u.exec(text)?.[1]
}
