/** A place for bytes that must be read again: in memory while they are few, in a temporary file beyond. */
import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { scratchMemoryBytes } from '../limits.ts'

export interface Scratch {
  write(chunk: Uint8Array): Promise<void>
  bytes(): number
  /** At most `length` bytes from `offset`; fewer only at the end. */
  read(offset: number, length: number): Promise<Buffer>
  stream(offset?: number, length?: number): AsyncIterable<Uint8Array>
  /** Forgets the bytes. Whoever opened the scratch calls this, whatever happened. */
  discard(): Promise<void>
}

const pieceBytes = 256 * 1024

export function openScratch(folder = tmpdir()): Scratch {
  let memory: Buffer[] = []
  let bytes = 0
  let file: { handle: FileHandle; path: string } | null = null

  const spill = async () => {
    const path = join(folder, `congbao-${randomBytes(12).toString('hex')}`)
    file = { handle: await open(path, 'wx+', 0o600), path }
    for (const chunk of memory) await file.handle.writeFile(chunk)
    memory = []
    return file
  }
  const scratch: Scratch = {
    async write(chunk) {
      bytes += chunk.byteLength
      if (!file && bytes <= scratchMemoryBytes) {
        memory.push(Buffer.from(chunk))
        return
      }
      const { handle } = file ?? (await spill())
      await handle.writeFile(chunk)
    },
    bytes: () => bytes,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, bytes - offset))
      if (!file) {
        if (memory.length > 1) memory = [Buffer.concat(memory)]
        return (memory[0] ?? Buffer.alloc(0)).subarray(offset, offset + wanted)
      }
      const buffer = Buffer.alloc(wanted)
      const { bytesRead } = await file.handle.read(buffer, 0, wanted, offset)
      return buffer.subarray(0, bytesRead)
    },
    async *stream(offset = 0, length = bytes - offset) {
      const end = Math.min(bytes, offset + length)
      for (let at = offset; at < end; ) {
        const piece = await scratch.read(at, Math.min(pieceBytes, end - at))
        if (piece.length === 0) return
        at += piece.length
        yield piece
      }
    },
    async discard() {
      memory = []
      const opened = file
      file = null
      if (!opened) return
      await opened.handle.close()
      await rm(opened.path, { force: true })
    },
  }
  return scratch
}
