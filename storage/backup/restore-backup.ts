/** Brings a proven backup back into an empty system: objects first, then all rows in one transaction. */
import { cp, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import { openLocalObjects } from '../objects/local-objects.ts'
import { BackupFault, type Manifest, objectsFolder, tablesFolder } from './manifest.ts'
import { readTable } from './tables.ts'
import { objectNames, verifyBackup } from './verify-backup.ts'
import type { BackupSource } from './write-backup.ts'

/**
 * @param name one of the backups; the newest where none is named
 * @throws BackupFault where the backup is not whole, the system is not empty, or the schemas differ; nothing is changed then
 */
export async function restoreBackup(
  into: BackupSource,
  target: string,
  name: string | null,
  progress: (line: string) => void,
): Promise<{ name: string; manifest: Manifest }> {
  const verdict = await verifyBackup(target, name, progress)
  const [fault] = verdict.faults
  if (fault) {
    throw new BackupFault(`Bản sao lưu ${verdict.name} không toàn vẹn (${verdict.faults.length} lỗi): ${fault}`)
  }
  await refuseUnlessFitting(into.pool, verdict.manifest)
  const folder = join(target, verdict.name)
  const copies = await openLocalObjects(join(target, objectsFolder))
  const names = await objectNames(folder)
  for (const [index, sha256] of names.entries()) {
    if (index % 100 === 0) progress(`Phục hồi tệp gốc ${index}/${names.length}`)
    if ((await into.objects.bytesOf(sha256)) === null) await into.objects.put(copies.stream(sha256))
  }
  for (const { path } of verdict.manifest.settings) {
    await mkdir(dirname(join(into.dataFolder, path)), { recursive: true })
    await cp(join(folder, path), join(into.dataFolder, path), { preserveTimestamps: true })
  }
  await restoreRows(into.pool, folder, verdict.manifest, progress)
  return verdict
}

async function refuseUnlessFitting(pool: pg.Pool, manifest: Manifest): Promise<void> {
  const { rows: migrations } = await pool.query<{ name: string; checksum: string }>(
    'select name, checksum from migrations',
  )
  const here = new Map(migrations.map(({ name, checksum }) => [name, checksum]))
  const same = manifest.migrations.every(({ name, checksum }) => here.get(name) === checksum)
  if (!same || here.size !== manifest.migrations.length) {
    throw new BackupFault(
      'Bản sao lưu thuộc phiên bản congbao khác. Hãy phục hồi bằng đúng phiên bản đã sao lưu, rồi nâng cấp.',
    )
  }
  const { rows } = await pool.query<{ filled: boolean }>('select exists (select 1 from journal) as filled')
  if (rows[0]?.filled) {
    throw new BackupFault('Hệ thống này đã có dữ liệu. Chỉ phục hồi vào thư mục dữ liệu (CONGBAO_DATA) mới.')
  }
}

async function restoreRows(
  pool: pg.Pool,
  folder: string,
  manifest: Manifest,
  progress: (line: string) => void,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const { name, rows } of manifest.tables) {
      progress(`Phục hồi bảng ${name}`)
      const restored = await readTable(client, name, join(folder, tablesFolder, `${name}.jsonl.gz`))
      if (restored !== rows) throw new BackupFault(`Bảng ${name} có ${restored} dòng, bản sao lưu ghi ${rows}.`)
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
