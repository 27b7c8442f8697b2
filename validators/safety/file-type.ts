import { readOleDirectory } from './ole-directory.ts'
import { readZipDirectory } from './zip-directory.ts'

/** Every kind of file the inspection can name. */
export const mediaTypes = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
  ole: 'application/x-ole-storage',
  rtf: 'application/rtf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
  heic: 'image/heic',
  avif: 'image/avif',
  gif: 'image/gif',
  bmp: 'image/bmp',
  webp: 'image/webp',
  txt: 'text/plain',
  html: 'text/html',
  xml: 'application/xml',
  edxml: 'application/xml',
  eml: 'message/rfc822',
  p7m: 'application/pkcs7-mime',
  zip: 'application/zip',
  rar: 'application/vnd.rar',
  '7z': 'application/x-7z-compressed',
  gzip: 'application/gzip',
  program: 'application/octet-stream',
  unknown: 'application/octet-stream',
} as const

export type FileType = keyof typeof mediaTypes

/** Pictures that can be a scanned or photographed document. */
export const imageTypes = ['png', 'jpeg', 'tiff', 'heic', 'avif', 'gif', 'bmp', 'webp'] as const
export type ImageType = (typeof imageTypes)[number]

export function isImageType(type: string | undefined): type is ImageType {
  return imageTypes.some((image) => image === type)
}

/** Extensions under which a file of a type may rightly travel, beside the type's own name. */
export const extensionsOf: Partial<Record<FileType, readonly string[]>> = {
  jpeg: ['jpg', 'jpe', 'jfif'],
  tiff: ['tif'],
  heic: ['heif', 'hif'],
  avif: ['avifs', 'heif', 'hif'],
  bmp: ['dib'],
  txt: ['text', 'csv', 'md', 'log'],
  html: ['htm', 'xhtml'],
  xml: ['edxml', 'xsl', 'xsd'],
  edxml: ['xml'],
  p7m: ['p7s', 'p7b', 'p7c'],
  docx: ['docm', 'dotx'],
  doc: ['dot', 'wps'],
  gzip: ['gz', 'tgz'],
}

/** The bytes a type begins with, in hexadecimal; `..` stands for any byte. */
const magics: readonly (readonly [FileType, string])[] = [
  ['program', '4d 5a'],
  ['program', '7f 45 4c 46'],
  ['program', 'ca fe ba be'],
  ['program', 'fe ed fa ce'],
  ['program', 'fe ed fa cf'],
  ['program', 'ce fa ed fe'],
  ['program', 'cf fa ed fe'],
  ['program', '23 21'],
  ['program', '4c 00 00 00 01 14 02 00'],
  ['png', '89 50 4e 47 0d 0a 1a 0a'],
  ['jpeg', 'ff d8 ff'],
  ['tiff', '49 49 2a 00'],
  ['tiff', '4d 4d 00 2a'],
  ['tiff', '49 49 2b 00'],
  ['tiff', '4d 4d 00 2b'],
  ['gif', '47 49 46 38 .. 61'],
  ['bmp', '42 4d .. .. .. .. 00 00 00 00'],
  ['webp', '52 49 46 46 .. .. .. .. 57 45 42 50'],
  ['rar', '52 61 72 21 1a 07'],
  ['7z', '37 7a bc af 27 1c'],
  ['gzip', '1f 8b 08'],
  ['rtf', '7b 5c 72 74 66'],
]

/** What the bytes are, whatever the file is called. */
export function sniffFileType(file: Uint8Array): FileType {
  const head = latin1(file.subarray(0, 4096))
  const magic = startOf(file)
  if (magic) return magic
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipType(file)
  // Acrobat takes a header anywhere in the first 1,024 bytes (ISO 32000-1, Annex H.3.4.1), and so do senders.
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf'
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return oleType(file)
  if (isSignedData(head)) return 'p7m'
  return textType(file, head)
}

/** The type that the very first bytes announce; a PDF header may stand further on, so it is not looked for. */
export function startOf(file: Uint8Array): FileType | null {
  return magics.find(([, magic]) => beginsWith(file, magic))?.[0] ?? heifType(file)
}

/** Brands of pictures coded by HEVC, AV1, or by either, in a `ftyp` box (ISO/IEC 23008-12, Annex B; AV1 in HEIF, 8). */
const heifBrands: readonly (readonly [FileType, RegExp])[] = [
  ['heic', /^(?:hei[cxms]|hev[cxms])$/],
  ['avif', /^avi[fs]$/],
  ['heic', /^(?:mif[12]|msf1|jpeg|j2ki|vvic|evbi)$/],
]

/** A container of the HEIF family; the first brand that names the coding counts, the major one before the others. */
function heifType(file: Uint8Array): FileType | null {
  const head = latin1(file.subarray(0, 256))
  if (head.slice(4, 8) !== 'ftyp') return null
  const box = head.slice(0, new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(0))
  const brands = [box.slice(8, 12), ...(box.slice(16).match(/[\s\S]{4}/g) ?? [])]
  return heifBrands.find(([, pattern]) => brands.some((brand) => pattern.test(brand)))?.[0] ?? null
}

function beginsWith(file: Uint8Array, magic: string): boolean {
  return magic.split(' ').every((byte, index) => byte === '..' || file[index] === Number.parseInt(byte, 16))
}

function zipType(file: Uint8Array): FileType {
  const entries = readZipDirectory(file)
  if (typeof entries === 'string') return 'zip'
  const names = new Set(entries.map((entry) => entry.name))
  if (names.has('word/document.xml')) return 'docx'
  if (names.has('xl/workbook.xml')) return 'xlsx'
  if (names.has('ppt/presentation.xml')) return 'pptx'
  if (names.has('[Content_Types].xml') && [...names].some((name) => /^word\/document\d*\.xml$/.test(name)))
    return 'docx'
  if (names.has('mimetype') && names.has('content.xml')) return 'odt'
  return 'zip'
}

function oleType(file: Uint8Array): FileType {
  const names = new Set(readOleDirectory(file)?.map((entry) => entry.name))
  if (names.has('EncryptedPackage')) return 'docx'
  if (names.has('WordDocument')) return 'doc'
  if (names.has('Workbook') || names.has('Book')) return 'xls'
  if (names.has('PowerPoint Document')) return 'ppt'
  if (names.has('__properties_version1.0')) return 'msg'
  return 'ole'
}

/** 1.2.840.113549.1.7.2 in DER. */
const signedDataOid = '\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02'

/** CMS ContentInfo of type signedData (RFC 5652), DER or PEM. */
function isSignedData(head: string): boolean {
  if (/^\s*-----BEGIN (?:PKCS7|CMS)-----/.test(head)) return true
  return head.charCodeAt(0) === 0x30 && head.slice(2, 24).includes(signedDataOid)
}

function textType(file: Uint8Array, head: string): FileType {
  if (/^\xff\xfe|^\xfe\xff/.test(head)) return 'txt'
  if (file.subarray(0, 65_536).includes(0)) return 'unknown'
  const text = head.replace(/^\xef\xbb\xbf/, '')
  if (/^\s*<(?:!doctype html|html|head|script|body)/i.test(text)) return 'html'
  if (/^\s*<(?:\?xml|[A-Za-z_][\w.:-]*[\s>/])/.test(text)) return /<(?:\w+:)?edXML\b/i.test(text) ? 'edxml' : 'xml'
  if (
    /^(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}/.test(text) &&
    /^(?:from|received|message-id|mime-version|date|subject|return-path):/im.test(text) &&
    /^(?:mime-version|message-id|received|return-path|content-type):/im.test(text)
  )
    return 'eml'
  return isText(file) ? 'txt' : 'unknown'
}

/** UTF-8, or an old one-byte encoding, without control characters. */
function isText(file: Uint8Array): boolean {
  let control = 0
  const looked = Math.min(file.length, 65_536)
  for (let index = 0; index < looked; index++) {
    const byte = file[index] as number
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control++
  }
  return control * 200 < looked
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
