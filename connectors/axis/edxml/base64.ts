/** Strict base64 (RFC 4648 §4, white space allowed), decoded chunk by chunk. */

export interface Base64Decoder {
  /** The bytes this piece completes. `null` once anything but base64 was met; further pieces are ignored. */
  write(piece: Uint8Array): Uint8Array | null
  /** Whether what was written is complete base64: padded, nothing dangling. */
  complete(): boolean
}

const decodeOptions = { lastChunkHandling: 'stop-before-partial' } as const

export function openBase64(): Base64Decoder {
  /** Up to three characters of a group whose rest is still to come. */
  let dangling = ''
  let padded = false
  let broken = false
  return {
    write(piece) {
      if (broken) return null
      const text = dangling + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')
      if (padded) {
        broken = text.trim() !== ''
        return broken ? null : new Uint8Array(0)
      }
      const room = new Uint8Array(Math.ceil((text.length * 3) / 4) + 3)
      try {
        const { read, written } = room.setFromBase64(text, decodeOptions)
        dangling = text.slice(read).replace(/[\t\n\f\r ]+/g, '')
        padded = dangling === '' && endsPadded(text)
        return room.subarray(0, written)
      } catch {
        broken = true
        return null
      }
    },
    complete: () => !broken && dangling === '',
  }
}

function endsPadded(text: string): boolean {
  let last = text.length - 1
  while (last >= 0 && ' \t\n\f\r'.includes(text[last] ?? '')) last--
  return text[last] === '='
}
