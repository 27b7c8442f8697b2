/** Makes documents out of a scanned batch: new PDFs of some of its pages, their images as they were. */
import { PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage } from 'pdf-lib'
import type { ImageType } from '../../validators/safety/file-type.ts'
import { prepareImage } from '../../validators/text/image/prepare-image.ts'
import { addImagePage } from './image-page.ts'

export type CutOutcome =
  | { kind: 'cut'; documents: readonly Uint8Array[] }
  /** The file opens for reading, but its pages cannot be taken out of it. */
  | { kind: 'uncut'; detail: string }

/**
 * @param pageLists for each new document the page numbers of the batch, from 1
 * @returns the same bytes for the same input
 */
export async function cutPages(
  file: Uint8Array,
  fileType: 'pdf' | ImageType,
  pageLists: readonly (readonly number[])[],
): Promise<CutOutcome> {
  try {
    const source = fileType === 'pdf' ? await PDFDocument.load(file, { updateMetadata: false }) : null
    for (const page of source?.getPages() ?? []) dropLinks(page)
    const image = source ? null : await prepareImage(file)
    if (typeof image === 'string') return { kind: 'uncut', detail: image }
    const documents: Uint8Array[] = []
    for (const pages of pageLists) {
      const pdf = await PDFDocument.create({ updateMetadata: false })
      if (source) {
        const copies = await pdf.copyPages(
          source,
          pages.map((number) => number - 1),
        )
        for (const copy of copies) pdf.addPage(copy)
      } else {
        for (const number of pages) if (image) await addImagePage(pdf, image, number - 1)
      }
      documents.push(await pdf.save())
    }
    return { kind: 'cut', documents }
  } catch (error) {
    return { kind: 'uncut', detail: error instanceof Error ? error.message : String(error) }
  }
}

/** A link to a page of another document would bring that page along, unseen, in the file. */
function dropLinks(page: PDFPage): void {
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray)
  for (let index = (annotations?.size() ?? 0) - 1; index >= 0; index--) {
    const kind = annotations?.lookupMaybe(index, PDFDict)?.lookupMaybe(PDFName.of('Subtype'), PDFName)
    if (kind === PDFName.of('Link')) annotations?.remove(index)
  }
}
