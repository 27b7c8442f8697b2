/** The webhooks as the platforms meet them: over HTTP, with everything wrong that can be. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHook } from '../../../connectors/chat/hook.ts'
import { hookLimits } from '../../../connectors/chat/limits.ts'
import { hookRoutes } from '../../../portal/hooks/routes.ts'
import { facebookKeys, facebookRequest, zaloKeys, zaloRequest } from '../../servers/chat-platforms.ts'
import { facebookEvent, type HookBench, openHookBench, zaloEvent } from './hook-bench.ts'

let bench: HookBench
const now = Temporal.Instant.from('2026-11-18T03:00:00Z')

beforeAll(async () => {
  bench = await openHookBench()
  bench.test.setNow(now.toString())
})
afterAll(() => bench?.close())

const sha = (text: string) => createHash('sha256').update(text).digest('hex')
const rowOf = async (body: string) => (await bench.inbox()).find(({ sha256 }) => sha256 === sha(body))
const zaloText = (id: string, at = now) => zaloRequest(zaloEvent(id, 'user_send_text', { text: `Chào ${id}` }, at))

describe('a body', () => {
  it('is stored before it is acknowledged, and the same again is a recorded repeat', async () => {
    const request = zaloText('once')
    expect(await bench.post(request)).toBe(200)
    expect(await rowOf(request.body)).toMatchObject({ channel: 'zalo', state: 'waiting', repeats: 0 })
    // Zalo's retries: the same body and timestamp up to two hours later, with a count in the header.
    bench.test.setNow(now.add({ hours: 2 }).toString())
    expect(await bench.post({ ...request, headers: { ...request.headers, num_retry: '5' } })).toBe(200)
    expect(await rowOf(request.body)).toMatchObject({ repeats: 1 })
    bench.test.setNow(now.toString())
  })

  it('that comes in pieces without saying how long it is, is read to its end', async () => {
    const { path, body, headers } = zaloText('pieces')
    const pieces = new ReadableStream({
      start(controller) {
        for (const byte of Buffer.from(body)) controller.enqueue(Buffer.from([byte]))
        controller.close()
      },
    })
    const init = { method: 'POST', body: pieces, headers, duplex: 'half' } as RequestInit
    expect((await fetch(`${bench.portal.url}${path}`, init)).status).toBe(200)
    expect(await rowOf(body)).toMatchObject({ state: 'waiting' })
  })

  it('that is older than any retry is refused as a replay, and leaves nothing', async () => {
    const old = zaloText('old', now.subtract({ hours: 25 }))
    expect(await bench.post(old)).toBe(403)
    const oldFacebook = facebookRequest(facebookEvent('m_old', { text: 'Cũ' }, now.subtract({ hours: 49 })))
    expect(await bench.post(oldFacebook)).toBe(403)
    const ahead = zaloText('ahead', now.add({ hours: 2 }))
    expect(await bench.post(ahead)).toBe(403)
    for (const { body } of [old, oldFacebook, ahead]) expect(await rowOf(body)).toBeUndefined()
  })

  it('with a wrong, missing, shortened or foreign signature is refused, and leaves nothing', async () => {
    const zalo = zaloText('unsigned')
    const facebook = facebookRequest(facebookEvent('m_unsigned', { text: 'Chào' }, now))
    const mac = zalo.headers['X-ZEvent-Signature'] ?? ''
    const attempts = [
      { ...zalo, headers: {} },
      { ...zalo, headers: { 'X-ZEvent-Signature': mac.slice(0, -2) } },
      { ...zalo, headers: { 'X-ZEvent-Signature': `${mac}00` } },
      { ...zalo, headers: { 'X-ZEvent-Signature': `mac=${'0'.repeat(64)}` } },
      { ...zalo, body: zalo.body.replace('Chào', 'Chao') },
      { ...zalo, headers: { 'X-Hub-Signature-256': facebook.headers['X-Hub-Signature-256'] ?? '' } },
      { ...facebook, headers: {} },
      { ...facebook, headers: { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` } },
      // What the same words would be in UTF-8: Facebook signs the bytes as sent.
      { ...facebook, body: JSON.stringify(JSON.parse(facebook.body)) },
      { ...facebook, path: '/hooks/zalo' },
    ]
    const before = (await bench.inbox()).length
    for (const attempt of attempts) expect(await bench.post(attempt)).toBe(403)
    expect(await bench.inbox()).toHaveLength(before)
  })

  it('of Zalo may be signed with the timestamp of the header instead', async () => {
    const event = zaloEvent('by-header', 'user_send_text', { text: 'Chào' }, now.subtract({ hours: 300 }))
    const body = JSON.stringify(event)
    const timestamp = String(now.epochMilliseconds)
    const mac = sha(zaloKeys.appId + body + timestamp + zaloKeys.oaSecret)
    const headers = { 'X-ZEvent-Signature': `mac=${mac}`, 'X-ZEvent-Timestamp': timestamp }
    expect(await bench.post({ path: '/hooks/zalo', body, headers })).toBe(200)
    const otherTime = { ...headers, 'X-ZEvent-Timestamp': `${Number(timestamp) + 1}` }
    expect(await bench.post({ path: '/hooks/zalo', body: `${body} `, headers: otherTime })).toBe(403)
  })

  it('signed and yet no event is kept for an operator, not thrown back at the platform', async () => {
    const request = facebookRequest('không phải sự kiện')
    expect(await bench.post(request)).toBe(200)
    expect((await bench.work()).join()).toContain('chờ bộ phận vận hành')
    expect(await rowOf(request.body)).toMatchObject({ state: 'stuck' })
    await bench.test.system.db.deleteFrom('chat_inbox').where('state', '=', 'stuck').execute()
  })
})

describe('a body that is too much', () => {
  /** Speaks HTTP by hand; resolves with the status line and how many bytes were taken off our hands. */
  async function raw(head: string[], pieces: Iterable<string>): Promise<{ status: number; sent: number }> {
    const { hostname, port } = new URL(bench.portal.url)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    let said = ''
    let sent = 0
    socket.on('data', (data) => (said += data.toString('latin1')))
    socket.on('error', () => {})
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    for (const piece of pieces) {
      if (said !== '' || socket.destroyed) break
      sent += piece.length
      if (!socket.write(piece)) await Promise.race([once(socket, 'drain'), once(socket, 'data'), once(socket, 'close')])
    }
    if (said === '') await Promise.race([once(socket, 'data'), once(socket, 'close')])
    socket.destroy()
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1]), sent }
  }
  const megabyte = 'x'.repeat(1024 * 1024)

  it('is refused by its announced length before a byte of it is read', async () => {
    const head = ['POST /hooks/zalo HTTP/1.1', 'Host: x', 'Content-Length: 10485760']
    expect(await raw(head, [])).toEqual({ status: 413, sent: 0 })
  })

  it('is refused while it comes in when it does not say how long it is', async () => {
    const head = ['POST /hooks/facebook HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked']
    const chunks = Array.from({ length: 10 }, () => `100000\r\n${megabyte}\r\n`)
    const { status } = await raw(head, chunks)
    expect(status).toBe(413)
  })

  it('is let go when it takes too long', async () => {
    const routes = hookRoutes({ hooks: new Map([['zalo', neverCalled]]) }, { ...hookLimits, bodyWithinMs: 1 })
    const body = new ReadableStream({ pull: () => new Promise(() => {}) })
    const init = { method: 'POST', body, duplex: 'half' }
    expect((await routes.request('/zalo', init as RequestInit)).status).toBe(408)
  })

  it('is asked to come again when too many are being read', async () => {
    const routes = hookRoutes({ hooks: new Map([['zalo', neverCalled]]) }, { ...hookLimits, atOnce: 0 })
    expect((await routes.request('/zalo', { method: 'POST', body: '{}' })).status).toBe(503)
  })
})

const neverCalled = {
  pending: () => 0,
  greet: () => ({ status: 405 as const, text: '' }),
  receive: () => Promise.reject(new Error('must not be called')),
}

it('that cannot be stored in time is not acknowledged', async () => {
  const refusals: string[] = []
  const parts = {
    check: () => ({ ok: true as const, at: null, by: 'test' }),
    greet: neverCalled.greet,
    maxAge: Temporal.Duration.from({ hours: 1 }),
    answerWithinMs: 1,
    now: () => now,
    wait: async () => {},
    stored() {},
    refused: (why: string) => void refusals.push(why),
    log() {},
  }
  const slow = openHook({ ...parts, inbox: { keep: () => new Promise(() => {}) } })
  const answer = slow.receive(() => null, Buffer.from('{}'))
  // Seen by the inbox, which waits for it.
  expect(slow.pending()).toBe(1)
  expect(await answer).toMatchObject({ status: 503 })
  expect(slow.pending()).toBe(0)
  const never = () => new Promise<void>(() => {})
  const broken = openHook({ ...parts, wait: never, inbox: { keep: () => Promise.reject(new Error('disk full')) } })
  expect(await broken.receive(() => null, Buffer.from('{}'))).toMatchObject({ status: 503 })
  expect(refusals).toHaveLength(1)
})

describe('the handshake', () => {
  const ask = async (path: string) => {
    const answer = await fetch(`${bench.portal.url}${path}`)
    return [answer.status, await answer.text()]
  }
  const query = (changes: Record<string, string>) =>
    new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.verify_token': facebookKeys.verifyToken,
      'hub.challenge': '1158201444',
      ...changes,
    })

  it('of Facebook gets its bare challenge back for the right token', async () => {
    expect(await ask(`/hooks/facebook?${query({})}`)).toEqual([200, '1158201444'])
  })

  it('is refused for anything else', async () => {
    const wrong: Record<string, string>[] = [
      { 'hub.verify_token': 'guess' },
      { 'hub.verify_token': '' },
      { 'hub.mode': 'unsubscribe' },
      { 'hub.challenge': '<script>alert(1)</script>' },
      { 'hub.challenge': '' },
    ]
    for (const changes of wrong) {
      expect((await ask(`/hooks/facebook?${query(changes)}`))[0]).toBe(403)
    }
    expect((await ask('/hooks/zalo'))[0]).toBe(405)
    expect((await ask('/hooks/telegram'))[0]).toBe(404)
  })
})
