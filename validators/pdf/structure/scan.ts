/** Finding the objects of a file whose cross-reference is damaged, by looking for them, as readers do. */
import { STRUCTURE_LIMITS } from '../limits.ts'
import { isDigit, isRegular, isWhite } from '../syntax/characters.ts'
import { isName, type PdfDict, PdfStream, type PdfValue, Ref } from '../syntax/objects.ts'
import { Parser } from '../syntax/parser.ts'
import type { ObjectStore } from './object-store.ts'
import { compressedEntry, type XrefEntry, type XrefSection } from './xref-section.ts'

const OBJ = Buffer.from('obj')
const TRAILER = Buffer.from('trailer')

/** One section made of every `n g obj` before `end`; of several with one number the last counts. */
export function scanObjects(store: ObjectStore, end: number): XrefSection {
  const entries = new Map<number, XrefEntry>()
  const { bytes } = store
  let at = bytes.indexOf(OBJ)
  for (let looked = 0; at >= 0 && at < end && looked < STRUCTURE_LIMITS.scannedObjects; looked += 1) {
    const header = headerBefore(bytes, at)
    const ended = !isRegular(bytes[at + 3]) || isDigit(bytes[at + 3])
    if (header !== null && ended) entries.set(header.num, header.offset)
    at = bytes.indexOf(OBJ, at + 3)
  }
  const trailer = lastTrailer(bytes, end)
  addStreams(store, entries, trailer)
  return { offset: -1, entries, trailer, previous: null, hybrid: null, kind: 'table' }
}

function headerBefore(bytes: Buffer, at: number): { num: number; offset: number } | null {
  let position = at - 1
  const back = (accept: (code: number | undefined) => boolean, most: number): number => {
    const from = position
    while (position >= 0 && from - position < most && accept(bytes[position])) position -= 1
    return from - position
  }
  back(isWhite, 8)
  if (back(isDigit, 6) === 0 || back(isWhite, 8) === 0) return null
  const last = position
  if (back(isDigit, 11) === 0) return null
  return { num: Number(bytes.toString('latin1', position + 1, last + 1)), offset: position + 1 }
}

/** The last trailer that names a catalog, with what earlier ones add. */
function lastTrailer(bytes: Buffer, end: number): PdfDict {
  const merged: PdfDict = new Map()
  let at = bytes.lastIndexOf(TRAILER, end - 1)
  for (let tries = 0; at >= 0 && tries < 64; tries += 1) {
    const value = new Parser(bytes, at + TRAILER.length, end).readValue()
    if (value instanceof Map) {
      for (const key of ['Root', 'Encrypt', 'ID', 'Info']) {
        const found = value.get(key)
        if (found !== undefined && !merged.has(key)) merged.set(key, found)
      }
    }
    if (at === 0) break
    at = bytes.lastIndexOf(TRAILER, at - 1)
  }
  return merged
}

/** Takes in what object streams hold and what cross-reference streams or a lone catalog say of the root. */
function addStreams(store: ObjectStore, entries: Map<number, XrefEntry>, trailer: PdfDict): void {
  const direct = [...entries]
  const streams: [number, number][] = []
  const nothing = () => null
  for (const [num, offset] of direct) {
    const value = store.at(offset, nothing)?.value
    if (value instanceof PdfStream) {
      const type = value.dict.get('Type')
      if (isName(type, 'ObjStm')) streams.push([num, offset])
      if (isName(type, 'XRef')) {
        for (const key of ['Root', 'Encrypt', 'ID', 'Info']) {
          const found = value.dict.get(key)
          if (found !== undefined) trailer.set(key, found)
        }
      }
    }
  }
  streams.sort((a, b) => a[1] - b[1])
  const compressed = new Map<number, XrefEntry>()
  // Numbers that a stream's head leaves to other objects stand in the open; what is in streams is not known yet.
  const inTheOpen = (value: PdfValue | undefined): PdfValue => {
    if (!(value instanceof Ref)) return value ?? null
    const offset = entries.get(value.num)
    return offset === undefined ? null : (store.at(offset, nothing)?.value ?? null)
  }
  for (const [num, offset] of streams) {
    const stream = store.objectStream(offset, inTheOpen)
    for (const [index, inner] of (stream?.numbers ?? []).entries()) compressed.set(inner, compressedEntry(num, index))
  }
  for (const [num, entry] of compressed) if (!entries.has(num)) entries.set(num, entry)
}
