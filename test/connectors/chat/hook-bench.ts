/** A system with both chat doors open and its portal listening, for tests of what webhooks and workers do. */
import { type Doors, openDoors } from '../../../doors.ts'
import { type Portal, startPortal } from '../../../portal/server.ts'
import { chatEnvironment, type HookRequest, startPlatforms, type TestPlatforms } from '../../servers/chat-platforms.ts'
import { openTestSystem, type TestSystem } from '../../system.ts'

export interface HookBench {
  test: TestSystem
  platforms: TestPlatforms
  doors: Doors
  portal: Portal
  /** Sends a body to the portal; resolves with the HTTP status. */
  post(request: HookRequest): Promise<number>
  /** One round of both doors; resolves with their problems. */
  work(): Promise<readonly string[]>
  inbox(): Promise<{ channel: string; state: string; repeats: number; events: string[] | null; sha256: string }[]>
  close(): Promise<void>
}

export async function openHookBench(env: Record<string, string> = {}): Promise<HookBench> {
  const platforms = await startPlatforms()
  const test = await openTestSystem({ ...chatEnvironment(platforms), ...env })
  const doors = openDoors(test.system)
  const portal = await startPortal(test.system, { wake() {}, async stop() {} }, doors)
  return {
    test,
    platforms,
    doors,
    portal,
    async post({ path, body, headers }) {
      const answer = await fetch(`${portal.url}${path}`, { method: 'POST', body, headers })
      await answer.arrayBuffer()
      return answer.status
    },
    async work() {
      const problems: string[] = []
      for (const door of doors.polling.values()) {
        problems.push(...(await door.poll()).problems)
        await doors.deliver()
        problems.push(...(await door.poll()).problems)
      }
      return problems
    },
    inbox: () =>
      test.system.db
        .selectFrom('chat_inbox')
        .select(['channel', 'state', 'repeats', 'events', 'sha256'])
        .orderBy('id')
        .execute(),
    async close() {
      await portal.close()
      await test.close()
      await platforms.close()
    },
  }
}

/** One person writes to our OA. */
export function zaloEvent(
  messageId: string,
  event: string,
  message: Record<string, unknown>,
  at: Temporal.Instant,
  person = '4339761418830368433',
): Record<string, unknown> & { timestamp: string } {
  return {
    event_name: event,
    sender: { id: person },
    recipient: { id: '2197174064623873199' },
    user_id_by_app: `9${person}`,
    message: { msg_id: messageId, ...message },
    timestamp: String(at.epochMilliseconds),
  }
}

/** One person writes to our page. */
export function facebookEvent(
  mid: string,
  message: Record<string, unknown>,
  at: Temporal.Instant,
  person = '1423587017700273',
): unknown {
  const timestamp = at.epochMilliseconds
  const parties = { sender: { id: person }, recipient: { id: '404217156637689' } }
  const messaging = [{ ...parties, timestamp, message: { mid, ...message } }]
  return { object: 'page', entry: [{ id: '404217156637689', time: timestamp, messaging }] }
}
