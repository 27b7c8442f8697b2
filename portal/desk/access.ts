/** The locked door of the desk: sessions, CSRF, roles, and patience with wrong passwords. */

import { timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { System } from '../../pipeline/system.ts'
import {
  closeSession,
  findSession,
  type Role,
  roleNames,
  type Session,
} from '../../storage/database/accounts/accounts.ts'

import { html, page } from '../html.ts'

/** `alarms`: what every page must say, like a silent door. */
export type DeskEnv = { Variables: { session: Session & { alarms?: readonly string[] } } }

const cookieName = 'congbao_session'

const openBeforeNewPassword = ['/ban-lam-viec/mat-khau', '/ban-lam-viec/dang-xuat']

/** Everything behind it needs a login; whoever must change the password can do nothing else first but leave. */
export function requireSession(system: System): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const token = getCookie(c, cookieName)
    const session = token ? await findSession(system.db, system.now(), token) : null
    if (!session) {
      if (c.req.method !== 'GET') return sessionOver(c, system)
      return c.redirect(`/ban-lam-viec/dang-nhap?tiep=${encodeURIComponent(c.req.path)}`)
    }
    if (session.account.mustChangePassword && !openBeforeNewPassword.includes(c.req.path)) {
      return c.redirect('/ban-lam-viec/mat-khau')
    }
    c.set('session', session)
    await next()
  }
}

/** A form sent after the session ended: the way back leads to the page it stood on, where the script keeps what was typed. */
function sessionOver(c: Context, { config }: System): Response | Promise<Response> {
  const path = c.req.path.replace(/\/[a-z-]+$/, '')
  return c.html(
    page({
      title: 'Phiên làm việc đã hết',
      province: config.province,
      area: 'public',
      body: html`<h1>Phiên làm việc đã hết</h1>
<p>Việc vừa gửi chưa được thực hiện. Hãy đăng nhập lại; phần đã gõ trên trang văn bản vẫn còn.</p>
<p><a class="button" href="/ban-lam-viec/dang-nhap?tiep=${encodeURIComponent(path)}">Đăng nhập lại</a></p>`,
    }),
    401,
  )
}

/** Whatever changes something must carry the session's token, in a field or in the header of a script's request. */
export function requireCsrf(): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    // An upload is no form: its body is not looked at before it is known whose it is.
    const sent = c.req.header('X-CSRF-Token') ?? (isUpload(c) ? '' : await fieldOf(c, 'csrf'))
    if (!sameText(sent, c.get('session').csrfToken)) {
      return c.text('Yêu cầu không hợp lệ (thiếu mã xác nhận). Hãy tải lại trang rồi thử lại.', 403)
    }
    await next()
  }
}

/** The one address whose body may be as large as a file, and is streamed. */
export function isUpload(c: Context): boolean {
  return c.req.path === '/ban-lam-viec/tiep-nhan'
}

export function requireRole(...roles: readonly Role[]): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    if (!roles.includes(c.get('session').account.role)) {
      return c.text(`Việc này dành cho: ${roles.map((role) => roleNames[role]).join(', ')}.`, 403)
    }
    await next()
  }
}

/** A form sent from another site is refused; a login has no session yet whose token it could carry. */
export function isSameOrigin(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site')
  if (site) return site === 'same-origin' || site === 'none'
  const origin = c.req.header('Origin')
  if (!origin) return true
  // An opaque origin is written "null", which is no address and not ours.
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host')
}

export function setSessionCookie(c: Context, system: System, token: string): void {
  setCookie(c, cookieName, token, {
    httpOnly: true,
    sameSite: 'Strict',
    secure: system.config.secureCookie,
    path: '/ban-lam-viec',
    maxAge: Math.round(system.config.sessionHours * 3600),
  })
}

/** Ends the session the browser holds, whoever's it is. */
export async function closeHeldSession(c: Context, system: System): Promise<void> {
  const token = getCookie(c, cookieName)
  if (token) await closeSession(system.db, token)
}

export async function endSession(c: Context, system: System): Promise<void> {
  await closeHeldSession(c, system)
  deleteCookie(c, cookieName, { path: '/ban-lam-viec' })
}

/** Where a request comes from: as the socket says, or as the nearest of our own proxies saw it. */
export function addressOf(c: Context, proxies: readonly string[]): string {
  const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
  const forwarded = (c.req.header('X-Forwarded-For') ?? '').split(',').map((address) => address.trim())
  const way = [...forwarded.filter(Boolean), plain(incoming?.socket?.remoteAddress ?? 'unknown')]
  // From here outwards: the first that is none of our proxies; what it says of others is its own invention.
  return way.findLast((address) => !proxies.includes(plain(address))) ?? way[0] ?? 'unknown'
}

/** An IPv4 address that came over an IPv6 socket, as it is usually written. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

const rememberedNames = 10_000

/**
 * Counts tries by a key (a name, an address): after `limit` in a quarter of an hour that key waits. A try counts from its
 * beginning, so that many sent at once gain nothing.
 */
export function openPatience(limit: number, windowMs = 15 * 60_000) {
  /** The least recent first. */
  const tries = new Map<string, number[]>()
  const recent = (key: string, now: number) => (tries.get(key) ?? []).filter((at) => now - at < windowMs)
  return {
    /** Whether the try may be made; counts it if so. */
    begin(key: string, instant: Temporal.Instant): boolean {
      const now = instant.epochMilliseconds
      const counted = recent(key, now)
      if (counted.length >= limit) return false
      tries.delete(key)
      tries.set(key, [...counted, now])
      // Only the longest quiet are forgotten: a flood of made-up names must not free the one that waits.
      for (const [oldest, at] of tries) {
        const quiet = now - (at.at(-1) ?? 0) >= windowMs
        if (!quiet && tries.size <= rememberedNames) break
        tries.delete(oldest)
      }
      return true
    },
    forget: (key: string) => tries.delete(key),
  }
}

async function fieldOf(c: Context, name: string): Promise<string> {
  const type = c.req.header('Content-Type') ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded') && !type.startsWith('multipart/form-data')) return ''
  const value = (await c.req.parseBody())[name]
  return typeof value === 'string' ? value : ''
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
