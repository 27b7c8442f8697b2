import { decodeLegacy } from '../vietnamese/legacy.ts'
import { recogniseEncoding } from '../vietnamese/recognise.ts'

export interface DecodedText {
  text: string
  /** True when the bytes were in an encoding from before Unicode. */
  legacy: boolean
}

/** Turns the bytes of a text file into Unicode: UTF-8 or UTF-16 as marked, else UTF-8, else what the spelling shows. */
export function decodeText(file: Uint8Array): DecodedText {
  if (file[0] === 0xff && file[1] === 0xfe) return { text: new TextDecoder('utf-16le').decode(file), legacy: false }
  if (file[0] === 0xfe && file[1] === 0xff) return { text: new TextDecoder('utf-16be').decode(file), legacy: false }
  const text = asUtf8(file) ?? new TextDecoder('windows-1252').decode(file)
  const encoding = recogniseEncoding(text.split(/\s+/u).filter((word) => word !== ''))
  return encoding ? { text: decodeLegacy(text, encoding), legacy: true } : { text, legacy: false }
}

function asUtf8(file: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    return null
  }
}
