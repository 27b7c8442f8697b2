/** LZWDecode (ISO 32000-2 §7.4.4). */

/** `null` for a code that cannot be, or more than `limit` bytes. */
export function decodeLzw(data: Uint8Array, earlyChange: number, limit: number): Uint8Array | null {
  const prefix = new Uint16Array(4097)
  const suffix = new Uint8Array(4097)
  const lengths = new Uint16Array(4097).fill(1, 0, 256)
  for (let i = 0; i < 256; i += 1) suffix[i] = i
  let out = new Uint8Array(Math.min(limit, Math.max(1024, data.length * 4)))
  let length = 0
  let next = 258
  let width = 9
  let previous = -1
  let bits = 0
  let held = 0
  for (const octet of data) {
    bits = ((bits << 8) | octet) & 0xffffff
    held += 8
    if (held < width) continue
    held -= width
    const code = (bits >> held) & ((1 << width) - 1)
    if (code === 257) break
    if (code === 256) {
      next = 258
      width = 9
      previous = -1
      continue
    }
    if (code > next || (code === next && previous < 0)) return null
    const size = code < next ? (lengths[code] as number) : (lengths[previous] as number) + 1
    if (length + size > limit) return null
    if (length + size > out.length) {
      const larger = new Uint8Array(Math.min(limit, Math.max(out.length * 2, length + size)))
      larger.set(out.subarray(0, length))
      out = larger
    }
    let at = length + size - 1
    let walk = code
    if (code === next) {
      walk = previous
      at -= 1
    }
    while (walk >= 258) {
      out[at] = suffix[walk] as number
      walk = prefix[walk] as number
      at -= 1
    }
    out[at] = walk
    const first = out[length] as number
    if (code === next) out[length + size - 1] = first
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous
      suffix[next] = first
      lengths[next] = (lengths[previous] as number) + 1
      next += 1
      if (next + earlyChange >= 1 << width && width < 12) width += 1
    }
    length += size
    previous = code
  }
  return out.subarray(0, length)
}
