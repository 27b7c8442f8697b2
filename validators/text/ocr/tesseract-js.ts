import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { createWorker, OEM, PSM } from 'tesseract.js'
import type { FoundWord, GreyImage, OcrEngine } from './engine.ts'
import { ocrLimits } from './limits.ts'
import { parseTsv, toPgm } from './tsv.ts'

type Worker = Awaited<ReturnType<typeof createWorker>>

/** Pages read side by side at most; each lane holds some 150 MB. */
const mostLanes = 2

/** Tesseract in WebAssembly with the Vietnamese data that npm installed; it asks nothing of the network. */
export function tesseractJs(lanes = Math.min(mostLanes, availableParallelism())): OcrEngine {
  const open = Array.from({ length: lanes }, openLane)
  return {
    name: 'tesseract.js',
    parallel: lanes,
    recognise(image, signal, layout = 'page') {
      const idlest = open.reduce((best, lane) => (lane.waiting() < best.waiting() ? lane : best))
      return idlest.recognise(image, signal, layout)
    },
    async close() {
      await Promise.all(open.map((lane) => lane.stop()))
    },
  }
}

/** One worker, started with its first page; pages given to it wait for one another. */
function openLane() {
  let started: Promise<Worker> | null = null
  let waiting = 0
  let queue: Promise<unknown> = Promise.resolve()

  async function stop(): Promise<void> {
    const worker = started
    started = null
    await (await worker?.catch(() => null))?.terminate()
  }

  async function recognise(
    image: GreyImage,
    signal: AbortSignal | undefined,
    layout: 'page' | 'line',
  ): Promise<FoundWord[] | null> {
    if (signal?.aborted) return null
    const timeOut = AbortSignal.timeout(ocrLimits.pageMilliseconds)
    const over = Promise.withResolvers<null>()
    const calledOff = signal ? AbortSignal.any([signal, timeOut]) : timeOut
    calledOff.addEventListener('abort', () => over.resolve(null), { once: true })
    try {
      started ??= startWorker()
      const worker = await started
      await worker.setParameters({
        user_defined_dpi: String(Math.round(image.dots)),
        tessedit_pageseg_mode: layout === 'line' ? PSM.SINGLE_LINE : PSM.AUTO,
      })
      const answer = await Promise.race([
        worker.recognize(toPgm(image), {}, { text: false, tsv: true, blocks: false }),
        over.promise,
      ])
      if (answer?.data.tsv) return parseTsv(answer.data.tsv)
    } catch {
      // A trap inside WebAssembly: the worker is of no further use.
    }
    await stop()
    return null
  }

  return {
    waiting: () => waiting,
    recognise(image: GreyImage, signal: AbortSignal | undefined, layout: 'page' | 'line') {
      waiting++
      const turn = queue.then(() => recognise(image, signal, layout)).finally(() => waiting--)
      queue = turn
      return turn
    },
    stop,
  }
}

async function startWorker(): Promise<Worker> {
  const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/vie/package.json'))
  const worker = await createWorker('vie', OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
    // Without it a failure in the worker is thrown where nobody can catch it.
    errorHandler: () => {},
  })
  // Its remarks on every page ("Detected 170 diacritics") are nobody's.
  await worker.setParameters({ debug_file: '/dev/null' } as Parameters<Worker['setParameters']>[0])
  return worker
}
