import { readZipDirectory, unpackEntry, type ZipEntry } from '../../safety/zip-directory.ts'
import { partAsides } from '../layout/asides.ts'
import { type Column, sideBySide, textColumn, typedLine, typedSegment } from '../layout/typed-lines.ts'
import { limits } from '../limits.ts'
import type { Line, Page, ReadDocument, Remark, Unreadable } from '../read-document.ts'
import { unreadable, warning } from '../remarks.ts'
import { decodeInFont, judgeFonts } from '../vietnamese/by-font.ts'
import { toUnicodeForm } from '../vietnamese/normalise.ts'
import type { FontEncoding } from '../vietnamese/recognise.ts'
import { ListCounter, type Numbering, parseNumbering, parseStyles } from './numbering.ts'
import { type Block, type Paragraph, parseBlocks, type Run, type Table } from './wordprocessing.ts'

/** Reads a DOCX: paragraphs, tables, lists, text boxes; headers and footers as asides of the first page. */
export function readDocx(file: Uint8Array): ReadDocument | Unreadable {
  const entries = readZipDirectory(file)
  if (typeof entries === 'string') return unreadable('DAMAGED_FILE')
  const parts = new PartReader(file, entries)
  try {
    const body = parts.text('word/document.xml', limits.unpackedBytes)
    if (body === null) return unreadable(parts.swollen ? 'UNPACKS_TOO_LARGE' : 'DAMAGED_FILE')
    const numbering: Numbering = {
      lists: parseNumbering(parts.text('word/numbering.xml', limits.smallPartBytes) ?? ''),
      styles: parseStyles(parts.text('word/styles.xml', limits.smallPartBytes) ?? ''),
    }
    const composer = new Composer(numbering)
    const { blocks, truncated } = parseBlocks(body)
    const pages = composer.compose(blocks)
    const margins = parts
      .names(/^word\/(?:header|footer)\d*\.xml$/)
      .flatMap((name) => composer.margin(parts.text(name, limits.smallPartBytes) ?? ''))
    const first = pages[0]
    if (first) pages[0] = { ...first, asides: [...first.asides, ...margins] }
    const written = pages.some((page) => page.source === 'text')
    const warnings = [...composer.warnings(), ...(truncated ? [warning('TEXT_TRUNCATED')] : [])]
    return { pages, textSource: written ? 'text' : 'none', warnings }
  } catch {
    return unreadable('DAMAGED_FILE')
  }
}

class PartReader {
  swollen = false
  readonly #file: Uint8Array
  readonly #entries: ReadonlyMap<string, ZipEntry>

  constructor(file: Uint8Array, entries: readonly ZipEntry[]) {
    this.#file = file
    this.#entries = new Map(entries.slice(0, limits.zipEntries).map((entry) => [entry.name, entry]))
  }

  text(name: string, mostBytes: number): string | null {
    const entry = this.#entries.get(name)
    if (!entry) return null
    const content = unpackEntry(this.#file, entry, mostBytes)
    if (content === 'too-large') this.swollen = true
    return typeof content === 'string' ? null : new TextDecoder('utf-8').decode(content)
  }

  names(pattern: RegExp): string[] {
    return [...this.#entries.keys()].filter((name) => pattern.test(name)).slice(0, limits.marginParts)
  }
}

/** Runs of one font that are looked at to tell its encoding. */
const mostPieces = 20_000

/** Turns blocks into pages of lines. */
class Composer {
  readonly #numbering: Numbering
  readonly #lists: ListCounter
  readonly #hidden: Line[] = []
  #encodings: ReadonlyMap<string, FontEncoding> = new Map()
  #converted = false

  constructor(numbering: Numbering) {
    this.#numbering = numbering
    this.#lists = new ListCounter(numbering)
  }

  compose(blocks: readonly Block[]): Page[] {
    const texts = new Map<string, string[]>()
    this.#gatherFonts(blocks, texts)
    this.#encodings = judgeFonts(new Map([...texts].map(([font, pieces]) => [font, pieces.join('')])))
    const pages: Line[][] = [[]]
    for (const block of blocks) {
      if (startsPage(block) && (pages.at(-1)?.length ?? 0) > 0 && pages.length < limits.pages) pages.push([])
      for (const line of this.#lines(block, textColumn)) pages.at(-1)?.push(line)
    }
    return pages.map((lines, index) => toPage(lines, index + 1, index === 0 ? this.#hidden : []))
  }

  margin(xml: string): Line[] {
    return xml === '' ? [] : parseBlocks(xml).blocks.flatMap((block) => this.#lines(block, textColumn))
  }

  warnings(): Remark[] {
    return [
      ...(this.#converted ? [warning('LEGACY_ENCODING')] : []),
      ...(this.#hidden.length > 0 ? [warning('HIDDEN_TEXT')] : []),
    ]
  }

  #lines(block: Block, column: Column): Line[] {
    return block.kind === 'table' ? this.#tableLines(block, column) : this.#paragraphLines(block, column)
  }

  #paragraphLines(paragraph: Paragraph, column: Column): Line[] {
    const visible = paragraph.runs.filter((run) => !run.hidden)
    const hidden = paragraph.runs.filter((run) => run.hidden && run.text.trim() !== '')
    for (const run of hidden) {
      const line = typedLine(this.#runText(run, paragraph), column)
      if (line) this.#hidden.push(line)
    }
    const text = visible.map((run) => this.#runText(run, paragraph)).join('')
    const label = text.trim() === '' ? '' : this.#label(paragraph)
    const rows = `${label === '' ? '' : `${label} `}${text}`.split('\n')
    const lines = rows
      .map((row) => tabbedLine(row, column, paragraph.alignment))
      .filter((line): line is Line => line !== null)
    return [...lines, ...paragraph.boxes.flat().flatMap((block) => this.#lines(block, column))]
  }

  #tableLines(table: Table, column: Column): Line[] {
    return table.rows.flatMap((cells) => {
      const total = cells.reduce((sum, cell) => sum + (cell.width || 1), 0)
      let x0 = column.x0
      const laid = cells.map((cell) => {
        const share = ((cell.width || 1) / total) * (column.x1 - column.x0)
        const inner: Column = { x0, x1: x0 + share }
        x0 += share
        return cell.blocks.flatMap((block) => this.#lines(block, inner))
      })
      return sideBySide(laid)
    })
  }

  #label(paragraph: Paragraph): string {
    const numbering = paragraph.numbering ?? this.#ofStyle(paragraph.style, (facts) => facts.numbering)
    return numbering && numbering.id !== '0' ? this.#lists.next(numbering.id, numbering.level) : ''
  }

  #runText(run: Run, paragraph: Paragraph): string {
    const text = decodeInFont(run.text, this.#encodings.get(this.#fontOf(run, paragraph)))
    if (text !== run.text) this.#converted = true
    return toUnicodeForm(text)
  }

  #fontOf(run: Run, paragraph: Paragraph): string {
    return run.font ?? this.#ofStyle(paragraph.style ?? '(default)', (facts) => facts.font) ?? ''
  }

  /** The text of each font, to judge it by: runs of a paragraph glued, for words are cut between them. */
  #gatherFonts(blocks: readonly Block[], texts: Map<string, string[]>): void {
    for (const block of blocks) {
      if (block.kind === 'table') {
        for (const cell of block.rows.flat()) this.#gatherFonts(cell.blocks, texts)
        continue
      }
      const fonts = new Set<string>()
      for (const run of block.runs) {
        const font = this.#fontOf(run, block)
        fonts.add(font)
        const pieces = texts.get(font)
        if (pieces === undefined) texts.set(font, [run.text])
        else if (pieces.length < mostPieces) pieces.push(run.text)
      }
      for (const font of fonts) texts.get(font)?.push('\n')
      for (const box of block.boxes) this.#gatherFonts(box, texts)
    }
  }

  #ofStyle<T>(
    style: string | null,
    pick: (facts: { numbering: { id: string; level: number } | null; font: string | null }) => T | null,
  ): T | null {
    let name = style
    for (let hops = 0; name !== null && hops < 20; hops++) {
      const facts = this.#numbering.styles.get(name)
      if (!facts) return null
      const found = pick(facts)
      if (found !== null) return found
      name = facts.basedOn
    }
    return null
  }
}

function startsPage(block: Block): boolean {
  return block.kind === 'paragraph' && block.pageBefore
}

/** Tabs part what stands side by side; those at the start only indent, and a short label before one is no column. */
function tabbedLine(row: string, column: Column, alignment: Paragraph['alignment']): Line | null {
  const pieces = row
    .replace(/^[\t ]+/u, '')
    .split(/\t+| {4,}/u)
    .filter((piece) => piece.trim() !== '')
  const [only, ...others] = pieces
  if (only === undefined) return null
  if (others.length === 0 || only.trim().length < 8 || isBlankLine(row))
    return typedLine(pieces.join(' '), column, alignment)
  const share = (column.x1 - column.x0) / pieces.length
  return {
    segments: pieces.map((piece, index) =>
      typedSegment(piece, { x0: column.x0 + index * share, x1: column.x0 + (index + 1) * share }, 'center'),
    ),
  }
}

/** Room left for a number or a day is not the edge of a column. */
function isBlankLine(row: string): boolean {
  return /(?:số:?|ngày|tháng)[\t ]{2,}(?:\/|tháng|năm)/iu.test(row) && !/\t/u.test(row.trim())
}

function toPage(lines: readonly Line[], number: number, hidden: readonly Line[]): Page {
  const parted = partAsides(lines)
  return {
    number,
    width: 0,
    height: 0,
    source: parted.lines.length > 0 ? 'text' : 'none',
    lines: parted.lines,
    asides: [...parted.asides, ...hidden],
    slots: [],
  }
}
