/** A message with 100 MB of files passes through both axes with memory that does not grow with it. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAxis, type TestAxis } from '../../servers/axis-gateway.ts'
import { buildMessage } from './build-message.ts'

const pieceBytes = 3 * 256 * 1024
const pieces = 134
const fileBytes = pieceBytes * pieces

let axis: TestAxis
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congbao-test-'))
  const identity = { systemId: 'H37', secret: 'k3y', username: 'langson', password: 'mk', fileHash: 'sdk' as const }
  axis = await startAxis({ ...identity, now: () => Temporal.Now.instant() })
  axis.queue({ docId: 'large', content: largeMessage })
})
afterAll(async () => {
  await axis.close()
  await rm(folder, { recursive: true })
})

/** One piece of the file, different for each number; the first begins like a PDF. */
function piece(number: number): Buffer {
  const bytes = Buffer.alloc(pieceBytes, number + 128)
  if (number === 0) bytes.write('%PDF-1.7\n')
  return bytes
}

async function* largeMessage(): AsyncIterable<Uint8Array> {
  const [head, tail] = buildMessage({ files: [{ name: 'ban-ve.pdf', content: '@@' }] }).split('@@')
  yield Buffer.from(head ?? '')
  for (let number = 0; number < pieces; number++) yield Buffer.from(piece(number).toString('base64'))
  yield Buffer.from(tail ?? '')
}

function wholeFile(): { sha256: string; bytes: number } {
  const hash = createHash('sha256')
  for (let number = 0; number < pieces; number++) hash.update(piece(number))
  return { sha256: hash.digest('hex'), bytes: fileBytes }
}

test.each(['downloadEdoc', 'getEdoc', 'lang-son'])('by %s', async (kind) => {
  const program = join(import.meta.dirname, 'take-large-message.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [program, kind, axis.url, 'large', join(folder, kind)])
  const taken = JSON.parse(stdout)
  console.info(`${kind}: ${stdout.trim()}`)
  expect(taken.attachment).toEqual(wholeFile())
  // The file alone is 100 MB, its message 140, the answer that carries it up to 187.
  expect(taken.peakMb - taken.idleMb).toBeLessThan(130)
})
