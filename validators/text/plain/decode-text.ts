import { decodeLines } from '../vietnamese/by-line.ts'
import { withinLimits } from './within-limits.ts'

export interface DecodedText {
  text: string
  /** True when the bytes were in an encoding from before Unicode. */
  legacy: boolean
  /** True when the file holds more than is read; false where not said. */
  truncated?: boolean
}

/** Turns the bytes of a text file into Unicode: UTF-8 or UTF-16 as marked, else UTF-8, else what the spelling shows. */
export function decodeText(file: Uint8Array): DecodedText {
  const marked =
    file[0] === 0xff && file[1] === 0xfe ? 'utf-16le' : file[0] === 0xfe && file[1] === 0xff ? 'utf-16be' : null
  if (marked) return { ...withinLimits(new TextDecoder(marked).decode(file)), legacy: false }
  const { text, truncated } = withinLimits(asUtf8(file) ?? new TextDecoder('windows-1252').decode(file))
  const { lines, legacy } = decodeLines(text.split('\n'))
  return { text: lines.join('\n'), legacy, truncated }
}

function asUtf8(file: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return null
  }
}
