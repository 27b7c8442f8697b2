import type { FoundWord } from '../engine.ts'
import { repairTexts } from './marks.ts'

/** Puts a reading's words in their place by what Vietnamese can be; called with the words in reading order. */
export type Repair = (words: readonly FoundWord[]) => readonly FoundWord[]

export const repairWords: Repair = (words) => {
  const texts = repairTexts(words.map((word) => word.text))
  return words.map((word, index) => (texts[index] === word.text ? word : { ...word, text: texts[index] as string }))
}
