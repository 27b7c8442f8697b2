/** Objects as files: `<folder>/ab/cd/<sha256>`, written under a temporary name, fsynced, then renamed into place. */
import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ObjectMissing, type Objects } from './objects.ts'
import { forgetAbandoned, syncFolder, writeDurably } from './spool.ts'

export async function openLocalObjects(folder: string): Promise<Objects> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true })
  await forgetAbandoned(incoming)
  await syncFolder(dirname(folder))
  const synced = new Set<string>()
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

  return {
    async put(content, limitBytes = Number.POSITIVE_INFINITY) {
      const temporary = join(incoming, randomBytes(12).toString('hex'))
      try {
        const stored = await writeDurably(temporary, content, limitBytes)
        await moveIntoPlace(temporary, place(stored.sha256), synced)
        return stored
      } catch (error) {
        await rm(temporary, { force: true })
        throw error
      }
    },
    async get(sha256) {
      try {
        return await readFile(place(sha256))
      } catch (error) {
        throw asMissing(error, sha256)
      }
    },
    async *stream(sha256, range) {
      const part = range ? { start: range.first, end: range.last } : {}
      try {
        for await (const chunk of createReadStream(place(sha256), part)) yield chunk as Uint8Array
      } catch (error) {
        throw asMissing(error, sha256)
      }
    },
    async bytesOf(sha256) {
      try {
        return (await stat(place(sha256))).size
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return null
        throw error
      }
    },
    async *list() {
      for (const outer of await readdir(folder)) {
        if (outer === 'incoming') continue
        for (const inner of await readdir(join(folder, outer))) {
          for (const sha256 of await readdir(join(folder, outer, inner))) {
            yield { sha256, bytes: (await stat(place(sha256))).size }
          }
        }
      }
    },
  }
}

/**
 * A rename is durable only once the folder that names the file, and the folders that name that one, are synced too.
 * @param synced folders whose own names are known to be on the disk: it matters not who made them, but that it is sure
 */
async function moveIntoPlace(temporary: string, place: string, synced: Set<string>): Promise<void> {
  const folder = dirname(place)
  await mkdir(folder, { recursive: true })
  await rename(temporary, place)
  await syncFolder(folder)
  if (synced.has(folder)) return
  await syncFolder(dirname(folder))
  await syncFolder(dirname(dirname(folder)))
  synced.add(folder)
}

function asMissing(error: unknown, sha256: string): unknown {
  return (error as { code?: string }).code === 'ENOENT' ? new ObjectMissing(`Object ${sha256} is missing`) : error
}
