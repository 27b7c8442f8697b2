/** winmail.dat as Outlook writes it (MS-OXTNEF), for tests: a body and attachments with Unicode names. */

export interface Winmail {
  text: string
  files: readonly { name: string; content: Uint8Array }[]
}

const level = { message: 1, attachment: 2 }

export function buildWinmail({ text, files }: Winmail): Buffer {
  const signature = Buffer.alloc(6)
  signature.writeUInt32LE(0x223e9f78, 0)
  return Buffer.concat([
    signature,
    attribute(level.message, 0x9003, properties([{ id: 0x1000, type: 0x001f, data: utf16(text) }])),
    ...files.flatMap(({ name, content }) => [
      attribute(level.attachment, 0x9002, Buffer.alloc(14)),
      attribute(level.attachment, 0x800f, Buffer.from(content)),
      attribute(level.attachment, 0x9005, properties([{ id: 0x3707, type: 0x001f, data: utf16(name) }])),
    ]),
  ])
}

function attribute(at: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9)
  head.writeUInt8(at, 0)
  head.writeUInt32LE(id, 1)
  head.writeUInt32LE(data.length, 5)
  const checksum = Buffer.alloc(2)
  checksum.writeUInt16LE(data.reduce((sum, byte) => (sum + byte) & 0xffff, 0))
  return Buffer.concat([head, data, checksum])
}

function properties(list: readonly { id: number; type: number; data: Buffer }[]): Buffer {
  return Buffer.concat([
    number(list.length),
    ...list.map(({ id, type, data }) => {
      const tag = Buffer.alloc(4)
      tag.writeUInt16LE(type, 0)
      tag.writeUInt16LE(id, 2)
      const padding = Buffer.alloc((4 - (data.length % 4)) % 4)
      return Buffer.concat([tag, number(1), number(data.length), data, padding])
    }),
  ])
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function utf16(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le')
}
