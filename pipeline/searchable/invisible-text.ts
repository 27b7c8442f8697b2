import { decodePDFRawStream, PDFArray, PDFName, type PDFPage, PDFRawStream } from 'pdf-lib'
import { searchableLimits } from './limits.ts'

/**
 * Takes the invisible text that a scanner's software laid under a page out of its content: two layers would be found
 * and copied twice. Text that is seen stays.
 */
export function dropInvisibleText(page: PDFPage): void {
  const content = contentOf(page)
  if (content === null || content.length > searchableLimits.contentBytes) return
  const kept = withoutInvisibleBlocks(content)
  if (kept === content) return
  const { context } = page.doc
  page.node.set(PDFName.Contents, context.register(context.flateStream(Buffer.from(kept, 'latin1'))))
}

/** The page's content as one string of bytes; `null` where part of it is not a stream that can be decoded. */
function contentOf(page: PDFPage): string | null {
  const contents = page.node.Contents()
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((ref) => page.doc.context.lookup(ref)) : [contents]
  if (!streams.every((stream) => stream instanceof PDFRawStream)) return null
  return streams
    .map((stream) => Buffer.from(decodePDFRawStream(stream as PDFRawStream).decode()).toString('latin1'))
    .join('\n')
}

/** Strings, comments and inline images, in which no operator stands; then the operators that matter. */
const token =
  /\((?:[^\\()]|\\[\s\S]|\((?:[^\\()]|\\[\s\S]|\([^()]*\))*\))*\)|<[^<>]*>|%[^\n\r]*|(?<![^\s[\]<>()/])BI\s[\s\S]*?\sEI(?=\s|$)|(?<![^\s[\]<>()])(?:BT|ET|\d+\s+Tr)(?=[\s[\]<>()/]|$)/g

/** Cuts text blocks out that never show a letter (ISO 32000-2, 9.3.6: rendering mode 3). */
export function withoutInvisibleBlocks(content: string): string {
  const cuts: [number, number][] = []
  let start = -1
  let modes: string[] = []
  for (const match of content.matchAll(token)) {
    const [found] = match
    if (found === 'BT') {
      start = match.index
      modes = []
    } else if (found.endsWith('Tr') && start >= 0) modes.push(found)
    else if (found === 'ET' && start >= 0) {
      if (modes.length > 0 && modes.every((mode) => /^3\s/.test(mode))) cuts.push([start, match.index + 2])
      start = -1
    }
  }
  if (cuts.length === 0) return content
  let from = 0
  let kept = ''
  for (const [begin, end] of cuts) {
    kept += content.slice(from, begin)
    from = end
  }
  return kept + content.slice(from)
}
