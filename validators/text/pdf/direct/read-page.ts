import { type PdfDict, PdfStream } from '../../../pdf/syntax/objects.ts'
import type { Characters } from '../characters.ts'
import type { PageFrame, QuarterTurns } from '../frame.ts'
import type { PagePaint } from '../hidden.ts'
import { showAnnotations } from './annotations.ts'
import { ContentReader } from './content-reader.ts'
import { GlyphColumns } from './glyph-columns.ts'
import { firstState } from './graphics-state.ts'
import { identity, meet, type Rectangle } from './matrix.ts'
import { NotPlain, notPlain } from './not-plain.ts'
import { Painting } from './painting.ts'
import { inherited, type PlainFile, streamOctets } from './plain-file.ts'
import { TextWriter } from './text-writer.ts'
import { rectangleOf } from './values.ts'

/** What a page shows. */
export interface PlainPage {
  frame: PageFrame
  characters: Characters
  paint: PagePaint
}

/** Reads page `index` (from 0) from its content; `null` where it holds anything that is left to PDFium. */
export function readPlainPage(file: PlainFile, index: number): PlainPage | null {
  try {
    return readContent(file, file.pages[index] ?? notPlain('a page that is not there'))
  } catch (cause) {
    if (cause instanceof NotPlain) return null
    throw cause
  }
}

function readContent(file: PlainFile, page: PdfDict): PlainPage {
  const frame = frameOf(file, page)
  const columns = new GlyphColumns(frame)
  const painting = new Painting(frame)
  const reader = new ContentReader(file, new TextWriter(frame, columns), painting, firstState(identity))
  const resources = inherited(file.view, page, 'Resources')
  reader.read(contentOf(file, page), resources instanceof Map ? resources : new Map())
  reader.state = firstState(identity)
  showAnnotations(reader, page)
  if (file.view.misses() > 0) notPlain('an object that is not where it should be')
  return { frame, characters: columns.finish(), paint: painting.finish() }
}

/** Content in several streams is one, parted by white space (ISO 32000-2 §7.7.3.3). */
function contentOf(file: PlainFile, page: PdfDict): Uint8Array {
  const content = file.view.get(page, 'Contents')
  if (content === null) return new Uint8Array(0)
  if (content instanceof PdfStream) return streamOctets(file, content)
  if (!Array.isArray(content)) return notPlain('content of another kind')
  const newline = new Uint8Array([10])
  const parts = content.map((part) => {
    const stream = file.view.resolve(part)
    return stream instanceof PdfStream ? streamOctets(file, stream) : notPlain('content of another kind')
  })
  return Buffer.concat(parts.flatMap((part) => [part, newline]))
}

/** What is shown of a page: its crop box within its media box. */
function frameOf({ view }: PlainFile, page: PdfDict): PageFrame {
  if (page.has('UserUnit')) notPlain('a page with a unit of its own')
  const media = boxOf(inherited(view, page, 'MediaBox'))
  const crop = boxOf(inherited(view, page, 'CropBox'))
  const rotate = inherited(view, page, 'Rotate') ?? 0
  if (media === null || typeof rotate !== 'number' || rotate % 90 !== 0) return notPlain('a page without a frame')
  const [left, bottom, right, top] = crop === null ? media : meet(media, crop)
  if (right - left < 1 || top - bottom < 1) notPlain('a page without a frame')
  const rotation = ((((rotate / 90) % 4) + 4) % 4) as QuarterTurns
  const lying = rotation % 2 === 1
  const [width, height] = lying ? [top - bottom, right - left] : [right - left, top - bottom]
  return { left, bottom, right, top, rotation, width, height }

  function boxOf(value: ReturnType<typeof inherited>): Rectangle | null {
    return value === null ? null : rectangleOf(view, new Map([['Box', value]]), 'Box')
  }
}
