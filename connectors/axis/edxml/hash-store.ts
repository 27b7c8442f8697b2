/** Reads bytes, keeps none: for commands that only tell what a message holds. */
import { createHash } from 'node:crypto'
import type { AttachmentStore } from './read-attachment.ts'

export const hashOnlyStore: AttachmentStore = {
  async put(content) {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of content) {
      hash.update(chunk)
      bytes += chunk.byteLength
    }
    return { sha256: hash.digest('hex'), bytes }
  },
}
