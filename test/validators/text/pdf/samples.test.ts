import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { samplesFolder } from '../../../samples.ts'
import { readByPdfium, readDirectly, wordsOf } from './two-readers.ts'

const folders = [samplesFolder('documents'), samplesFolder('metadata')].filter((folder) => folder !== null)
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.pdf'))
    .map((name) => join(folder, name)),
)

test.skipIf(files.length === 0)('real pages read straight from their content hold the words PDFium finds', async () => {
  const count = { pages: 0, direct: 0, words: 0, shared: 0 }
  for (const path of files) {
    const file = readFileSync(path)
    const direct = readDirectly(file) ?? []
    const byPdfium = await readByPdfium(file)
    count.pages += byPdfium.length
    for (const [index, page] of direct.entries()) {
      const other = byPdfium[index]
      if (!page || !other) continue
      count.direct++
      const left = new Map<string, number>()
      for (const { text } of wordsOf(other)) left.set(text, (left.get(text) ?? 0) + 1)
      for (const { text } of wordsOf(page)) {
        count.words++
        const rest = left.get(text) ?? 0
        if (rest > 0) count.shared++
        left.set(text, rest - 1)
      }
    }
  }
  expect(count.direct / count.pages).toBeGreaterThan(0.85)
  expect(count.words).toBeGreaterThan(100_000)
  expect(count.shared / count.words).toBeGreaterThan(0.999)
})
