import { SaxesParser } from 'saxes'

interface Level {
  format: string
  text: string
  start: number
}

/** The lists of a Word document: what `word/numbering.xml` and the styles say. */
export interface Numbering {
  /** Levels by list id. */
  lists: ReadonlyMap<string, readonly Level[]>
  /** Styles that number their paragraphs, and the fonts of styles. */
  styles: ReadonlyMap<string, StyleFacts>
}

export interface StyleFacts {
  numbering: { id: string; level: number } | null
  font: string | null
  basedOn: string | null
}

/** Reads `word/numbering.xml`; an empty string gives no lists. */
export function parseNumbering(xml: string): Map<string, Level[]> {
  const abstracts = new Map<string, Level[]>()
  const lists = new Map<string, Level[]>()
  let levels: Level[] = []
  let level: Level | null = null
  let listId = ''
  parse(xml, (name, attributes) => {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:abstractNum') {
      levels = []
      abstracts.set(attributes['w:abstractNumId'] ?? '', levels)
    } else if (name === 'w:lvl') {
      level = { format: 'decimal', text: '', start: 1 }
      levels[Number(attributes['w:ilvl']) || 0] = level
    } else if (name === 'w:num') listId = attributes['w:numId'] ?? ''
    else if (name === 'w:abstractNumId') lists.set(listId, abstracts.get(value) ?? [])
    else if (level && name === 'w:numFmt') level.format = value
    else if (level && name === 'w:lvlText') level.text = value
    else if (level && name === 'w:start') level.start = Number(value) || 0
  })
  return lists
}

/** Reads what `word/styles.xml` says about numbering and fonts. */
export function parseStyles(xml: string): Map<string, StyleFacts> {
  const styles = new Map<string, StyleFacts>()
  let style: StyleFacts = { numbering: null, font: null, basedOn: null }
  parse(xml, (name, attributes) => {
    const value = attributes['w:val'] ?? ''
    if (name === 'w:style' || name === 'w:docDefaults') {
      style = { numbering: null, font: null, basedOn: null }
      styles.set(name === 'w:style' ? (attributes['w:styleId'] ?? '') : '', style)
      if (attributes['w:default'] === '1' && attributes['w:type'] === 'paragraph') styles.set('(default)', style)
    } else if (name === 'w:basedOn') style.basedOn = value
    else if (name === 'w:numId') style.numbering = { id: value, level: style.numbering?.level ?? 0 }
    else if (name === 'w:ilvl') style.numbering = { id: style.numbering?.id ?? '', level: Number(value) || 0 }
    else if (name === 'w:rFonts') style.font = attributes['w:ascii'] ?? attributes['w:hAnsi'] ?? style.font
  })
  return styles
}

function parse(xml: string, open: (name: string, attributes: Record<string, string>) => void): void {
  if (xml === '') return
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => open(tag.name, tag.attributes as Record<string, string>))
  parser.write(xml).close()
}

/** Counts list items in document order and writes their labels. */
export class ListCounter {
  readonly #numbering: Numbering
  readonly #counts = new Map<string, number[]>()

  constructor(numbering: Numbering) {
    this.#numbering = numbering
  }

  /** The label of the next paragraph of a list ("1.", "a)", "-"), or '' where it has none. */
  next(id: string, level: number): string {
    const levels = this.#numbering.lists.get(id)
    const own = levels?.[level]
    if (!levels || !own) return ''
    const counts = this.#counts.get(id) ?? []
    this.#counts.set(id, counts)
    counts[level] = counts[level] === undefined ? own.start : (counts[level] as number) + 1
    counts.length = level + 1
    if (own.format === 'bullet') return '-'
    if (own.format === 'none') return ''
    return own.text.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const format = levels[at]?.format ?? 'decimal'
      return written(counts[at] ?? levels[at]?.start ?? 1, format)
    })
  }
}

function written(count: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letters(count)
    case 'upperLetter':
      return letters(count).toUpperCase()
    case 'lowerRoman':
      return roman(count).toLowerCase()
    case 'upperRoman':
      return roman(count)
    case 'decimalZero':
      return String(count).padStart(2, '0')
    default:
      return String(count)
  }
}

function letters(count: number): string {
  return count < 1 ? '' : String.fromCharCode(97 + ((count - 1) % 26)).repeat(Math.ceil(count / 26))
}

function roman(count: number): string {
  const table: [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ]
  let rest = Math.min(count, 4_999)
  let text = ''
  for (const [value, sign] of table) {
    while (rest >= value) {
      text += sign
      rest -= value
    }
  }
  return text
}
