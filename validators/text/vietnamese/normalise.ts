/**
 * Brings Vietnamese text to the one form in which everything is stored: Unicode NFC as TCVN 6909:2001 asks, without
 * letters that only look Vietnamese and without marks nobody sees.
 */

/** Single characters that fonts and typists use for others. */
const stands: Readonly<Record<string, string>> = {
  Ð: 'Đ',
  Ɖ: 'Đ',
  ð: 'đ',
  ɖ: 'đ',
  // Vietnamese fonts that label ư and Ư with the Latin letter OI.
  ƣ: 'ư',
  Ƣ: 'Ư',
  '\u00a0': ' ',
  '\u2007': ' ',
  '\u202f': ' ',
  '\u00ad': '-',
  '\u2010': '-',
  '\u2011': '-',
  '\u0340': '\u0300',
  '\u0341': '\u0301',
  '\uf02d': '-',
  '\uf0b7': '•',
  '\uf0a7': '▪',
  '\uf0d8': '➢',
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
}
const standing = new RegExp(`[${Object.keys(stands).join('')}]`, 'gu')
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/gu
const plain = /^[\u0020-\u007e\n\t]*$/u

/** Texts repeat their words: each is brought to form once. */
const known = new Map<string, string>()
const rememberedWords = 50_000
const longestWord = 24

/** Brings one word to stored form, remembering it; for the words of a page. */
export function wordToUnicodeForm(word: string): string {
  let form = known.get(word)
  if (form === undefined) {
    form = toUnicodeForm(word)
    if (known.size > rememberedWords) known.clear()
    if (word.length <= longestWord) known.set(word, form)
  }
  return form
}

/** Brings any text to stored form. Idempotent. */
export function toUnicodeForm(text: string): string {
  if (plain.test(text)) return text
  const composed = text
    .replace(unseen, '')
    .replace(standing, (character) => stands[character] ?? character)
    .normalize('NFC')
  if (!foreignLetter.test(composed)) return composed
  return composed.replace(/[\p{L}\p{N}\p{M}\-/]+/gu, latinised).normalize('NFC')
}

const foreignLetter = /[\u0370-\u03ff\u0400-\u04ff]/u

/** Cyrillic and Greek letters that look like Latin ones. */
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  pairs('АВСЕНІЈКМОРЅТХУ', 'ABCEHIJKMOPSTXY')
    .concat(pairs('асеһіјорѕхуԁ', 'acehijopsxyd'))
    .concat(pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'))
    .concat(pairs('ον', 'ov')),
)

function pairs(from: string, to: string): [string, string][] {
  const letters = [...to]
  return [...from].map((letter, index) => [letter, letters[index] ?? letter])
}

/**
 * A token such as "BТС" in which every foreign letter has a Latin double, and which holds Latin letters or digits
 * besides or is all capitals, was meant in Latin letters.
 */
function latinised(token: string): string {
  if (!foreignLetter.test(token)) return token
  const letters = [...token].filter((letter) => foreignLetter.test(letter))
  if (!letters.every((letter) => letter in lookalikes)) return token
  const company = /[\p{Script=Latin}\d/]/u.test(token) || (letters.length > 1 && token === token.toUpperCase())
  return company ? token.replace(/[\u0370-\u03ff\u0400-\u04ff]/gu, (letter) => lookalikes[letter] ?? letter) : token
}
