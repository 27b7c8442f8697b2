/** Compressed RTF as winmail.dat carries it (MS-OXRTFCP), unpacked and reduced to its text. */

const dictionaryStart =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx'
const windowSize = 4096

/** @returns `null` for what is no compressed RTF or grows over `mostBytes`. */
export function unpackRtf(packed: Buffer, mostBytes: number): Buffer | null {
  if (packed.length < 16) return null
  const size = packed.readUInt32LE(4)
  const kind = packed.readUInt32LE(8)
  if (size > mostBytes) return null
  if (kind === 0x414c454d) return packed.subarray(16, 16 + size)
  if (kind !== 0x75465a4c) return null
  const window = Buffer.alloc(windowSize, 0x20)
  let write = window.write(dictionaryStart, 'latin1')
  const out = Buffer.alloc(size)
  let length = 0
  const put = (byte: number) => {
    window[write] = byte
    write = (write + 1) % windowSize
    if (length < size) out[length++] = byte
  }
  let at = 16
  while (at < packed.length && length < size) {
    const control = packed[at++] ?? 0
    for (let bit = 0; bit < 8 && at < packed.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(packed[at++] ?? 0)
        continue
      }
      const reference = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0)
      at += 2
      const from = reference >> 4
      if (from === write) return out.subarray(0, length)
      for (let step = 0; step < (reference & 15) + 2; step++) put(window[(from + step) % windowSize] ?? 0)
    }
  }
  return out.subarray(0, length)
}

const silentGroups = /^\\(\*|fonttbl|colortbl|stylesheet|info|pict|object|header|footer)/

/** The words of RTF; HTML that Outlook wrapped into RTF (`\fromhtml1`) loses its tags. Characters by `\u` or `\'`. */
export function rtfText(rtf: string, decode: (bytes: Buffer) => string): string {
  const out: string[] = []
  let bytes: number[] = []
  const flush = () => {
    if (bytes.length > 0) out.push(decode(Buffer.from(bytes)))
    bytes = []
  }
  let depth = 0
  let silentFrom = Number.POSITIVE_INFINITY
  let skip = 0
  const token =
    /\\u(-?\d{1,6}) ?|\\'([0-9a-f]{2})|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gi
  for (const match of rtf.matchAll(token)) {
    const [whole, unicode, hex, word, , symbol, brace, text] = match
    if (brace === '{') {
      depth++
      if (silentFrom > depth && silentGroups.test(rtf.slice(match.index + 1, match.index + 13))) silentFrom = depth
    } else if (brace === '}') {
      if (silentFrom === depth) silentFrom = Number.POSITIVE_INFINITY
      depth--
    } else if (depth >= silentFrom) continue
    else if (unicode !== undefined) {
      flush()
      out.push(String.fromCharCode((Number(unicode) + 0x10000) % 0x10000))
      skip = 1
    } else if (hex !== undefined) {
      if (skip > 0) skip--
      else bytes.push(Number.parseInt(hex, 16))
    } else if (word !== undefined) {
      flush()
      if (/^(par|line|row|page)$/.test(word)) out.push('\n')
      else if (/^(tab|cell)$/.test(word)) out.push(' ')
    } else if (symbol !== undefined) {
      flush()
      if (/[\\{}]/.test(symbol)) out.push(symbol)
      else if (symbol === '~') out.push(' ')
    } else if (text !== undefined) {
      const kept = text.slice(skip)
      skip = 0
      for (const character of Buffer.from(kept, 'latin1')) bytes.push(character)
    } else if (whole === '') break
  }
  flush()
  return out
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
