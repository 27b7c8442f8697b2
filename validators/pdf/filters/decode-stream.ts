/** Decodes the streams a file's structure rests on: object streams, cross-reference streams, DSS items (§7.4). */
import { constants, inflateRawSync, inflateSync } from 'node:zlib'
import { STRUCTURE_LIMITS } from '../limits.ts'
import { dictOf, isName, type PdfDict, type PdfValue } from '../syntax/objects.ts'
import { decodeAscii85, decodeAsciiHex } from './ascii.ts'
import { decodeLzw } from './lzw.ts'
import { undoPredictor } from './predictor.ts'

/** What one file may still decode; shared by all its streams, so that many small bombs cost no more than one. */
export interface DecodeBudget {
  remaining: number
}

export function freshBudget(): DecodeBudget {
  return { remaining: STRUCTURE_LIMITS.decodedTotalBytes }
}

/**
 * The decoded octets, or `null` when a filter is unknown, the data is damaged beyond use, or a limit is met.
 * `resolve` follows references in the stream dictionary; `limit` is in bytes.
 */
export function decodeStream(
  dict: PdfDict,
  raw: Uint8Array,
  resolve: (value: PdfValue | undefined) => PdfValue,
  budget: DecodeBudget,
  limit: number = STRUCTURE_LIMITS.decodedStreamBytes,
): Uint8Array | null {
  const filters = listOf(resolve(dict.get('Filter') ?? dict.get('F')), resolve)
  const parameters = listOf(resolve(dict.get('DecodeParms') ?? dict.get('DP')), resolve)
  if (filters.length > STRUCTURE_LIMITS.filters) return null
  let data: Uint8Array | null = raw
  for (const [index, filter] of filters.entries()) {
    if (!isName(filter)) return null
    const most = Math.min(limit, budget.remaining)
    data = applyFilter(filter.value, data, dictOf(parameters[index]), most, resolve)
    if (data === null || data.length > most) return null
    budget.remaining -= data.length
  }
  return data
}

function listOf(value: PdfValue, resolve: (value: PdfValue | undefined) => PdfValue): PdfValue[] {
  if (value === null) return []
  return Array.isArray(value) ? value.map(resolve) : [value]
}

function applyFilter(
  name: string,
  data: Uint8Array,
  parameters: PdfDict | null,
  limit: number,
  resolve: (value: PdfValue | undefined) => PdfValue,
): Uint8Array | null {
  const number = (key: string, otherwise: number): number => {
    const value = resolve(parameters?.get(key))
    return typeof value === 'number' && Number.isInteger(value) ? value : otherwise
  }
  const predicted = (plain: Uint8Array | null): Uint8Array | null =>
    plain === null
      ? null
      : undoPredictor(
          plain,
          number('Predictor', 1),
          number('Colors', 1),
          number('BitsPerComponent', 8),
          number('Columns', 1),
        )
  switch (name) {
    case 'FlateDecode':
    case 'Fl':
      return predicted(inflate(data, limit))
    case 'LZWDecode':
    case 'LZW':
      return predicted(decodeLzw(data, number('EarlyChange', 1), limit))
    case 'ASCIIHexDecode':
    case 'AHx':
      return decodeAsciiHex(data)
    case 'ASCII85Decode':
    case 'A85':
      return decodeAscii85(data, limit)
    case 'Crypt':
      return data
    default:
      return null
  }
}

/** Inflates at most `limit` bytes; what a truncated or mis-summed stream still gives is kept, as readers do. */
function inflate(data: Uint8Array, limit: number): Uint8Array | null {
  const options = { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH }
  try {
    return inflateSync(data, options)
  } catch {
    // A wrong checksum or header: try the deflate data itself.
    try {
      return inflateRawSync(data.subarray(2), options)
    } catch {
      return null
    }
  }
}
