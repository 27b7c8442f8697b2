/** What a file really is, by its first bytes, and whether its name says the same. */
import { isUtf8 } from 'node:buffer'

export type DetectedType =
  | 'pdf'
  | 'ole'
  | 'docx'
  | 'xlsx'
  | 'pptx'
  | 'zip'
  | 'rar'
  | '7z'
  | 'gzip'
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'tiff'
  | 'bmp'
  | 'webp'
  | 'heif'
  | 'rtf'
  | 'xml'
  | 'html'
  | 'text'
  | 'unknown'

const signatures: readonly (readonly [DetectedType, string])[] = [
  ['ole', 'd0cf11e0a1b11ae1'],
  ['rar', '526172211a07'],
  ['7z', '377abcaf271c'],
  ['gzip', '1f8b08'],
  ['png', '89504e470d0a1a0a'],
  ['jpeg', 'ffd8ff'],
  ['gif', '47494638'],
  ['tiff', '49492a00'],
  ['tiff', '4d4d002a'],
  ['rtf', '7b5c727466'],
]

/** @param head the first bytes of the file, 1 KB or more where it has them. */
export function detectType(head: Uint8Array): DetectedType {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  const hex = bytes.subarray(0, 12).toString('hex')
  const signed = signatures.find(([, signature]) => hex.startsWith(signature))
  if (signed) return signed[0]
  if (isZipHead(bytes)) return officeType(bytes)
  // ISO 32000 Annex H: readers take a header anywhere in the first 1024 bytes.
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'pdf'
  if (hex.startsWith('52494646') && hex.slice(16) === '57454250') return 'webp'
  // HEIC of telephones and AVIF: a box `ftyp` whose brand says still picture.
  if (/^(?:hei|hev|mif|msf|avi)/.test(bytes.toString('latin1', 8, 11)) && bytes.toString('latin1', 4, 8) === 'ftyp')
    return 'heif'
  if (hex.startsWith('424d') && bytes.length > 14 && bytes.readUInt32LE(6) === 0) return 'bmp'
  return textType(bytes)
}

export function isZipHead(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** Office files name their main folder in the first local headers. */
function officeType(head: Buffer): DetectedType {
  const first = head.toString('latin1')
  if (!/\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\//.test(first)) return 'zip'
  return first.includes('word/') ? 'docx' : first.includes('xl/') ? 'xlsx' : first.includes('ppt/') ? 'pptx' : 'zip'
}

function textType(head: Buffer): DetectedType {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  if (!utf16 && !(isUtf8(withoutCutCharacter(head)) && !hasControls(head))) return 'unknown'
  const start = head
    .toString(utf16 && head[0] === 0xff ? 'utf16le' : 'utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^<\?xml/.test(start)) return 'xml'
  if (/^<(?:!doctype html|html)/i.test(start)) return 'html'
  return /^<[\p{L}_]/u.test(start) && /^<[^<>]*>/.test(start) ? 'xml' : 'text'
}

/** The head may end in the middle of a UTF-8 character. */
function withoutCutCharacter(head: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, head.length); back++) {
    const byte = head[head.length - back] ?? 0
    if (byte >= 0xc0) return head.subarray(0, head.length - back)
    if (byte < 0x80) break
  }
  return head
}

function hasControls(head: Buffer): boolean {
  return head.some((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13)
}

/** What a name with this extension may hold. A name with any other extension claims nothing. */
const expectedTypes: Readonly<Record<string, readonly DetectedType[]>> = {
  pdf: ['pdf'],
  doc: ['ole', 'rtf', 'docx'],
  docx: ['docx', 'zip'],
  xls: ['ole', 'xlsx'],
  xlsx: ['xlsx', 'zip'],
  ppt: ['ole', 'pptx'],
  pptx: ['pptx', 'zip'],
  odt: ['zip'],
  ods: ['zip'],
  zip: ['zip', 'docx', 'xlsx', 'pptx'],
  rar: ['rar'],
  '7z': ['7z'],
  gz: ['gzip'],
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  gif: ['gif'],
  tif: ['tiff'],
  tiff: ['tiff'],
  bmp: ['bmp'],
  webp: ['webp'],
  heic: ['heif'],
  heif: ['heif'],
  avif: ['heif'],
  rtf: ['rtf'],
  xml: ['xml', 'text'],
  edxml: ['xml', 'text'],
  // Text in an old encoding has no sign of its own.
  txt: ['text', 'xml', 'html', 'unknown'],
}

const archiveExtensions = new Set(['zip', 'rar', '7z', 'gz', 'tgz', 'tar', 'bz2', 'xz'])
const textTypes = new Set<DetectedType>(['text', 'xml', 'html', 'rtf', 'unknown'])

export function extensionOf(name: string | null): string {
  return /\.([A-Za-z0-9]{1,8})\s*$/.exec(name ?? '')?.[1]?.toLowerCase() ?? ''
}

export function typeMatchesName(detected: DetectedType, name: string | null): boolean {
  return expectedTypes[extensionOf(name)]?.includes(detected) ?? true
}

/** The sender means the archive itself, not a file wrapped for transport. */
export function isNamedArchive(name: string | null): boolean {
  return archiveExtensions.has(extensionOf(name))
}

/** Whether the bytes, or at least the name, are those of a binary format, which is never valid UTF-8 throughout. */
export function isBinary(detected: DetectedType, name: string | null): boolean {
  const expected = expectedTypes[extensionOf(name)]
  return !textTypes.has(detected) || (expected?.every((type) => !textTypes.has(type)) ?? false)
}
