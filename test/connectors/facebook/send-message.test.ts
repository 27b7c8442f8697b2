/** A message to a person by Facebook says under which rule it is sent, and what the platform made of it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { facebookReplies } from '../../../connectors/facebook/facebook-connector.ts'
import { sendFacebookMessage } from '../../../connectors/facebook/send-message.ts'
import { facebookKeys, startPlatforms, type TestPlatforms } from '../../servers/chat-platforms.ts'

let platforms: TestPlatforms
beforeAll(async () => {
  platforms = await startPlatforms()
})
afterAll(() => platforms?.close())

const now = Temporal.Instant.from('2026-11-18T03:00:00Z')
const thread = (hoursAgo: number) => ({
  id: 'thread',
  accountId: '404217156637689',
  personId: '1423587017700273',
  appPersonId: null,
  conversationId: null,
  lastActAt: now.subtract({ hours: hoursAgo }),
  erased: false,
})
const reply = {
  id: 1,
  threadId: 'thread',
  externalId: 'm_1',
  kind: 'result',
  text: 'Đã đăng',
  part: 1,
  attempt: 1,
} as const

function send(hoursAgo: number, changes: { humanAgent?: boolean; pageToken?: string } = {}) {
  const { pageToken } = facebookKeys
  const settings = { apiUrl: `${platforms.url}/graph/v23.0`, pageToken, humanAgent: false, ...changes }
  return sendFacebookMessage(settings, fetch, thread(hoursAgo), reply, now)
}

it('is a response for 24 hours, and bears the tag of a human agent for 7 days where that is granted', async () => {
  expect(facebookReplies(false).window.total('hours')).toBe(24)
  expect(facebookReplies(true).window.total('hours')).toBe(7 * 24)
  for (const [hours, humanAgent] of [
    [23, false],
    [23, true],
    [30, true],
  ] as const) {
    expect(await send(hours, { humanAgent })).toMatchObject({ kind: 'sent', platformId: expect.stringMatching(/^m_/) })
  }
  expect(platforms.facebook.map(({ body }) => [body.type, body.tag])).toEqual([
    ['RESPONSE', undefined],
    ['RESPONSE', undefined],
    ['MESSAGE_TAG', 'HUMAN_AGENT'],
  ])
})

it('waits for an administrator when the page’s token is missing or refused', async () => {
  const calls = platforms.calls.length
  expect(await send(1, { pageToken: '' })).toMatchObject({ kind: 'later', door: true })
  expect(platforms.calls).toHaveLength(calls)
  expect(await send(1, { pageToken: 'old' })).toMatchObject({
    kind: 'later',
    door: true,
    why: expect.stringContaining('190'),
  })
})

it('is tried again when Facebook’s machines fail, whatever they say', async () => {
  for (const fault of [{ kind: 'http', status: 502 }, { kind: 'cut' }] as const) {
    platforms.fail('messages', fault)
    expect(await send(1)).toMatchObject({ kind: 'later' })
  }
})
