import { plainLetters } from '../lines/damaged.ts'
import { provinces } from './provinces.ts'

const byLetters = new Map(provinces.map((name) => [plainLetters(name), name]))
const known = new Set(provinces.map((name) => name.toLowerCase()))
const longest = Math.max(...provinces.map((name) => name.split(' ').length))

/**
 * Puts back the marks that a scan or a font lost of a province's name: "Hò Chí Minh", "CÂN THƠ". Names that lack nothing stay, and so does what has a mark that the province has not: another place.
 */
export function mendProvince(text: string): string {
  const words = text.split(' ')
  for (let at = 0; at < words.length; at++) {
    for (let length = Math.min(longest, words.length - at); length >= 2; length--) {
      const read = words.slice(at, at + length)
      const meant = provinceLike(read)
      if (meant === null) continue
      words.splice(at, length, ...meant)
      break
    }
  }
  return words.join(' ')
}

/** The words of the province that these words are but for lost marks; `null` when they are none, or whole. */
function provinceLike(read: readonly string[]): string[] | null {
  const name = read.join(' ')
  if (!read.every((word) => /^\p{Lu}/u.test(word)) || known.has(name.toLowerCase())) return null
  const province = byLetters.get(plainLetters(name))
  if (!province || province.length !== name.length || !lacksOnly(name, province)) return null
  return (name === name.toUpperCase() ? province.toUpperCase() : province).split(' ')
}

/** Whether each letter as read bears no mark but those meant. */
function lacksOnly(read: string, meant: string): boolean {
  const letters = [...meant.toLowerCase()]
  return [...read.toLowerCase()].every((letter, at) => {
    const other = letters[at] ?? ''
    if (letter === 'đ') return other === 'đ'
    const marks = letter.normalize('NFD').slice(1)
    return [...marks].every((mark) => other.normalize('NFD').includes(mark))
  })
}
