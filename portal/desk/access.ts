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

export type DeskEnv = { Variables: { session: Session } }

const cookieName = 'congbao_session'

/** Everything behind it needs a login; whoever must change the password can do nothing else first. */
export function requireSession(system: System): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    c.header('Cache-Control', 'no-store')
    const token = getCookie(c, cookieName)
    const session = token ? await findSession(system.db, system.now(), token) : null
    if (!session) {
      if (c.req.method !== 'GET') return c.text('Phiên làm việc đã hết. Hãy đăng nhập lại.', 401)
      return c.redirect(`/ban-lam-viec/dang-nhap?tiep=${encodeURIComponent(c.req.path)}`)
    }
    if (session.account.mustChangePassword && c.req.path !== '/ban-lam-viec/mat-khau') {
      return c.redirect('/ban-lam-viec/mat-khau')
    }
    c.set('session', session)
    await next()
  }
}

/** Whatever changes something must carry the session's token, in a field or in the header of a script's request. */
export function requireCsrf(): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    const sent = c.req.header('X-CSRF-Token') ?? (await fieldOf(c, 'csrf'))
    if (!sameText(sent, c.get('session').csrfToken)) {
      return c.text('Yêu cầu không hợp lệ (thiếu mã xác nhận). Hãy tải lại trang rồi thử lại.', 403)
    }
    await next()
  }
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
  return !origin || new URL(origin).host === c.req.header('Host')
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

export async function endSession(c: Context, system: System): Promise<void> {
  const token = getCookie(c, cookieName)
  if (token) await closeSession(system.db, token)
  deleteCookie(c, cookieName, { path: '/ban-lam-viec' })
}

/** Counts wrong passwords by name: after ten in a quarter of an hour that name waits. */
export function openPatience(limit = 10, windowMs = 15 * 60_000) {
  const failures = new Map<string, number[]>()
  const recent = (name: string, now: number) => (failures.get(name) ?? []).filter((at) => now - at < windowMs)
  return {
    isExhausted: (name: string, now: Temporal.Instant) => recent(name, now.epochMilliseconds).length >= limit,
    countFailure(name: string, now: Temporal.Instant) {
      if (failures.size > 10_000) failures.clear()
      failures.set(name, [...recent(name, now.epochMilliseconds), now.epochMilliseconds])
    },
    forget: (name: string) => failures.delete(name),
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
