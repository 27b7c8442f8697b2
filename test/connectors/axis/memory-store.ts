/** A ByteStore in memory, for tests. */
import { createHash } from 'node:crypto'
import type { ByteStore, StoredBytes } from '../../../connectors/intake.ts'

export interface MemoryStore extends ByteStore {
  objects: Map<string, Buffer>
}

export function memoryStore(): MemoryStore {
  const objects = new Map<string, Buffer>()
  return {
    objects,
    async put(content): Promise<StoredBytes> {
      const chunks: Uint8Array[] = []
      for await (const chunk of content instanceof Uint8Array ? [content] : content) chunks.push(Uint8Array.from(chunk))
      const bytes = Buffer.concat(chunks)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      objects.set(sha256, bytes)
      return { sha256, bytes: bytes.length }
    },
    async get(sha256) {
      return found(objects, sha256)
    },
    async *stream(sha256) {
      yield found(objects, sha256)
    },
  }
}

function found(objects: ReadonlyMap<string, Buffer>, sha256: string): Buffer {
  const bytes = objects.get(sha256)
  if (!bytes) throw new Error(`nothing stored under ${sha256}`)
  return bytes
}
