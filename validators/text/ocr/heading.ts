import type { FoundWord } from './engine.ts'

/** How far down a page its heading may reach. */
const lowest = 0.45
/** Words of the motto above every official document: any three of them tell it, however damaged the rest. */
const motto = new Set(['cộng', 'hòa', 'hoà', 'hội', 'nghĩa', 'độc', 'lập', 'hạnh', 'phúc'])
/** "(Ban hành kèm theo Quyết định số …": the line that ties an annex to its decision, in brackets. */
const annex = /^\((?:ban|kèm)$/iu

/**
 * Whether number and date on this page may have been written in ink: on a first page, under the motto, or at the head
 * of an annex. Dates in running text are print, however faint.
 */
export function mayHoldSlots(words: readonly FoundWord[], pageHeight: number, number: number): boolean {
  if (number === 1) return true
  const head = words.filter((word) => word.box[1] < lowest * pageHeight).map((word) => word.text.toLowerCase())
  return head.some((word) => annex.test(word)) || new Set(head.filter((word) => motto.has(word))).size >= 3
}
