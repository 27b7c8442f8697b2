/** Words that a damaged font or OCR left in pieces: "C N P Ủ" for "CHÍNH PHỦ", "NG Ị ĐỊN" for "NGHỊ ĐỊNH". */

/** Letters alone, without marks and in lower case. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replace(/[^a-z]/gu, '')
}

/** Whether a text is what is left of `whole` after some of its letters were lost, the others in their order. */
export function isRemainderOf(text: string, whole: string): boolean {
  const rest = plainLetters(text)
  const full = plainLetters(whole)
  if (rest.length >= full.length || rest.length < 0.4 * full.length) return false
  let from = 0
  for (const letter of rest) {
    const at = full.indexOf(letter, from)
    if (at < 0) return false
    from = at + 1
  }
  return true
}
