/** What each axis interface demands of its client, and what its answers may look like. */
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { GatewayFault } from '../../../connectors/axis/gateway.ts'
import { readJsonStream } from '../../../connectors/axis/gateways/json-stream.ts'
import { langSonDefaults, openLangSonGateway } from '../../../connectors/axis/gateways/lang-son.ts'
import { nationalDefaults, openNationalGateway } from '../../../connectors/axis/gateways/national.ts'
import { fileHash, sdkTimestamp, signedHeaders } from '../../../connectors/axis/gateways/national-signing.ts'
import { holdToken } from '../../../connectors/axis/gateways/token.ts'
import { judgeNext, type StatusCode, statusMeanings } from '../../../connectors/axis/status-plan.ts'
import { type Bench, startBench, told } from './axis-bench.ts'
import { buildMessage, inPieces, pdf, transportName, zip } from './build-message.ts'
import { memoryStore } from './memory-store.ts'

let bench: Bench | null = null
afterEach(async () => {
  await bench?.close()
  bench = null
})

const message = (seed = 0) => Buffer.from(buildMessage({ files: [{ name: `tệp-${seed}.pdf`, content: pdf(seed) }] }))

describe('the national gateway’s signature', () => {
  const now = Temporal.Instant.from('2026-11-24T03:04:05.006Z')

  test('the timestamp is local, with milliseconds where a zone would stand', () => {
    expect(sdkTimestamp(now)).toBe('24112026T100405+0006')
  })

  test('every parameter is a header, signed under its prefixed name, listed under its own', () => {
    const headers = signedHeaders(
      { systemId: 'H37', secret: 's' },
      { 'Content-Type': 'application/json', docId: 'ă' },
      now,
    )
    expect(headers['XroadVnpt-sign-header-key']).toBe('systemid;timestamp;Content-Type;docId')
    expect(JSON.parse(headers['XroadVnpt-sign-header'] ?? '')).toEqual({
      'XroadVnpt-systemid': 'H37',
      'XroadVnpt-timestamp': '24112026T100405+0006',
      'XroadVnpt-Content-Type': 'application/json',
      'XroadVnpt-docId': 'ă',
    })
    expect(Object.values(headers).join('')).toMatch(/^[ -~]*$/)
    // printf '%s' TEXT | openssl dgst -sha256 -hmac s
    expect(headers['XroadVnpt-hash-header']).toBe('42f35a93e33f38edd23e28b6ba3d22c604f950ea09b55cf4d6148d43b0f200a7')
  })

  test('the hash of a file, with the SDK’s fault or without', () => {
    const bytes = Buffer.from('abc')
    expect(fileHash(bytes, 'plain')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(fileHash(bytes, 'sdk')).toBe('ba7816bf8f1cfea414140de5dae2223b0361a396177a9cb410ff61f2015ad')
  })

  test.each(['sdk', 'plain'] as const)('a server that wants the %s hash gets it', async (style) => {
    bench = await startBench('national', { national: { fileHash: style } })
    bench.axis.queue({ docId: 'a', content: message() })
    await bench.connector.poll()
    expect(told(bench.axis)).toEqual(['01'])
    expect(bench.axis.sent[0]).toMatchObject({ messageType: 'status', from: 'H37', to: ['000.00.00.G22'] })
  })

  test('getEdoc in place of downloadEdoc brings the same bytes', async () => {
    bench = await startBench('national', { national: { fetchWith: 'getEdoc' } })
    bench.axis.queue({ docId: 'a', content: message() })
    await bench.connector.poll()
    expect(bench.store.objects.get(bench.intakes[0]?.raw.sha256 ?? '')).toEqual(message())
  })

  test.each(['getEdoc', 'downloadEdoc'] as const)(
    '%s: more than we take is declined, and the axis told',
    async (fetchWith) => {
      bench = await startBench('national', { national: { fetchWith, maxMessageBytes: 1000 } })
      bench.axis.queue({ docId: 'a', content: message() })
      expect(await bench.connector.poll()).toMatchObject({ declined: 1, problems: [] })
      expect(bench.intakes[0]?.content).toMatchObject({ kind: 'declined', reason: { code: 'TOO_BIG' } })
      expect(told(bench.axis)).toEqual(['02'])
      expect(bench.axis.states.get('a')).toEqual(['fail'])
    },
  )

  test('an OK without data is an empty list only where the settings say so', async () => {
    bench = await startBench('national', { national: { emptyListWithoutData: true } })
    bench.axis.fail('getReceivedEdocList', { kind: 'text', body: '{"status":"OK","ErrorCode":"0"}' }, 2)
    expect((await bench.connector.poll()).problems).toEqual([])
  })
})

describe('Lạng Sơn’s axis', () => {
  test('one login serves all calls until it ends, then another follows', async () => {
    bench = await startBench('lang-son')
    const logins = () => bench?.axis.calls.filter((call) => call === 'auth/login').length
    for (let seed = 0; seed < 5; seed++) bench.axis.queue({ docId: `d${seed}`, content: message(seed) })
    await bench.connector.poll()
    expect(logins()).toBe(1)
    bench.advance({ minutes: 29 })
    await bench.connector.poll()
    expect(logins()).toBe(2)
  })

  test('a token the axis forgot early is renewed once, in the middle of a round', async () => {
    bench = await startBench('lang-son')
    bench.axis.queue({ docId: 'a', content: message() })
    bench.axis.fail('getEdoc', { kind: 'http', status: 401, body: '{"message":"licenseInfo:invalid"}' })
    expect(await bench.connector.poll()).toMatchObject({ taken: 1, problems: [] })
    expect(bench.axis.calls.filter((call) => call === 'auth/login')).toHaveLength(2)
  })

  test('calls side by side share one login', async () => {
    let logins = 0
    const holder = holdToken(
      async () => `t${++logins}`,
      () => Temporal.Instant.from('2026-01-01T00:00:00Z'),
      1000,
    )
    const tokens = await Promise.all([holder.get(), holder.get(), holder.get()])
    expect(tokens).toEqual(['t1', 't1', 't1'])
    holder.spoil('t0')
    expect(await holder.get()).toBe('t1')
    holder.spoil('t1')
    expect(await holder.get()).toBe('t2')
  })

  test('a message that turns up late under an earlier day is still found', async () => {
    bench = await startBench('lang-son')
    bench.axis.queue({ docId: 'today', content: message(1) })
    await bench.connector.poll()
    bench.advance({ hours: 24 })
    bench.axis.queue({ docId: 'late', content: message(2), day: '2026/11/23' })
    await bench.connector.poll()
    expect(bench.intakes.map((intake) => intake.externalId)).toEqual(['today', 'late'])
  })

  test('a day is not behind us while something listed in it waits', async () => {
    bench = await startBench('lang-son')
    bench.axis.queue({ docId: 'a', content: message(1) })
    bench.axis.fail('getEdoc', { kind: 'axis error', code: '21' }, 20)
    for (let day = 0; day < 20; day++) {
      await bench.connector.poll()
      bench.advance({ hours: 24 })
    }
    expect(await bench.connector.poll()).toMatchObject({ taken: 1 })
  })

  test('a list shorter than its own count is known to be incomplete', async () => {
    bench = await startBench('lang-son', { settings: { receiveStatuses: false } })
    bench.axis.queue({ docId: 'a', content: message(1) })
    bench.axis.claimedCount = 3
    const report = await bench.connector.poll()
    expect(report).toMatchObject({ taken: 1, backlog: 2 })
    expect(report.problems[0]).toContain('2 mục không đọc được')
  })

  test.each(['plain', 'base64'] as const)('edxml as %s is the same message', async (edxmlAs) => {
    bench = await startBench('lang-son')
    bench.axis.queue({ docId: 'a', content: message(), edxmlAs })
    await bench.connector.poll()
    expect(bench.store.objects.get(bench.intakes[0]?.raw.sha256 ?? '')).toEqual(message())
  })

  test('files beside the message are kept once, and never lost', async () => {
    bench = await startBench('lang-son')
    const inside = zip([{ name: transportName, content: pdf(1) }])
    bench.axis.queue({
      docId: 'a',
      content: Buffer.from(buildMessage({ files: [{ name: 'a.pdf', content: inside }] })),
      besides: [
        { fileName: 'a.pdf', content: pdf(1) },
        { fileName: 'a.zip', content: inside },
        { fileName: 'b.pdf', content: pdf(2) },
      ],
    })
    await bench.connector.poll()
    expect(bench.intakes[0]?.parts.map(({ fileName }) => fileName)).toEqual(['a.pdf', 'b.pdf'])
  })
})

describe('long answers', () => {
  const json = fc.jsonValue({ maxDepth: 4 })

  test('parse as JSON.parse does, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(json, fc.integer({ min: 1, max: 30 }), async (value, piece) => {
        const text = JSON.stringify(value)
        expect(await readJsonStream(inPieces(text, piece), 1e6, () => null)).toEqual(JSON.parse(text))
      }),
    )
  })

  test('let chosen strings flow past, unescaped', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => text.toWellFormed())
    const escapes = fc.constantFrom(false, true)
    await fc.assert(
      fc.asyncProperty(anyText, json, escapes, fc.integer({ min: 1, max: 40 }), async (text, other, ascii, piece) => {
        const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
        const plain = JSON.stringify({ other, data: { edxml: text, after: [other, 'x'] } })
        const source = ascii ? plain.replace(/[<>/\u007f-\uffff]/g, escaped) : plain
        const chunks: Uint8Array[] = []
        const said = await readJsonStream(inPieces(source, piece), 1e6, (path) =>
          path.join('.') === 'data.edxml'
            ? { write: async (bytes) => void chunks.push(Uint8Array.from(bytes)), end: async () => {} }
            : null,
        )
        expect(Buffer.concat(chunks).toString()).toBe(text)
        expect(said).toEqual(JSON.parse(JSON.stringify({ other, data: { edxml: '', after: [other, 'x'] } })))
      }),
    )
  })

  test('cut anywhere, they are a fault', async () => {
    const whole = JSON.stringify({ success: true, data: { edxml: 'QUJD\n', n: 1 } })
    for (let length = 0; length < whole.length; length++) {
      const reading = readJsonStream(inPieces(whole.slice(0, length)), 1e6, (path) =>
        path.at(-1) === 'edxml' ? { write: async () => {}, end: async () => {} } : null,
      )
      await expect(reading).rejects.toBeInstanceOf(GatewayFault)
    }
  })

  test('longer than any answer, they are a fault', async () => {
    const reading = readJsonStream(inPieces(JSON.stringify('x'.repeat(5000))), 1000, () => null)
    await expect(reading).rejects.toMatchObject({ kind: 'too big' })
  })
})

describe('an axis that answers anything at all', () => {
  const status = fc.constantFrom(200, 200, 200, 400, 401, 404, 500)
  const answerLike = fc.record(
    {
      status: fc.constantFrom('OK', 'FAIL', 1),
      ErrorCode: fc.constantFrom('0', '20', 0, null),
      success: fc.boolean(),
      code: fc.constantFrom(200, 0, '1'),
      count: fc.nat(3),
      data: fc.oneof(fc.jsonValue(), fc.array(fc.record({ docId: fc.jsonValue(), from: fc.jsonValue() }))),
    },
    { requiredKeys: [] },
  )
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    answerLike.map((value) => JSON.stringify(value)),
    fc.constant('Unauthorized'),
  )
  const around = (answers: readonly { status: number; body: string }[]) => {
    let next = 0
    return {
      fetch: async () => {
        const { status: code, body: text } = answers[next++ % answers.length] ?? { status: 200, body: '' }
        return new Response(text, { status: code })
      },
      now: () => Temporal.Instant.from('2026-11-24T00:00:00Z'),
      random: () => 0,
      wait: async () => {},
    }
  }
  const day = Temporal.PlainDate.from('2026-11-24')
  const identity = { endpoint: 'http://axis', systemId: 'H37', secret: 's', secretKey: 's' }
  const login = { username: 'u', password: 'p', applicationCode: 'a' }

  test('is understood, or is a fault in our own words', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ status, body }), { minLength: 1, maxLength: 4 }), async (answers) => {
        const gateways = [
          openNationalGateway({ ...nationalDefaults, ...identity }, around(answers)),
          openNationalGateway({ ...nationalDefaults, ...identity, fetchWith: 'getEdoc' }, around(answers)),
          openLangSonGateway({ ...langSonDefaults, ...identity, ...login }, around(answers)),
        ]
        for (const gateway of gateways) {
          const calls = [
            () => gateway.list('edoc', day, day),
            () => gateway.fetch('a', memoryStore()),
            () => gateway.updateStatus('a', 'done'),
            () =>
              gateway.send({ messageType: 'status', from: 'H37', to: [], fileName: 'a', content: Buffer.from('a') }),
          ]
          for (const call of calls) {
            const failure = await call().then(
              () => null,
              (error: unknown) => error,
            )
            if (failure !== null) expect(failure).toBeInstanceOf(GatewayFault)
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

test('no order of events sends a code twice, goes backwards, or goes on after the end', () => {
  const codes = Object.keys(statusMeanings) as StatusCode[]
  const way = ['01', '03', '04', '05', '06']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...codes), { maxLength: 20 }), (asked) => {
      const sent: StatusCode[] = []
      for (const code of asked) if (judgeNext(sent, code) === 'send') sent.push(code)
      expect(new Set(sent).size).toBe(sent.length)
      const walked = sent.filter((code) => way.includes(code)).map((code) => way.indexOf(code))
      expect(walked).toEqual(walked.toSorted((a, b) => a - b))
      const documentCodes = sent.filter((code) => way.includes(code) || code === '02')
      if (documentCodes.includes('02')) expect(documentCodes.at(-1)).toBe('02')
      expect(sent.includes('15') && sent.includes('16')).toBe(false)
    }),
  )
})
