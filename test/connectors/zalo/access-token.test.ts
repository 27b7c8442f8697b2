/** Zalo's refresh token is good once: whatever happens, it is not lost and not used twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAccessTokens } from '../../../connectors/zalo/access-token.ts'
import { openTokenVault } from '../../../storage/database/chat/zalo-tokens.ts'
import { startPlatforms, type TestPlatforms, zaloKeys } from '../../servers/chat-platforms.ts'
import { openTestSystem, type TestSystem } from '../../system.ts'

let platforms: TestPlatforms
let test: TestSystem
let now = Temporal.Instant.from('2026-11-18T03:00:00Z')

beforeAll(async () => {
  platforms = await startPlatforms()
  test = await openTestSystem()
})
afterAll(async () => {
  await test?.close()
  await platforms?.close()
})
beforeEach(async () => {
  await test.system.db.deleteFrom('zalo_tokens').execute()
  platforms.calls.length = 0
})

/** One process with these settings. */
function process(seed: string | null, appSecret = zaloKeys.appSecret) {
  const { appId } = zaloKeys
  return openAccessTokens(
    { oauthUrl: platforms.url, appId, appSecret },
    { vault: openTokenVault(test.system.db, appId, seed), fetch, now: () => now, log() {} },
  )
}
const kept = () => test.system.db.selectFrom('zalo_tokens').selectAll().executeTakeFirstOrThrow()
const refreshes = () => platforms.calls.filter((call) => call === '/v4/oa/access_token').length

describe('the access token', () => {
  it('is kept until an hour before its end, then renewed with the refresh token that came with it', async () => {
    const tokens = process(platforms.consent())
    const first = await tokens.get()
    expect(await tokens.get()).toEqual(first)
    expect(refreshes()).toBe(1)
    now = now.add({ hours: 24, minutes: 1 })
    const second = await tokens.get()
    expect(second).not.toEqual(first)
    expect(refreshes()).toBe(2)
    expect(await kept()).toMatchObject({ access_token: 'token' in second && second.token })
  })

  it('is renewed by one of many at a time', async () => {
    const seed = platforms.consent()
    const got = await Promise.all(Array.from({ length: 5 }, () => process(seed).get()))
    expect(new Set(got.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(refreshes()).toBe(1)
  })

  it('that Zalo refuses is renewed, unless somebody did so meanwhile', async () => {
    const seed = platforms.consent()
    const [one, other] = [process(seed), process(seed)]
    const first = await one.get()
    const unusable = 'token' in first ? first.token : ''
    platforms.expireTokens()
    const second = await one.get(unusable)
    expect(await other.get(unusable)).toEqual(second)
    expect(refreshes()).toBe(2)
  })

  it('is in the database before anybody has it', async () => {
    const seed = platforms.consent()
    const vault = openTokenVault(test.system.db, zaloKeys.appId, seed)
    const replaced = await vault.replace(async (held) => ({ ...held, accessToken: 'new', refreshToken: 'newer' }))
    expect(replaced).toMatchObject({ accessToken: 'new' })
    expect(await kept()).toMatchObject({ access_token: 'new', refresh_token: 'newer' })
  })
})

describe('the refresh token', () => {
  it('survives that Zalo does not answer', async () => {
    const tokens = process(platforms.consent())
    for (const fault of [{ kind: 'cut' }, { kind: 'http', status: 502 }] as const) {
      platforms.fail('access_token', fault)
      expect(await tokens.get()).toHaveProperty('problem')
    }
    expect(await tokens.get()).toHaveProperty('token')
  })

  it('whose answer was lost is gone: an administrator is told to consent again, and can', async () => {
    const seed = platforms.consent()
    platforms.fail('access_token', { kind: 'lost answer' })
    expect(await process(seed).get()).toHaveProperty('problem')
    expect(await process(seed).get()).toEqual({ problem: expect.stringContaining('cấp quyền lại') })
    const again = process(platforms.consent())
    expect(await again.get()).toHaveProperty('token')
  })

  it('in the settings is used once: the newer one in the database counts after a restart', async () => {
    const seed = platforms.consent()
    await process(seed).get()
    now = now.add({ hours: 25 })
    expect(await process(seed).get()).toHaveProperty('token')
    expect(platforms.usedRefreshTokens.has(seed)).toBe(true)
  })

  it('refused for a wrong app secret is not asked about all the time, and works once the secret is right', async () => {
    const seed = platforms.consent()
    expect(await process(seed, 'wrong').get()).toHaveProperty('problem')
    expect(await process(seed, 'wrong').get()).toHaveProperty('problem')
    expect(refreshes()).toBe(1)
    now = now.add({ minutes: 31 })
    expect(await process(seed).get()).toHaveProperty('token')
  })

  it('never given is said so', async () => {
    expect(await process(null).get()).toEqual({ problem: expect.stringContaining('Chưa có mã truy cập') })
  })
})
