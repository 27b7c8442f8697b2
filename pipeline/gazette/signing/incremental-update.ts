/** Adds objects to a PDF without touching a byte of what is there: signatures of before stay valid. */
import { PDFArray, type PDFDict, PDFDocument, type PDFObject, PDFRef } from 'pdf-lib'

export interface IncrementalUpdate {
  /** The document as pdf-lib sees it; change dictionaries in place, then name them with `changed`. */
  pdf: PDFDocument
  catalog: PDFDict
  catalogRef: PDFRef
  add(object: PDFObject): PDFRef
  changed(ref: PDFRef): void
  /** The original bytes followed by the update. */
  finish(): Uint8Array
}

/** @throws for a file whose newest cross-reference is a stream: what we lay out ourselves has tables */
export async function startUpdate(original: Uint8Array): Promise<IncrementalUpdate> {
  const pdf = await PDFDocument.load(original, { updateMetadata: false })
  const previous = lastStartXref(original)
  if (Buffer.from(original.subarray(previous, previous + 4)).toString('latin1') !== 'xref') {
    throw new Error('Only a PDF with a cross-reference table can be updated incrementally')
  }
  const { context } = pdf
  const catalogRef = context.trailerInfo.Root
  if (!(catalogRef instanceof PDFRef)) throw new Error('The PDF has no catalog')
  const changedRefs = new Set<PDFRef>()

  return {
    pdf,
    catalog: pdf.catalog,
    catalogRef,
    add(object) {
      const ref = context.register(object)
      changedRefs.add(ref)
      return ref
    },
    changed: (ref) => void changedRefs.add(ref),
    finish() {
      const parts: Uint8Array[] = [original]
      let length = original.length
      const write = (bytes: Uint8Array): void => {
        parts.push(bytes)
        length += bytes.length
      }
      const writeText = (text: string): void => write(Buffer.from(text, 'latin1'))
      if (original.at(-1) !== 0x0a) writeText('\n')
      const offsets = new Map<PDFRef, number>()
      for (const ref of [...changedRefs].sort((a, b) => a.objectNumber - b.objectNumber)) {
        const object = context.lookup(ref)
        if (!object) continue
        offsets.set(ref, length)
        writeText(`${ref.objectNumber} ${ref.generationNumber} obj\n`)
        const body = new Uint8Array(object.sizeInBytes())
        object.copyBytesInto(body, 0)
        write(body)
        writeText('\nendobj\n')
      }
      const xref = length
      writeText('xref\n')
      for (const [ref, offset] of offsets) {
        writeText(
          `${ref.objectNumber} 1\n${String(offset).padStart(10, '0')} ${String(ref.generationNumber).padStart(5, '0')} n \n`,
        )
      }
      const { Info, ID } = context.trailerInfo
      const entries = [
        `/Size ${context.largestObjectNumber + 1}`,
        `/Root ${catalogRef.objectNumber} ${catalogRef.generationNumber} R`,
        `/Prev ${previous}`,
        Info instanceof PDFRef ? `/Info ${Info.objectNumber} ${Info.generationNumber} R` : '',
        ID ? `/ID ${ID.toString()}` : '',
      ]
      writeText(`trailer\n<< ${entries.filter(Boolean).join(' ')} >>\nstartxref\n${xref}\n%%EOF\n`)
      return Buffer.concat(parts)
    },
  }
}

function lastStartXref(bytes: Uint8Array): number {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 2048))).toString('latin1')
  const offset = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1])
  if (!Number.isInteger(offset)) throw new Error('The PDF has no startxref at its end')
  return offset
}

/** The array under a key, made when it is missing; one that is shared by reference is named as changed. */
export function arrayUnder(update: IncrementalUpdate, dict: PDFDict, key: Parameters<PDFDict['get']>[0]): PDFArray {
  const found = dict.get(key)
  if (found instanceof PDFRef) {
    update.changed(found)
    return update.pdf.context.lookup(found, PDFArray)
  }
  if (found instanceof PDFArray) return found
  const made = update.pdf.context.obj([]) as PDFArray
  dict.set(key, made)
  return made
}
