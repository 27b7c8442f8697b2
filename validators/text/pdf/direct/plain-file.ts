import { decodeStream } from '../../../pdf/filters/decode-stream.ts'
import { ObjectStore } from '../../../pdf/structure/object-store.ts'
import { pagesOf } from '../../../pdf/structure/pages.ts'
import { openSoundView, type View } from '../../../pdf/structure/view.ts'
import { isName, type PdfDict, type PdfStream, type PdfValue } from '../../../pdf/syntax/objects.ts'
import { notPlain } from './not-plain.ts'
import type { PlainFont } from './plain-font.ts'

/** A file whose structure is sound and open. */
export interface PlainFile {
  readonly view: View
  readonly pages: readonly PdfDict[]
  /** Fonts that were read, by their dictionary; `null` for one that is left to PDFium. */
  readonly fonts: Map<PdfDict, PlainFont | null>
}

/** Octets one content stream, font map or appearance may unpack to; a page of dense text needs some 200 KB. */
const mostOctets = 32 * 1024 * 1024

/** Opens a file for direct reading; `null` when it is encrypted, damaged, or its page tree does not add up. */
export function openPlainFile(bytes: Uint8Array): PlainFile | null {
  const store = new ObjectStore(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  const view = openSoundView(store, bytes.length)
  if (view === null || view.trailer.has('Encrypt')) return null
  const pages = pagesOf(view)
  const stated = view.get(view.get(view.get(view.trailer, 'Root'), 'Pages'), 'Count')
  const isTree = pages.length === stated && pages.every(({ num, dict }) => num !== null && isPage(view, dict))
  return isTree && view.misses() === 0 ? { view, pages: pages.map(({ dict }) => dict), fonts: new Map() } : null
}

function isPage(view: View, dict: PdfDict): boolean {
  return isName(view.get(dict, 'Type'), 'Page')
}

/** The unpacked octets of a stream. */
export function streamOctets(file: PlainFile, stream: PdfStream): Uint8Array {
  const { view } = file
  return (
    decodeStream(stream.dict, stream.raw, view.resolve, view.store.decodeBudget, mostOctets) ??
    notPlain('a stream that cannot be unpacked')
  )
}

/** An entry of a page or of the nodes above it (§7.7.3.4). */
export function inherited(view: View, page: PdfDict, key: string): PdfValue {
  let node: PdfValue = page
  for (let height = 0; height < 64 && node instanceof Map; height++) {
    const value = view.get(node, key)
    if (value !== null) return value
    node = view.get(node, 'Parent')
  }
  return null
}
