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

/** RFC 2045 §6.7: blanks at the end of a line are the transport's, `=` there joins two lines. */
function decodeQuotedPrintable(text: string): Buffer {
  const lines = text.split('\n').map((line) => {
    const carriage = line.endsWith('\r') ? '\r' : ''
    let end = line.length - carriage.length
    while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end -= 1
    const content = line.slice(0, end)
    return content.endsWith('=') ? content.slice(0, -1) : `${content}${carriage}\n`
  })
  const joined = lines.join('')
  const whole = joined.endsWith('\n') && !text.endsWith('\n') ? joined.slice(0, -1) : joined
  const octet = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16))
  return Buffer.from(whole.replace(/=([0-9A-Fa-f]{2})/g, octet), 'latin1')
}

const CR = 13
const LF = 10

/** RFC 8551 §3.1.1: signed text has CRLF line ends; mail stores often keep LF. The same buffer where nothing changes. */
export function withCanonicalLineEnds(bytes: Buffer): Buffer {
  let lone = 0
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === LF && bytes[at - 1] !== CR) lone += 1
  if (lone === 0) return bytes
  const result = Buffer.allocUnsafe(bytes.length + lone)
  let to = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at] ?? 0
    if (octet === LF && bytes[at - 1] !== CR) {
      result[to] = CR
      to += 1
    }
    result[to] = octet
    to += 1
  }
  return result
}
