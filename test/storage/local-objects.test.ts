import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openLocalObjects } from '../../storage/objects/local-objects.ts'
import { ObjectMissing, TooLarge } from '../../storage/objects/objects.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the object folder', async () => {
  const objects = await openLocalObjects(folder)

  it('gives back exactly what was put in, under its hash, however it came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 5 }), async (chunks) => {
        const whole = Buffer.concat(chunks)
        const stored = await objects.put(
          (async function* () {
            yield* chunks
          })(),
        )
        expect(stored).toEqual({ sha256: createHash('sha256').update(whole).digest('hex'), bytes: whole.length })
        expect(Buffer.from(await objects.get(stored.sha256)).equals(whole)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('keeps one copy of the same bytes', async () => {
    const one = await objects.put(Buffer.from('Quyết định'))
    const again = await objects.put(Buffer.from('Quyết định'))
    expect(again).toEqual(one)
    const listed: string[] = []
    for await (const object of objects.list()) listed.push(object.sha256)
    expect(listed.filter((sha256) => sha256 === one.sha256)).toHaveLength(1)
  })

  it('keeps nothing of content over the limit or of a sender that breaks off', async () => {
    await expect(objects.put(Buffer.alloc(101), 100)).rejects.toThrow(TooLarge)
    const broken = (async function* () {
      yield Buffer.from('half')
      throw new Error('connection lost')
    })()
    await expect(objects.put(broken)).rejects.toThrow('connection lost')
    expect(readdirSync(join(folder, 'incoming'))).toEqual([])
  })

  it('says which object is missing', async () => {
    await expect(objects.get('0'.repeat(64))).rejects.toThrow(ObjectMissing)
  })
})
