import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { limits } from '../limits.ts'

/** What a Word document is made of, as far as reading needs it. */
export interface Paragraph {
  kind: 'paragraph'
  /** Text with `\t` for tabs and `\n` for line breaks; legacy fonts are not yet converted. */
  runs: Run[]
  alignment: 'start' | 'center' | 'end'
  style: string | null
  numbering: { id: string; level: number } | null
  /** A page begins before this paragraph. */
  pageBefore: boolean
  /** Text boxes anchored in it. */
  boxes: Block[][]
}

export interface Run {
  text: string
  font: string | null
  hidden: boolean
}

export interface Table {
  kind: 'table'
  rows: Cell[][]
}

export interface Cell {
  blocks: Block[]
  /** Width in twentieths of a point; 0 where not said. */
  width: number
}

export type Block = Paragraph | Table

/** Elements whose content is not part of the text as it stands: deleted text, field codes, the second rendering. */
const skipped = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:instrText',
  'w:delText',
  'w:rPrChange',
  'w:pPrChange',
])
/** Deeper nesting than any writer makes; an attack otherwise. */
const deepest = 400

/** What is read of a part of a Word document. */
export interface ParsedBlocks {
  blocks: Block[]
  /** It has more paragraphs, cells and runs than are taken. */
  truncated: boolean
}

/** Parses the body of `word/document.xml`, or of a header, footer or notes part. Throws on XML that is not well formed. */
export function parseBlocks(xml: string): ParsedBlocks {
  const builder = new BlockBuilder()
  const parser = new SaxesParser({ fragment: false, xmlns: false })
  let skipping = 0
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('A Word part with a DOCTYPE')
  })
  parser.on('opentag', (tag) => {
    if (++depth > deepest) throw new Error('XML nested too deeply')
    if (skipping > 0 || skipped.has(tag.name)) skipping++
    else builder.open(tag)
    if (skipping === 0 && builder.elements > limits.wordElements) throw new Enough()
  })
  parser.on('closetag', (tag) => {
    depth--
    if (skipping > 0) skipping--
    else builder.close(tag.name)
  })
  parser.on('text', (text) => {
    if (skipping === 0) builder.text(text)
  })
  try {
    parser.write(xml).close()
  } catch (cause) {
    if (!(cause instanceof Enough)) throw cause
    return { blocks: builder.blocks, truncated: true }
  }
  return { blocks: builder.blocks, truncated: false }
}

/** Thrown to stop the parser where enough is read. */
class Enough extends Error {}

class BlockBuilder {
  readonly blocks: Block[] = []
  /** Paragraphs, cells and runs begun. */
  elements = 0
  /** Where the next block goes: the body, a cell, or a text box. */
  readonly #containers: Block[][] = [this.blocks]
  readonly #tables: Table[] = []
  readonly #paragraphs: Paragraph[] = []
  #run: Run | null = null
  #capitals = false
  #inText = false
  #inRunProperties = false
  #pageBreak = false

  open(tag: SaxesTagPlain): void {
    if (tag.name === 'w:p' || tag.name === 'w:tc' || tag.name === 'w:r') this.elements++
    const value = tag.attributes['w:val']
    switch (tag.name) {
      case 'w:p':
        this.#beginParagraph()
        return
      case 'w:tbl': {
        const table: Table = { kind: 'table', rows: [] }
        this.#containers.at(-1)?.push(table)
        this.#tables.push(table)
        return
      }
      case 'w:tr':
        this.#tables.at(-1)?.rows.push([])
        return
      case 'w:tc': {
        const cell: Cell = { blocks: [], width: 0 }
        this.#tables.at(-1)?.rows.at(-1)?.push(cell)
        this.#containers.push(cell.blocks)
        return
      }
      case 'w:tcW': {
        const cell = this.#tables.at(-1)?.rows.at(-1)?.at(-1)
        if (cell) cell.width = Number(tag.attributes['w:w']) || 0
        return
      }
      case 'w:txbxContent': {
        const box: Block[] = []
        this.#paragraphs.at(-1)?.boxes.push(box)
        this.#containers.push(box)
        return
      }
      case 'w:r':
        this.#run = { text: '', font: null, hidden: false }
        this.#capitals = false
        this.#paragraphs.at(-1)?.runs.push(this.#run)
        return
      case 'w:rPr':
        this.#inRunProperties = true
        return
      case 'w:t':
        this.#inText = true
        return
      default:
        this.#property(tag, value)
    }
  }

  close(name: string): void {
    switch (name) {
      case 'w:p':
        this.#paragraphs.pop()
        this.#run = null
        return
      case 'w:tbl':
        this.#tables.pop()
        return
      case 'w:tc':
      case 'w:txbxContent':
        this.#containers.pop()
        return
      case 'w:r':
        if (this.#run && this.#capitals) this.#run.text = this.#run.text.toUpperCase()
        this.#run = null
        return
      case 'w:rPr':
        this.#inRunProperties = false
        return
      case 'w:t':
        this.#inText = false
    }
  }

  text(text: string): void {
    if (this.#inText && this.#run) this.#run.text += text
  }

  #beginParagraph(): void {
    const paragraph: Paragraph = {
      kind: 'paragraph',
      runs: [],
      alignment: 'start',
      style: null,
      numbering: null,
      pageBefore: this.#pageBreak,
      boxes: [],
    }
    this.#pageBreak = false
    this.#containers.at(-1)?.push(paragraph)
    this.#paragraphs.push(paragraph)
  }

  #property(tag: SaxesTagPlain, value: string | undefined): void {
    const paragraph = this.#paragraphs.at(-1)
    const on = value !== '0' && value !== 'false' && value !== 'none'
    switch (tag.name) {
      case 'w:tab':
        if (this.#run) this.#run.text += '\t'
        return
      case 'w:br':
      case 'w:cr':
        if (tag.attributes['w:type'] === 'page') this.#breakPage(paragraph)
        else if (this.#run) this.#run.text += '\n'
        return
      case 'w:lastRenderedPageBreak':
        this.#breakPage(paragraph)
        return
      case 'w:pageBreakBefore':
        if (paragraph && on) paragraph.pageBefore = true
        return
      case 'w:noBreakHyphen':
        if (this.#run) this.#run.text += '-'
        return
      case 'w:sym':
        if (this.#run)
          this.#run.text += String.fromCodePoint(Number.parseInt(tag.attributes['w:char'] ?? '2022', 16) || 0x2022)
        return
      case 'w:jc':
        if (paragraph)
          paragraph.alignment = value === 'center' ? 'center' : value === 'right' || value === 'end' ? 'end' : 'start'
        return
      case 'w:pStyle':
        if (paragraph) paragraph.style = value ?? null
        return
      case 'w:numId':
        if (paragraph && value !== undefined)
          paragraph.numbering = { id: value, level: paragraph.numbering?.level ?? 0 }
        return
      case 'w:ilvl':
        if (paragraph) paragraph.numbering = { id: paragraph.numbering?.id ?? '', level: Number(value) || 0 }
        return
    }
    if (this.#inRunProperties && this.#run) this.#runProperty(tag, on)
  }

  #runProperty(tag: SaxesTagPlain, on: boolean): void {
    if (!this.#run) return
    if (tag.name === 'w:rFonts') this.#run.font = tag.attributes['w:ascii'] ?? tag.attributes['w:hAnsi'] ?? null
    if (tag.name === 'w:vanish') this.#run.hidden = on
    if (tag.name === 'w:caps' || tag.name === 'w:smallCaps') this.#capitals = on
  }

  /** A break in the middle of a paragraph moves the next paragraph to a new page; one at its start moves itself. */
  #breakPage(paragraph: Paragraph | undefined): void {
    const started = paragraph?.runs.some((run) => run.text.trim() !== '')
    if (paragraph && !started) paragraph.pageBefore = true
    else this.#pageBreak = true
  }
}
