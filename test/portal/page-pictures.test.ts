/** Pages drawn once, together, within bounds: on stand-ins for the thread that draws. */
import { expect, test } from 'vitest'
import type { System } from '../../pipeline/system.ts'
import { openPagePictures } from '../../portal/page-pictures.ts'

interface Drawing {
  page: unknown
  finish(bytes: number | null): void
  fail(): void
}

/** A system whose thread draws when the test says so. */
function drawnByHand() {
  const drawings: Drawing[] = []
  const system = {
    objects: { get: async () => new Uint8Array() },
    log: { warn() {} },
    viewers: {
      run: (_task: string, _bytes: Uint8Array, page: number) =>
        new Promise((resolve, reject) => {
          drawings.push({
            page,
            finish: (bytes) => resolve(bytes === null ? null : { webp: new Uint8Array(bytes), width: 1, height: 1 }),
            fail: () => reject(new Error('the thread was ended')),
          })
        }),
    },
  } as unknown as System
  return { drawings, pictures: openPagePictures(system) }
}

const page = (number: number) => ({ sha256: 'abc', number, width: 800 })
const begun = () => new Promise((resolve) => setImmediate(resolve))

test('two who ask for the same page at once wait for one drawing, and the next finds it kept', async () => {
  const { drawings, pictures } = drawnByHand()
  const both = Promise.all([pictures.find(page(1), 8), pictures.find(page(1), 8)])
  await begun()
  expect(drawings).toHaveLength(1)
  drawings[0]?.finish(10)
  expect((await both).map((bytes) => bytes?.length)).toEqual([10, 10])
  expect(await pictures.find(page(1), 0)).toHaveLength(10)
  expect(drawings).toHaveLength(1)
})

test('beyond what may be drawn at once a page is put off, not queued', async () => {
  const { drawings, pictures } = drawnByHand()
  const first = pictures.find(page(1), 2)
  const second = pictures.find(page(2), 2)
  expect(await pictures.find(page(3), 2)).toBe('busy')
  await begun()
  for (const drawing of drawings) drawing.finish(1)
  await Promise.all([first, second])
  const third = pictures.find(page(3), 2)
  await begun()
  drawings[2]?.finish(1)
  expect(await third).toHaveLength(1)
})

test('a page that cannot be drawn, or whose thread was ended, is none, and may be asked for again', async () => {
  const { drawings, pictures } = drawnByHand()
  const ended = pictures.find(page(1), 2)
  await begun()
  drawings[0]?.fail()
  expect(await ended).toBeNull()
  const none = pictures.find(page(1), 2)
  await begun()
  drawings[1]?.finish(null)
  expect(await none).toBeNull()
})

test('what is kept stays within its bounds, the longest unasked leaving first', async () => {
  const { drawings, pictures } = drawnByHand()
  const draw = async (number: number) => {
    const found = pictures.find(page(number), 2)
    await begun()
    drawings.at(-1)?.finish(20 * 1024 * 1024)
    await found
  }
  await draw(1)
  await draw(2)
  await pictures.find(page(1), 2)
  await draw(3)
  expect(drawings).toHaveLength(3)
  expect(await pictures.find(page(1), 2)).not.toBe('busy')
  expect(drawings).toHaveLength(3)
  void pictures.find(page(2), 2)
  await begun()
  expect(drawings).toHaveLength(4)
})
