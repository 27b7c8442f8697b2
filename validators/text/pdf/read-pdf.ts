import { gatherLines } from '../layout/lines.ts'
import { cutSegments } from '../layout/segments.ts'
import { limits } from '../limits.ts'
import type { Line, Page, ReadDocument, Remark, Unreadable } from '../read-document.ts'
import { pageList, unreadable, warning } from '../remarks.ts'
import { readCharacters } from './characters.ts'
import { type Pdfium, PdfiumAbort, withPdfium } from './engine.ts'
import { pageFrame } from './frame.ts'
import { openPdf } from './open.ts'
import { joinWords } from './words.ts'

/** Reads the text layer of a PDF. */
export async function readPdf(file: Uint8Array, password?: string): Promise<ReadDocument | Unreadable> {
  try {
    return await withPdfium((engine) => readWith(engine, file, password))
  } catch (cause) {
    if (cause instanceof PdfiumAbort) return unreadable('READER_CRASHED')
    throw cause
  }
}

function readWith(engine: Pdfium, file: Uint8Array, password?: string): ReadDocument | Unreadable {
  const opened = openPdf(engine, file, password)
  if (opened === 'encrypted') return unreadable('ENCRYPTED')
  if (opened === 'damaged') return unreadable('DAMAGED_FILE')
  if (opened === 'out-of-memory') return unreadable('TOO_LARGE')
  try {
    if (opened.pageCount === 0) return unreadable('NO_PAGES')
    const warnings: Remark[] = []
    const pages: Page[] = []
    for (let index = 0; index < Math.min(opened.pageCount, limits.pages); index++) {
      pages.push(readPage(engine, opened.handle, index))
    }
    if (opened.pageCount > limits.pages) warnings.push(warning('TOO_MANY_PAGES', `${limits.pages}/${opened.pageCount}`))
    const blank = pages.filter((page) => page.source === 'none').map((page) => page.number)
    if (blank.length > 0) warnings.push(warning('NO_TEXT_LAYER', pageList(blank)))
    return { pages, textSource: blank.length === pages.length ? 'none' : 'text', warnings }
  } finally {
    opened.close()
  }
}

function readPage(engine: Pdfium, document: number, index: number): Page {
  const { call } = engine
  const page = call.FPDF_LoadPage(document, index)
  if (page === 0) return emptyPage(index + 1)
  const textPage = call.FPDFText_LoadPage(page)
  try {
    const frame = pageFrame(engine, page)
    const characters = readCharacters(engine, textPage, frame)
    const words = joinWords(characters, frame, 0)
    const lines = gatherLines(words)
      .map((line) => cutSegments(line, frame.width))
      .filter((line): line is Line => line !== null)
    return {
      number: index + 1,
      width: frame.width,
      height: frame.height,
      source: lines.length > 0 ? 'text' : 'none',
      lines,
      asides: [],
      slots: [],
    }
  } finally {
    if (textPage !== 0) call.FPDFText_ClosePage(textPage)
    call.FPDF_ClosePage(page)
  }
}

function emptyPage(number: number): Page {
  return { number, width: 0, height: 0, source: 'none', lines: [], asides: [], slots: [] }
}
