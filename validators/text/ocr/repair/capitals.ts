import type { FoundWord } from '../engine.ts'
import { joins, type Parts, partsOf } from './parts.ts'
import { isPhrase, officialPhrases } from './phrases.ts'

/** Hats and breves: of a capital with a tone over them a scan keeps the tone alone ("QUYÉT", "THÀNH PHÓ"). */
const hats = /[\u0302\u0306]/gu

/** A word in small letters without its hats; tones and horns stay. */
function hatless(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(hats, '').normalize('NFC')
}

/** The only official phrase that reads so without hats; `null` where several do. */
const phraseOf = new Map<string, string | null>()
for (const phrase of new Set(officialPhrases)) {
  const bare = hatless(phrase)
  phraseOf.set(bare, phraseOf.has(bare) ? null : phrase)
}

/**
 * Puts the hats back on two words in capitals that make an official phrase but for them: "THẺ THAO", "PHÓI HỢP". Words that
 * make a phrase as they stand, with each other or with their other neighbour, stay as read; so does what a scan cannot
 * have lost: nothing is taken away, and no tone changes.
 */
export function repairCapitals(words: readonly FoundWord[]): FoundWord[] {
  const texts = words.map((word) => word.text)
  const parted = texts.map(capitalsOf)
  const isSound = (index: number): boolean => {
    const pair = pairOf(parted[index], parted[index + 1])
    return pair !== null && isPhrase(pair.toLowerCase())
  }
  for (let index = 0; index + 1 < texts.length; index++) {
    const [a, b] = [parted[index], parted[index + 1]]
    const pair = pairOf(a, b)
    if (!a || !b || pair === null || [index - 1, index, index + 1].some(isSound)) continue
    const phrase = phraseOf.get(hatless(pair))
    const [one, two] = phrase?.toUpperCase().split(' ') ?? []
    if (!one || !two || !keepsHats(a.letters, one) || !keepsHats(b.letters, two)) continue
    texts[index] = a.before + one + a.behind
    texts[index + 1] = b.before + two + b.behind
    parted[index] = { ...a, letters: one }
    parted[index + 1] = { ...b, letters: two }
  }
  return words.map((word, index) => (texts[index] === word.text ? word : { ...word, text: texts[index] as string }))
}

function capitalsOf(text: string): Parts | null {
  const parts = partsOf(text)
  return parts && parts.letters.length > 1 && parts.letters === parts.letters.toUpperCase() ? parts : null
}

function pairOf(a: Parts | null | undefined, b: Parts | null | undefined): string | null {
  return a && b && joins(a, b) ? `${a.letters} ${b.letters}` : null
}

/** Whether every hat that was read is one of those meant. */
function keepsHats(read: string, meant: string): boolean {
  const [readMarks, meantMarks] = [read, meant].map((word) => [...word].map((letter) => letter.normalize('NFD')))
  return (readMarks ?? []).every((letter, index) =>
    (letter.match(hats) ?? []).every((hat) => meantMarks?.[index]?.includes(hat)),
  )
}
