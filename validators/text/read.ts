import { isImageType, sniffFileType } from '../safety/file-type.ts'
import { readImage } from './image/read-image.ts'
import { limits } from './limits.ts'
import { readDocxOrPictures } from './office/pictures.ts'
import { readDoc } from './office/read-doc.ts'
import { readRtf } from './office/read-rtf.ts'
import { type RecognisePages, readPdf } from './pdf/read-pdf.ts'
import { decodeText } from './plain/decode-text.ts'
import { readTxt } from './plain/read-txt.ts'
import type { ReadDocument, Unreadable } from './read-document.ts'
import { unreadable } from './remarks.ts'

export type { RecognisePages } from './pdf/read-pdf.ts'

export interface ReadOptions {
  /** For an encrypted PDF. */
  password?: string
  /** Reads pages by OCR; `null` leaves pages without a sound text layer unread. */
  recognise?: RecognisePages | null
}

/**
 * Reads what a file says, whatever kind it is: PDF, DOCX, DOC, RTF, text, scanned images. The kind is told by the
 * bytes; the name is only asked whether text without marks is meant to be text.
 * @param fileName The name as delivered.
 * @returns The document's pages, or why it cannot be read. Bad input never throws.
 */
export async function readDocument(
  file: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<ReadDocument | Unreadable> {
  if (file.length === 0) return unreadable('EMPTY_FILE')
  if (file.length > limits.fileBytes) return unreadable('TOO_LARGE')
  const recognise = options.recognise ?? null
  const fileType = sniffFileType(file)
  if (isImageType(fileType)) return readImage(file, recognise)
  switch (fileType) {
    case 'pdf':
      return readPdf(file, options.password, recognise)
    case 'docx':
      return file[0] === 0xd0 ? unreadable('ENCRYPTED') : readDocxOrPictures(file, recognise)
    case 'doc':
      return readDoc(file)
    case 'rtf':
      return readRtf(file)
    case 'txt':
    case 'eml':
      return readTxt(decodeText(file))
    case 'unknown':
    case 'xml':
    case 'html':
      return /\.txt$/iu.test(fileName) ? readTxt(decodeText(file)) : unreadable('UNSUPPORTED_TYPE')
    default:
      return unreadable('UNSUPPORTED_TYPE')
  }
}
