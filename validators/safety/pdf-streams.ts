import { inflateSync } from 'node:zlib'
import { safetyLimits } from './limits.ts'
import { isTooLarge } from './zip-directory.ts'

/** One `stream` of a PDF with the dictionary before it, as raw text. */
interface RawStream {
  dictionary: string
  start: number
  end: number
}

export interface StreamFindings {
  /** A stream unpacks to more than any page needs. */
  bomb: boolean
  /** Text of the unpacked object streams (ISO 32000-2, 7.5.7), where dictionaries hide from a plain search. */
  objects: string
}

/** Smallest packed stream that deflate, at its best ratio of 1032, could blow up beyond the limit. */
const smallestBomb = Math.floor(safetyLimits.pdfStreamBytes / 1032)

/** Unpacks, within bounds, the object streams and every stream that could be a bomb. */
export function inspectStreams(text: string, file: Uint8Array): StreamFindings {
  const findings: StreamFindings = { bomb: false, objects: '' }
  let unpacked = 0
  for (const stream of rawStreams(text)) {
    const isObjects = /\/ObjStm\b/.test(stream.dictionary)
    const isImage = /\/(?:DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode)\b/.test(stream.dictionary)
    const nested = (stream.dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode)\b/g)?.length ?? 0) > 1
    const suspicious = nested || (!isImage && stream.end - stream.start > smallestBomb)
    if (!/\/(?:FlateDecode|Fl)\b/.test(stream.dictionary) || !(isObjects || suspicious)) continue
    const content = inflateBounded(file.subarray(stream.start, stream.end), nested)
    if (content === 'bomb') return { ...findings, bomb: true }
    if (isObjects && content && unpacked + content.length <= safetyLimits.pdfObjectBytes) {
      unpacked += content.length
      findings.objects += `${Buffer.from(content).toString('latin1')}\n`
    }
  }
  return findings
}

function* rawStreams(text: string): Generator<RawStream> {
  const opening = /\bstream\r?\n/g
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index + match[0].length
    const dictionaryStart = Math.max(text.lastIndexOf(' obj', match.index), match.index - 4096, 0)
    const end = text.indexOf('endstream', start)
    if (end < 0) return
    yield { dictionary: text.slice(dictionaryStart, match.index), start, end }
    opening.lastIndex = end + 9
  }
}

function inflateBounded(packed: Uint8Array, nested: boolean): Uint8Array | 'bomb' | null {
  let content: Uint8Array = packed
  for (let round = 0; round < (nested ? 4 : 1); round++) {
    try {
      content = inflateSync(content, { maxOutputLength: safetyLimits.pdfStreamBytes })
    } catch (cause) {
      if (isTooLarge(cause)) return 'bomb'
      return round === 0 ? null : content
    }
  }
  return content
}
