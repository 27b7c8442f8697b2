/**
 * What the end of a symbol says against the name of the body that issued the document, on scans: the abbreviation of a body is
 * made of the first letters of its name (Nghị định 30/2020, Phụ lục VI), so that one letter misread, or letters lost under a
 * stamp, can be seen.
 */

/** Bodies whose abbreviation is made of all the words of their name. */
const spelt = /^(?:Sở|Bộ|Chi cục|Cục|Phòng)\s/u
/** Where a name ends and its place begins. */
const placed = /\s(?:tỉnh|thành phố|Thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s.*$/u
const linking = /^(?:và|của|các)$/iu
/** Capitals that OCR takes for one another. */
const alike = ['DĐBPRO', 'OQCG', 'ITLJ', 'MNH', 'UƯV', 'SX58', 'XK', 'EF'].map((letters) => new Set(letters))

/** Tells whether the symbol fits the issuer; `mended` where only the bar of a Đ was lost or made up. */
export type SymbolFit = { kind: 'fits' } | { kind: 'mended'; symbol: string } | { kind: 'doubtful' }

export function fitOfSymbol(symbol: string, issuer: string | null): SymbolFit {
  const fits: SymbolFit = { kind: 'fits' }
  if (issuer === null || !spelt.test(issuer)) return fits
  const letters = initialsOf(issuer)
  const read = /[-/](\p{Lu}+)$/u.exec(symbol)?.[1]
  if (!read || read === letters || letters.length < 3) return fits
  if (read.length === letters.length) {
    if (barless(read) === barless(letters))
      return { kind: 'mended', symbol: symbol.slice(0, symbol.length - read.length) + letters }
    return differsAlike(read, letters) ? { kind: 'doubtful' } : fits
  }
  // No body of three words and more is called by the first two letters alone.
  return read.length <= 2 && letters.startsWith(read) ? { kind: 'doubtful' } : fits
}

function initialsOf(name: string): string {
  return name
    .replace(placed, '')
    .split(/[\s,-]+/u)
    .filter((word) => !linking.test(word))
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
    .normalize('NFD')
    .replace(/[\u0300-\u031a\u0323]/gu, '')
    .normalize('NFC')
}

function barless(letters: string): string {
  return letters.replaceAll('Đ', 'D')
}

/** Whether exactly one letter differs, and by what OCR mistakes. */
function differsAlike(read: string, meant: string): boolean {
  const wanted = [...meant]
  const pairs = [...read].map((letter, at) => [letter, wanted[at] ?? ''] as const).filter(([a, b]) => a !== b)
  const [pair] = pairs
  return pairs.length === 1 && pair !== undefined && alike.some((group) => group.has(pair[0]) && group.has(pair[1]))
}
