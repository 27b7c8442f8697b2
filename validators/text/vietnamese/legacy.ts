import { charts } from './charts.ts'
import { isSyllable } from './syllable.ts'

/** Encodings in which Vietnamese was typed before Unicode, and two ways in which sound text is read wrongly. */
export type LegacyEncoding = 'tcvn3' | 'vni' | 'vps' | 'viscii' | 'viqr' | 'cp1258' | 'utf8'

/** Windows-1252 places that differ from Latin-1; legacy text reaches us as if it had been Windows-1252. */
const cp1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const byteOfCharacter = new Map([...cp1252].map((character, index) => [character.codePointAt(0) ?? 0, 0x80 + index]))

/** The byte behind a character of misread text, or -1 for one that no one-byte encoding holds. */
function byteOf(code: number): number {
  return code < 0x100 ? code : (byteOfCharacter.get(code) ?? -1)
}

/** True when every character could have been one byte, as all characters of misread legacy text could. */
export function isOneByteText(text: string): boolean {
  for (const character of text) if (byteOf(character.codePointAt(0) ?? 0) < 0) return false
  return true
}

/** Turns text that was typed in a legacy encoding, and read as Windows-1252, into Unicode NFC. */
export function decodeLegacy(text: string, encoding: LegacyEncoding): string {
  switch (encoding) {
    case 'tcvn3':
    case 'vps':
    case 'viscii':
      return byChart(text, charts[encoding])
    case 'vni':
      return decodeVni(text)
    case 'viqr':
      return decodeViqr(text)
    case 'cp1258':
      return decodeBytes(text, 'windows-1258')
    case 'utf8':
      return decodeBytes(text, 'utf-8')
  }
}

function byChart(text: string, chart: readonly string[]): string {
  let decoded = ''
  for (const character of text) {
    const byte = byteOf(character.codePointAt(0) ?? 0)
    const mapped = byte >= 0x80 ? chart[byte - 0x80] : undefined
    decoded += mapped === undefined || mapped === '\ufffd' ? character : mapped
  }
  return decoded.normalize('NFC')
}

function decodeBytes(text: string, label: string): string {
  const bytes: number[] = []
  for (const character of text) {
    const byte = byteOf(character.codePointAt(0) ?? 0)
    if (byte < 0) return text
    bytes.push(byte)
  }
  return new TextDecoder(label).decode(new Uint8Array(bytes)).normalize('NFC')
}

/** VNI Windows: a mark follows its vowel as a letter of its own. Combining marks in the order NFC composes. */
const vniMarks: Readonly<Record<string, string>> = {
  ù: '\u0301',
  ø: '\u0300',
  û: '\u0309',
  õ: '\u0303',
  ï: '\u0323',
  â: '\u0302',
  á: '\u0302\u0301',
  à: '\u0302\u0300',
  å: '\u0302\u0309',
  ã: '\u0302\u0303',
  ä: '\u0323\u0302',
  ê: '\u0306',
  é: '\u0306\u0301',
  è: '\u0306\u0300',
  ú: '\u0306\u0309',
  ü: '\u0306\u0303',
  ë: '\u0323\u0306',
}

/** VNI letters that stand alone; `ô` and `ö` are themselves vowels that take marks. */
const vniLetters: Readonly<Record<string, string>> = { ñ: 'đ', ô: 'ơ', ö: 'ư', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' }

function decodeVni(text: string): string {
  let decoded = ''
  let afterVowel = false
  for (const character of text.normalize('NFC')) {
    const lower = character.toLowerCase()
    const mark = vniMarks[lower]
    if (mark !== undefined && afterVowel) {
      decoded += mark
      afterVowel = false
      continue
    }
    const letter = vniLetters[lower]
    if (letter === undefined) decoded += character
    else decoded += character === lower ? letter : letter.toUpperCase()
    afterVowel = /[aeouyôö]/u.test(lower)
  }
  return decoded.normalize('NFC')
}

/** VIQR (RFC 1456): marks typed after the vowel as punctuation. */
const viqrMarks: Readonly<Record<string, string>> = {
  '^': '\u0302',
  '(': '\u0306',
  '+': '\u031b',
  '*': '\u031b',
  "'": '\u0301',
  '`': '\u0300',
  '?': '\u0309',
  '~': '\u0303',
  '.': '\u0323',
}

/** A full stop or question mark that ends a sentence and a tone are written alike: which it is, the spelling shows. */
function decodeViqr(text: string): string {
  return text.replace(/\S+/gu, (word) => {
    const [, stem = '', end = ''] = /^(.*?)([.?']["')\]]*)$/su.exec(word) ?? []
    const decoded = decodeSigns(word)
    return stem !== '' && !isSyllable(lettersOf(decoded)) && isSyllable(lettersOf(decodeSigns(stem)))
      ? decodeSigns(stem) + end
      : decoded
  })
}

function lettersOf(word: string): string {
  return word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
}

function decodeSigns(text: string): string {
  return text
    .replace(/dd/gu, 'đ')
    .replace(/D[Dd]/gu, 'Đ')
    .replace(/([aeiouy])([\^(+*]?)(['`?~.]?)/giu, (_, vowel: string, shape: string, tone: string) => {
      if (shape === '(' && !/a/iu.test(vowel)) return vowel + shape + tone
      return (vowel + (viqrMarks[shape] ?? '') + (viqrMarks[tone] ?? '')).normalize('NFC')
    })
    .normalize('NFC')
}
