/**
 * Words of a clause on effect as scanning programs leave them in a text layer ("Quyêt định này có hiêu lực"): each is put
 * back where its letters stand without regard to marks. Lengths stay, so that places in the text stay too.
 */
const phrases = [
  'Quyết định này',
  'Nghị quyết này',
  'Nghị định này',
  'Thông tư này',
  'Chỉ thị này',
  'có hiệu lực',
  'Quyết định',
  'Nghị quyết',
  'Nghị định',
  'Thông tư',
  'Chỉ thị',
  'hiệu lực',
  'kể từ ngày',
  'ban hành',
  'thi hành',
]
const bases: Readonly<Record<string, string>> = {
  a: 'aàáảãạăằắẳẵặâầấẩẫậ',
  e: 'eèéẻẽẹêềếểễệ',
  i: 'iìíỉĩị',
  o: 'oòóỏõọôồốổỗộơờớởỡợ',
  u: 'uùúủũụưừứửữự',
  y: 'yỳýỷỹỵ',
  d: 'dđ',
}
const patterns = phrases.map((phrase) => ({
  phrase,
  pattern: new RegExp(`(?<!\\p{L})${[...phrase].map(tolerant).join('')}(?!\\p{L})`, 'giu'),
}))

function tolerant(letter: string): string {
  if (letter === ' ') return '\\s'
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd').toLowerCase()
  return bases[base] ? `[${bases[base]}]` : base
}

export function mendEffectWords(text: string): string {
  return patterns.reduce(
    (mended, { phrase, pattern }) =>
      mended.replace(pattern, (found) => (found === found.toUpperCase() ? found : put(phrase, found))),
    text,
  )
}

/** The phrase with the white space and first letter's case of what stood there. */
function put(phrase: string, found: string): string {
  const first = found.charAt(0)
  const letters = [...phrase].map((letter, index) => (letter === ' ' ? (found[index] ?? ' ') : letter)).join('')
  return first === first.toUpperCase()
    ? letters.charAt(0).toUpperCase() + letters.slice(1)
    : letters.charAt(0).toLowerCase() + letters.slice(1)
}
