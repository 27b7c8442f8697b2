import WordExtractor from 'word-extractor'
import { isEncryptedWord, oleChainsEnd, readOleDirectory } from '../../safety/ole-directory.ts'
import { partAsides } from '../layout/asides.ts'
import { sideBySide, textColumn, typedLine } from '../layout/typed-lines.ts'
import { withinLimits } from '../plain/within-limits.ts'
import type { Line, ReadDocument, Unreadable } from '../read-document.ts'
import { unreadable, warning } from '../remarks.ts'
import { decodeLines } from '../vietnamese/by-line.ts'
import { toUnicodeForm } from '../vietnamese/normalise.ts'
import { convertToDocx } from './convert-office.ts'
import { readDocx } from './read-docx.ts'

/** Converts a file to DOCX, or gives `null`. */
export type Convert = (file: Uint8Array, extension: 'doc' | 'rtf') => Promise<Uint8Array | null>

/**
 * Reads a DOC: through LibreOffice where present, which keeps list numbers, tables, headers and fonts; by
 * word-extractor otherwise, or where the conversion lost text.
 */
export async function readDoc(file: Uint8Array, convert: Convert = convertToDocx): Promise<ReadDocument | Unreadable> {
  if (!oleChainsEnd(file)) return unreadable('DAMAGED_FILE')
  if (isEncryptedWord(file, readOleDirectory(file) ?? [])) return unreadable('ENCRYPTED')
  const plain = await extractDoc(file)
  if ('error' in plain && plain.error.code === 'ENCRYPTED') return plain
  return (await readConverted(file, 'doc', plain, convert)) ?? plain
}

/** Share of the letters of the plain reading that a conversion must bring to be trusted with the rest. */
const leastLetters = 0.9

/** @returns `null` where there is no conversion, or one that says less than the file does. */
export async function readConverted(
  file: Uint8Array,
  extension: 'doc' | 'rtf',
  plain: ReadDocument | Unreadable,
  convert: Convert,
): Promise<ReadDocument | null> {
  const converted = await convert(file, extension)
  if (!converted) return null
  const read = readDocx(converted)
  if ('error' in read || read.textSource === 'none') return null
  if (!('error' in plain) && lettersIn(read) < leastLetters * lettersIn(plain)) return null
  return read
}

function lettersIn({ pages }: ReadDocument): number {
  return pages
    .flatMap((page) => [...page.lines, ...page.asides])
    .reduce((sum, { segments }) => sum + segments.reduce((length, { text }) => length + text.length, 0), 0)
}

const asWritten = { filterUnicode: false }

async function extractDoc(file: Uint8Array): Promise<ReadDocument | Unreadable> {
  try {
    const word = await new WordExtractor().extract(Buffer.from(file))
    const margins = `${word.getHeaders({ includeFooters: false, ...asWritten })}\n${word.getFooters(asWritten)}`
    return composeDoc(word.getBody(asWritten), word.getTextboxes(asWritten), margins)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    return unreadable(/encrypt|password/i.test(message) ? 'ENCRYPTED' : 'DAMAGED_FILE')
  }
}

/** Lays out what word-extractor gives: paragraphs end with `\n`, cells with `\t`, rows with `\t\n`. */
export function composeDoc(wholeBody: string, wholeBoxes: string, wholeMargins: string): ReadDocument {
  const { text: body, truncated } = withinLimits(wholeBody)
  const [{ text: boxes }, { text: margins }] = [withinLimits(wholeBoxes), withinLimits(wholeMargins)]
  const parts = [body, boxes, margins].map((text) => text.split(/\r\n|[\n\r\v\f]/u))
  const { lines, legacy } = decodeLines(parts.flat())
  const [bodyLines, boxLines, marginLines] = inTurn(lines.map(toUnicodeForm), parts)
  const parted = partAsides([...layRows(bodyLines), ...boxLines.flatMap(plainLines)])
  return {
    pages: [
      {
        number: 1,
        width: 0,
        height: 0,
        source: parted.lines.length > 0 ? 'text' : 'none',
        lines: parted.lines,
        asides: [...parted.asides, ...marginLines.flatMap(plainLines)],
        slots: [],
      },
    ],
    textSource: parted.lines.length > 0 ? 'text' : 'none',
    warnings: [
      warning('NO_LAYOUT'),
      ...(legacy ? [warning('LEGACY_ENCODING')] : []),
      ...(truncated ? [warning('TEXT_TRUNCATED')] : []),
    ],
  }
}

/** Cuts lines into three again, as they were before they were put together. */
function inTurn(lines: readonly string[], [first = [], second = []]: readonly (readonly string[])[]) {
  const [one, two] = [first.length, first.length + second.length]
  return [lines.slice(0, one), lines.slice(one, two), lines.slice(two)] as const
}

/** Longest paragraph that can belong to the first cell of a row whose beginning is not marked. */
const cellParagraph = 100
const mostCellParagraphs = 40

/**
 * Finds the rows of tables. The end of a row is marked; its beginning is not, so the first cell is taken to reach back
 * over short paragraphs, to an empty one, or to "Nơi nhận", which opens the block at the end of every document.
 */
function layRows(paragraphs: readonly string[]): Line[] {
  const pieces: Line[][] = []
  let start = 0
  for (let index = 0; index < paragraphs.length; index++) {
    if (!/\t\s*$/u.test(paragraphs[index] as string)) continue
    const from = rowStart(paragraphs, start, index)
    pieces.push(paragraphs.slice(start, from).flatMap(plainLines))
    pieces.push(rowLines(paragraphs.slice(from, index + 1).join('\n')))
    start = index + 1
  }
  return [...pieces.flat(), ...paragraphs.slice(start).flatMap(plainLines)]
}

function rowStart(paragraphs: readonly string[], floor: number, end: number): number {
  let at = end
  // Back over the later cells, to the paragraph that ends the first one.
  while (at > floor && !/\S.*\t/u.test(paragraphs[at] as string)) at--
  for (let first = at; first > Math.max(floor, at - mostCellParagraphs); first--) {
    if (/^\s*nơi nhận\s*:?/iu.test(paragraphs[first] as string)) return first
  }
  while (at > floor) {
    const before = paragraphs[at - 1] as string
    if (before.trim() === '' || before.length > cellParagraph || /\.\/\.\s*$/u.test(before)) break
    at--
  }
  return at
}

function rowLines(row: string): Line[] {
  const cells = row.replace(/\t\s*$/u, '').split('\t')
  const share = (textColumn.x1 - textColumn.x0) / cells.length
  return sideBySide(
    cells.map((cell, index) => {
      const column = { x0: textColumn.x0 + index * share, x1: textColumn.x0 + (index + 1) * share }
      return cell
        .split('\n')
        .map((paragraph) => typedLine(paragraph, column, 'center'))
        .filter((line): line is Line => line !== null)
    }),
  )
}

function plainLines(text: string): Line[] {
  return text
    .split('\n')
    .map((paragraph) => typedLine(paragraph))
    .filter((line): line is Line => line !== null)
}
