import { limits } from '../limits.ts'

/** The start of a text, as much of it as is read. */
export interface KeptText {
  text: string
  truncated: boolean
}

/** Takes of a text as many characters and lines as are read of one document. */
export function withinLimits(text: string): KeptText {
  const start = text.slice(0, limits.charactersOfText)
  let at = -1
  for (let lines = 0; lines < limits.linesPerDocument; lines++) {
    at = nextBreak(start, at + 1)
    if (at < 0) return { text: start, truncated: start.length < text.length }
  }
  return { text: start.slice(0, at), truncated: true }
}

/** Line feeds, carriage returns, form feeds and vertical tabs all end lines somewhere. */
const lineBreak = /[\n\r\f\v]/g

function nextBreak(text: string, from: number): number {
  lineBreak.lastIndex = from
  return lineBreak.exec(text)?.index ?? -1
}
