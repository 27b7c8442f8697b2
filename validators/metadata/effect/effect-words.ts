/**
 * Words of a clause on effect as scanning programs leave them in a text layer ("Quyêt định này có hiêu lưc", "tbi hành"): each
 * is put back where its letters are those, or ones they are taken for. Lengths stay, so that places in the text stay too.
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
  'thi hành',
  'kể từ ngày',
  'từ ngày',
  'ban hành',
]
/** What each letter is read as: itself with any mark, and shapes like it. */
const likenesses: Readonly<Record<string, string>> = {
  a: '[aàáảãạăằắẳẵặâầấẩẫậ]',
  b: '[bh]',
  c: '[ceo]',
  d: '[dđ]',
  e: '[eèéẻẽẹêềếểễệ]',
  g: '[gq89]',
  h: '(?:[hb]|l[iì])',
  i: '[iìíỉĩịl1|!]',
  k: '(?:[kh]|lc)',
  l: '[l1I|!t]',
  m: '(?:m|rn)',
  n: '(?:[nrm]|ri)',
  o: '[oòóỏõọôồốổỗộơờớởỡợ0]',
  q: '[qg]',
  t: '[tlf]',
  u: '(?:[uùúủũụưừứửữự]|ii)',
  y: '[yỳýỷỹỵv]',
}
const dirt = '[.,~^\'’"“”_¬·-]?'
const patterns = phrases.map((phrase) => ({
  phrase,
  pattern: new RegExp(String.raw`(?<![\p{L}\d])${[...phrase].map(like).join(dirt)}(?!\p{L})`, 'giu'),
}))

function like(letter: string): string {
  if (letter === ' ') return String.raw`[\s.,]{1,3}`
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '').replace('đ', 'd').toLowerCase()
  return likenesses[base] ?? base
}

export function mendEffectWords(text: string): string {
  return patterns.reduce(
    (mended, { phrase, pattern }) =>
      mended.replace(pattern, (found) => (found === found.toUpperCase() ? found : put(phrase, found))),
    text,
  )
}

/** The phrase with the first letter's case of what stood there, its last word moved to the end of the room. */
function put(phrase: string, found: string): string {
  const first = found.charAt(0)
  const head = phrase.charAt(0)
  const cased = (first === first.toUpperCase() ? head.toUpperCase() : head.toLowerCase()) + phrase.slice(1)
  if (found.length < cased.length) return found
  const spaced = [...cased].map((letter, at) => (letter === ' ' && found[at] === '\n' ? '\n' : letter)).join('')
  const room = ' '.repeat(found.length - cased.length)
  return spaced.replace(/\s(?=\S*$)/u, (space) => `${space}${room}`)
}
