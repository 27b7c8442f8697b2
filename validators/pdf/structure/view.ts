/** A file as it reads at one moment: after all its revisions, or as it ended when a signature was made. */
import { STRUCTURE_LIMITS } from '../limits.ts'
import { isWhite } from '../syntax/characters.ts'
import { dictOf, Name, type PdfDict, type PdfValue, Ref } from '../syntax/objects.ts'
import { Parser } from '../syntax/parser.ts'
import { compressedPlace, type ObjectStore, type Place, type StoredObject } from './object-store.ts'
import { scanObjects } from './scan.ts'
import { FREE, splitCompressed, type XrefEntry, type XrefSection } from './xref-section.ts'

export interface View {
  readonly store: ObjectStore
  /** Bytes of the file this view may see. */
  readonly end: number
  /** Newest first; hybrid streams stand behind their table. */
  readonly sections: readonly XrefSection[]
  readonly trailer: PdfDict
  /** The cross-reference was damaged and objects were looked for by scanning. */
  readonly recovered: boolean
  /** Where the object stands; 0: nowhere. */
  place(num: number): Place
  entry(num: number): XrefEntry
  /** The object itself, `null` where there is none. */
  object(num: number): StoredObject | null
  /** Follows references to a value that is none; `null` for what is missing. */
  resolve(value: PdfValue | undefined): PdfValue
  /** The entry of a dictionary (or of a stream's), resolved. */
  get(holder: PdfValue | undefined, key: string): PdfValue
  /** Cross-reference entries that led to no such object. */
  misses(): number
}

const STARTXREF = Buffer.from('startxref')
const EOF_MARK = Buffer.from('%%EOF')
const NO_DICT: PdfDict = new Map()

/**
 * Opens the file as of its first `end` bytes. Where junk precedes `%PDF-`, offsets may count from either place.
 * Without a usable cross-reference the objects are looked for by scanning.
 */
export function openView(store: ObjectStore, end: number): View {
  return openSoundView(store, end) ?? recoverView(store, end)
}

/** Opens the file as of its first `end` bytes by its cross-reference, `null` where that does not do. */
export function openSoundView(store: ObjectStore, end: number): View | null {
  const header = headerOffset(store.bytes)
  for (const origin of header === 0 ? [0] : [0, header]) {
    const sections = readChain(store, end, origin)
    const view = sections === null ? null : makeView(store, end, sections, false)
    if (view !== null && isUsable(view)) return view
  }
  return null
}

/** Opens the file by scanning, whatever its cross-reference says. */
export function recoverView(store: ObjectStore, end: number): View {
  const section = scanObjects(store, end)
  const view = makeView(store, end, [section], true)
  if (isUsable(view)) return view
  // No trailer names the catalog: the last object that is one.
  for (const num of [...section.entries.keys()].reverse()) {
    const type = dictOf(view.object(num)?.value)?.get('Type')
    if (type instanceof Name && type.value === 'Catalog') {
      section.trailer.set('Root', new Ref(num, 0))
      break
    }
  }
  return view
}

function isUsable(view: View): boolean {
  const stated = view.trailer.get('Root')
  // What stands in encrypted object streams cannot be read yet.
  if (view.trailer.get('Encrypt') instanceof Ref && stated instanceof Ref) return view.entry(stated.num) !== FREE
  const root = view.resolve(stated)
  return view.get(root, 'Pages') instanceof Map
}

/** Offset stated by the last `startxref` before `end`, and where that keyword stands. */
export function lastStartXref(bytes: Buffer, end: number): { at: number; offset: number } | null {
  const at = bytes.subarray(0, end).lastIndexOf(STARTXREF)
  if (at < 0) return null
  const offset = new Parser(bytes, at + STARTXREF.length, end).takeInteger()
  return offset === null ? null : { at, offset }
}

/** Offset just behind the `%%EOF` (and its line end) that closes the view, or of `startxref`'s number without one. */
export function endOfLastRevision(bytes: Buffer, end: number): number | null {
  const mark = bytes.subarray(0, end).lastIndexOf(STARTXREF)
  if (mark < 0) return null
  const eof = bytes.indexOf(EOF_MARK, mark)
  if (eof < 0 || eof >= end) return null
  let after = eof + EOF_MARK.length
  while (after < end && isWhite(bytes[after])) after += 1
  return after
}

function readChain(store: ObjectStore, end: number, origin: number): XrefSection[] | null {
  const { bytes } = store
  const start = lastStartXref(bytes, end)
  if (start === null) return null
  const sections: XrefSection[] = []
  const seen = new Set<number>()
  const read = (offset: number): XrefSection | null => {
    if (seen.has(offset) || offset >= end || sections.length >= STRUCTURE_LIMITS.xrefSections) return null
    seen.add(offset)
    return store.section(offset, origin)
  }
  let next: number | null = start.offset + origin
  while (next !== null) {
    if (seen.has(next)) break
    const section: XrefSection | null = read(next)
    if (section === null) return null
    sections.push(section)
    if (section.hybrid !== null) {
      const stream = read(section.hybrid)
      if (stream !== null) sections.push({ ...stream, kind: 'stream' })
    }
    next = section.previous
  }
  return sections
}

/** Views of a chain share their sections, so that equal sections are equal objects. */
function makeView(store: ObjectStore, end: number, sections: readonly XrefSection[], recovered: boolean): View {
  const known = new Map<number, XrefEntry>()
  let missed = 0
  const merged = sections.length > 24 ? mergeEntries(sections) : null

  const entry = (num: number): XrefEntry => {
    if (merged !== null) return merged.get(num) ?? FREE
    let found = known.get(num)
    if (found === undefined) {
      found = lookUp(sections, num)
      known.set(num, found)
    }
    return found
  }

  const place = (num: number): Place => {
    const found = entry(num)
    if (found >= 0) return found
    const { stream, index } = splitCompressed(found)
    const container = entry(stream)
    return container > 0 && index < 65536 ? compressedPlace(container, index) : FREE
  }

  const object = (num: number): StoredObject | null => {
    const found = entry(num)
    if (found === FREE) return null
    if (found < 0) {
      const { stream, index } = splitCompressed(found)
      const container = entry(stream)
      return container > 0 ? store.inside(container, index, num, resolve) : null
    }
    if (found >= end) {
      missed += 1
      return null
    }
    const stored = store.at(found, resolve)
    if (stored?.num === num) return stored
    missed += 1
    return null
  }

  const resolve = (value: PdfValue | undefined): PdfValue => {
    let current: PdfValue = value ?? null
    for (let hops = 0; current instanceof Ref; hops += 1) {
      if (hops >= STRUCTURE_LIMITS.referenceChain) return null
      current = object(current.num)?.value ?? null
    }
    return current
  }

  const get = (holder: PdfValue | undefined, key: string): PdfValue =>
    resolve(dictOf(holder instanceof Ref ? resolve(holder) : holder)?.get(key))

  return {
    store,
    end,
    sections,
    trailer: sections[0]?.trailer ?? NO_DICT,
    recovered,
    place,
    entry,
    object,
    resolve,
    get,
    misses: () => missed,
  }
}

/** A table's `f` gives way to its own hybrid stream: that is how hybrid files hide objects from old readers. */
function lookUp(sections: readonly XrefSection[], num: number): XrefEntry {
  for (let i = 0; i < sections.length; i += 1) {
    const section = sections[i] as XrefSection
    const found = section.entries.get(num)
    if (found === undefined) continue
    if (found === FREE && section.hybrid !== null) {
      const beside = sections[i + 1]?.entries.get(num)
      if (beside !== undefined) return beside
    }
    return found
  }
  return FREE
}

function mergeEntries(sections: readonly XrefSection[]): Map<number, XrefEntry> {
  const merged = new Map<number, XrefEntry>()
  for (let i = sections.length - 1; i >= 0; i -= 1) {
    const section = sections[i] as XrefSection
    for (const [num, entry] of section.entries) {
      const hidden = entry === FREE && section.hybrid !== null && sections[i + 1]?.entries.has(num)
      if (!hidden) merged.set(num, entry)
    }
  }
  return merged
}

/** Every object number some section of the view gives a place. */
export function objectNumbers(view: View): Set<number> {
  const numbers = new Set<number>()
  for (const section of view.sections) {
    for (const [num, entry] of section.entries) if (entry !== FREE) numbers.add(num)
  }
  return numbers
}

/** `%PDF-` within the first kilobyte; 0 where there is none. */
function headerOffset(bytes: Buffer): number {
  const found = bytes.subarray(0, 1024 + 5).indexOf('%PDF-')
  return Math.max(found, 0)
}
