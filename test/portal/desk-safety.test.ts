/** What somebody with bad intentions tries at the desk's door, and behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccount } from '../../storage/database/accounts/accounts.ts'
import { openDecisionMaker } from '../fixtures/signed-decision.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { openTestPortal, type TestPerson, type TestPortal } from './test-portal.ts'

let test: TestSystem
let portal: TestPortal
let clerk: TestPerson
let editor: TestPerson
const password = 'mat-khau-rat-dai-2026'

beforeAll(async () => {
  test = await openTestSystem()
  portal = openTestPortal(test)
  clerk = await portal.person('van-thu', 'clerk')
  editor = await portal.person('bien-tap', 'editor')
  for (const username of ['lan', 'minh', 'hoa']) {
    const account = { username, fullName: username, role: 'editor', password } as const
    await createAccount(test.system.db, test.system.now(), account, 'test')
  }
})
afterAll(() => test?.close())

function logIn(
  username: string,
  secret: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
) {
  return portal.app.request('/ban-lam-viec/dang-nhap', {
    method: 'POST',
    headers,
    body: new URLSearchParams({ username, password: secret, ...form }),
  })
}
const cookieOf = (answer: Response) => answer.headers.get('Set-Cookie') ?? ''
const opensDesk = async (cookie: string) =>
  (await portal.app.request('/ban-lam-viec', { headers: { cookie } })).status === 200

describe('the login', () => {
  it('hands out a cookie that scripts cannot read, other sites cannot send, and that ends', async () => {
    const cookie = cookieOf(await logIn('lan', password))
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(cookie).toMatch(/Path=\/ban-lam-viec/)
    expect(cookie).toMatch(/Max-Age=\d+/)
  })

  it('takes over no session that was planted beforehand, and ends the one that was held', async () => {
    const planted = 'congbao_session=planted-by-somebody-else'
    const first = cookieOf(await logIn('lan', password, {}, { cookie: planted })).split(';')[0] ?? ''
    expect(first).not.toBe(planted)
    expect(await opensDesk(planted)).toBe(false)
    const second = cookieOf(await logIn('lan', password, {}, { cookie: first })).split(';')[0] ?? ''
    expect(second).not.toBe(first)
    expect(await opensDesk(first)).toBe(false)
    expect(await opensDesk(second)).toBe(true)
  })

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/ban-lam-viec/../..//evil',
    'javascript:alert(1)',
    '/ban-lam-viec@evil.example',
  ])('leads nobody on to %s', async (next) => {
    const answer = await logIn('lan', password, { next })
    expect(answer.headers.get('Location')).toBe('/ban-lam-viec')
    const page = await portal.app.request(`/ban-lam-viec/dang-nhap?tiep=${encodeURIComponent(next)}`)
    expect(await page.text()).toContain('name="next" value="/ban-lam-viec"')
  })

  it('goes back to the page that was asked for', async () => {
    const next = '/ban-lam-viec/so-den'
    expect((await portal.app.request(next)).headers.get('Location')).toBe(
      `/ban-lam-viec/dang-nhap?tiep=${encodeURIComponent(next)}`,
    )
    expect((await logIn('lan', password, { next })).headers.get('Location')).toBe(next)
  })

  it('refuses a form that another site sent, or one that hides where it comes from', async () => {
    expect(
      (await logIn('lan', password, {}, { Origin: 'https://evil.example', Host: 'cong-bao.example' })).status,
    ).toBe(403)
    expect((await logIn('lan', password, {}, { Origin: 'null' })).status).toBe(403)
    expect((await logIn('lan', password, {}, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  })

  it('lets one name wait after ten wrong passwords, even sent at once, and no other name', async () => {
    const answers = await Promise.all(Array.from({ length: 14 }, () => logIn('minh', 'sai')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(4)
    expect((await logIn('minh', password)).status).toBe(429)
    expect((await logIn('hoa', password)).status).toBe(303)
  })

  it('lets nobody guess the password of a desk that was left open', async () => {
    const person = await portal.person('bo-quen', 'editor')
    const guess = (old: string) => person.post('/ban-lam-viec/mat-khau', { old, new: password, again: password })
    const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => guess(`doan-${index}`)))
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(2)
    expect((await guess('mat-khau-thu-nghiem')).status).toBe(429)
  })

  it('tells a name that is not there no differently from a wrong password', async () => {
    const [unknown, wrong] = await Promise.all([logIn('khong-co', 'sai'), logIn('hoa', 'sai')])
    expect(unknown.status).toBe(wrong.status)
    expect((await unknown.text()).replaceAll('khong-co', 'hoa')).toBe(await wrong.text())
  })
})

describe('whatever changes something', () => {
  it.each(['/sua', '/duyet', '/tu-choi', '/go', '/mo-lai', '/nhan'])(
    '%s needs the session’s own token',
    async (action) => {
      const path = `/ban-lam-viec/van-ban/00000000-0000-0000-0000-000000000000${action}`
      expect((await clerk.post(path, { csrf: '' })).status).toBe(403)
      expect((await clerk.post(path, { csrf: 'x'.repeat(32) })).status).toBe(403)
    },
  )

  it.each(['/duyet', '/tu-choi', '/go', '/mo-lai'])('%s is not for clerks', async (action) => {
    const { id } = await test.process('quyen.txt', new TextEncoder().encode('x'))
    expect((await clerk.post(`/ban-lam-viec/van-ban/${id}${action}`, { reason: 'x' })).status).toBe(403)
  })
})

describe('a file with a hostile name', () => {
  const names = [
    '"><script>alert(1)</script>.pdf',
    "'; alert(1);//.pdf",
    '../../../etc/passwd',
    'a\r\nSet-Cookie: x=1\r\n.pdf',
    '\u202Efdp.exe',
    'x'.repeat(400),
    '{{7*7}}.pdf',
    '<img src=x onerror=alert(1)>',
  ]

  it.each(names)('%s is shown as text and sent under a name that breaks no header', async (name) => {
    const decisions = await openDecisionMaker()
    const { id } = await test.process(name, await decisions.make(600 + names.indexOf(name)))
    const pages = [
      await clerk.page(`/ban-lam-viec/van-ban/${id}`),
      await clerk.page('/ban-lam-viec?trang-thai=tat-ca'),
      await clerk.page('/ban-lam-viec/so-den'),
    ]
    for (const page of pages) {
      expect(page).not.toMatch(/<script>alert|<img src=x|onerror=alert\(1\)>/)
      for (const [script] of page.matchAll(/<script\b[^>]*>/g)) expect(script).toMatch(/src="\/tinh\//)
    }
    // An editor: a name that pretends to be another is quarantined, and clerks are not sent it at all.
    const sent = await editor.get(`/ban-lam-viec/van-ban/${id}/tep?tai`)
    expect(sent.status).toBe(200)
    expect(sent.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(sent.headers.get('Content-Disposition')).toMatch(/^attachment; filename\*=UTF-8''[\x21-\x7e]+$/)
    expect(sent.headers.get('Set-Cookie')).toBeNull()
    expect(sent.headers.get('Cache-Control')).toContain('private')
  })

  it('cannot have a page of its own making opened inside the desk', async () => {
    const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>')
    const { id } = await test.process('trang.html', page)
    const sent = await clerk.get(`/ban-lam-viec/van-ban/${id}/tep`)
    expect(sent.headers.get('Content-Disposition')).toMatch(/^attachment/)
    expect(sent.headers.get('Content-Security-Policy')).toContain("default-src 'self'")
  })
})

describe('every answer', () => {
  it('of the desk is kept by nobody, and no page lets foreign scripts or frames in', async () => {
    const desk = await clerk.get('/ban-lam-viec')
    expect(desk.headers.get('Cache-Control')).toBe('no-store')
    for (const answer of [desk, await portal.app.request('/')]) {
      const policy = answer.headers.get('Content-Security-Policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("frame-ancestors 'self'")
      expect(policy).not.toContain('unsafe')
    }
  })
})
