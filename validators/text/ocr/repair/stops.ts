import { isSyllable } from '../../vietnamese/syllable.ts'
import type { FoundWord } from '../engine.ts'

/** A word of small letters, with a full stop behind it. */
const stopped = /^[("“]?(\p{Ll}{2,})\.$/u
const small = /^(\p{Ll}{2,})[,.;:)"”]*$/u

/**
 * A comma read as a full stop: within a line no sentence begins with a small letter (once in 130,000 words of official
 * texts). Abbreviations and what is no Vietnamese syllable ("v.v.", "gov. vn") stay as read.
 */
export function repairStops(words: readonly FoundWord[]): FoundWord[] {
  return words.map((word, index) => {
    const next = words[index + 1]
    if (!next || next.line !== word.line) return word
    const [syllable, following] = [stopped.exec(word.text)?.[1], small.exec(next.text)?.[1]]
    if (!syllable || !following || !isSyllable(syllable) || !isSyllable(following)) return word
    return { ...word, text: `${word.text.slice(0, -1)},` }
  })
}
