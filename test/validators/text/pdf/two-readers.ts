/** The same page read straight from its content and by PDFium, for tests that hold one against the other. */
import { openPlainFile } from '../../../../validators/text/pdf/direct/plain-file.ts'
import { readPlainPage } from '../../../../validators/text/pdf/direct/read-page.ts'
import { withPdfium } from '../../../../validators/text/pdf/engine.ts'
import { openPdf } from '../../../../validators/text/pdf/open.ts'
import { interpretPage, type PageReading, readPage } from '../../../../validators/text/pdf/read-page.ts'

/** `null` for each page that the direct reader leaves to PDFium. */
export function readDirectly(file: Uint8Array): (PageReading | null)[] | null {
  const plain = openPlainFile(file)
  if (plain === null) return null
  return plain.pages.map((_, index) => {
    const page = readPlainPage(plain, index)
    return page && interpretPage(index + 1, page.frame, page.characters, () => page.paint)
  })
}

export function readByPdfium(file: Uint8Array): Promise<PageReading[]> {
  return withPdfium((engine) => {
    const opened = openPdf(engine, file)
    if (typeof opened === 'string') throw new Error(`PDFium: ${opened}`)
    const pages = Array.from({ length: opened.pageCount }, (_, index) => readPage(engine, opened.handle, index))
    opened.close()
    return pages
  })
}

/** Segments of the lines and asides of a page, in order. */
export function textsOf({ page }: PageReading): string[][] {
  return [...page.lines, ...page.asides].map((line) => line.segments.map((segment) => segment.text))
}

export function wordsOf({ page }: PageReading) {
  return [...page.lines, ...page.asides].flatMap((line) => line.segments.flatMap((segment) => segment.words))
}
