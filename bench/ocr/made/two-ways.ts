import { createHash } from 'node:crypto'
import type { FoundWord, OcrEngine } from '../../../validators/text/ocr/engine.ts'
import { chooseEngine, recogniseWith } from '../../../validators/text/ocr/index.ts'
import { repairWords } from '../../../validators/text/ocr/repair/index.ts'
import { plainTextOf } from '../../../validators/text/plain-text.ts'
import { readDocument } from '../../../validators/text/read.ts'

/** One scan read once by the engine, and laid out with and without repairs. */
export interface TwoReadings {
  asRead: string
  repaired: string
  /** The words handed to the repair, and what it made of them, one for one. */
  before: string[]
  after: string[]
}

export async function openTwoWays(wanted: OcrEngine['name']) {
  const engine = await chooseEngine(wanted)
  if (!engine) return null
  const remembering = rememberAnswers(engine)
  return {
    name: engine.name,
    async read(file: Uint8Array): Promise<TwoReadings> {
      const before: string[] = []
      const after: string[] = []
      const watched = (words: readonly FoundWord[]) => {
        const repaired = repairWords(words)
        before.push(...words.map(({ text }) => text))
        after.push(...repaired.map(({ text }) => text))
        return repaired
      }
      const repaired = await textOf(file, watched)
      return { asRead: await textOf(file, (words) => words), repaired, before, after }
    },
    close: () => engine.close(),
  }

  async function textOf(file: Uint8Array, repair: (words: readonly FoundWord[]) => readonly FoundWord[]) {
    const read = await readDocument(file, 'scan.pdf', { recognise: recogniseWith(remembering, repair) })
    if ('error' in read) throw new Error(read.error.code)
    return plainTextOf(read)
  }
}

/** The engine reads each picture once. */
function rememberAnswers(engine: OcrEngine): OcrEngine {
  const answers = new Map<string, Promise<FoundWord[] | null>>()
  return {
    name: engine.name,
    parallel: 1,
    recognise(image, signal, layout = 'page') {
      const key = createHash('sha1').update(image.pixels).update(`${layout} ${image.width}`).digest('hex')
      const known = answers.get(key) ?? engine.recognise(image, signal, layout)
      if (answers.size > 50) answers.clear()
      answers.set(key, known)
      return known
    },
    close: () => engine.close(),
  }
}
