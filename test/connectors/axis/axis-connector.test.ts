/** Through both axes: nothing is lost, nothing doubled, and the sender hears each thing once. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Fault } from '../../servers/axis-gateway.ts'
import { type Bench, type BenchOptions, type Kind, startBench, told } from './axis-bench.ts'
import { buildMessage, pdf, transportName, zip } from './build-message.ts'

let bench: Bench
afterEach(() => bench?.close())

const message = (seed = 0, more: Parameters<typeof buildMessage>[0] = {}) =>
  Buffer.from(
    buildMessage({
      documentId: `000.00.00.G22,2026/11/20,${seed}/QĐ-UBND`,
      files: [{ name: `van-ban-${seed}.pdf`, content: zip([{ name: transportName, content: pdf(seed) }]) }],
      ...more,
    }),
  )

const externalIds = () => bench.intakes.map((intake) => intake.externalId)

describe.each<Kind>(['national', 'lang-son'])('the %s axis', (kind) => {
  const start = async (count = 3, options: BenchOptions = {}) => {
    bench = await startBench(kind, options)
    for (let seed = 1; seed <= count; seed++) bench.axis.queue({ docId: `doc-${seed}`, content: message(seed) })
    return bench
  }
  const listCall = kind === 'national' ? 'getReceivedEdocList' : 'syncReceivedEdocList'
  const fetchCall = kind === 'national' ? 'downloadEdoc' : 'getEdoc'

  test('brings in what waits: raw kept, files out of their zips, envelope, 01 to the sender, done to the axis', async () => {
    const { connector, axis, intakes, store } = await start(2)
    expect(await connector.poll()).toMatchObject({ taken: 2, declined: 0, backlog: 0, problems: [] })
    expect(intakes[0]).toMatchObject({
      channel: 'axis',
      externalId: 'doc-1',
      sender: { name: 'Văn phòng Chính phủ', address: '000.00.00.G22' },
      envelope: {
        reference: '40/2024/QĐ-UBND',
        documentType: 'Quyết định',
        issuer: 'Văn phòng Chính phủ',
        issuedOn: '2026-11-20',
        summary: 'Về việc thử nghiệm',
      },
      content: { kind: 'documents' },
      parts: [{ fileName: 'van-ban-1.pdf', bytes: pdf(1).byteLength }],
    })
    expect(store.objects.get(intakes[0]?.raw.sha256 ?? '')).toEqual(message(1))
    expect(store.objects.get(intakes[0]?.parts[0]?.sha256 ?? '')).toEqual(pdf(1))
    expect(axis.states).toEqual(
      new Map([
        ['doc-1', ['done']],
        ['doc-2', ['done']],
      ]),
    )
    expect(told(axis)).toEqual(['01', '01'])
    expect(axis.sent[0]?.content).toContain('<edXML:DocumentId>000.00.00.G22,2026/11/20,1/QĐ-UBND</edXML:DocumentId>')
    expect(axis.sent[0]?.content).toContain('<edXML:Timestamp>2026/11/24 10:30:00</edXML:Timestamp>')
  })

  test('a second round, and a restart, bring nothing twice', async () => {
    const { connector, axis, restart } = await start()
    axis.listTimes = 3
    await connector.poll()
    await connector.poll()
    await restart().poll()
    expect(externalIds()).toEqual(['doc-1', 'doc-2', 'doc-3'])
    expect(bench.repeats).toEqual([])
    expect(told(axis)).toEqual(['01', '01', '01'])
  })

  test.each<[string, string, Fault]>([
    ['the list is plain text', listCall, { kind: 'text', body: 'Unauthorized' }],
    ['the list is a page of a proxy', listCall, { kind: 'text', body: '<html>Bảo trì</html>' }],
    ['the list is broken JSON', listCall, { kind: 'text', body: '{"status":"OK","ErrorCode":"0","data":[' }],
    [
      'the list says yes but holds nothing',
      listCall,
      { kind: 'text', body: '{"status":"OK","ErrorCode":"0","success":true}' },
    ],
    [
      'the list is another thing',
      listCall,
      { kind: 'text', body: '{"status":"OK","ErrorCode":"0","success":true,"data":{}}' },
    ],
    ['the list is null', listCall, { kind: 'text', body: 'null' }],
    ['a message is no message', fetchCall, { kind: 'text', body: 'Unauthorized' }],
    ['a message is broken JSON', fetchCall, { kind: 'text', body: '{"success":true,"data":{"edxml":"' }],
    ['the axis refuses a message', fetchCall, { kind: 'axis error', code: '21' }],
  ])('%s: the trouble is told, and the next round brings everything', async (_, call, fault) => {
    const { connector, axis } = await start()
    axis.fail(call, fault)
    const first = await connector.poll()
    expect(first.problems).toHaveLength(1)
    expect(connector.health()).toMatchObject({ lastSuccessAt: null, lastError: first.problems[0] })
    expect(await connector.poll()).toMatchObject({ problems: [], backlog: 0 })
    expect(externalIds().sort()).toEqual(['doc-1', 'doc-2', 'doc-3'])
    expect(told(axis)).toEqual(['01', '01', '01'])
  })

  test.each<[string, string, Fault]>([
    ['HTTP 503 for the list', listCall, { kind: 'http', status: 503 }],
    ['HTTP 500 for a message', fetchCall, { kind: 'http', status: 500 }],
    ['error 20 for a message', fetchCall, { kind: 'axis error', code: '20' }],
    ['a connection lost in the middle of a message', fetchCall, { kind: 'cut', afterBytes: 700 }],
    ['a connection lost in the middle of the list', listCall, { kind: 'cut', afterBytes: 60 }],
    ['error 20 for a queue state', 'updateStatus', { kind: 'axis error', code: '20' }],
    ['HTTP 502 for a status', 'sendEdoc', { kind: 'http', status: 502 }],
  ])('%s is tried again at once, after growing waits', async (_, call, fault) => {
    const { connector, axis, waits } = await start()
    axis.fail(call, fault, 2)
    expect(await connector.poll()).toMatchObject({ taken: 3, problems: [] })
    expect(waits).toEqual([750, 1500])
    expect(externalIds()).toEqual(['doc-1', 'doc-2', 'doc-3'])
    expect(told(axis)).toEqual(['01', '01', '01'])
  })

  test.each<[string, string, Fault]>([
    ['an axis that never answers', listCall, { kind: 'silence' }],
    ['a message that stops in the middle', fetchCall, { kind: 'stall', afterBytes: 500 }],
  ])('%s is given up after its time, and tried again', async (_, call, fault) => {
    const { connector, axis, waits } = await start(1, { idleMs: 300 })
    axis.fail(call, fault)
    expect(await connector.poll()).toMatchObject({ taken: 1, problems: [] })
    expect(waits).toEqual([750])
    expect(externalIds()).toEqual(['doc-1'])
  })

  test('an axis that stays down keeps its messages, and nothing is taken for gone', async () => {
    const { connector, axis } = await start()
    axis.fail(fetchCall, { kind: 'cut', afterBytes: 100 }, 12)
    expect(await connector.poll()).toMatchObject({ taken: 0, backlog: 3 })
    expect(bench.store.objects.size).toBe(0)
    expect(axis.states.size).toBe(0)
    bench.advance({ hours: 24 * 6 })
    expect(await connector.poll()).toMatchObject({ taken: 3, backlog: 0 })
  })

  test('one message that cannot be fetched does not hold up the others', async () => {
    const { connector, axis } = await start()
    axis.fail(fetchCall, { kind: 'axis error', code: '10' })
    expect(await connector.poll()).toMatchObject({ taken: 2, backlog: 1 })
    expect(externalIds()).toEqual(['doc-2', 'doc-3'])
  })

  test('the database away: the axis keeps the message, the sender hears nothing yet', async () => {
    const { connector, axis } = await start(1)
    bench.failCommits(1)
    await expect(connector.poll()).rejects.toThrow('the database is away')
    expect(axis.states.size).toBe(0)
    expect(axis.sent).toEqual([])
    await connector.poll()
    expect(externalIds()).toEqual(['doc-1'])
    expect(axis.states).toEqual(new Map([['doc-1', ['done']]]))
    expect(told(axis)).toEqual(['01'])
  })

  test('a crash after the commit: the message is not fetched again, its sender and the axis are told', async () => {
    const { connector, axis, restart } = await start(1)
    axis.fail('updateStatus', { kind: 'http', status: 500 }, 4)
    axis.fail('sendEdoc', { kind: 'http', status: 500 }, 4)
    await connector.poll()
    expect(axis.states.size).toBe(0)
    bench.statuses.clear()
    await restart().poll()
    expect(axis.calls.filter((call) => call === fetchCall)).toHaveLength(1)
    expect(axis.states).toEqual(new Map([['doc-1', ['done']]]))
    expect(told(axis)).toEqual(['01'])
  })

  test('a status that cannot go out waits for the next round', async () => {
    const { connector, axis } = await start(1)
    axis.fail('sendEdoc', { kind: 'http', status: 500 }, 4)
    expect((await connector.poll()).problems).toHaveLength(1)
    expect(axis.sent).toEqual([])
    await connector.poll()
    expect(told(axis)).toEqual(['01'])
  })

  test('a status whose answer was lost goes out again as the same message, byte for byte', async () => {
    const { connector, axis } = await start(1)
    axis.fail('sendEdoc', { kind: 'lost answer' })
    await connector.poll()
    expect(new Set(axis.sent.map(({ content }) => content)).size).toBe(1)
    expect(bench.statuses.get('doc-1/01')?.state).toBe('sent')
  })

  test('a status the axis refuses for good is kept for the desk, not repeated', async () => {
    const { connector, axis } = await start(1)
    axis.fail('sendEdoc', { kind: 'axis error', code: '18' })
    await connector.poll()
    await connector.poll()
    expect(axis.calls.filter((call) => call === 'sendEdoc')).toHaveLength(1)
    expect(bench.statuses.get('doc-1/01')?.state).toBe('refused')
  })

  test('a document walks: each code once, in order, whatever is said twice', async () => {
    const { connector, axis } = await start(1)
    await connector.poll()
    const steps = ['received', 'accepted', 'processing', 'processing', 'accepted'] as const
    for (const step of steps) {
      await bench.acknowledge(
        'doc-1',
        step === 'received' ? { kind: step, registerNumber: 1, registerYear: 2026 } : { kind: step },
      )
    }
    await bench.acknowledge('doc-1', { kind: 'published', url: 'https://x' })
    await bench.acknowledge('doc-1', { kind: 'refused', reason: { code: 'X', message: 'Muộn rồi' } })
    expect(told(axis)).toEqual(['01', '03', '04', '05', '06'])
  })

  test('a refusal carries its reason and ends the walk', async () => {
    const { connector, axis } = await start(1)
    await connector.poll()
    await bench.acknowledge('doc-1', {
      kind: 'refused',
      reason: { code: 'X', message: 'Thiếu chữ ký số <của> cơ quan' },
    })
    await bench.acknowledge('doc-1', { kind: 'accepted' })
    expect(told(axis)).toEqual(['01', '02'])
    expect(axis.sent[1]?.content).toContain(
      '<edXML:Description>Thiếu chữ ký số &lt;của&gt; cơ quan</edXML:Description>',
    )
  })

  test('an update is answered with 15 or 16, a request to take back that we send is 13', async () => {
    bench = await startBench(kind)
    bench.axis.queue({ docId: 'u', content: message(1, { kind: 2 }) })
    bench.axis.queue({ docId: 'r', content: message(2, { kind: 1 }) })
    await bench.connector.poll()
    await bench.acknowledge('u', { kind: 'accepted' })
    await bench.acknowledge('r', { kind: 'refused', reason: { code: 'X', message: 'Đã công bố' } })
    await bench.acknowledge('r', { kind: 'accepted' })
    const reply = { from: 'H37', to: 'G22', code: '1/UBND', date: '2026/11/20', documentId: 'H37,2026/11/20,1/UBND' }
    await bench.connector.sendStatus('ours-1', reply, '13', 'Gửi nhầm')
    await bench.connector.sendStatus('ours-1', reply, '13', 'Gửi nhầm')
    expect(told(bench.axis)).toEqual(['01', '01', '15', '16', '13'])
  })

  test('a broken message is declined with its raw bytes kept, and its sender told why', async () => {
    bench = await startBench(kind)
    bench.axis.queue({ docId: 'bad', content: Buffer.from(`1212${message(1)}`) })
    bench.axis.queue({ docId: 'torn', content: message(2).subarray(0, -60), from: 'G22' })
    bench.axis.queue({ docId: 'good', content: message(3) })
    expect(await bench.connector.poll()).toMatchObject({ taken: 1, declined: 2, problems: [] })
    expect(bench.intakes[0]).toMatchObject({
      externalId: 'bad',
      parts: [],
      content: { kind: 'declined', reason: { code: 'JUNK_BEFORE_DECLARATION' } },
    })
    expect(bench.store.objects.get(bench.intakes[1]?.raw.sha256 ?? '')).toEqual(message(2).subarray(0, -60))
    expect(told(bench.axis)).toEqual(['02', '02', '01'])
    expect(bench.axis.sent[1]?.content).toContain('Thông điệp bị cắt cụt')
    expect(bench.axis.states.get('bad')).toEqual(['done'])
  })

  test('messages about messages say what they point at, and bring no document', async () => {
    bench = await startBench(kind)
    const status =
      '<e:ResponseFor><e:OrganId>H37</e:OrganId><e:Code>5/UBND</e:Code><e:DocumentId>H37,2026/11/01,5/UBND</e:DocumentId></e:ResponseFor>' +
      '<e:StatusCode>13</e:StatusCode><e:Description>Gửi nhầm</e:Description>'
    bench.axis.queue({ docId: 's', messageType: 'status', content: Buffer.from(buildMessage({ extra: status })) })
    bench.axis.queue({ docId: 'r', content: message(1, { kind: 1 }) })
    const replaced = buildMessage({ kind: 3, files: [{ name: 'a.pdf', content: pdf() }] }).replace(
      '</e:Bussiness>',
      '<e:ReplacementInfoList><e:ReplacementInfo><e:DocumentId>old-1</e:DocumentId><e:OrganIdList><e:OrganId>H37</e:OrganId></e:OrganIdList></e:ReplacementInfo></e:ReplacementInfoList>$&',
    )
    bench.axis.queue({ docId: 'p', content: Buffer.from(replaced) })
    await bench.connector.poll()
    const data = Object.fromEntries(bench.intakes.map((intake) => [intake.externalId, intake]))
    expect(data.s).toMatchObject({ parts: [], content: { reason: { code: 'TAKE_BACK_REQUEST' } } })
    expect(data.s?.channelData.pointsAt).toEqual([{ documentId: 'H37,2026/11/01,5/UBND', organIds: [] }])
    expect(data.r).toMatchObject({ parts: [], channelData: { kind: 'revocation' } })
    expect(data.r?.channelData.pointsAt).toEqual([{ documentId: '000.00.00.G22,2026/11/20,1/QĐ-UBND', organIds: [] }])
    expect(data.p?.channelData.pointsAt).toEqual([{ documentId: 'old-1', organIds: ['H37'] }])
    expect(data.p?.parts).toHaveLength(1)
    // No status answers a status.
    expect(told(bench.axis)).toEqual(['01', '01'])
  })

  test('a letter without its files is declined', async () => {
    bench = await startBench(kind)
    bench.axis.queue({ docId: 'empty', content: Buffer.from(buildMessage()) })
    await bench.connector.poll()
    expect(bench.intakes[0]?.content).toMatchObject({ kind: 'declined', reason: { code: 'NO_ATTACHMENTS' } })
    expect(told(bench.axis)).toEqual(['02'])
  })

  test('wrong credentials stop the round and are not tried again', async () => {
    bench = await startBench(kind, { password: 'sai', national: { secret: 'sai' } })
    bench.axis.queue({ docId: 'doc-1', content: message(1) })
    const { problems } = await bench.connector.poll()
    expect(problems[0]).toMatch(/Unauthorized|mã 15|HTTP 401/)
    expect(bench.waits).toEqual([])
    expect(bench.axis.calls).toHaveLength(1)
    expect(bench.intakes).toEqual([])
  })

  test('whatever fails, in whatever order, each message comes in once and its sender hears 01 once', async () => {
    const faults: readonly Fault[] = [
      { kind: 'http', status: 500 },
      { kind: 'http', status: 404 },
      { kind: 'text', body: '{}' },
      { kind: 'cut', afterBytes: 300 },
      { kind: 'axis error', code: '20' },
      { kind: 'axis error', code: '21' },
    ]
    const trouble = fc.record({
      call: fc.constantFrom(listCall, fetchCall, 'updateStatus'),
      fault: fc.constantFrom(...faults),
      times: fc.integer({ min: 1, max: 6 }),
      failedCommits: fc.constantFrom(0, 0, 1),
      restart: fc.boolean(),
      hours: fc.integer({ min: 0, max: 30 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(trouble, { minLength: 1, maxLength: 5 }), async (troubles) => {
        const { axis, restart, ...rest } = await start(4)
        try {
          let connector = rest.connector
          for (const { call, fault, times, failedCommits, restart: again, hours } of troubles) {
            axis.fail(call, fault, times)
            bench.failCommits(failedCommits)
            if (again) connector = restart()
            await connector.poll().catch(() => 'the database was away')
            bench.advance({ hours })
          }
          bench.failCommits(0)
          for (let round = 0; round < 40; round++) await restart().poll()
          expect(externalIds().sort()).toEqual(['doc-1', 'doc-2', 'doc-3', 'doc-4'])
          expect(bench.repeats).toEqual([])
          expect(told(axis)).toEqual(['01', '01', '01', '01'])
          expect([...axis.states.keys()].sort()).toEqual(['doc-1', 'doc-2', 'doc-3', 'doc-4'])
        } finally {
          await bench.close()
        }
      }),
      { numRuns: 25 },
    )
    bench = await startBench(kind)
  })

  test('starts, polls by itself, and stops with nothing half done', async () => {
    const { connector } = await start()
    await connector.start()
    await connector.stop()
    expect(bench.intakes.length).toBe(bench.axis.states.size)
    expect(await connector.poll()).toMatchObject({ problems: [] })
  })
})
