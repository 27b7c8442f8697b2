/** Text made safe to stand in XML. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

/** A carriage return written bare would be read as a line feed (XML 1.0 §2.11). */
export function escapeText(text: string): string {
  return legal(text).replace(/[&<>\r]/g, (character) => entities[character] ?? character)
}

export function escapeAttribute(text: string): string {
  return legal(text).replace(/[&<>"\r\n\t]/g, (character) => entities[character] ?? character)
}

/** Characters that no XML document may hold (XML 1.0 §2.2), even as references, become U+FFFD. */
function legal(text: string): string {
  return text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
