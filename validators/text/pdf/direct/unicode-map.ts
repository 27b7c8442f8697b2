/** What a font's `ToUnicode` says: a code's text. */
export type UnicodeMap = ReadonlyMap<number, string>

/** Codes one map may name; two octets can hold no more. */
const mostCodes = 65_536
/** Longest text of one code: a ligature of three letters with their marks stays far below. */
const longestText = 32

/**
 * Reads a ToUnicode CMap (ISO 32000-2 §9.10.3, Adobe Technical Note 5411): `bfchar` and `bfrange` of codes of `octets`
 * octets.
 * @returns `null` where it holds anything else than plain code maps; readers differ on these.
 */
export function readUnicodeMap(source: Uint8Array, octets: 1 | 2): UnicodeMap | null {
  const map = new Map<number, string>()
  const tokens = new TokenReader(source)
  for (let token = tokens.next(); token !== null; token = tokens.next()) {
    if (token === 'usecmap') return null
    if (token === 'beginbfchar' && !readCharacters(tokens, map, octets)) return null
    if (token === 'beginbfrange' && !readRanges(tokens, map, octets)) return null
  }
  return map.size > 0 && map.size <= mostCodes ? map : null
}

function readCharacters(tokens: TokenReader, map: Map<number, string>, octets: number): boolean {
  for (;;) {
    const from = tokens.next()
    if (from === 'endbfchar') return true
    const code = codeOf(from, octets)
    const text = textOf(tokens.next())
    if (code === null || text === null) return false
    map.set(code, text)
  }
}

function readRanges(tokens: TokenReader, map: Map<number, string>, octets: number): boolean {
  for (;;) {
    const from = tokens.next()
    if (from === 'endbfrange') return true
    const [first, last] = [codeOf(from, octets), codeOf(tokens.next(), octets)]
    if (first === null || last === null || last < first || last - first >= mostCodes) return false
    const target = tokens.next()
    if (target === '[') {
      for (let code = first; code <= last; code++) {
        const text = textOf(tokens.next())
        if (text === null) return false
        map.set(code, text)
      }
      if (tokens.next() !== ']') return false
      continue
    }
    const text = textOf(target)
    if (text === null || text === '') return false
    const stem = text.slice(0, -1)
    const end = text.charCodeAt(text.length - 1)
    for (let code = first; code <= last; code++) {
      const unit = end + code - first
      // A range that runs over the last octet of its text is read in two ways.
      if (unit > 0xffff || (octets === 2 && unit >> 8 !== end >> 8)) return false
      map.set(code, stem + String.fromCharCode(unit))
    }
  }
}

function codeOf(token: string | null, octets: number): number | null {
  if (token === null || !token.startsWith('<') || token.length !== 1 + 2 * octets) return null
  return Number.parseInt(token.slice(1), 16)
}

/** The text that a hexadecimal string spells in UTF-16BE. */
function textOf(token: string | null): string | null {
  if (token === null || !token.startsWith('<')) return null
  const hex = token.slice(1)
  if (hex.length % 4 !== 0 || hex.length > 4 * longestText) return null
  let text = ''
  for (let at = 0; at < hex.length; at += 4) text += String.fromCharCode(Number.parseInt(hex.slice(at, at + 4), 16))
  return text
}

/** Words, brackets, and hexadecimal strings as `<` with their digits, white space taken out. */
class TokenReader {
  readonly #source: string
  readonly #pattern = /<([0-9a-fA-F\s]*)>|%[^\r\n]*|<<|>>|\[|\]|[^\s<>[\]%]+/gu

  constructor(source: Uint8Array) {
    this.#source = Buffer.from(source.buffer, source.byteOffset, source.length).toString('latin1')
  }

  next(): string | null {
    for (;;) {
      const found = this.#pattern.exec(this.#source)
      if (!found) return null
      if (found[1] !== undefined) return `<${found[1].replace(/\s+/gu, '')}`
      if (!found[0].startsWith('%')) return found[0]
    }
  }
}
