import type { Remark } from '../text/read-document.ts'
import { safeFileName, splitExtension } from './file-name.ts'
import { extensionsOf, type FileType, imageTypes, isImageType, mediaTypes, sniffFileType } from './file-type.ts'
import { imageSize } from './image-size.ts'
import { inspectOffice } from './inspect-office.ts'
import { inspectPdf } from './inspect-pdf.ts'
import { safetyLimits } from './limits.ts'
import { reason } from './reasons.ts'

export { safeFileName } from './file-name.ts'

export interface InspectionLimits {
  /** Largest file taken in, in bytes; 100 MB where not set. */
  maxBytes?: number
  /** Types taken in as documents; {@link documentTypes} where not set. */
  accept?: readonly FileType[]
  password?: string
}

export type MalwareVerdict =
  | { kind: 'clean' }
  | { kind: 'infected'; name: string }
  | { kind: 'failed'; message: string }

/** What inspection needs from outside. */
export interface InspectionHooks {
  /** Asks a virus scanner (clamd). Left out where none is configured: the outcome then says `NOT_SCANNED`. */
  scanMalware?: (file: Uint8Array) => Promise<MalwareVerdict>
}

export type InspectionOutcome =
  | {
      kind: 'accepted'
      /** By the bytes, not by the name. */
      fileType: FileType
      mediaType: string
      /** `null` where counting would mean laying the document out. */
      pages: number | null
      /** The name under which it may be stored. */
      fileName: string
      warnings: readonly Remark[]
    }
  | { kind: 'quarantined'; fileType: FileType; reason: Remark }
  | { kind: 'refused'; fileType: FileType; reason: Remark }

/** Types that can be a document; everything else is named and refused. */
export const documentTypes: readonly FileType[] = ['pdf', 'docx', 'doc', 'rtf', 'txt', ...imageTypes]

/** Extensions that a computer runs when clicked, whatever the bytes are. */
const programExtension = /\.(?:exe|com|scr|pif|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|jar|msi|dll|reg|apk|sh)$/iu

/**
 * Judges whether a file may come any further: its real type, size, encryption, active content, bombs. Bad input is an
 * outcome, never an exception.
 * @param fileName As delivered; only its extension is used.
 */
export async function inspectFile(
  file: Uint8Array,
  fileName: string,
  limits: InspectionLimits = {},
  hooks: InspectionHooks = {},
): Promise<InspectionOutcome> {
  if (file.length === 0) return refused('unknown', 'EMPTY_FILE')
  const maxBytes = limits.maxBytes ?? safetyLimits.fileBytes
  if (file.length > maxBytes)
    return refused('unknown', 'TOO_LARGE', `${megabytes(file.length)} > ${megabytes(maxBytes)}`)
  const fileType = sniffFileType(file)
  if (fileType === 'program' || programExtension.test(fileName.trim())) return quarantined(fileType, 'EXECUTABLE')
  const infected = await scan(file, fileType, hooks)
  if (infected) return infected
  const stop = refuseType(file, fileType, fileName, limits.accept ?? documentTypes)
  if (stop) return stop
  const structure = await inspectStructure(file, fileType, limits.password)
  if (structure.quarantine) return quarantined(fileType, structure.quarantine.code, structure.quarantine.detail)
  if (structure.refusal) return refused(fileType, structure.refusal)
  return {
    kind: 'accepted',
    fileType,
    mediaType: mediaTypes[fileType],
    pages: structure.pages,
    fileName: safeFileName(fileName),
    warnings: [...structure.notices, ...nameNotices(fileName, fileType), ...scanNotices(hooks)],
  }
}

async function scan(file: Uint8Array, fileType: FileType, hooks: InspectionHooks): Promise<InspectionOutcome | null> {
  const verdict = await hooks.scanMalware?.(file)
  if (verdict?.kind === 'infected') return quarantined(fileType, 'MALWARE', verdict.name)
  if (verdict?.kind === 'failed') return quarantined(fileType, 'SCAN_FAILED', verdict.message)
  return null
}

function refuseType(
  file: Uint8Array,
  fileType: FileType,
  fileName: string,
  accept: readonly FileType[],
): InspectionOutcome | null {
  const { extension } = splitExtension(fileName)
  const claimed = extension.slice(1).toLowerCase()
  if (isTwoTypes(file, fileType)) return quarantined(fileType, 'POLYGLOT')
  if (claimed === 'pdf' && fileType !== 'pdf') return refused(fileType, 'TYPE_MISMATCH', typeLabel(fileType))
  if (accept.includes(fileType)) return null
  if (['zip', 'rar', '7z', 'gzip'].includes(fileType)) return refused(fileType, 'ARCHIVE')
  if (fileType === 'unknown') return refused(fileType, 'UNKNOWN_TYPE')
  return refused(fileType, 'TYPE_NOT_ACCEPTED', typeLabel(fileType))
}

/** A PDF header inside the start of a file that begins as something else opens as either. */
function isTwoTypes(file: Uint8Array, fileType: FileType): boolean {
  if (fileType === 'pdf' || fileType === 'txt' || fileType === 'eml' || fileType === 'xml') return false
  return Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, 1024)).includes('%PDF-1.')
}

interface Structure {
  pages: number | null
  refusal: Parameters<typeof reason>[0] | null
  quarantine: { code: Parameters<typeof reason>[0]; detail: string } | null
  notices: readonly Remark[]
}

async function inspectStructure(file: Uint8Array, fileType: FileType, password?: string): Promise<Structure> {
  if (isImageType(fileType)) return inspectImage(file, fileType)
  switch (fileType) {
    case 'pdf':
      return inspectPdf(file, password)
    case 'docx':
    case 'xlsx':
    case 'pptx':
    case 'odt':
    case 'doc':
    case 'xls':
    case 'rtf':
      return { pages: null, ...inspectOffice(file, fileType) }
    default:
      return { pages: null, refusal: null, quarantine: null, notices: [] }
  }
}

function inspectImage(file: Uint8Array, fileType: FileType): Structure {
  const size = imageSize(file, fileType)
  const sound: Structure = { pages: fileType === 'tiff' ? null : 1, refusal: null, quarantine: null, notices: [] }
  if (!size || size.width === 0 || size.height === 0) return { ...sound, refusal: 'DAMAGED' }
  if (size.width * size.height <= safetyLimits.imagePixels) return sound
  return { ...sound, quarantine: { code: 'DECOMPRESSION_BOMB', detail: `ảnh ${size.width} × ${size.height}` } }
}

function nameNotices(fileName: string, fileType: FileType): Remark[] {
  const found: Remark[] = []
  const claimed = splitExtension(fileName).extension.slice(1).toLowerCase()
  if (claimed !== '' && claimed !== fileType && !extensionsOf[fileType]?.includes(claimed)) {
    found.push(reason('WRONG_EXTENSION', `.${claimed}, thực là ${typeLabel(fileType)}`))
  }
  if (safeFileName(fileName) !== fileName) found.push(reason('NAME_CHANGED'))
  return found
}

function scanNotices(hooks: InspectionHooks): Remark[] {
  return hooks.scanMalware ? [] : [reason('NOT_SCANNED')]
}

function refused(fileType: FileType, code: Parameters<typeof reason>[0], detail?: string): InspectionOutcome {
  return { kind: 'refused', fileType, reason: reason(code, detail) }
}

function quarantined(fileType: FileType, code: Parameters<typeof reason>[0], detail?: string): InspectionOutcome {
  return { kind: 'quarantined', fileType, reason: reason(code, detail) }
}

function typeLabel(fileType: FileType): string {
  return fileType === 'unknown' ? 'không rõ loại' : fileType.toUpperCase()
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1).replace('.', ',')} MB`
}
