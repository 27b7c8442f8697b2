import { limits } from '../limits.ts'
import type { ReadDocument, Unreadable } from '../read-document.ts'
import { convertToDocx } from './convert-office.ts'
import { composeDoc } from './read-doc.ts'
import { readDocx } from './read-docx.ts'

/** Groups whose text is not the document's. */
const destinations =
  /^\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|header|footer|headerl|headerr|headerf|footerl|footerr|footerf|object|listtable|listoverridetable|generator|themedata|datastore)\b/

/** Reads RTF: through LibreOffice where present, otherwise its text with paragraphs and table cells. */
export async function readRtf(file: Uint8Array): Promise<ReadDocument | Unreadable> {
  const converted = await convertToDocx(file, 'rtf')
  if (converted) {
    const read = readDocx(converted)
    if (!('error' in read)) return read
  }
  const source = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  return composeDoc(rtfText(source.slice(0, limits.charactersPerDocument)), '', '')
}

const control = /\\'([0-9a-f]{2})|\\u(-?\d+) ?\??|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)|[\r\n]+/giy

/** Plain text of RTF: `\n` after paragraphs, `\t` after cells, `\t\n` after rows, as word-extractor writes DOC. */
export function rtfText(source: string): string {
  let text = ''
  let depth = 0
  let skipFrom = Number.POSITIVE_INFINITY
  control.lastIndex = 0
  for (let match = control.exec(source); match; match = control.exec(source)) {
    const [, hex, unicode, word, , symbol, brace, plain] = match
    if (brace === '{') {
      depth++
      if (depth < skipFrom && destinations.test(source.slice(control.lastIndex, control.lastIndex + 24)))
        skipFrom = depth
    } else if (brace === '}') {
      if (depth === skipFrom) skipFrom = Number.POSITIVE_INFINITY
      depth--
    } else if (depth < skipFrom) text += spoken(hex, unicode, word, symbol, plain)
  }
  return text
}

function spoken(hex?: string, unicode?: string, word?: string, symbol?: string, plain?: string): string {
  if (hex !== undefined) return new TextDecoder('windows-1252').decode(new Uint8Array([Number.parseInt(hex, 16)]))
  if (unicode !== undefined) return String.fromCharCode(Number(unicode) & 0xffff)
  if (plain !== undefined) return plain
  if (symbol !== undefined) return symbol === '~' ? ' ' : symbol === '_' ? '-' : '{}\\'.includes(symbol) ? symbol : ''
  if (word === 'par' || word === 'line' || word === 'page' || word === 'sect') return '\n'
  if (word === 'cell' || word === 'tab') return '\t'
  return word === 'row' ? '\n' : ''
}
