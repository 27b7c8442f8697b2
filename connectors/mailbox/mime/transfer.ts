/** Content-Transfer-Encodings (RFC 2045 §6) and uuencode, read leniently: what can be read is read. */

export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return decodeBase64(body)
    case 'quoted-printable':
      return decodeQuotedPrintable(body)
    case 'x-uuencode':
    case 'uuencode':
    case 'x-uue':
      return uuFiles(body.toString('latin1'), 1).files[0]?.content ?? body
    default:
      return body
  }
}

/** Pieces that were padded one by one are all read: some programs encode line by line. */
export function decodeBase64(body: Buffer): Buffer {
  const text = body.toString('latin1')
  const padding = text.indexOf('=')
  if (padding < 0 || !/[A-Za-z0-9+/]/.test(text.slice(padding))) return Buffer.from(text, 'base64')
  const pieces = text.split(/=+/)
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
}

export function decodeQuotedPrintable(body: Buffer): Buffer {
  if (!body.includes(0x3d)) return body
  const out = Buffer.allocUnsafe(body.length)
  let length = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte !== 0x3d) {
      out[length++] = byte
      continue
    }
    const high = hex(body[at + 1])
    const low = hex(body[at + 2])
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low
      at += 2
      continue
    }
    const end = softBreak(body, at + 1)
    if (end < 0) out[length++] = byte
    else at = end
  }
  return out.subarray(0, length)
}

/** Index of the line feed that a soft line break ends with, or -1. */
function softBreak(body: Buffer, from: number): number {
  for (let at = from; at < body.length; at++) {
    const byte = body[at]
    if (byte === 0x0a) return at
    if (byte !== 0x0d && byte !== 0x20 && byte !== 0x09) return -1
  }
  return body.length
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37
  if (byte >= 0x61 && byte <= 0x66) return byte - 0x57
  return -1
}

export interface UuFile {
  name: string
  content: Buffer
}

/** Files written into the text itself (`begin 644 name` … `end`), and the text without them. */
export function uuFiles(text: string, most: number): { text: string; files: UuFile[] } {
  if (!/^begin [0-7]{3,4} /m.test(text)) return { text, files: [] }
  const kept: string[] = []
  const files: UuFile[] = []
  let open: { name: string; lines: string[]; data: Buffer[] } | null = null
  for (const line of text.split(/\r?\n/)) {
    const begin: RegExpExecArray | null = open ? null : /^begin [0-7]{3,4} (\S.*)$/.exec(line)
    if (begin && files.length < most) open = { name: begin[1]?.trim() ?? '', lines: [line], data: [] }
    else if (!open) kept.push(line)
    else if (line.trim() === 'end') {
      files.push({ name: open.name, content: Buffer.concat(open.data) })
      open = null
    } else {
      open.lines.push(line)
      const data = uuLine(line)
      if (data) open.data.push(data)
      else if (line.trim() !== '') {
        // No uuencode after all: the words were only words.
        kept.push(...open.lines)
        open = null
      }
    }
  }
  if (open) kept.push(...open.lines)
  return { text: kept.join('\n'), files }
}

function uuLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63
  if (line === '' || line.charCodeAt(0) < 32 || line.charCodeAt(0) > 96) return null
  const needed = Math.ceil(length / 3) * 4
  if (line.trimEnd().length - 1 > needed + 4) return null
  const out = Buffer.alloc(Math.ceil(length / 3) * 3)
  for (let group = 0; group < needed / 4; group++) {
    const six = (index: number) => ((line.charCodeAt(1 + group * 4 + index) || 32) - 32) & 63
    out.writeUIntBE((six(0) << 18) | (six(1) << 12) | (six(2) << 6) | six(3), group * 3, 3)
  }
  return out.subarray(0, length)
}
