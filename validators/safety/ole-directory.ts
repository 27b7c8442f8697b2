import { safetyLimits } from './limits.ts'

/** A compound file (MS-CFB): the container of DOC, XLS, MSG and of encrypted DOCX. */
export interface OleEntry {
  name: string
  startSector: number
  size: number
}

const endOfChain = 0xfffffffe
/** From here on a number is no sector but a sign, or nonsense. */
const firstSign = 0x80000000

/** Lists the streams and storages of a compound file (MS-CFB 2.6), or `null` when its tables are damaged. */
export function readOleDirectory(file: Uint8Array): OleEntry[] | null {
  if (file.length < 512) return null
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const sectorSize = 1 << view.getUint16(30, true)
  if (sectorSize !== 512 && sectorSize !== 4096) return null
  const fat = fatSectors(view, sectorSize)
  const entries: OleEntry[] = []
  const seen = new Set<number>()
  for (let sector = view.getUint32(48, true); sector < endOfChain; sector = nextSector(view, fat, sector, sectorSize)) {
    if (seen.has(sector) || seen.size > safetyLimits.oleSectors) return entries
    seen.add(sector)
    const start = (sector + 1) * sectorSize
    if (start + sectorSize > view.byteLength) return entries.length > 0 ? entries : null
    for (let at = start; at < start + sectorSize; at += 128) {
      const entry = readEntry(view, at)
      if (entry) entries.push(entry)
    }
  }
  return entries
}

/** Streams below this many bytes are kept in small sectors of 64 bytes (MS-CFB 2.2). */
const smallStream = 4096

/**
 * Whether every chain of sectors that a stream, the directory or the table of small sectors begins comes to an end.
 * A chain that runs in a circle makes readers that trust it gather sectors until memory is gone.
 */
export function oleChainsEnd(file: Uint8Array): boolean {
  const entries = readOleDirectory(file)
  if (entries === null) return false
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const sectorSize = 1 << view.getUint16(30, true)
  const fat = fatSectors(view, sectorSize)
  const following = (sector: number) => nextSector(view, fat, sector, sectorSize)
  const most = Math.ceil(view.byteLength / sectorSize)
  const smallTable = chainOf(view.getUint32(60, true), following, most)
  if (smallTable === null || chainOf(view.getUint32(48, true), following, most) === null) return false
  const followingSmall = (sector: number) => nextSector(view, smallTable, sector, sectorSize)
  return entries.every(({ name, startSector, size }) => {
    if (size === 0) return true
    const whole = size >= smallStream || name === 'Root Entry'
    return chainOf(startSector, whole ? following : followingSmall, whole ? most : most * (sectorSize / 64)) !== null
  })
}

/** The sectors of a chain; `null` when it has more than there can be. */
function chainOf(start: number, following: (sector: number) => number, most: number): number[] | null {
  const sectors: number[] = []
  for (let sector = start; sector < firstSign; sector = following(sector)) {
    if (sectors.length > most) return null
    sectors.push(sector)
  }
  return sectors
}

/** The first bytes of a stream kept in whole sectors; enough to read the header of a DOC. */
export function readOleStart(file: Uint8Array, entry: OleEntry, bytes: number): Uint8Array {
  const sectorSize = 1 << new DataView(file.buffer, file.byteOffset, 32).getUint16(30, true)
  const start = (entry.startSector + 1) * sectorSize
  return file.subarray(start, Math.min(start + Math.min(bytes, sectorSize), file.length))
}

/** Whether a DOC asks for a password: `fEncrypted`, bit 8 of the flags at offset 10 of FibBase (MS-DOC 2.5.2). */
export function isEncryptedWord(file: Uint8Array, entries: readonly OleEntry[]): boolean {
  const word = entries.find(({ name }) => name === 'WordDocument')
  const header = word ? readOleStart(file, word, 32) : []
  return header.length >= 12 && ((header[11] as number) & 1) === 1
}

function readEntry(view: DataView, at: number): OleEntry | null {
  const nameBytes = view.getUint16(at + 64, true)
  if (nameBytes < 2 || nameBytes > 64) return null
  let name = ''
  for (let index = 0; index < nameBytes - 2; index += 2) name += String.fromCharCode(view.getUint16(at + index, true))
  return { name, startSector: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) }
}

/** Sectors that hold the allocation table: 109 of them are named in the header (MS-CFB 2.2, 2.5). */
function fatSectors(view: DataView, sectorSize: number): number[] {
  const sectors: number[] = []
  for (let index = 0; index < 109; index++) {
    const sector = view.getUint32(76 + index * 4, true)
    if (sector < endOfChain) sectors.push(sector)
  }
  let next = view.getUint32(68, true)
  const perSector = sectorSize / 4 - 1
  for (let hops = 0; next < endOfChain && hops < 10_000; hops++) {
    const start = (next + 1) * sectorSize
    if (start + sectorSize > view.byteLength) break
    for (let index = 0; index < perSector; index++) {
      const sector = view.getUint32(start + index * 4, true)
      if (sector < endOfChain) sectors.push(sector)
    }
    next = view.getUint32(start + perSector * 4, true)
  }
  return sectors
}

function nextSector(view: DataView, fat: readonly number[], sector: number, sectorSize: number): number {
  const perSector = sectorSize / 4
  const table = fat[Math.floor(sector / perSector)]
  if (table === undefined) return endOfChain
  const at = (table + 1) * sectorSize + (sector % perSector) * 4
  return at + 4 <= view.byteLength ? view.getUint32(at, true) : endOfChain
}
