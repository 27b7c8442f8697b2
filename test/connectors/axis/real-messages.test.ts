/** Real messages through the whole door of the axis, from `samples/edxml`. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { samplesFolder } from '../../samples.ts'
import { type Bench, type Kind, startBench } from './axis-bench.ts'

let bench: Bench
afterEach(() => bench?.close())

describe.skipIf(samplesFolder('edxml') === null)('real messages through the whole door', () => {
  test.each<Kind>(['national', 'lang-son'])('%s: the sound ones taken, the rest declined with 02', async (kind) => {
    const folder = samplesFolder('edxml') ?? ''
    const lines = (await readFile(join(folder, 'expected.jsonl'), 'utf8')).trim().split('\n')
    const expected = lines.map((line) => JSON.parse(line) as { file: string; mustRefuse: boolean; kind: string })
    bench = await startBench(kind)
    for (const { file, kind: what } of expected) {
      const messageType = what === 'status' ? 'status' : 'edoc'
      bench.axis.queue({ docId: file, messageType, content: await readFile(join(folder, file)) })
    }
    await bench.connector.poll()
    expect(bench.intakes.map((intake) => intake.externalId).sort()).toEqual(expected.map(({ file }) => file).sort())
    for (const { file, mustRefuse, kind: what } of expected) {
      const code = bench.statuses.get(`${file}/02`) ? '02' : bench.statuses.get(`${file}/01`) ? '01' : null
      expect([file, code]).toEqual([file, mustRefuse ? '02' : what === 'status' ? null : '01'])
    }
    expect(bench.axis.states.size).toBe(expected.length)
  })
})
