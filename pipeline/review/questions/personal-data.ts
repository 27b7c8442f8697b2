/** Marks of a person in words meant for the public (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15). Pure. */

export interface PersonalMark {
  what: string
  found: string
}

const marks: readonly { what: string; pattern: RegExp }[] = [
  // Bounded, and begun at the edge of a word only: a text without spaces costs no more than another.
  {
    what: 'địa chỉ thư điện tử',
    pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63}){1,8}/gu,
  },
  { what: 'số điện thoại', pattern: /(?<![\d/.-])(\+?84|0)[ .-]?\d{2,3}([ .-]?\d{2,4}){2,3}(?![\d/-])/gu },
  { what: 'số định danh, căn cước', pattern: /(?<![\d.,/-])\d{12}(?![\d/-])/gu },
  { what: 'số chứng minh nhân dân', pattern: /(?<=(cmnd|cmtnd|chứng minh( nhân dân)?)\D{0,12})\d{9}(?!\d)/giu },
]

/** @param asker the name the channel gave; one word alone is no name. */
export function findPersonalData(text: string, asker: string | null): PersonalMark[] {
  const found = marks.flatMap(({ what, pattern }) => [...text.matchAll(pattern)].map(([hit]) => ({ what, found: hit })))
  const name = (asker ?? '').normalize('NFC').trim()
  const named = name.includes(' ') && text.normalize('NFC').toLowerCase().includes(name.toLowerCase())
  return named ? [...found, { what: 'tên người hỏi', found: name }] : found
}

/** The words with every mark taken out: a draft for the editor, not a promise. */
export function withoutPersonalData(text: string, asker: string | null): string {
  return findPersonalData(text, asker).reduce(
    (rest, { found }) => rest.replace(new RegExp(RegExp.escape(found), 'giu'), '[…]'),
    text.normalize('NFC'),
  )
}
