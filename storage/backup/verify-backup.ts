/** Proves a backup whole (Điều 13.1.d): every file is there and is still what its name or the manifest says. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLocalObjects } from '../objects/local-objects.ts'
import { BackupFault, type Manifest, manifestName, objectsFolder, parseManifest, tablesFolder } from './manifest.ts'
import { hashOfFile } from './tables.ts'

export interface BackupVerdict {
  name: string
  manifest: Manifest
  /** Sentences for the operator; empty when the backup is whole. */
  faults: readonly string[]
}

/** Names of the finished backups in a folder, oldest first. */
export async function listBackups(target: string): Promise<string[]> {
  const entries = await readdir(target, { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory() && /^\d{4}-\d\d-\d\dT[\d-]+Z$/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** @param name one of the backups; the newest where none is named. @throws BackupFault where there is none */
export async function verifyBackup(
  target: string,
  name: string | null,
  progress: (line: string) => void,
): Promise<BackupVerdict> {
  const chosen = name ?? (await listBackups(target)).at(-1)
  if (!chosen) throw new BackupFault(`Không có bản sao lưu nào trong ${target}.`)
  const folder = join(target, chosen)
  const manifest = parseManifest(
    await readFile(join(folder, manifestName), 'utf8').catch(() => {
      throw new BackupFault(`Không có bản sao lưu ${chosen} trong ${target}.`)
    }),
  )
  const faults: string[] = []
  const check = async (what: string, path: string, sha256: string) => {
    const found = await hashOfFile(path).catch(() => null)
    if (found === null) faults.push(`Thiếu ${what}.`)
    else if (found !== sha256) faults.push(`${what} đã bị thay đổi.`)
  }
  for (const table of manifest.tables) {
    await check(`bảng ${table.name}`, join(folder, tablesFolder, `${table.name}.jsonl.gz`), table.sha256)
  }
  for (const { path, sha256 } of manifest.settings) await check(`tệp ${path}`, join(folder, path), sha256)
  await check('danh sách tệp gốc', join(folder, 'objects.txt'), manifest.objects.sha256)
  faults.push(...(await damagedObjects(target, folder, progress)))
  return { name: chosen, manifest, faults }
}

async function damagedObjects(target: string, folder: string, progress: (line: string) => void): Promise<string[]> {
  const objects = await openLocalObjects(join(target, objectsFolder))
  const faults: string[] = []
  const names = await objectNames(folder)
  for (const [index, name] of names.entries()) {
    if (index % 100 === 0) progress(`Kiểm tra tệp gốc ${index}/${names.length}`)
    const hash = createHash('sha256')
    try {
      for await (const chunk of objects.stream(name)) hash.update(chunk)
      if (hash.digest('hex') !== name) faults.push(`Tệp gốc ${name} đã bị thay đổi.`)
    } catch {
      faults.push(`Thiếu tệp gốc ${name}.`)
    }
  }
  return faults
}

/** The objects a backup names. */
export async function objectNames(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'objects.txt'), 'utf8').catch(() => '')
  return text.split('\n').filter(Boolean)
}
