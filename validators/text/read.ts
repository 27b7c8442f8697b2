import { limits } from './limits.ts'
import { type RecognisePages, readPdf } from './pdf/read-pdf.ts'
import { readTxt } from './plain/read-txt.ts'
import type { ReadDocument, Unreadable } from './read-document.ts'
import { unreadable } from './remarks.ts'

export interface ReadOptions {
  /** For an encrypted PDF. */
  password?: string
  /** Reads pages by OCR; `null` leaves pages without a sound text layer unread. */
  recognise?: RecognisePages | null
}

/**
 * Reads what a file says, whatever kind it is; the kind is told by the bytes first, by the name only where bytes say
 * nothing.
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
  if (new TextDecoder('latin1').decode(file.subarray(0, 1024)).includes('%PDF-'))
    return readPdf(file, options.password, options.recognise ?? null)
  if (/\.txt$/iu.test(fileName)) return readTxt(new TextDecoder('utf-8').decode(file))
  return unreadable('UNSUPPORTED_TYPE')
}
