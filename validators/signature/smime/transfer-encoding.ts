/** Bodies of parts, out of their transfer encoding (RFC 2045 §6), and the canonical line ends of signed text. */

/** The octets of a body; `null` for an encoding that does not exist or base64 that is none. */
export function decodeBody(body: Buffer, encoding: string): Buffer | null {
  switch (encoding) {
    case '7bit':
    case '8bit':
    case 'binary':
    case '':
      return body
    case 'base64': {
      const packed = body.toString('latin1').replace(/[ \t\r\n]+/g, '')
      return /^[A-Za-z0-9+/]*={0,2}$/.test(packed) ? Buffer.from(packed, 'base64') : null
    }
    case 'quoted-printable':
      return decodeQuotedPrintable(body.toString('latin1'))
    default:
      return null
  }
}

function decodeQuotedPrintable(text: string): Buffer {
  const joined = text.replace(/[ \t]+(?=\r?\n|$)/g, '').replace(/=\r?\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** RFC 8551 §3.1.1: signed text has CRLF line ends; mail stores often keep LF. The same buffer where nothing changes. */
export function withCanonicalLineEnds(bytes: Buffer): Buffer {
  let lone = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) if (bytes[at - 1] !== 13) lone += 1
  if (lone === 0) return bytes
  const result = Buffer.allocUnsafe(bytes.length + lone)
  let from = 0
  let to = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at - 1] === 13) continue
    to += bytes.copy(result, to, from, at)
    result[to] = 13
    to += 1
    from = at
  }
  bytes.copy(result, to, from)
  return result
}
