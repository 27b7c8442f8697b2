/** Writes content to a file on this disk, hashing it on the way: where it belongs is known only at its end. */
import { createHash } from 'node:crypto'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredBytes } from '../../connectors/intake.ts'
import { TooLarge } from './objects.ts'

/** Resolves once the bytes are on the disk (fsync). @throws TooLarge, and whatever the content throws */
export async function writeDurably(
  file: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<StoredBytes> {
  const hash = createHash('sha256')
  let bytes = 0
  const handle = await open(file, 'wx', 0o640)
  try {
    for await (const chunk of content instanceof Uint8Array ? [content] : content) {
      bytes += chunk.byteLength
      if (bytes > limitBytes) throw new TooLarge(limitBytes)
      hash.update(chunk)
      await handle.writeFile(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

const abandonedAfterMs = 24 * 60 * 60 * 1000

/** Removes what a process that was killed left half-written: files nobody has written to for a day. */
export async function forgetAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name)
    const found = await stat(file).catch(() => null)
    if (found?.isFile() && Date.now() - found.mtimeMs > abandonedAfterMs) await rm(file, { force: true })
  }
}

/** A name in a folder is on the disk only once the folder is synced, too. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
