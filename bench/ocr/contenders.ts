/** The programs that `bench/ocr.ts` sets beside each other: each takes a PDF of scans and gives its text. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chooseEngine, type OcrEngine, recogniseWith } from '../../validators/text/ocr/index.ts'
import { plainTextOf } from '../../validators/text/plain-text.ts'
import { readDocument } from '../../validators/text/read.ts'
import { hasProgram } from '../harness.ts'

export interface Contender {
  name: string
  /** @param atOnce Pages that may be under way at the same time. */
  read(path: string, atOnce: number): Promise<string>
  close(): Promise<void>
}

const run = promisify(execFile)
const oneThread = { ...process.env, OMP_THREAD_LIMIT: '1' }

/** Reading as the service does it, from the bytes to the text in reading order. */
export async function congbao(wanted: OcrEngine['name']): Promise<Contender | null> {
  const engine = await chooseEngine(wanted)
  if (!engine) return null
  return {
    name: `congbao, ${wanted}`,
    async read(path, atOnce) {
      const recognise = recogniseWith({ ...engine, parallel: Math.min(atOnce, engine.parallel) })
      const read = await readDocument(readFileSync(path), path, { recognise })
      if ('error' in read) throw new Error(`${path}: ${read.error.code}`)
      return plainTextOf(read)
    },
    close: () => engine.close(),
  }
}

/** Pages drawn by poppler in grey at 300 dots an inch, each read by one process of Tesseract on one thread. */
export function plainTesseract(): Contender | null {
  if (!hasProgram('tesseract') || !hasProgram('pdftoppm')) return null
  return {
    name: 'tesseract --psm 3',
    read: (path, atOnce) =>
      inFolder(async (folder) => {
        await run('pdftoppm', ['-r', '300', '-gray', path, join(folder, 'page')])
        const pages = readdirSync(folder).sort()
        const texts: string[] = []
        const waiting = pages.keys()
        const worker = async () => {
          for (const index of waiting) {
            const options = [join(folder, pages[index] as string), 'stdout', '-l', 'vie', '--psm', '3']
            texts[index] = (await run('tesseract', options, { env: oneThread, maxBuffer: 1 << 26 })).stdout
          }
        }
        await Promise.all(Array.from({ length: atOnce }, worker))
        return texts.join('\n')
      }),
    close: async () => {},
  }
}

/** OCRmyPDF with its text beside the PDF it makes. */
export function ocrMyPdf(): Contender | null {
  if (!hasProgram('ocrmypdf')) return null
  return {
    name: 'OCRmyPDF',
    read: (path, atOnce) =>
      inFolder(async (folder) => {
        const text = join(folder, 'text.txt')
        const options = [
          '-l',
          'vie',
          '--jobs',
          String(atOnce),
          '--output-type',
          'pdf',
          '--optimize',
          '0',
          '--force-ocr',
        ]
        await run('ocrmypdf', [...options, '--quiet', '--sidecar', text, path, join(folder, 'out.pdf')], {
          env: oneThread,
        })
        return readFileSync(text, 'utf8')
      }),
    close: async () => {},
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ocr-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
