/** One worker thread: does what it is asked, one task after another, and answers. */
import { parentPort, workerData } from 'node:worker_threads'
import { extractMetadata } from '../../validators/metadata/extract.ts'
import { inspectFile } from '../../validators/safety/inspect.ts'
import { chooseEngine, recogniseWith } from '../../validators/text/ocr/index.ts'
import { outlineOf } from '../../validators/text/pictures/outline.ts'
import { drawPagePicture } from '../../validators/text/pictures/page-picture.ts'
import { plainTextOf, type ReadDocument } from '../../validators/text/plain-text.ts'
import { type RecognisePages, readDocument } from '../../validators/text/read.ts'
import { pack, unpack } from './pack.ts'
import type { ReadOutcome, TaskName, Tasks } from './tasks.ts'
import type { Answer, ThreadSettings } from './workers.ts'

type Handlers = { [T in TaskName]: (...input: Parameters<Tasks[T]>) => Promise<ReturnType<Tasks[T]>> }

/** What only some threads come to do is loaded when it is first asked: most commands start a thread to read or verify. */
const handlers: Handlers = {
  inspect: (bytes, fileName, maxBytes) => inspectFile(bytes, fileName, { maxBytes }),
  read: readForStorage,
  describe: async (stored, options) => extractMetadata(unpack(stored), options),
  async extract(bytes, fileName, options) {
    const read = await readFile(bytes, fileName)
    if ('error' in read) return { kind: 'unreadable', reason: read.error }
    return { kind: 'read', summary: summaryOf(read), report: extractMetadata(read, options) }
  },
  picture: (bytes, pageNumber, width) => drawPagePicture(bytes, pageNumber, width),
  outline: async (stored) => outlineOf(unpack(stored)),
  plainText: async (stored) => plainTextOf(unpack(stored)),
  async searchable(bytes, stored) {
    const { makeSearchable } = await import('../searchable/make-searchable.ts')
    return makeSearchable(bytes, unpack(stored))
  },
  async verify(...input) {
    const { verifyWithNetwork } = await import('./verify-with-network.ts')
    return verifyWithNetwork(...input)
  },
  async inspectPages(...input) {
    const { inspectPages } = await import('../../validators/text/sheets/inspect-pages.ts')
    return inspectPages(...input)
  },
  async cutPages(...input) {
    const { cutPages } = await import('../scans/cut-pages.ts')
    return cutPages(...input)
  },
  async viewingCopy(...input) {
    const { viewingCopy } = await import('../scans/viewing-copy.ts')
    return viewingCopy(...input)
  },
}

/** The engine for scans: opened with the first document, kept as long as the thread lives. */
let recognise: Promise<RecognisePages | null> | null = null

async function openRecogniser(): Promise<RecognisePages | null> {
  const { ocr } = workerData as ThreadSettings
  if (ocr === 'off') return null
  const engine = await chooseEngine(ocr)
  return engine && recogniseWith(engine)
}

async function readFile(bytes: Uint8Array, fileName: string): ReturnType<typeof readDocument> {
  recognise ??= openRecogniser()
  return readDocument(bytes, fileName, { recognise: await recognise })
}

function summaryOf(read: ReadDocument): { pages: number } & Pick<ReadDocument, 'textSource' | 'warnings'> {
  return { pages: read.pages.length, textSource: read.textSource, warnings: read.warnings }
}

async function readForStorage(bytes: Uint8Array, fileName: string): Promise<ReadOutcome> {
  const read = await readFile(bytes, fileName)
  if ('error' in read) return { kind: 'unreadable', reason: read.error }
  return {
    kind: 'read',
    summary: summaryOf(read),
    document: await pack(read),
    plainText: plainTextOf(read),
  }
}

parentPort?.on('message', async ({ task, input }: { task: TaskName; input: unknown[] }) => {
  let answer: Answer
  try {
    const handler = handlers[task] as (...input: unknown[]) => Promise<unknown>
    answer = { ok: true, value: await handler(...input) }
  } catch (error) {
    answer = { ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  parentPort?.postMessage(answer)
})
