/** Requests that are too large, too slow, or ask for what no database holds: answered, and nobody else notices. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdraw } from '../../pipeline/review/decide.ts'
import type { System } from '../../pipeline/system.ts'
import { portalApp, startPortal } from '../../portal/server.ts'
import { editor, openPublishingSystem, type PublishingSystem } from '../fixtures/publishing-system.ts'
import type { TestSystem } from '../system.ts'
import { openTestPortal, type TestPerson, type TestPortal } from './test-portal.ts'

let test: TestSystem
let portal: TestPortal
let publish: PublishingSystem['publish']
let clerk: TestPerson
const dispatcher = { wake() {}, stop: async () => {} }
const closed = { connectors: new Map() }

beforeAll(async () => {
  ;({ test, publish } = await openPublishingSystem())
  portal = openTestPortal(test)
  clerk = await portal.person('van-thu', 'clerk')
})
afterAll(() => test.close())

/** A body without end; says how much of it was asked for. */
function endless(): { body: ReadableStream<Uint8Array>; taken(): number } {
  const piece = new Uint8Array(64 * 1024).fill(97)
  let taken = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken += piece.length
      if (taken > 256 * 1024 * 1024) throw new Error('all of it was taken')
      controller.enqueue(piece)
    },
  })
  return { body, taken: () => taken }
}

const post = (path: string, body: ReadableStream, headers: Record<string, string>) =>
  portal.app.request(path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)

describe('a form without end', () => {
  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'sent to the login as %s is turned away before it fills the memory',
    async (type) => {
      const { body, taken } = endless()
      const answer = await post('/ban-lam-viec/dang-nhap', body, { 'Content-Type': type })
      expect(answer.status).toBe(413)
      expect(taken()).toBeLessThan(8 * 1024 * 1024)
    },
  )

  it('sent as an upload without its token is turned away unread', async () => {
    const { cookie } = clerk
    const { body, taken } = endless()
    const type = 'multipart/form-data; boundary=x'
    const answer = await post('/ban-lam-viec/tiep-nhan?ten=a.pdf', body, { 'Content-Type': type, cookie })
    expect(answer.status).toBe(403)
    expect(taken()).toBeLessThan(8 * 1024 * 1024)
  })
})

describe('a number no database knows', () => {
  it.each([
    '/hoi-dap?tu=1e30',
    '/hoi-dap?tu=1.5',
    '/tim-kiem?tu=99999999999',
    '/cong-bao/0000/1',
    '/hoi-dap/999999999999999',
  ])('in %s is no error of ours', async (path) => {
    expect((await portal.app.request(path)).status).toBeLessThan(500)
  })

  it.each([
    '/nhat-ky?truoc=1e30',
    '/nhat-ky?truoc=1.5',
    '/hoi-dap?trang=1e30',
    '/so-den?nam=0000&muc=tu-choi',
    '/so-den?nam=9999&muc=tu-choi',
  ])('on the desk in %s is none either', async (path) => {
    expect((await clerk.get(`/ban-lam-viec${path}`)).status).toBeLessThan(500)
  })

  it('in a cursor is a bad request', async () => {
    const made = Buffer.from(JSON.stringify(['0000-01-01T00:00:00Z', '00000000-0000-4000-8000-000000000000']))
    const answer = await portal.app.request(`/api/v1/documents?cursor=${made.toString('base64url')}`)
    expect(answer.status).toBe(400)
  })
})

describe('a file on its way out', () => {
  it('is never held whole in memory, whole or in part', async () => {
    const { slug } = await publish(901)
    const { objects } = test.system
    const system: System = {
      ...test.system,
      objects: { ...objects, get: () => Promise.reject(new Error('held whole')) },
    }
    const app = portalApp(system, dispatcher, closed, () => 'http://cong-bao.example')
    const whole = await app.request(`/van-ban/${slug}.pdf`)
    expect(whole.status).toBe(200)
    const bytes = new Uint8Array(await whole.arrayBuffer())
    expect(whole.headers.get('Content-Length')).toBe(String(bytes.length))
    const part = await app.request(`/van-ban/${slug}.pdf`, { headers: { Range: 'bytes=10-19' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('Content-Range')).toBe(`bytes 10-19/${bytes.length}`)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(10, 20))
    const last = await app.request(`/van-ban/${slug}.pdf`, { headers: { Range: 'bytes=-5' } })
    expect(new Uint8Array(await last.arrayBuffer())).toEqual(bytes.slice(-5))
    const beyond = await app.request(`/van-ban/${slug}.pdf`, { headers: { Range: `bytes=${bytes.length}-` } })
    expect(beyond.status).toBe(416)
  })

  it('taken down is served by no cache between us and its readers for more than a minute', async () => {
    const { id, slug } = await publish(902)
    for (const path of ['', '.pdf', '.json', '.txt', '.chu-ky.json', '/trang/1.webp?rong=800']) {
      const answer = await portal.app.request(`/van-ban/${slug}${path}`)
      expect(answer.status, path).toBe(200)
      const rules = answer.headers.get('Cache-Control') ?? ''
      const shared = /s-maxage=(\d+)/.exec(rules)?.[1] ?? /max-age=(\d+)/.exec(rules)?.[1]
      expect(Number(shared), `${path}: ${rules}`).toBeLessThanOrEqual(60)
    }
    await withdraw(test.system, id, editor, 'sai')
    expect((await portal.app.request(`/van-ban/${slug}.pdf`)).status).toBe(410)
    expect((await portal.app.request(`/van-ban/${slug}/trang/1.webp?rong=800`)).status).toBe(404)
  })
})

describe('a reader that does not read', () => {
  it('does not keep the server from stopping', async () => {
    const { url, close } = await startPortal(test.system, dispatcher, closed, { graceMs: 50 })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.on('error', () => {})
    const head = 'Host: x\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\n'
    socket.write(`POST /ban-lam-viec/dang-nhap HTTP/1.1\r\n${head}Content-Length: 1000\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('100 Continue')
    socket.write('username=')
    const ended = once(socket, 'close')
    await close()
    await ended
  })
})

describe('somebody who must change the password first', () => {
  it('may still leave', async () => {
    const person = await portal.person('moi', 'clerk')
    await test.system.db
      .updateTable('accounts')
      .set({ must_change_password: true })
      .where('username', '=', 'moi')
      .execute()
    const answer = await person.post('/ban-lam-viec/dang-xuat', {})
    expect(answer.headers.get('Location')).toBe('/ban-lam-viec/dang-nhap')
  })
})
