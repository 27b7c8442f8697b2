import { execFile, spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import type { FoundWord, GreyImage, OcrEngine } from './engine.ts'
import { ocrLimits } from './limits.ts'
import { parseTsv, toPgm } from './tsv.ts'

/** Tesseract's page segmentation: wholly automatic, without finding the script; or a single line. */
const segmentation = { page: '3', line: '7' } as const

/** The Tesseract program of this machine, or `null` where it is absent or has no Vietnamese data. */
export async function nativeTesseract(program = 'tesseract'): Promise<OcrEngine | null> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--list-langs'], { timeout: 10_000 })
    if (!stdout.split('\n').includes('vie')) return null
  } catch {
    return null
  }
  return {
    name: 'tesseract',
    parallel: Math.max(1, Math.min(4, availableParallelism())),
    recognise: (image, signal, layout = 'page') => run(program, image, segmentation[layout], signal),
    close: async () => {},
  }
}

function run(program: string, image: GreyImage, mode: string, signal?: AbortSignal): Promise<FoundWord[] | null> {
  const { promise, resolve } = Promise.withResolvers<FoundWord[] | null>()
  const options = ['stdin', 'stdout', '-l', 'vie', '--dpi', String(Math.round(image.dots)), '--psm', mode, 'tsv']
  const timeOut = AbortSignal.timeout(ocrLimits.pageMilliseconds)
  const child = spawn(program, options, {
    // Its threads cost more than they save on one page; pages run side by side instead.
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
    signal: signal ? AbortSignal.any([signal, timeOut]) : timeOut,
    killSignal: 'SIGKILL',
  })
  const parts: Buffer[] = []
  let bytes = 0
  child.stdout.on('data', (part: Buffer) => {
    bytes += part.length
    if (bytes > ocrLimits.answerBytes) child.kill('SIGKILL')
    else parts.push(part)
  })
  child.on('error', () => resolve(null))
  child.on('close', (code) => resolve(code === 0 ? parseTsv(Buffer.concat(parts).toString('utf8')) : null))
  // A program that dies early closes its end; its exit code already says so.
  child.stdin.on('error', () => {})
  child.stdin.end(toPgm(image))
  return promise
}
