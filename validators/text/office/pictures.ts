import { readZipDirectory, unpackEntry } from '../../safety/zip-directory.ts'
import { prepareImage } from '../image/prepare-image.ts'
import { limits } from '../limits.ts'
import type { RecognisePages } from '../pdf/read-pdf.ts'
import type { Page, ReadDocument, Unreadable } from '../read-document.ts'
import { readDocx } from './read-docx.ts'

/** Pictures of a DOCX that are looked at. */
const mostPictures = 60
/** Bytes below which a picture is a logo or a rule, no scanned page. */
const leastBytes = 8_000

/** Reads a DOCX; one that holds no text but pictures of pages is read by these. */
export async function readDocxOrPictures(
  file: Uint8Array,
  recognise: RecognisePages | null,
): Promise<ReadDocument | Unreadable> {
  const read = readDocx(file)
  if ('error' in read || read.textSource !== 'none' || recognise === null) return read
  const pages: Page[] = []
  for (const picture of picturesOf(file)) {
    const image = await prepareImage(picture)
    if (typeof image === 'string') continue
    const page = (await recognise(image, [1])).get(1)
    if (page?.source === 'ocr') pages.push({ ...page, number: pages.length + 1 })
  }
  return pages.length > 0 ? { ...read, pages, textSource: 'ocr' } : read
}

/** In the order of their numbers, which is the order in which they were put in. */
function picturesOf(file: Uint8Array): Uint8Array[] {
  const entries = readZipDirectory(file)
  if (typeof entries === 'string') return []
  return entries
    .slice(0, limits.zipEntries)
    .filter(({ name }) => /^word\/media\/.*\.(?:png|jpe?g|tiff?|gif|bmp|webp)$/iu.test(name))
    .sort((a, b) => numberIn(a.name) - numberIn(b.name))
    .slice(0, mostPictures)
    .map((entry) => unpackEntry(file, entry, limits.unpackedBytes))
    .filter((content): content is Uint8Array => typeof content !== 'string' && content.length >= leastBytes)
}

function numberIn(name: string): number {
  return Number(/(\d+)\.\w+$/u.exec(name)?.[1] ?? 0)
}
