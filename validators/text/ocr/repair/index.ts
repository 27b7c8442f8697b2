import type { FoundWord } from '../engine.ts'
import { repairCapitals } from './capitals.ts'
import { repairDoubtful } from './doubtful.ts'
import { repairLabels } from './labels.ts'
import { repairTexts } from './marks.ts'
import { repairStops } from './stops.ts'

/** Puts a reading right by what Vietnamese can be; called with the words in reading order. */
export type Repair = (words: readonly FoundWord[]) => readonly FoundWord[]

/**
 * The repairs, in the order in which they are made. Each was kept for what it does on scans that it was not made for
 * (`bench/ocr-held-out.ts`); none touches figures, references, names or foreign words.
 */
export const repairs: Readonly<Record<'marks' | 'capitals' | 'doubtful' | 'labels' | 'stops', Repair>> = {
  marks: (words) => {
    const texts = repairTexts(words.map((word) => word.text))
    return words.map((word, index) => (texts[index] === word.text ? word : { ...word, text: texts[index] as string }))
  },
  capitals: repairCapitals,
  doubtful: repairDoubtful,
  labels: repairLabels,
  stops: repairStops,
}

export const repairWords: Repair = (words) => Object.values(repairs).reduce((read, repair) => repair(read), words)
