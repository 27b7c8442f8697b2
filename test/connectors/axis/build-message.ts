/** Messages made by hand for tests, in the shapes real senders use. */
import { crc32, deflateRawSync } from 'node:zlib'
import { edxmlNamespace } from '../../../connectors/axis/edxml/message.ts'

export interface BuiltFile {
  name: string
  /** Already base64, or bytes to encode. */
  content: string | Uint8Array
  contentId?: string
}

export interface BuiltMessage {
  documentId?: string
  from?: string
  to?: string
  kind?: 0 | 1 | 2 | 3
  /** Inside `Bussiness`, behind its type. */
  business?: string
  files?: readonly BuiltFile[]
  /** Goes right after the XML declaration. */
  prologue?: string
  /** Goes inside MessageHeader. */
  extra?: string
}

export function buildMessage(message: BuiltMessage = {}): string {
  const files = (message.files ?? []).map((file, index) => ({ contentId: `cid:${index}`, ...file }))
  const manifest = files.map(
    (file) =>
      `<e:Reference><e:ContentId>${file.contentId}</e:ContentId><e:AttachmentName>${file.name}</e:AttachmentName></e:Reference>`,
  )
  const attachments = files.map((file) => {
    const base64 = typeof file.content === 'string' ? file.content : Buffer.from(file.content).toString('base64')
    return `<Attachment><ContentId>${file.contentId}</ContentId><AttachmentName>${file.name}</AttachmentName><e:ContentTransferEncoded xmlns:e="${edxmlNamespace}">${base64}</e:ContentTransferEncoded></Attachment>`
  })
  const business =
    message.kind === undefined
      ? ''
      : `<e:TraceHeaderList><e:Bussiness><e:BussinessDocType>${message.kind}</e:BussinessDocType>${message.business ?? ''}</e:Bussiness></e:TraceHeaderList>`
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n${message.prologue ?? ''}<edXML xmlns="${edxmlNamespace}">` +
    `<e:edXMLEnvelope xmlns:e="${edxmlNamespace}"><e:edXMLHeader><e:MessageHeader>` +
    `<e:From><e:OrganId>${message.from ?? '000.00.00.G22'}</e:OrganId><e:OrganName>Văn phòng Chính phủ</e:OrganName></e:From>` +
    `<e:To><e:OrganId>${message.to ?? 'H37'}</e:OrganId><e:OrganName>UBND tỉnh Lạng Sơn</e:OrganName></e:To>` +
    `<e:DocumentId>${message.documentId ?? '9fbfbad2-f1f8-4256-a2eb-50fb1061cddb'}</e:DocumentId>` +
    '<e:Code><e:CodeNumber>40/2024</e:CodeNumber><e:CodeNotation>QĐ-UBND</e:CodeNotation></e:Code>' +
    '<e:PromulgationInfo><e:Place>Hà Nội</e:Place><e:PromulgationDate>2026/11/20</e:PromulgationDate></e:PromulgationInfo>' +
    '<e:DocumentType><e:Type>18</e:Type><e:TypeName>Quyết định</e:TypeName></e:DocumentType>' +
    `<e:Subject>Về việc thử nghiệm</e:Subject>${message.extra ?? ''}</e:MessageHeader>${business}</e:edXMLHeader>` +
    `<e:edXMLBody><e:edXMLManifest version="1.0">${manifest.join('')}</e:edXMLManifest></e:edXMLBody></e:edXMLEnvelope>` +
    `<AttachmentEncoded>${attachments.join('')}</AttachmentEncoded></edXML>`
  )
}

/** A small PDF-like file: the right head, and bytes that are no text. */
export function pdf(seed = 0, bytes = 300): Uint8Array {
  const body = Buffer.alloc(bytes, 0)
  for (let index = 0; index < bytes; index++) body[index] = (index * 31 + seed * 17 + 128) % 256
  return Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'), body, Buffer.from('\n%%EOF\n')])
}

export interface ZipEntry {
  name: string
  content: Uint8Array
  /** What the directory claims, where it should lie. */
  claimedSize?: number
  crc?: number
}

/** A zip as senders write it: sizes only in the directory, a data descriptor behind the data. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const packed = deflateRawSync(entry.content)
    const crc = entry.crc ?? crc32(entry.content)
    const size = entry.claimedSize ?? entry.content.byteLength
    const local = Buffer.alloc(30)
    local.write('PK\x03\x04', 'latin1')
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(8, 6)
    local.writeUInt16LE(8, 8)
    local.writeUInt16LE(name.length, 26)
    const descriptor = Buffer.alloc(16)
    descriptor.write('PK\x07\x08', 'latin1')
    descriptor.writeUInt32LE(crc, 4)
    descriptor.writeUInt32LE(packed.length, 8)
    descriptor.writeUInt32LE(size, 12)
    const central = Buffer.alloc(46)
    central.write('PK\x01\x02', 'latin1')
    central.writeUInt16LE(8, 8)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(crc, 16)
    central.writeUInt32LE(packed.length, 20)
    central.writeUInt32LE(size, 24)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    parts.push(local, name, packed, descriptor)
    directory.push(central, name)
    offset += local.length + name.length + packed.length + descriptor.length
  }
  const records = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(records.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, records, end])
}

export const transportName = '5c7082fe-4ac3-4b46-961e-e2439bfae484.pdf'

/** The bytes in pieces of `size`, as a network would bring them. */
export async function* inPieces(bytes: Uint8Array | string, size = 1000): AsyncIterable<Uint8Array> {
  const buffer = Buffer.from(bytes)
  for (let at = 0; at < buffer.length; at += size) yield buffer.subarray(at, at + size)
}
