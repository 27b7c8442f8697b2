import type { View } from '../../../pdf/structure/view.ts'
import { isName, type PdfDict, PdfStream, type PdfValue } from '../../../pdf/syntax/objects.ts'
import { notPlain } from './not-plain.ts'
import { type PlainFile, streamOctets } from './plain-file.ts'
import type { PlainFont } from './plain-font.ts'
import { readUnicodeMap, type UnicodeMap } from './unicode-map.ts'
import { windowsAnsi } from './windows-ansi.ts'

/** Reads a font dictionary; gives the page up when anything would have to be guessed or read from the font's program. */
export function readFont(file: PlainFile, font: PdfDict): PlainFont {
  const subtype = file.view.get(font, 'Subtype')
  if (isName(subtype, 'Type0')) return readCompositeFont(file, font)
  if (isName(subtype, 'TrueType') || isName(subtype, 'Type1') || isName(subtype, 'MMType1'))
    return readSimpleFont(file, font)
  return notPlain('a font of another type')
}

function readSimpleFont(file: PlainFile, font: PdfDict): PlainFont {
  const { view } = file
  const descriptor = view.get(font, 'FontDescriptor')
  const widths = view.get(font, 'Widths')
  const first = view.get(font, 'FirstChar')
  if (!(descriptor instanceof Map) || !Array.isArray(widths) || typeof first !== 'number')
    return notPlain('a font without widths')
  const missing = numberOr(view.get(descriptor, 'MissingWidth'), 0)
  const wide = new Float64Array(256).fill(missing)
  for (let at = 0; at < widths.length && first + at < 256; at++)
    if (first + at >= 0) wide[first + at] = numberOr(view.resolve(widths[at]), 0)
  const map = unicodeMapOf(file, font, 1)
  const encoding = view.get(font, 'Encoding')
  const named = metrics(view, font, descriptor)
  const standing = isName(encoding, 'WinAnsiEncoding') && !symbols.test(named.name) ? windowsAnsi : null
  const texts = new Array<string | undefined>(256)
  for (let code = 0; code < 256; code++) texts[code] = map?.get(code) ?? standing?.[code]
  return {
    ...named,
    octets: 1,
    space: wide[32] ?? 0,
    widthOf: (code) => wide[code] as number,
    textOf: (code) => texts[code],
  }
}

function readCompositeFont(file: PlainFile, font: PdfDict): PlainFont {
  const { view } = file
  if (!isName(view.get(font, 'Encoding'), 'Identity-H')) return notPlain('a font with a code map of its own')
  const descendants = view.get(font, 'DescendantFonts')
  const descendant = Array.isArray(descendants) ? view.resolve(descendants[0]) : null
  const descriptor = view.get(descendant, 'FontDescriptor')
  const map = unicodeMapOf(file, font, 2)
  if (!(descendant instanceof Map) || !(descriptor instanceof Map) || map === null)
    return notPlain('a composite font without descriptor or Unicode map')
  const usual = numberOr(view.get(descendant, 'DW'), 1000)
  const widths = glyphWidths(view, view.get(descendant, 'W'))
  const spaces = [...map].filter(([, text]) => text === ' ').map(([code]) => code)
  return {
    ...metrics(view, descendant, descriptor),
    octets: 2,
    space: spaces[0] === undefined ? 0 : (widths.get(spaces[0]) ?? usual),
    widthOf: (code) => widths.get(code) ?? usual,
    textOf: (code) => map.get(code),
  }
}

/** Codes whose width one file may state. */
const mostWidths = 65_536

/** The `W` array of a CID font (§9.7.4.3): `c [w1 w2 …]` or `first last w`. */
function glyphWidths(view: View, value: PdfValue): Map<number, number> {
  const widths = new Map<number, number>()
  if (!Array.isArray(value)) return widths
  for (let at = 0; at < value.length; ) {
    const first = view.resolve(value[at++])
    const next = view.resolve(value[at++])
    if (typeof first !== 'number') notPlain('widths of another form')
    if (Array.isArray(next)) {
      for (const [index, width] of next.entries()) widths.set(first + index, numberOr(view.resolve(width), 0))
    } else {
      const width = view.resolve(value[at++])
      if (typeof next !== 'number' || typeof width !== 'number') notPlain('widths of another form')
      if (next - first > mostWidths) notPlain('widths of too many codes')
      for (let code = first; code <= next; code++) widths.set(code, width)
    }
    if (widths.size > mostWidths) notPlain('widths of too many codes')
  }
  return widths
}

function unicodeMapOf(file: PlainFile, font: PdfDict, octets: 1 | 2): UnicodeMap | null {
  const stream = file.view.get(font, 'ToUnicode')
  if (stream === null) return null
  if (!(stream instanceof PdfStream)) return notPlain('a Unicode map that is no stream')
  return readUnicodeMap(streamOctets(file, stream), octets) ?? notPlain('a Unicode map of another form')
}

/** Fonts of pictures, whose codes are no letters whatever encoding is named. */
const symbols = /symbol|dingbats|wingdings|webdings/iu

/** What a subset of a font puts before its name: `ABCDEF+`. */
const subsetPrefix = /^[A-Z]{6}\+/u
const usualAscent = 750
const usualDescent = -250

function metrics(view: View, font: PdfDict, descriptor: PdfDict): Pick<PlainFont, 'name' | 'ascent' | 'descent'> {
  const name = view.get(font, 'BaseFont')
  const ascent = numberOr(view.get(descriptor, 'Ascent'), 0)
  const descent = numberOr(view.get(descriptor, 'Descent'), 0)
  const sound = ascent !== 0 || descent !== 0
  return {
    name: isName(name) ? name.value.replace(subsetPrefix, '') : '',
    ascent: sound ? ascent : usualAscent,
    // Some software writes the depth without its sign.
    descent: sound ? -Math.abs(descent) : usualDescent,
  }
}

function numberOr(value: PdfValue, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
