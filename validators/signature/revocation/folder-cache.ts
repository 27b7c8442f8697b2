/** Revocation data and CA certificates kept between runs, one file each, in a folder that may be deleted at any time. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MaterialCache } from '../context.ts'
import { fingerprint } from '../crypto/digest.ts'

/** A cache in a folder; what cannot be read or written is as if it were not there. */
export function folderCache(folder: string): MaterialCache {
  const path = (key: string) => join(folder, fingerprint(Buffer.from(key)))
  return {
    read(key) {
      try {
        return readFileSync(path(key))
      } catch {
        return null
      }
    },
    write(key, body) {
      try {
        mkdirSync(folder, { recursive: true })
        const temporary = `${path(key)}.${process.pid}`
        writeFileSync(temporary, body)
        renameSync(temporary, path(key))
      } catch {
        // A full or read-only disk costs the next run a question to the server, nothing else.
      }
    },
  }
}
