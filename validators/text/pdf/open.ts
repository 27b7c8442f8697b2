import type { Pdfium } from './engine.ts'

/** Codes of FPDF_GetLastError (fpdfview.h). */
const passwordError = 4
const securityError = 5

/** An open document; `close` frees the file's copy in PDFium's memory. */
export interface OpenPdf {
  readonly handle: number
  readonly pageCount: number
  close(): void
}

export type OpenFailure = 'encrypted' | 'damaged' | 'out-of-memory'

/**
 * Opens a PDF held in memory.
 * @param password Tried as given; the empty string opens files that only restrict printing or copying.
 */
export function openPdf(engine: Pdfium, file: Uint8Array, password = ''): OpenPdf | OpenFailure {
  const { call } = engine
  const data = call.malloc(file.length)
  if (data === 0) return 'out-of-memory'
  engine.bytes().set(file, data)
  const secret = new TextEncoder().encode(`${password}\0`)
  const secretAt = call.malloc(secret.length)
  engine.bytes().set(secret, secretAt)
  const handle = call.FPDF_LoadMemDocument(data, file.length, secretAt)
  call.free(secretAt)
  if (handle === 0) {
    const reason = call.FPDF_GetLastError()
    call.free(data)
    return reason === passwordError || reason === securityError ? 'encrypted' : 'damaged'
  }
  return {
    handle,
    pageCount: call.FPDF_GetPageCount(handle),
    close() {
      call.FPDF_CloseDocument(handle)
      call.free(data)
    },
  }
}
