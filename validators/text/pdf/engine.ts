import { PDFiumModule } from '@hyzyla/pdfium'
import { limits } from '../limits.ts'

/**
 * The PDFium functions this room calls, straight from the WebAssembly exports: the module's own JavaScript wrappers
 * check every argument and are several times slower on calls made once a character.
 */
const functionNames = [
  'malloc',
  'free',
  'FPDF_InitLibrary',
  'FPDF_LoadMemDocument',
  'FPDF_CloseDocument',
  'FPDF_GetLastError',
  'FPDF_GetPageCount',
  'FPDF_DocumentHasValidCrossReferenceTable',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageWidthF',
  'FPDF_GetPageHeightF',
  'FPDF_GetPageBoundingBox',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_FillRect',
  'FPDFBitmap_GetBuffer',
  'FPDFBitmap_GetStride',
  'FPDFBitmap_Destroy',
  'FPDF_RenderPageBitmap',
  'FPDFPage_GetRotation',
  'FPDFPage_CountObjects',
  'FPDFPage_GetObject',
  'FPDFPage_GetAnnotCount',
  'FPDFPage_GetAnnot',
  'FPDFPage_CloseAnnot',
  'FPDFPage_Flatten',
  'FPDFPageObj_GetType',
  'FPDFPageObj_GetBounds',
  'FPDFPageObj_GetFillColor',
  'FPDFPageObj_HasTransparency',
  'FPDFPath_GetDrawMode',
  'FPDFPath_CountSegments',
  'FPDFAnnot_GetSubtype',
  'FPDFAnnot_GetRect',
  'FPDFAnnot_GetFlags',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetUnicode',
  'FPDFText_IsGenerated',
  'FPDFText_GetTextObject',
  'FPDFText_GetLooseCharBox',
  'FPDFText_GetCharOrigin',
  'FPDFText_GetMatrix',
  'FPDFText_HasUnicodeMapError',
  'FPDFTextObj_GetFont',
  'FPDFTextObj_GetFontSize',
  'FPDFTextObj_GetTextRenderMode',
  'FPDFFont_GetBaseFontName',
] as const

type FunctionName = (typeof functionNames)[number]
export type PdfiumFunctions = Readonly<Record<FunctionName, (...args: number[]) => number>>

/** One instance of PDFium with its own memory. */
export interface Pdfium {
  readonly call: PdfiumFunctions
  /** The instance's memory; ask anew after every call that may allocate, for the memory then moves. */
  bytes(): Uint8Array
  view(): DataView
  /** The memory as 32-bit floats, index = address / 4; its length becomes 0 once the memory has moved. */
  floats(): Float32Array
}

/** PDFium stopped in the middle of a call: its memory can no longer be trusted. */
export class PdfiumAbort extends Error {
  override name = 'PdfiumAbort'
}

let running: Promise<Pdfium> | null = null

/** The PDFium of this thread, started on first use. */
export function pdfium(): Promise<Pdfium> {
  running ??= start()
  return running
}

/** Forget an instance that aborted (or grew too large); the next {@link pdfium} starts a fresh one. */
export function discardPdfium(): void {
  running = null
}

async function start(): Promise<Pdfium> {
  const module = await PDFiumModule({})
  const call = bind(module.wasmExports)
  call.FPDF_InitLibrary()
  return {
    call,
    bytes: () => module.HEAPU8,
    view: () => new DataView(module.HEAPU8.buffer),
    floats: () => new Float32Array(module.HEAPU8.buffer),
  }
}

function bind(exports: object): PdfiumFunctions {
  const found = new Map<string, unknown>(Object.entries(exports))
  const functions: Partial<Record<FunctionName, (...args: number[]) => number>> = {}
  for (const name of functionNames) {
    const candidate = found.get(name)
    if (typeof candidate !== 'function') throw new Error(`This build of PDFium has no function ${name}`)
    functions[name] = candidate as (...args: number[]) => number
  }
  return functions as PdfiumFunctions
}

/**
 * Runs one piece of work on PDFium. A trap of the WebAssembly code (out of memory, assertion, endless recursion) comes
 * out as {@link PdfiumAbort}, and the broken instance is replaced before the next call.
 */
export async function withPdfium<T>(work: (engine: Pdfium) => T | Promise<T>): Promise<T> {
  const engine = await pdfium()
  try {
    const result = await work(engine)
    // WebAssembly memory never shrinks: one hostile file would hold it for the life of the process.
    if (engine.bytes().length > limits.engineBytes) discardPdfium()
    return result
  } catch (cause) {
    if (!isTrap(cause)) throw cause
    discardPdfium()
    throw new PdfiumAbort('PDFium stopped while reading a file', { cause })
  }
}

function isTrap(cause: unknown): boolean {
  return (
    (cause instanceof Error && cause.name === 'RuntimeError') ||
    cause instanceof RangeError ||
    (cause instanceof Error && /abort|out of memory|ExitStatus/i.test(`${cause.name} ${cause.message}`))
  )
}
