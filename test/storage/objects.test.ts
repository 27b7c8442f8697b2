/** Wherever objects rest, a folder or an S3 bucket, they keep the same promises. */
import { createHash } from 'node:crypto'
import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { openLocalObjects } from '../../storage/objects/local-objects.ts'
import { ObjectMissing, TooLarge } from '../../storage/objects/objects.ts'
import { openS3Objects } from '../../storage/objects/s3-objects.ts'
import { startS3 } from '../servers/s3.ts'
import { temporaryFolder } from '../system.ts'

const folder = temporaryFolder()
const s3 = await startS3()
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await s3.close()
})

const bucket = { ...s3, bucket: 'cong-bao', region: 'us-east-1' }
const homes = [
  {
    name: 'a folder',
    objects: await openLocalObjects(join(folder, 'objects')),
    spool: join(folder, 'objects', 'incoming'),
  },
  { name: 'an S3 bucket', objects: await openS3Objects(bucket, join(folder, 'spool')), spool: join(folder, 'spool') },
]

describe.each(homes)('objects in $name', ({ objects, spool }) => {
  it('come back exactly as they were put in, under their hash, however they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 5 }), async (chunks) => {
        const whole = Buffer.concat(chunks)
        const stored = await objects.put(
          (async function* () {
            yield* chunks
          })(),
        )
        expect(stored).toEqual({ sha256: createHash('sha256').update(whole).digest('hex'), bytes: whole.length })
        expect(await objects.bytesOf(stored.sha256)).toBe(whole.length)
        expect(Buffer.from(await objects.get(stored.sha256)).equals(whole)).toBe(true)
        expect(Buffer.concat(await Array.fromAsync(objects.stream(stored.sha256))).equals(whole)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('come back in parts, and whoever stops reading lets go of them', async () => {
    const whole = Buffer.alloc(300_000, 'Công báo ')
    const { sha256 } = await objects.put(whole)
    const part = objects.stream(sha256, { first: 10, last: 200_009 })
    expect(Buffer.concat(await Array.fromAsync(part)).equals(whole.subarray(10, 200_010))).toBe(true)
    for await (const piece of objects.stream(sha256)) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
  })

  it('are kept once', async () => {
    const one = await objects.put(Buffer.from('Quyết định'))
    const again = await objects.put(Buffer.from('Quyết định'))
    expect(again).toEqual(one)
    const listed = await Array.fromAsync(objects.list())
    expect(listed.filter(({ sha256 }) => sha256 === one.sha256)).toEqual([one])
  })

  it('leave nothing of content over the limit or of a sender that breaks off', async () => {
    await expect(objects.put(Buffer.alloc(101), 100)).rejects.toThrow(TooLarge)
    const broken = (async function* () {
      yield Buffer.from('half')
      throw new Error('connection lost')
    })()
    await expect(objects.put(broken)).rejects.toThrow('connection lost')
    expect(readdirSync(spool)).toEqual([])
  })

  it('are missed by name', async () => {
    expect(await objects.bytesOf('0'.repeat(64))).toBeNull()
    await expect(objects.get('0'.repeat(64))).rejects.toThrow(ObjectMissing)
    await expect(Array.fromAsync(objects.stream('0'.repeat(64)))).rejects.toThrow(ObjectMissing)
  })
})

describe('what a killed process left half-written', () => {
  it.each(homes)('goes away after a day beside $name; what is being written stays', async ({ name, spool }) => {
    const [old, fresh] = [join(spool, 'old'), join(spool, 'fresh')]
    writeFileSync(old, 'half')
    writeFileSync(fresh, 'half')
    const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000)
    utimesSync(old, yesterday, yesterday)
    await (name === 'a folder' ? openLocalObjects(join(folder, 'objects')) : openS3Objects(bucket, spool))
    expect(readdirSync(spool)).toEqual(['fresh'])
    rmSync(fresh)
  })
})

describe('an S3 that refuses', () => {
  it('lets nothing count as stored', async () => {
    const objects = await openS3Objects(bucket, join(folder, 'spool'))
    s3.failNext(1000)
    await expect(objects.put(Buffer.from('Nghị quyết'))).rejects.toThrow()
    s3.failNext(0)
    const { sha256 } = await objects.put(Buffer.from('Nghị quyết'))
    expect(s3.objects.get(`cong-bao/objects/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`)).toEqual(
      Buffer.from('Nghị quyết'),
    )
  })

  it('turns wrong keys away when it is opened', async () => {
    await expect(openS3Objects({ ...bucket, secretKey: 'sai' }, join(folder, 'spool'))).rejects.toThrow()
  })
})
