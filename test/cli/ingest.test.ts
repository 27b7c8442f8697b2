/** Taking files in at the command line: one that cannot be had stops no other. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CommandIo } from '../../cli/command.ts'
import { ingestFiles } from '../../cli/ingest.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
beforeAll(async () => {
  test = await openTestSystem()
})
afterAll(() => test.close())

it('a file that vanished after it was listed is told, and the others come in', async () => {
  const io: CommandIo = { out() {}, err() {}, progress() {}, env: {}, folder: test.folder }
  const [gone, here] = [join(test.folder, 'mat.txt'), join(test.folder, 'con.txt')]
  writeFileSync(here, 'còn')
  const taken = await ingestFiles(test.app, io, [gone, here], 'desk')
  expect(taken).toMatchObject([
    { file: gone, documentIds: [], declined: { code: 'FILE_UNREADABLE' } },
    { file: here, documentIds: [expect.any(String)], declined: null },
  ])
})
