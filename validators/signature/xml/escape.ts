/** How Canonical XML writes characters and orders names (Canonical XML 1.0 §2.3, §1.1). */

const TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }
const ATTRIBUTE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
}

export function escapeText(value: string): string {
  return /[&<>\r]/.test(value) ? value.replace(/[&<>\r]/g, (character) => TEXT[character] ?? character) : value
}

export function escapeAttribute(value: string): string {
  return /[&<"\t\n\r]/.test(value)
    ? value.replace(/[&<"\t\n\r]/g, (character) => ATTRIBUTE[character] ?? character)
    : value
}

/** Order by code points; JavaScript's own order goes by UTF-16 units and differs beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i += 1) {
    const one = a.charCodeAt(i)
    const other = b.charCodeAt(i)
    if (one === other) continue
    const oneIsSurrogate = one >= 0xd800 && one <= 0xdfff
    const otherIsSurrogate = other >= 0xd800 && other <= 0xdfff
    if (oneIsSurrogate !== otherIsSurrogate) return oneIsSurrogate ? 1 : -1
    return one - other
  }
  return a.length - b.length
}
