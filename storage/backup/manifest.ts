/** What a backup says of itself: enough to prove it whole before anything is restored from it. */
import { z } from 'zod'

export const manifestName = 'manifest.json'
export const tablesFolder = 'tables'
/** Beside the backups, shared by all: objects never change, so each is copied once. */
export const objectsFolder = 'objects'
/** Files of the data folder that are neither rows nor objects. */
export const settingsFolders = ['keys', 'trust'] as const

/** A backup may have lain where others write: what it names stays among our own tables and below our own folders. */
const tableName = z.string().regex(/^[a-z][a-z_]*$/)
const settingsPath = z
  .string()
  .refine((path) => settingsFolders.some((folder) => path.startsWith(`${folder}/`)) && !path.split('/').includes('..'))

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const manifest = z.object({
  format: z.literal('congbao-backup-1'),
  takenAt: z.iso.datetime({ offset: true }),
  /** The migrations the database had run: it can only be restored into the same schema or a newer one's start. */
  migrations: z.array(z.object({ name: z.string(), checksum: hash })),
  tables: z.array(z.object({ name: tableName, rows: z.int().nonnegative(), sha256: hash })),
  /** Hash of the journal's last row; 64 zeros where it is empty. */
  journalHead: hash,
  /** Every object there was, one hash a line, in `objects.txt`. */
  objects: z.object({ count: z.int().nonnegative(), bytes: z.int().nonnegative(), sha256: hash }),
  settings: z.array(z.object({ path: settingsPath, sha256: hash })),
})
export type Manifest = z.infer<typeof manifest>

/** @throws BackupFault where it is none of ours */
export function parseManifest(text: string): Manifest {
  try {
    return manifest.parse(JSON.parse(text))
  } catch {
    throw new BackupFault('Tệp manifest.json hỏng hoặc không phải bản sao lưu của congbao.')
  }
}

/** A backup that cannot be made, trusted or restored; the sentence is for the operator. */
export class BackupFault extends Error {
  override name = 'BackupFault'
}
