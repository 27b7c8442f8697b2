/** Decoding of literal and hexadecimal string tokens (ISO 32000-2 §7.3.4). */
import { HEX } from './characters.ts'

/** The octets a string token at `start…end` (delimiters included) stands for. */
export function decodeStringToken(source: Uint8Array, start: number, end: number, isHex: boolean): Uint8Array {
  return isHex ? decodeHex(source, start + 1, end - 1) : decodeLiteral(source, start + 1, end - 1)
}

function decodeHex(source: Uint8Array, from: number, to: number): Uint8Array {
  // Signature values are long and plain; anything but an even number of digits takes the slow way below.
  const text = Buffer.from(source.buffer, source.byteOffset, source.length).toString('latin1', from, Math.max(from, to))
  const plain = Buffer.from(text, 'hex')
  if (plain.length * 2 === text.length) return plain
  const out = new Uint8Array(Math.max(0, to - from + 1) >> 1)
  let length = 0
  let high = -1
  for (let i = from; i < to; i += 1) {
    const digit = HEX[source[i] as number] as number
    if (digit === 255) continue
    if (high < 0) high = digit
    else {
      out[length] = (high << 4) | digit
      length += 1
      high = -1
    }
  }
  if (high >= 0) {
    out[length] = high << 4
    length += 1
  }
  return out.subarray(0, length)
}

const ESCAPES: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 }

function decodeLiteral(source: Uint8Array, from: number, to: number): Uint8Array {
  // A file that ends right after the opening delimiter.
  const out = new Uint8Array(Math.max(0, to - from))
  let length = 0
  let i = from
  while (i < to) {
    let code = source[i] as number
    i += 1
    if (code === 13) {
      // An end-of-line marker inside a string counts as one line feed.
      if (source[i] === 10) i += 1
      code = 10
    } else if (code === 92 && i < to) {
      const next = source[i] as number
      i += 1
      if (next === 13) {
        if (source[i] === 10) i += 1
        continue
      }
      if (next === 10) continue
      if (next >= 48 && next <= 55) {
        let octal = next - 48
        for (let digits = 1; digits < 3 && i < to; digits += 1) {
          const digit = source[i] as number
          if (digit < 48 || digit > 55) break
          octal = octal * 8 + digit - 48
          i += 1
        }
        code = octal & 255
      } else code = ESCAPES[next] ?? next
    }
    out[length] = code
    length += 1
  }
  return out.subarray(0, length)
}
