/** ASCIIHexDecode and ASCII85Decode (ISO 32000-2 §7.4.2, §7.4.3). */
import { HEX, isWhite } from '../syntax/characters.ts'

export function decodeAsciiHex(data: Uint8Array): Uint8Array {
  const out = new Uint8Array((data.length >> 1) + 1)
  let length = 0
  let high = -1
  for (const code of data) {
    if (code === 62) break
    const digit = HEX[code] as number
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

/** `null` for a character outside the alphabet or more than `limit` bytes. */
export function decodeAscii85(data: Uint8Array, limit: number): Uint8Array | null {
  const out = new Uint8Array(Math.min(limit, data.length * 4) + 4)
  let length = 0
  let group = 0
  let count = 0
  for (const code of data) {
    if (code === 126) break
    if (isWhite(code)) continue
    if (length + 4 > out.length) return null
    if (code === 122 && count === 0) {
      out.fill(0, length, length + 4)
      length += 4
      continue
    }
    if (code < 33 || code > 117) return null
    group = group * 85 + code - 33
    count += 1
    if (count === 5) {
      for (let i = 0; i < 4; i += 1) out[length + i] = Math.floor(group / 2 ** (24 - 8 * i)) & 255
      length += 4
      group = 0
      count = 0
    }
  }
  if (count > 1) {
    for (let i = count; i < 5; i += 1) group = group * 85 + 84
    for (let i = 0; i < count - 1; i += 1) out[length + i] = Math.floor(group / 2 ** (24 - 8 * i)) & 255
    length += count - 1
  }
  return out.subarray(0, length)
}
