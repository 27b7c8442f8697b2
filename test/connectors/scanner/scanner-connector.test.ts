/** The scanner's folder: what is taken, when, in which order, and what becomes of the files. */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestScanner, type TestScanner, toyScan } from './surroundings.ts'

let test: TestScanner
beforeEach(() => {
  test = openTestScanner()
})
afterEach(() => test.close())

const put = (name: string, pages: string) => writeFileSync(join(test.folder, name), toyScan(pages))
/** Everything below the watched folder, by path. */
const files = () =>
  readdirSync(test.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(test.folder.length + 1))
    .sort()
const names = () => test.register.intakes.map(({ parts }) => parts[0]?.fileName ?? null)

describe('a file in the folder', () => {
  it('is taken, stored as it is, and moved, never deleted', async () => {
    put('thu.pdf', 'PP')
    expect(await test.restart().poll()).toEqual({ taken: 1, declined: 0, repeated: 0, backlog: 0, problems: [] })
    expect(files()).toEqual(['da-nhan/2026-11/thu.pdf'])
    const [intake] = test.register.intakes
    expect(intake).toMatchObject({
      channel: 'scanner',
      parts: [{ fileName: 'thu.pdf' }],
      content: { kind: 'documents' },
    })
    expect(intake?.externalId).toBe(intake?.raw.sha256)
    expect(Buffer.from(await test.store.get(intake?.parts[0]?.sha256 ?? ''))).toEqual(toyScan('PP'))
  })

  it('is left alone while it grows, and taken when two looks find it the same', async () => {
    const connector = test.restart()
    put('lon.pdf', 'P')
    await connector.poll()
    test.register.intakes.length = 0
    appendFileSync(join(test.folder, 'dang-ghi.pdf'), '%PDF-P')
    for (let look = 0; look < 3; look++) {
      appendFileSync(join(test.folder, 'dang-ghi.pdf'), 'P')
      expect(await connector.poll()).toMatchObject({ taken: 0, backlog: 1 })
    }
    appendFileSync(join(test.folder, 'dang-ghi.pdf'), '%%EOF')
    expect(await connector.poll()).toMatchObject({ taken: 0, backlog: 1 })
    expect(await connector.poll()).toMatchObject({ taken: 1, backlog: 0 })
  })

  it('that rests without its end is an upload that stalled: it gets time, then is judged as it is', async () => {
    const connector = test.restart()
    writeFileSync(join(test.folder, 'dut.pdf'), '%PDF-PPP')
    writeFileSync(join(test.folder, 'rong.pdf'), '')
    expect(await connector.poll()).toMatchObject({ declined: 0, backlog: 2 })
    await test.around.wait(test.settings.patienceMs, AbortSignal.any([]))
    expect(await connector.poll()).toMatchObject({ declined: 2, backlog: 0 })
    expect(files().filter((name) => name.endsWith('.txt'))).toHaveLength(2)
  })

  it.each(['quet.pdf.part', 'quet.tmp', '~quet.pdf', 'quet.pdf~', '.quet.pdf', '.~lock.quet#', 'Thumbs.db'])(
    'called %s is not finished, or no scan: it stays',
    async (name) => {
      put(name, 'P')
      expect(await test.restart().poll()).toMatchObject({ taken: 0, declined: 0, backlog: 0 })
      expect(files()).toEqual([name])
    },
  )

  it('that only points elsewhere is not followed', async () => {
    symlinkSync('/etc/passwd', join(test.folder, 'passwd.pdf'))
    expect(await test.restart().poll()).toMatchObject({ taken: 0, declined: 0 })
    expect(test.store.objects.size).toBe(0)
  })

  it('in a subfolder bears the name of its scanner; deeper ones are not looked at', async () => {
    mkdirSync(join(test.folder, 'tang-2', 'sau'), { recursive: true })
    put('tang-2/thu.pdf', 'P')
    put('tang-2/sau/thu.pdf', 'PP')
    await test.restart().poll()
    expect(test.register.intakes).toMatchObject([{ sender: { name: 'Máy quét tang-2', address: 'tang-2' } }])
    expect(files()).toEqual(['da-nhan/2026-11/tang-2/thu.pdf', 'tang-2/sau/thu.pdf'])
  })

  it('does not cover an earlier one of its name', async () => {
    const connector = test.restart()
    for (const pages of ['P', 'PP', 'PPP']) {
      put('scan0001.pdf', pages)
      await connector.poll()
      await connector.poll()
    }
    expect(files()).toEqual([
      'da-nhan/2026-11/scan0001 (2).pdf',
      'da-nhan/2026-11/scan0001 (3).pdf',
      'da-nhan/2026-11/scan0001.pdf',
    ])
    expect(test.register.intakes).toHaveLength(3)
  })

  it('dropped twice is one delivery and a recorded repeat', async () => {
    const connector = test.restart()
    put('a.pdf', 'PP')
    await connector.poll()
    put('b.pdf', 'PP')
    await connector.poll()
    expect(await connector.poll()).toMatchObject({ taken: 0, repeated: 1 })
    expect(test.register.intakes).toHaveLength(1)
    expect(test.register.repeats).toHaveLength(1)
    expect(files()).toEqual(['da-nhan/2026-11/a.pdf', 'da-nhan/2026-11/b.pdf'])
  })
})

describe('a batch', () => {
  it('becomes as many deliveries as there are papers, each with its own number, all showing the whole scan', async () => {
    put('tap.pdf', 'SPbPSPb')
    expect(await test.restart().poll()).toMatchObject({ taken: 2 })
    expect(names()).toEqual(['tap (1).pdf', 'tap (2).pdf'])
    const [one, two] = test.register.intakes
    expect(one?.raw).toEqual(two?.raw)
    expect(Buffer.from(await test.store.get(one?.raw.sha256 ?? ''))).toEqual(toyScan('SPbPSPb'))
    expect(one?.channelData.batch).toMatchObject({
      document: 1,
      documents: 2,
      pages: [2, 4],
      blanks: [3, 7],
      separators: [1, 5],
    })
    expect(one?.externalId).toBe(`${one?.raw.sha256}#2,4`)
  })

  it('with a signature is never cut', async () => {
    put('ky-so.pdf', '$PSPbP')
    await test.restart().poll()
    expect(names()).toEqual(['ky-so.pdf'])
    expect(Buffer.from(await test.store.get(test.register.intakes[0]?.parts[0]?.sha256 ?? ''))).toEqual(
      toyScan('$PSPbP'),
    )
  })

  it.each([
    ['of sheets alone', 'SbS', 'ONLY_SEPARATORS'],
    ['without pages', '', 'NO_PAGES'],
    ['that is no scan', 'x', 'NOT_A_SCAN'],
  ])('%s goes to “loi” with the reason beside it, and is on record', async (_, pages, code) => {
    put('tap.pdf', pages)
    expect(await test.restart().poll()).toMatchObject({ taken: 0, declined: 1 })
    expect(files()).toEqual(['loi/2026-11/tap.pdf', 'loi/2026-11/tap.pdf.txt'])
    const [intake] = test.register.intakes
    if (intake?.content.kind !== 'declined') throw new Error('not declined')
    expect(intake.content.reason.code).toBe(code)
    expect(readFileSync(join(test.folder, 'loi/2026-11/tap.pdf.txt'), 'utf8')).toContain(intake.content.reason.message)
  })

  it('that cannot be cut goes in whole where it only has blank backs, and is refused where it has sheets', async () => {
    put('mat-sau.pdf', 'PbPb')
    put('tap.pdf', 'PSP')
    const cutPages = async () => ({ kind: 'uncut', detail: 'encrypted' }) as const
    expect(await test.restart({ cutPages }).poll()).toMatchObject({ taken: 1, declined: 1 })
    expect(test.register.intakes.find(({ parts }) => parts[0]?.fileName === 'mat-sau.pdf')).toBeDefined()
    expect(files()).toContain('loi/2026-11/tap.pdf')
  })

  it('too large is not kept, but its file is', async () => {
    writeFileSync(join(test.folder, 'to.pdf'), Buffer.alloc(10_001))
    expect(await test.restart().poll()).toMatchObject({ declined: 1 })
    expect(test.store.objects.size).toBe(0)
    expect(files()).toContain('loi/2026-11/to.pdf')
  })

  it('that breaks its reader is tried again, and in the end refused; the others go on', async () => {
    put('hong.pdf', '!')
    put('tot.pdf', 'P')
    const connector = test.restart()
    expect(await connector.poll()).toMatchObject({ taken: 1, declined: 0 })
    expect(connector.health().lastError).toContain('hong.pdf')
    for (let round = 0; round < 3; round++) await connector.poll()
    expect(test.register.intakes.map(({ content }) => content.kind)).toEqual(['documents', 'declined'])
    expect(files()).toEqual(['da-nhan/2026-11/tot.pdf', 'loi/2026-11/hong.pdf', 'loi/2026-11/hong.pdf.txt'])
  })
})

describe('office hours (Điều 8.2)', () => {
  const arrivals = () => test.register.intakes.map(({ receivedAt }) => receivedAt.toString())

  it('paper scanned on a Sunday is stored at once and registered at the opening on Monday', async () => {
    test.setNow('2026-11-29T10:00:00')
    const connector = test.restart()
    put('chu-nhat.pdf', 'SPSP')
    expect(await connector.poll()).toMatchObject({ taken: 0, backlog: 2 })
    expect(test.register.intakes).toEqual([])
    expect(test.store.objects.size).toBe(3)
    expect(files()).toEqual(['da-nhan/2026-11/chu-nhat.pdf'])
    test.setNow('2026-11-30T07:29:59')
    expect(await connector.poll()).toMatchObject({ taken: 0, backlog: 2 })
    test.setNow('2026-11-30T07:30:04')
    expect(await connector.poll()).toMatchObject({ taken: 2, backlog: 0 })
    expect(arrivals()).toEqual(['2026-11-30T00:30:00Z', '2026-11-30T00:30:00Z'])
    expect(test.register.intakes[0]?.channelData.firstSeenAt).toBe('2026-11-29T03:00:00Z')
  })

  it('what waited for the opening does not wait for a batch that is read meanwhile', async () => {
    test.setNow('2026-11-29T10:00:00')
    put('chu-nhat.pdf', 'P')
    await test.restart().poll()
    test.setNow('2026-11-30T07:30:00')
    put('dai.pdf', 'PP')
    const begun = Promise.withResolvers<void>()
    const inspectPages = () => {
      begun.resolve()
      return new Promise<never>(() => undefined)
    }
    void test.restart({ inspectPages }).poll()
    await begun.promise
    expect(names()).toEqual(['chu-nhat.pdf'])
  })

  it('never puts a later number before an earlier arrival', async () => {
    test.setNow('2026-11-27T16:59:50')
    const connector = test.restart()
    put('thu-sau.pdf', 'P')
    await connector.poll()
    expect(arrivals()).toEqual([])
    // An electronic document takes a number on Sunday, and another just after the opening on Monday.
    await test.register.submit(electronic('2026-11-29T10:00:00+07:00'))
    await test.register.submit(electronic('2026-11-30T07:31:00+07:00'))
    test.setNow('2026-11-30T08:00:00')
    await connector.poll()
    expect(arrivals().at(-1)).toBe('2026-11-30T00:31:00Z')
  })

  it('refuses at once: a refusal takes no number', async () => {
    test.setNow('2026-11-29T10:00:00')
    put('hong.pdf', 'x')
    expect(await test.restart().poll()).toMatchObject({ declined: 1 })
  })

  function electronic(at: string) {
    const raw = { sha256: at, bytes: 1 }
    const sender = { name: null, address: null }
    const content = { kind: 'documents' } as const
    const receivedAt = Temporal.Instant.from(at)
    return {
      channel: 'axis',
      externalId: at,
      sender,
      receivedAt,
      raw,
      parts: [],
      envelope: null,
      content,
      channelData: {},
    } as const
  }
})

describe('the health of the door', () => {
  it('tells that the folder is missing, and recovers by itself', async () => {
    const connector = test.restart()
    rmSync(test.folder, { recursive: true })
    const { problems } = await connector.poll()
    expect(problems[0]).toContain('Không thấy thư mục quét')
    expect(connector.health()).toMatchObject({ lastError: problems[0], lastSuccessAt: null })
    mkdirSync(test.folder)
    put('thu.pdf', 'P')
    expect(await connector.poll()).toMatchObject({ taken: 1, problems: [] })
    expect(connector.health().lastSuccessAt).not.toBeNull()
  })

  it('tells that files cannot be moved; what is in stays in, once', async () => {
    writeFileSync(join(test.folder, 'da-nhan'), 'a file where the folder should be')
    const connector = test.restart()
    put('thu.pdf', 'P')
    expect(await connector.poll()).toMatchObject({ taken: 1, problems: [expect.stringContaining('da-nhan')] })
    for (let round = 0; round < 3; round++) await connector.poll()
    expect(test.register).toMatchObject({ intakes: [{}], repeats: [] })
    rmSync(join(test.folder, 'da-nhan'))
    expect(await connector.poll()).toMatchObject({ taken: 0, repeated: 0, problems: [] })
    expect(existsSync(join(test.folder, 'da-nhan/2026-11/thu.pdf'))).toBe(true)
  })

  it('lets go of a long reading when told to stop, and takes it up at the next start', async () => {
    put('dai.pdf', 'PP')
    const begun = Promise.withResolvers<void>()
    const inspectPages = () => {
      begun.resolve()
      return new Promise<never>(() => undefined)
    }
    const connector = test.restart({ inspectPages })
    await connector.start()
    await begun.promise
    await connector.stop()
    expect(test.memory.lines).toMatchObject([{ judgement: null, failures: 0 }])
    expect(await test.restart().poll()).toMatchObject({ taken: 1, problems: [] })
  })

  it('counts what waits', async () => {
    test.setNow('2026-11-29T10:00:00')
    put('a.pdf', 'P')
    put('b.pdf', 'PSP')
    const connector = test.restart()
    await connector.poll()
    expect(connector.health().backlog).toBe(3)
  })
})
