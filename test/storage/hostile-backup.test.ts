/** A manifest that somebody wrote by hand reaches nothing but our own tables and folders. */
import { describe, expect, it } from 'vitest'
import { BackupFault, parseManifest } from '../../storage/backup/manifest.ts'

const sha256 = 'a'.repeat(64)
const sound = {
  format: 'congbao-backup-1',
  takenAt: '2026-11-25T03:30:00Z',
  migrations: [{ name: '0001-foundations', checksum: sha256 }],
  tables: [{ name: 'documents', rows: 1, sha256 }],
  journalHead: sha256,
  objects: { count: 1, bytes: 1, sha256 },
  settings: [{ path: 'trust/list.json', sha256 }],
}

describe('a manifest', () => {
  it('of ours is read', () => {
    expect(parseManifest(JSON.stringify(sound))).toEqual(sound)
  })

  it.each(['../../etc/cron.d/x', 'trust/../../x', '/etc/passwd', 'objects/ab', 'trust'])(
    'that would write to %s is refused',
    (path) => {
      const hostile = { ...sound, settings: [{ path, sha256 }] }
      expect(() => parseManifest(JSON.stringify(hostile))).toThrow(BackupFault)
    },
  )

  it.each(['accounts; drop table journal', 'pg_catalog.pg_authid', '"x"', ''])(
    'that names the table %j is refused',
    (name) => {
      const hostile = { ...sound, tables: [{ name, rows: 1, sha256 }] }
      expect(() => parseManifest(JSON.stringify(hostile))).toThrow(BackupFault)
    },
  )
})
