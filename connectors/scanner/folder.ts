/** The watched folder: what lies in it, and moving it away. Works on shares that know neither events nor locks. */
import type { Dirent } from 'node:fs'
import { access, constants, lstat, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shownName } from '../file-name.ts'
import type { FoundFile } from './memory.ts'

/** Where scans go that were taken in, and those that were not. Subfolders of the watched folder. */
export const takenFolder = 'da-nhan'
export const refusedFolder = 'loi'

/** Names under which programs write what is not finished, and what systems leave lying about. */
const temporary =
  /^[.~]|~$|\.(?:part|partial|tmp|temp|filepart|crdownload|download|swp|lock|writing|\d*\$\$\$)$|^(?:thumbs\.db|desktop\.ini)$/i

export function isTemporaryName(name: string): boolean {
  return temporary.test(name)
}

/** The folder cannot be used as it should; the sentence is for the desk. */
export class FolderFault extends Error {
  override name = 'FolderFault'
}

export interface Listing {
  /** Every file that may be a scan, oldest first. */
  files: readonly FoundFile[]
  /** Subfolders that cannot be read; the others go on. */
  faults: readonly FolderFault[]
}

/** @throws FolderFault where the watched folder itself cannot be read, or nothing could be moved out of it */
export async function listScans(folder: string): Promise<Listing> {
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw new FolderFault(sentenceFor(error, folder), { cause: error })
  })
  const top = await list(folder)
  const files = await filesAmong(folder, null, top)
  const faults = unreadableNames(folder, top)
  for (const { name } of top.filter((entry) => entry.isDirectory() && !isReserved(entry.name))) {
    try {
      files.push(...(await filesAmong(folder, name, await list(join(folder, name)))))
    } catch (error) {
      if (!(error instanceof FolderFault)) throw error
      faults.push(error)
    }
  }
  files.sort((one, other) => one.modifiedMs - other.modifiedMs || (pathOf(one) < pathOf(other) ? -1 : 1))
  return { files, faults }
}

/** Names that are no UTF-8 lead to no file. */
function unreadableNames(folder: string, entries: readonly Dirent[]): FolderFault[] {
  const broken = entries.some((entry) => entry.name.includes('\ufffd'))
  return broken ? [new FolderFault(`Trong “${folder}” có tên tệp sai bảng mã. Hãy đổi tên tệp không dấu.`)] : []
}

async function filesAmong(folder: string, scanner: string | null, entries: readonly Dirent[]): Promise<FoundFile[]> {
  const names = entries
    .filter((entry) => entry.isFile() && !isReserved(entry.name) && !isTemporaryName(entry.name))
    .map(({ name }) => name)
  const files = await Promise.all(names.map((name) => fileAt(folder, scanner, name)))
  return files.filter((file) => file !== null)
}

function isReserved(name: string): boolean {
  return name === takenFolder || name === refusedFolder || name.startsWith('.')
}

async function list(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    throw new FolderFault(sentenceFor(error, folder), { cause: error })
  }
}

/** `null` where nothing lies there any more, or no plain file. */
export async function fileAt(folder: string, scanner: string | null, fileName: string): Promise<FoundFile | null> {
  const stat = await lstat(placeOf(folder, { scanner, fileName })).catch(() => null)
  if (!stat?.isFile()) return null
  return { scanner, fileName, bytes: stat.size, modifiedMs: Math.floor(stat.mtimeMs) }
}

export function placeOf(folder: string, { scanner, fileName }: Pick<FoundFile, 'scanner' | 'fileName'>): string {
  return scanner === null ? join(folder, fileName) : join(folder, scanner, fileName)
}

/** Names a file as it is now; another file, or the same one changed, has another. */
export function keyOf(file: FoundFile): string {
  return `${pathOf(file)}|${file.bytes}|${file.modifiedMs}`
}

function pathOf({ scanner, fileName }: FoundFile): string {
  return `${scanner ?? ''}/${fileName}`
}

/** Whether the end of the file is there, as far as its format has one: an upload may rest in the middle. */
export async function hasItsEnd(folder: string, file: FoundFile): Promise<boolean> {
  const handle = await open(placeOf(folder, file), 'r')
  try {
    const head = Buffer.alloc(8)
    const tail = Buffer.alloc(Math.min(2048, file.bytes))
    await handle.read(head, 0, head.length, 0)
    await handle.read(tail, 0, tail.length, file.bytes - tail.length)
    if (head.toString('latin1').startsWith('%PDF-')) return tail.includes('%%EOF')
    if (head[0] === 0xff && head[1] === 0xd8) return tail.includes(Buffer.from([0xff, 0xd9]))
    if (head.toString('latin1').startsWith('\x89PNG')) return tail.includes('IEND')
    return true
  } finally {
    await handle.close()
  }
}

/** Exactly the bytes it had when it was looked at. */
export async function* contentOf(folder: string, file: FoundFile): AsyncIterable<Uint8Array> {
  const handle = await open(placeOf(folder, file), 'r')
  try {
    if (file.bytes > 0) yield* handle.createReadStream({ start: 0, end: file.bytes - 1, autoClose: false })
  } finally {
    await handle.close()
  }
}

/**
 * Moves a scan to `da-nhan` or, with the reason beside it, to `loi`; never over another file.
 * @param month `2026-11`: a folder of its own, so that none grows without end
 * @returns where it lies now, below the watched folder
 * @throws FolderFault where the folder does not let us
 */
export async function moveAway(
  folder: string,
  file: FoundFile,
  month: string,
  refusal: string | null,
): Promise<string> {
  const parent = join(refusal === null ? takenFolder : refusedFolder, month, file.scanner ?? '')
  try {
    await mkdir(join(folder, parent), { recursive: true })
    const place = await freePlace(folder, parent, file.fileName)
    if (refusal !== null) await writeFile(join(folder, `${place}.txt`), `${shownName(file.fileName)}\n${refusal}\n`)
    await rename(placeOf(folder, file), join(folder, place))
    return place
  } catch (error) {
    throw new FolderFault(sentenceFor(error, join(folder, parent)), { cause: error })
  }
}

async function freePlace(folder: string, parent: string, name: string): Promise<string> {
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  for (let count = 1; ; count++) {
    const place = join(parent, count === 1 ? name : `${stem} (${count})${extension}`)
    if (!(await lstat(join(folder, place)).catch(() => null))) return place
  }
}

function sentenceFor(error: unknown, place: string): string {
  const code = (error as NodeJS.ErrnoException).code ?? String(error)
  switch (code) {
    case 'ENOENT':
      return `Không thấy thư mục quét “${place}”. Hãy kiểm tra ổ chia sẻ và CONGBAO_SCAN_FOLDER.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Không có quyền đọc, ghi thư mục “${place}”. Hãy cấp quyền cho tài khoản chạy congbao.`
    case 'ENOSPC':
      return `Hết dung lượng đĩa ở “${place}”.`
    case 'EBUSY':
    case 'ETXTBSY':
      return `Tệp trong “${place}” đang được chương trình khác giữ; hệ thống sẽ thử lại.`
    default:
      return `Không dùng được thư mục quét “${place}” (${code}).`
  }
}
