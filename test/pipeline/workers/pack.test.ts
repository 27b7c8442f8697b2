import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { pack, unpack } from '../../../pipeline/workers/pack.ts'
import type { ReadDocument } from '../../../validators/text/read-document.ts'

const word = (text: string) => ({ text, box: [1, 2, 3.5, 4] as const, confidence: 1 })
const page = (number: number) => ({
  number,
  width: 595,
  height: 842,
  source: 'text' as const,
  lines: [{ segments: [{ text: 'Điều “1”\n]}', x0: 0.1, x1: 0.2, box: null, words: [word('Điều'), word('“1”')] }] }],
  asides: [],
  slots: [],
})

it.each([0, 1, 3])('a reading of %d pages is stored and found again as it was', async (count) => {
  const read: ReadDocument = {
    pages: Array.from({ length: count }, (_, index) => page(index + 1)),
    textSource: count > 0 ? 'text' : 'none',
    warnings: [{ code: 'NO_LAYOUT', message: 'Không rõ bố cục.' }],
  }
  const packed = await pack(read)
  expect(unpack(packed)).toEqual(read)
  expect(JSON.parse(gunzipSync(packed).toString('utf8'))).toEqual(read)
  expect(unpack(gzipSync(JSON.stringify(read)))).toEqual(read)
})
