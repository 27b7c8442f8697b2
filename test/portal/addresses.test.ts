/** Whom a try of a password is counted against, behind a proxy and without one. */
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { addressOf } from '../../portal/desk/access.ts'

const app = new Hono().get('/', (c) => c.text(addressOf(c, ['127.0.0.1', '10.0.0.5'])))

async function seen(remoteAddress: string, forwarded?: string): Promise<string> {
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded }
  const answer = await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })
  return answer.text()
}

describe('who knocks', () => {
  it('without a proxy is who the socket says, whatever a header claims', async () => {
    expect(await seen('203.0.113.7')).toBe('203.0.113.7')
    expect(await seen('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7')
  })

  it('behind our proxies is whom they saw, whatever the other side put before it', async () => {
    expect(await seen('127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(await seen('::ffff:127.0.0.1', '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7')
    expect(await seen('127.0.0.1', '198.51.100.1, 203.0.113.7, 10.0.0.5')).toBe('203.0.113.7')
  })

  it('is the proxy itself where nobody stands behind it', async () => {
    expect(await seen('127.0.0.1')).toBe('127.0.0.1')
    expect(await seen('127.0.0.1', '')).toBe('127.0.0.1')
  })
})
