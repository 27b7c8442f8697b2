/** `12 0 obj … endobj`: one indirect object read at its offset (ISO 32000-2 §7.3.10). */
import { type PdfDict, PdfStream, type PdfValue, type Ref } from '../syntax/objects.ts'
import { Parser } from '../syntax/parser.ts'

export interface IndirectObject {
  num: number
  gen: number
  value: PdfValue
  /** Offset just behind the value (and `endstream`). */
  end: number
}

const ENDSTREAM = Buffer.from('endstream')
const ENDOBJ = Buffer.from('endobj')

/**
 * The object at `offset`; `null` when no object begins there. `lengthOf` resolves an indirect `/Length`. A wrong
 * `/Length` is mended by looking for `endstream`, as readers do.
 */
export function readIndirectObject(
  bytes: Buffer,
  offset: number,
  end: number,
  lengthOf: (ref: Ref) => PdfValue,
): IndirectObject | null {
  const parser = new Parser(bytes, offset, end)
  const num = parser.takeInteger()
  const gen = parser.takeInteger()
  if (num === null || gen === null || !parser.takeKeyword('obj')) return null
  const value = parser.readValue()
  if (!(value instanceof Map) || !parser.takeKeyword('stream')) return { num, gen, value, end: parser.position }
  const data = readStreamData(bytes, parser.position, end, value, lengthOf)
  return { num, gen, value: new PdfStream(value, data), end: data.byteOffset - bytes.byteOffset + data.length }
}

function readStreamData(
  bytes: Buffer,
  afterKeyword: number,
  end: number,
  dict: PdfDict,
  lengthOf: (ref: Ref) => PdfValue,
): Uint8Array {
  let start = afterKeyword
  if (bytes[start] === 32) start += 1
  if (bytes[start] === 13) start += 1
  if (bytes[start] === 10) start += 1
  const stated = dict.get('Length')
  const length = typeof stated === 'object' && stated !== null && 'num' in stated ? lengthOf(stated) : (stated ?? null)
  if (typeof length === 'number' && length >= 0 && start + length <= end) {
    const check = new Parser(bytes, start + length, Math.min(end, start + length + 32))
    if (check.takeKeyword('endstream')) return bytes.subarray(start, start + length)
  }
  const found = bytes.indexOf(ENDSTREAM, start)
  let stop = found >= 0 && found < end ? found : bytes.indexOf(ENDOBJ, start)
  if (stop < 0 || stop > end) stop = end
  if (stop > start && bytes[stop - 1] === 10) stop -= 1
  if (stop > start && bytes[stop - 1] === 13) stop -= 1
  return bytes.subarray(start, stop)
}
