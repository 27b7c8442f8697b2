import { existsSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProgram } from '../../../validators/text/programs/find-program.ts'
import { inOwnFolder, runBounded } from '../../../validators/text/programs/run-bounded.ts'

const bounds = { milliseconds: 30_000, megabytes: 500, fileMegabytes: 1 }
const shell = (script: string, folder: string, more: Partial<typeof bounds> = {}) =>
  runBounded('/bin/sh', ['-c', script], folder, { ...bounds, ...more })

test('a program sees its own folder and none of our settings', async () => {
  process.env.CONGBAO_SECRET_FOR_TEST = 'kín'
  try {
    await inOwnFolder(async (folder) => {
      expect(await shell('env > seen; pwd >> seen', folder)).toBe(true)
      const seen = await readFile(join(folder, 'seen'), 'utf8')
      expect(seen).toContain(`HOME=${folder}`)
      expect(seen).not.toContain('CONGBAO')
    })
  } finally {
    delete process.env.CONGBAO_SECRET_FOR_TEST
  }
})

test('a program that takes too long is ended with all that it started', async () => {
  await inOwnFolder(async (folder) => {
    expect(await shell('sh -c "echo $$ > child; sleep 600" & wait', folder, { milliseconds: 2_000 })).toBe(false)
    const child = Number(await readFile(join(folder, 'child'), 'utf8'))
    // A process that was killed but not yet collected still has its number; its state says so.
    const state = existsSync(`/proc/${child}/stat`)
      ? (await readFile(`/proc/${child}/stat`, 'utf8')).split(') ')[1]
      : 'Z'
    expect(state?.[0]).toBe('Z')
  })
})

test('a program that wants too much memory, writes too much or complains has failed', async () => {
  await inOwnFolder(async (folder) => {
    expect(await shell('head -c 3000000 /dev/zero > big', folder)).toBe(false)
    const swollen = `${process.execPath} -e 'Buffer.alloc(2e9).fill(1)'`
    expect(await shell(swollen, folder, { megabytes: 300 })).toBe(false)
    expect(await shell('exit 3', folder)).toBe(false)
    expect(await runBounded(join(folder, 'none'), [], folder, bounds)).toBe(false)
  })
})

test('its folder is gone afterwards, also when the work fails', async () => {
  let used = ''
  const work = inOwnFolder(async (folder) => {
    used = folder
    throw new Error('Hỏng')
  })
  await expect(work).rejects.toThrow('Hỏng')
  expect(existsSync(used)).toBe(false)
})

test('a program is found along the path only where it may be run', async () => {
  await inOwnFolder(async (folder) => {
    const program = join(folder, 'chuong-trinh')
    await writeFile(program, '#!/bin/sh\n')
    expect(findProgram(['chuong-trinh'], `/khong-co:${folder}`)).toBeNull()
    await chmod(program, 0o755)
    expect(findProgram(['khac', 'chuong-trinh'], `/khong-co:${folder}`)).toBe(program)
    expect(findProgram([program], '')).toBe(program)
  })
})
