/**
 * Takes a backup while everything runs (QĐ 40/2024 Điều 13.1.d: at least three a week, its availability and integrity
 * checked): the rows as of one moment, then every object there was by then. Objects are only ever added, so whatever
 * the rows point at is among them.
 */
import { createHash } from 'node:crypto'
import { cp, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { openLocalObjects } from '../objects/local-objects.ts'
import type { Objects } from '../objects/objects.ts'
import { syncFolder } from '../objects/spool.ts'
import { type Manifest, manifestName, objectsFolder, settingsFolders, tablesFolder } from './manifest.ts'
import { hashOfFile, tablesInOrder, writeTable } from './tables.ts'

export interface BackupSource {
  pool: pg.Pool
  objects: Objects
  dataFolder: string
}

export interface WrittenBackup {
  /** Name of the backup's own folder: `2026-11-25T03-30-00Z`. */
  name: string
  manifest: Manifest
  /** Objects that no earlier backup had copied. */
  newObjects: number
}

/** A backup appears under its name only when it is whole; one that was interrupted leaves a folder that nothing reads. */
export async function writeBackup(
  source: BackupSource,
  target: string,
  now: Temporal.Instant,
  progress: (line: string) => void,
): Promise<WrittenBackup> {
  const moment = now.round('second')
  const name = moment.toString().replaceAll(':', '-')
  const unfinished = join(target, `.${name}.unfinished`)
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(join(unfinished, tablesFolder), { recursive: true, mode: 0o700 })
  const rows = await writeRows(source.pool, unfinished, progress)
  const { newObjects, ...objects } = await copyObjects(source.objects, target, unfinished, progress)
  const manifest: Manifest = {
    format: 'congbao-backup-1',
    takenAt: moment.toString(),
    ...rows,
    objects,
    settings: await copySettings(source.dataFolder, unfinished),
  }
  await writeFile(join(unfinished, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  })
  await syncFolder(join(unfinished, tablesFolder))
  await syncFolder(unfinished)
  await rename(unfinished, join(target, name))
  await syncFolder(target)
  return { name, manifest, newObjects }
}

async function writeRows(pool: pg.Pool, folder: string, progress: (line: string) => void) {
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from migrations order by name',
    )
    const head = await client.query<{ hash: string }>('select hash from journal order by seq desc limit 1')
    const tables: Manifest['tables'] = []
    for (const name of await tablesInOrder(client)) {
      progress(`Sao lưu bảng ${name}`)
      tables.push({ name, ...(await writeTable(client, name, join(folder, tablesFolder, `${name}.jsonl.gz`))) })
    }
    await client.query('commit')
    return { migrations, tables, journalHead: head.rows[0]?.hash ?? '0'.repeat(64) }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

async function copyObjects(objects: Objects, target: string, folder: string, progress: (line: string) => void) {
  const copies = await openLocalObjects(join(target, objectsFolder))
  const list = await open(join(folder, 'objects.txt'), 'wx', 0o600)
  const hash = createHash('sha256')
  let [count, bytes, newObjects] = [0, 0, 0]
  try {
    for await (const object of objects.list()) {
      const line = `${object.sha256}\n`
      hash.update(line)
      await list.writeFile(line)
      count++
      bytes += object.bytes
      if ((await copies.bytesOf(object.sha256)) !== null) continue
      const copied = await copies.put(objects.stream(object.sha256))
      // Damaged at its source: copied as it is, and told by whoever verifies.
      if (copied.sha256 !== object.sha256) progress(`Tệp gốc ${object.sha256} đã hỏng tại kho.`)
      newObjects++
      if (count % 100 === 0) progress(`Sao lưu tệp gốc: ${count}`)
    }
    await list.sync()
  } finally {
    await list.close()
  }
  return { count, bytes, sha256: hash.digest('hex'), newObjects }
}

async function copySettings(dataFolder: string, folder: string): Promise<Manifest['settings']> {
  const settings: Manifest['settings'] = []
  for (const name of settingsFolders) {
    const files = await readdir(join(dataFolder, name), { recursive: true, withFileTypes: true }).catch(() => [])
    for (const file of files.filter((entry) => entry.isFile())) {
      const from = join(file.parentPath, file.name)
      const path = from.slice(dataFolder.length + 1)
      await cp(from, join(folder, path), { preserveTimestamps: true })
      settings.push({ path, sha256: await hashOfFile(join(folder, path)) })
    }
  }
  return settings
}
