/** Killed at every step it takes, the connector loses nothing, doubles nothing, and leaves nothing lying. */
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ScannerSurroundings } from '../../../connectors/scanner/scanner-connector.ts'
import { openTestScanner, type TestScanner, toyScan } from './surroundings.ts'

class Killed extends Error {}

/** Lets that many calls pass; the next one dies before or after its effect, and nothing works any more. */
function mortal(around: ScannerSurroundings, calls: number, when: 'before' | 'after'): ScannerSurroundings {
  let left = calls
  const wrap =
    <Input extends unknown[], Output>(call: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      left--
      if (left < 0 && !(left === -1 && when === 'after')) throw new Killed()
      const output = await call(...input)
      if (left < 0) throw new Killed()
      return output
    }
  const { memory, store, sink } = around
  return {
    ...around,
    store: { ...store, put: wrap(store.put), get: wrap(store.get) },
    sink: { submit: wrap(sink.submit) },
    memory: {
      ...memory,
      remember: wrap(memory.remember),
      unjudged: wrap(memory.unjudged),
      begin: wrap(memory.begin),
      broke: wrap(memory.broke),
      judge: wrap(memory.judge),
      unmoved: wrap(memory.unmoved),
      moved: wrap(memory.moved),
      unregistered: wrap(memory.unregistered),
      registered: wrap(memory.registered),
      takenBy: wrap(memory.takenBy),
    },
    inspectPages: wrap(around.inspectPages),
    cutPages: wrap(around.cutPages),
  }
}

function fill(test: TestScanner): void {
  mkdirSync(join(test.folder, 'tang-2'))
  const scans: [string, string][] = [
    ['tap.pdf', 'SPbPSPb'],
    ['thu.pdf', 'PP'],
    ['sai.pdf', 'x'],
    ['tang-2/thu.pdf', 'PPP'],
  ]
  for (const [index, [name, pages]] of scans.entries()) {
    const path = join(test.folder, name)
    writeFileSync(path, toyScan(pages))
    utimesSync(path, 1000 + index, 1000 + index)
  }
}

const lying = (test: TestScanner) =>
  readdirSync(test.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(test.folder.length + 1))
    .sort()

it.each(['before', 'after'] as const)('killed %s the effect of any call', async (when) => {
  let deaths = 0
  for (let calls = 0; ; calls++) {
    const test = openTestScanner()
    try {
      fill(test)
      const first = test.restart(mortal(test.around, calls, when))
      const died = await first.poll().then(
        ({ problems }) => problems.length > 0,
        () => true,
      )
      // A reader that died is tried again by the same process; a kill is not: it starts anew.
      const second = test.restart()
      for (let round = 0; round < 2; round++) await second.poll()
      expect(test.register.intakes.map(({ parts, content }) => parts[0]?.fileName ?? content.kind).sort()).toEqual([
        'declined',
        'tap (1).pdf',
        'tap (2).pdf',
        'thu.pdf',
        'thu.pdf',
      ])
      expect(test.register.repeats).toEqual([])
      expect(lying(test)).toEqual([
        'da-nhan/2026-11/tang-2/thu.pdf',
        'da-nhan/2026-11/tap.pdf',
        'da-nhan/2026-11/thu.pdf',
        'loi/2026-11/sai.pdf',
        'loi/2026-11/sai.pdf.txt',
      ])
      expect(test.memory.lines).toHaveLength(4)
      if (!died) break
      deaths++
    } finally {
      test.close()
    }
  }
  expect(deaths).toBeGreaterThan(30)
})

it('killed at the same scan time and again, it does not blame the scan', async () => {
  const test = openTestScanner()
  try {
    writeFileSync(join(test.folder, 'thu.pdf'), toyScan('PP'))
    for (let kill = 0; kill < 8; kill++) {
      const begun = Promise.withResolvers<void>()
      const inspectPages = () => {
        begun.resolve()
        // Never answers: the process is gone, and nobody waits for it.
        return new Promise<never>(() => undefined)
      }
      void test.restart({ inspectPages }).poll()
      await begun.promise
    }
    expect(test.memory.lines).toMatchObject([{ tries: 8, failures: 0 }])
    expect(await test.restart().poll()).toMatchObject({ taken: 1, declined: 0 })
  } finally {
    test.close()
  }
})
