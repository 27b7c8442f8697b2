import { limits } from '../limits.ts'
import type { Page, ReadDocument, Remark, Unreadable } from '../read-document.ts'
import { pageList, unreadable, type WarningCode, warning } from '../remarks.ts'
import { openPlainFile } from './direct/plain-file.ts'
import { readPlainPage } from './direct/read-page.ts'
import { type Pdfium, PdfiumAbort, withPdfium } from './engine.ts'
import { openPdf } from './open.ts'
import { layOver } from './overlay.ts'
import { interpretPage, type PageReading, readPage } from './read-page.ts'

/** Reads one page by its picture; given by the OCR room. Page numbers count from 1. */
export type RecognisePages = (file: Uint8Array, pageNumbers: readonly number[]) => Promise<ReadonlyMap<number, Page>>

/** Reads a PDF: its text layer where that is sound, by OCR where it is missing or garbage. */
export async function readPdf(
  file: Uint8Array,
  password: string | undefined,
  recognise: RecognisePages | null,
): Promise<ReadDocument | Unreadable> {
  try {
    const layers = await readLayers(file, password)
    if ('error' in layers) return layers
    return await complete(file, layers, recognise)
  } catch (cause) {
    if (cause instanceof PdfiumAbort) return unreadable('READER_CRASHED')
    throw cause
  }
}

interface Layers {
  readings: PageReading[]
  warnings: Remark[]
}

/** Reads every page straight from its content, and by PDFium those that hold something uncommon. */
async function readLayers(file: Uint8Array, password: string | undefined): Promise<Layers | Unreadable> {
  const deadline = performance.now() + limits.readMilliseconds
  const plain = openPlainFile(file)
  if (plain === null) return withPdfium((engine) => readOpened(engine, file, password, deadline, () => null))
  const direct = new Map<number, PageReading | null>()
  const readDirectly = (index: number): PageReading | null => {
    const known = direct.get(index)
    if (known !== undefined) return known
    const page = readPlainPage(plain, index)
    const reading = page && interpretPage(index + 1, page.frame, page.characters, () => page.paint)
    direct.set(index, reading)
    return reading
  }
  return (
    readPages(plain.pages.length, deadline, readDirectly) ??
    (await withPdfium((engine) => readOpened(engine, file, password, deadline, readDirectly)))
  )
}

function readOpened(
  engine: Pdfium,
  file: Uint8Array,
  password: string | undefined,
  deadline: number,
  readDirectly: (index: number) => PageReading | null,
): Layers | Unreadable {
  const opened = openPdf(engine, file, password)
  if (opened === 'encrypted') return unreadable('ENCRYPTED')
  if (opened === 'damaged') return unreadable('DAMAGED_FILE')
  if (opened === 'out-of-memory') return unreadable('TOO_LARGE')
  try {
    if (opened.pageCount === 0) return unreadable('NO_PAGES')
    const read = (index: number) => readDirectly(index) ?? readPage(engine, opened.handle, index)
    return readPages(opened.pageCount, deadline, read) ?? unreadable('DAMAGED_FILE')
  } finally {
    opened.close()
  }
}

/** Reads pages within the limits; `null` as soon as `read` gives none. */
function readPages(count: number, deadline: number, read: (index: number) => PageReading | null): Layers | null {
  const warnings: Remark[] = []
  const readings: PageReading[] = []
  let characters = 0
  for (let index = 0; index < count; index++) {
    const stop =
      index >= limits.pages
        ? 'TOO_MANY_PAGES'
        : characters > limits.charactersPerDocument
          ? 'TEXT_TRUNCATED'
          : performance.now() > deadline
            ? 'OUT_OF_TIME'
            : null
    if (stop) {
      warnings.push(warning(stop, `đã đọc ${index} trên ${count} trang`))
      break
    }
    const reading = read(index)
    if (reading === null) return null
    characters += reading.characters
    readings.push(reading)
  }
  return { readings, warnings }
}

/** Layers that are not what the page shows, or that somebody's software guessed. */
function wantsOcr(reading: PageReading): boolean {
  return (
    reading.layer === 'none' ||
    reading.layer === 'overlay' ||
    reading.layer === 'garbled' ||
    reading.layer === 'damaged' ||
    reading.layer === 'ocr-layer'
  )
}

async function complete(file: Uint8Array, layers: Layers, recognise: RecognisePages | null): Promise<ReadDocument> {
  const wanted = layers.readings.filter(wantsOcr).map((reading) => reading.page.number)
  const recognised = wanted.length > 0 && recognise ? await recognise(file, wanted) : new Map<number, Page>()
  const pages = layers.readings.map((reading) => {
    const page = recognised.get(reading.page.number)
    return page ? withAsides(page, reading) : withoutOcr(reading)
  })
  const unread = wanted.filter((number) => !recognised.has(number))
  return {
    pages,
    textSource: sourceOf(pages),
    warnings: [
      ...layers.warnings,
      ...remarksOf(layers.readings),
      ...unreadRemarks(layers.readings, unread, recognise !== null),
    ],
  }
}

/** The signature box and running head of a scan stand in its text layer, and are kept beside what OCR read. */
function withAsides(page: Page, { page: layer, layer: kind }: PageReading): Page {
  if (kind === 'garbled') return page
  const whole = kind === 'overlay' ? layOver(page, layer.lines) : page
  return { ...whole, asides: [...page.asides, ...layer.asides] }
}

/** What is left of a page that no OCR has read: nothing of a garbled layer, all of one that only lost letters. */
function withoutOcr(reading: PageReading): Page {
  return reading.layer === 'garbled' ? { ...reading.page, source: 'none', lines: [], asides: [] } : reading.page
}

function sourceOf(pages: readonly Page[]): ReadDocument['textSource'] {
  const sources = new Set(pages.map((page) => page.source))
  if (sources.has('text') && sources.has('ocr')) return 'mixed'
  return sources.has('text') ? 'text' : sources.has('ocr') ? 'ocr' : 'none'
}

function remarksOf(readings: readonly PageReading[]): Remark[] {
  const pagesOf = new Map<WarningCode, number[]>()
  for (const reading of readings) {
    for (const code of reading.remarks) pagesOf.set(code, [...(pagesOf.get(code) ?? []), reading.page.number])
    const { width, height } = reading.page
    if (Math.max(width, height) > 9_000)
      pagesOf.set('PAGE_TOO_LARGE', [...(pagesOf.get('PAGE_TOO_LARGE') ?? []), reading.page.number])
  }
  return [...pagesOf].map(([code, pages]) => warning(code, pageList(pages)))
}

function unreadRemarks(readings: readonly PageReading[], unread: readonly number[], tried: boolean): Remark[] {
  const bare = readings
    .filter(({ layer, page }) => (layer === 'none' || layer === 'overlay') && unread.includes(page.number))
    .map((reading) => reading.page.number)
  if (bare.length === 0) return []
  return [warning(tried ? 'OCR_FAILED' : 'NO_TEXT_LAYER', pageList(bare))]
}
