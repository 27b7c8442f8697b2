import { discardPdfium, PdfiumAbort, withPdfium } from '../text/pdf/engine.ts'
import { openPdf } from '../text/pdf/open.ts'
import type { Remark } from '../text/read-document.ts'
import { inspectStreams } from './pdf-streams.ts'
import { type QuarantineCode, type RefusalCode, reason } from './reasons.ts'

export interface PdfInspection {
  pages: number | null
  refusal: RefusalCode | null
  quarantine: { code: QuarantineCode; detail: string } | null
  notices: Remark[]
}

/**
 * The only scripts that office software and scanners put in by themselves: the print dialogue on opening, and Acrobat's
 * own formatting of form fields. Everything else that acts by itself is locked away.
 */
const harmlessScript =
  /^\s*(?:(?:this\.)?print\([^()]*\)|AF[A-Za-z]+_(?:Format|Keystroke|Calculate|Validate)\w*\([^()]*\))\s*;?\s*$/

/** Judges the structure of a PDF; `password` is tried as given. */
export async function inspectPdf(file: Uint8Array, password?: string): Promise<PdfInspection> {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  const inspection: PdfInspection = { pages: null, refusal: null, quarantine: null, notices: [] }
  const streams = inspectStreams(text, file)
  if (streams.bomb) {
    return { ...inspection, quarantine: { code: 'DECOMPRESSION_BOMB', detail: 'luồng dữ liệu trong PDF' } }
  }
  if (isPolyglot(text)) return { ...inspection, quarantine: { code: 'POLYGLOT', detail: 'PDF và tệp nén' } }
  noteActiveContent(inspection, withoutNameEscapes(`${withoutStreams(text)}\n${streams.objects}`))
  if (inspection.quarantine) return inspection
  if (text.indexOf('%PDF-') > 0) inspection.notices.push(reason('JUNK_BEFORE_HEADER'))
  await countPages(inspection, file, text, password)
  // PDFium takes an empty page tree for damage.
  if (inspection.refusal === 'DAMAGED' && hasEmptyTree(`${text}\n${streams.objects}`)) inspection.refusal = 'NO_PAGES'
  return inspection
}

async function countPages(inspection: PdfInspection, file: Uint8Array, text: string, password?: string): Promise<void> {
  const encrypted = /\/Encrypt\b/.test(text)
  const ended = text.slice(-2048).includes('%%EOF')
  try {
    const found = await withPdfium((engine) => {
      const opened = openPdf(engine, file, password)
      if (typeof opened === 'string') return opened
      const pages = opened.pageCount
      const sound = engine.call.FPDF_DocumentHasValidCrossReferenceTable(opened.handle) === 1
      opened.close()
      return { pages, sound }
    })
    if (found === 'encrypted') inspection.refusal = 'ENCRYPTED'
    else if (typeof found === 'string') inspection.refusal = ended ? 'DAMAGED' : 'TRUNCATED'
    else if (!found.sound && !ended) inspection.refusal = 'TRUNCATED'
    else if (found.pages === 0) inspection.refusal = 'NO_PAGES'
    else {
      inspection.pages = found.pages
      if (!found.sound) inspection.notices.push(reason('REPAIRED'))
      if (encrypted) inspection.notices.push(reason('OPENS_WITH_EMPTY_PASSWORD'))
    }
  } catch (cause) {
    if (!(cause instanceof PdfiumAbort)) throw cause
    discardPdfium()
    inspection.refusal = 'DAMAGED'
  }
}

function noteActiveContent(inspection: PdfInspection, structure: string): void {
  if (/\/Launch\b/.test(structure)) inspection.quarantine = { code: 'ACTIVE_CONTENT', detail: 'Launch' }
  const scripts = scriptsIn(structure)
  if (scripts.some((script) => script === null || !harmlessScript.test(script))) {
    inspection.quarantine = { code: 'ACTIVE_CONTENT', detail: 'JavaScript' }
  } else if (scripts.length > 0) inspection.notices.push(reason('HARMLESS_SCRIPT'))
  if (/\/EmbeddedFiles?\b/.test(structure)) inspection.notices.push(reason('EMBEDDED_FILES'))
  if (/\/XFA\b/.test(structure)) inspection.notices.push(reason('XFA_FORM'))
}

/** Each script written as a plain string; `null` for one kept elsewhere (a stream, a hexadecimal string). */
function scriptsIn(structure: string): (string | null)[] {
  return [...structure.matchAll(/\/JS\b\s*(?:\(((?:\\[\s\S]|[^\\()]|\([^()]*\))*)\))?/g)].map(([, script]) =>
    script === undefined ? null : script.replace(/\\([()\\])/g, '$1'),
  )
}

/** The text between streams: what stands inside them is content, not structure. */
function withoutStreams(text: string): string {
  return text.replace(/\bstream\r?\n[\s\S]*?endstream/g, ' ')
}

/** Names may be disguised by escapes: `/J#61vaScript` (ISO 32000-2, 7.3.5). */
function withoutNameEscapes(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** A page tree that counts no pages, in a file that holds no page object. */
function hasEmptyTree(structure: string): boolean {
  return /\/Count\s+0\b/.test(structure) && !/\/Type\s*\/Page\b(?!s)/.test(structure)
}

/** A zip directory after the last end-of-file mark: the same bytes open as an archive too. */
function isPolyglot(text: string): boolean {
  const directory = text.lastIndexOf('PK\x05\x06')
  return directory > 0 && directory > text.lastIndexOf('%%EOF') && text.length - directory < 70_000
}
