import type { Remark } from '../text/read-document.ts'
import type { FileType } from './file-type.ts'
import { safetyLimits } from './limits.ts'
import { isEncryptedWord, readOleDirectory } from './ole-directory.ts'
import { type QuarantineCode, type RefusalCode, reason } from './reasons.ts'
import { readZipDirectory, unpackEntry, type ZipEntry } from './zip-directory.ts'

export interface OfficeInspection {
  refusal: RefusalCode | null
  quarantine: { code: QuarantineCode; detail: string } | null
  notices: Remark[]
}

const clean: OfficeInspection = { refusal: null, quarantine: null, notices: [] }

/** Judges DOCX, XLSX, ODT (zip), DOC, XLS (OLE) and RTF: encryption, macros, embedded objects, bombs. */
export function inspectOffice(file: Uint8Array, type: FileType): OfficeInspection {
  if (type === 'rtf') return inspectRtf(file)
  if (file[0] === 0xd0) return inspectOle(file)
  return inspectZip(file)
}

function inspectZip(file: Uint8Array): OfficeInspection {
  const entries = readZipDirectory(file)
  if (entries === 'too-many-entries') return bomb('quá nhiều mục trong tệp')
  if (typeof entries === 'string') return { ...clean, refusal: 'DAMAGED' }
  const swollen = entries.find(isSwollen)
  if (swollen) return bomb(swollen.name)
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > safetyLimits.unpackedBytes) return bomb('tổng dung lượng')
  if (overlap(entries)) return bomb('các mục trong tệp chồng lên nhau')
  if (entries.some((entry) => entry.encrypted)) return { ...clean, refusal: 'ENCRYPTED' }
  const macro = entries.find((entry) => /vbaProject\.bin$|^Basic\/.*\.xml$/i.test(entry.name))
  if (macro) return { ...clean, quarantine: { code: 'MACROS', detail: macro.name } }
  const program = entries.find((entry) => /\/(?:activeX\/.*\.bin)$/i.test(entry.name))
  if (program) return { ...clean, quarantine: { code: 'EMBEDDED_PROGRAM', detail: program.name } }
  return { ...clean, notices: refersOutside(file, entries) ? [reason('EXTERNAL_LINKS')] : [] }
}

/** Fixed bytes of a member's own header (APPNOTE 4.3.7), its name and extra field not counted. */
const localHeaderBytes = 30

/** Members that share bytes: a small archive unpacks to many times what any one member says. */
function overlap(entries: readonly ZipEntry[]): boolean {
  const inOrder = [...entries].sort((a, b) => a.headerOffset - b.headerOffset)
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1]
    return next !== undefined && next.headerOffset < entry.headerOffset + localHeaderBytes + entry.compressedSize
  })
}

function isSwollen(entry: ZipEntry): boolean {
  return (
    entry.size > safetyLimits.suspiciousBytes &&
    entry.size > safetyLimits.compressionRatio * Math.max(1, entry.compressedSize)
  )
}

/** A template or object fetched from elsewhere when the file is opened. */
function refersOutside(file: Uint8Array, entries: readonly ZipEntry[]): boolean {
  return entries
    .filter((entry) => entry.name.endsWith('.rels'))
    .some((entry) => {
      const content = unpackEntry(file, entry, 1 << 20)
      if (typeof content === 'string') return false
      const links = new TextDecoder().decode(content).match(/<Relationship\b[^>]*>/g) ?? []
      return links.some(
        (link) =>
          /TargetMode="External"/.test(link) && /\/(?:attachedTemplate|oleObject|frame|subDocument)"/.test(link),
      )
    })
}

function inspectOle(file: Uint8Array): OfficeInspection {
  const entries = readOleDirectory(file)
  if (!entries || entries.length === 0) return { ...clean, refusal: 'DAMAGED' }
  const named = (pattern: RegExp) => entries.find((entry) => pattern.test(entry.name))
  if (named(/^EncryptedPackage$/)) return { ...clean, refusal: 'ENCRYPTED' }
  if (isEncryptedWord(file, entries)) return { ...clean, refusal: 'ENCRYPTED' }
  const macro = named(/^(?:_VBA_PROJECT|VBA|Macros|_VBA_PROJECT_CUR)$/)
  if (macro && named(/^(?:_VBA_PROJECT|dir)$/)) return { ...clean, quarantine: { code: 'MACROS', detail: macro.name } }
  return clean
}

/** Objects carried inside RTF are the usual way to attack Word; a document for the gazette has none. */
function inspectRtf(file: Uint8Array): OfficeInspection {
  const text = Buffer.from(file.buffer, file.byteOffset, file.byteLength).toString('latin1')
  return /\\obj(?:data|autlink|update)\b/.test(text)
    ? { ...clean, quarantine: { code: 'EMBEDDED_PROGRAM', detail: 'đối tượng nhúng trong RTF' } }
    : clean
}

function bomb(detail: string): OfficeInspection {
  return { ...clean, quarantine: { code: 'DECOMPRESSION_BOMB', detail } }
}
