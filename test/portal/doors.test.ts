/** A door that falls silent is noticed: on the desk, in the metrics, in the log and by `congbao doctor`. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Connector, ConnectorHealth } from '../../connectors/intake.ts'
import { deliverAcknowledgements } from '../../pipeline/acknowledge/deliver.ts'
import { doorStates, openDoorAlarm, openDoorRecorder } from '../../pipeline/doors/door-states.ts'
import { journalOf } from '../../storage/audit.ts'
import { watchDoors } from '../../storage/database/doors/door-health.ts'
import { openAnswerLog } from '../../storage/database/mailbox/mailbox-log.ts'
import { askQuestion } from '../fixtures/question.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { openTestPortal, type TestPerson, type TestPortal } from './test-portal.ts'

const start = Temporal.Instant.from('2026-11-25T02:00:00Z')
const minute = (minutes: number) => start.add({ minutes }).toString()
let test: TestSystem
let portal: TestPortal
let people: Record<'clerk' | 'editor' | 'operator', TestPerson>

/** Doors with nothing behind them: one looks every five minutes, one waits to be called. */
const health = new Map<Channel, ConnectorHealth>()
const untold: unknown[] = []
function door(channel: Channel, pollEveryMs?: number): [Channel, Connector] {
  health.set(channel, { channel, lastSuccessAt: null, lastErrorAt: null, lastError: null, backlog: 0 })
  const connector: Connector = {
    channel,
    pollEveryMs,
    start: async () => undefined,
    stop: async () => undefined,
    health: () => health.get(channel) as ConnectorHealth,
    acknowledge: async (acknowledgement) => {
      if (untold.length === 0) throw new Error('Zalo không trả lời')
      untold.push(acknowledgement)
    },
  }
  return [channel, connector]
}
const connectors = new Map([door('mailbox', 5 * 60_000), door('zalo')])
const saw = (channel: Channel, changes: Partial<ConnectorHealth>) =>
  health.set(channel, { ...(health.get(channel) as ConnectorHealth), ...changes })

/** Sessions end with the day. */
async function logIn(day: string): Promise<void> {
  people = {
    clerk: await portal.person(`van-thu-${day}`, 'clerk'),
    editor: await portal.person(`bien-tap-${day}`, 'editor'),
    operator: await portal.person(`quan-tri-${day}`, 'operator'),
  }
}

beforeAll(async () => {
  test = await openTestSystem()
  test.setNow(minute(0))
  portal = openTestPortal(test, connectors)
  await logIn('sang')
  await watchDoors(test.system.db, [...connectors.keys()], start)
})
afterAll(() => test.close())

const metrics = async () => (await portal.app.request('/metrics')).text()

describe('a door that looks by itself', () => {
  it('is shown with its last success, its backlog and its last error', async () => {
    saw('mailbox', {
      lastSuccessAt: start,
      backlog: 7,
      lastErrorAt: start.add({ minutes: 1 }),
      lastError: 'Mất kết nối.',
    })
    const page = await people.editor.page('/ban-lam-viec/kenh')
    for (const text of ['Thư điện tử', '09:00 25/11/2026', '<dd>7</dd>', 'Mất kết nối.', 'Đang lỗi']) {
      expect(page).toContain(text)
    }
    expect(await people.editor.page('/ban-lam-viec')).not.toContain('im lặng')
    expect(await metrics()).toMatch(/congbao_door_silent\{channel="mailbox"\} 0/)
  })

  it('raises an alarm after three looks without success, and the server stays ready', async () => {
    test.setNow(minute(14))
    expect(await people.clerk.page('/ban-lam-viec')).not.toContain('im lặng')
    test.setNow(minute(16))
    for (const path of ['/ban-lam-viec', '/ban-lam-viec/so-den', '/ban-lam-viec/kenh']) {
      expect(await people.operator.page(path)).toContain(
        'Kênh Thư điện tử im lặng: lần cuối thành công 09:00 25/11/2026',
      )
    }
    expect(await metrics()).toMatch(/congbao_door_silent\{channel="mailbox"\} 1/)
    expect((await portal.app.request('/readyz')).status).toBe(200)
  })

  it('is silent for every process, also for one that has seen nothing itself', async () => {
    await openDoorRecorder(test.system)(connectors)
    const fresh = new Map([door('mailbox', 5 * 60_000)])
    const states = await doorStates(test.system, fresh)
    expect(states).toMatchObject([{ channel: 'mailbox', silentSince: start, backlog: 7, lastError: 'Mất kết nối.' }])
  })

  it('is not held to the time before the server started', async () => {
    await watchDoors(test.system.db, ['mailbox'], Temporal.Instant.from(minute(16)))
    test.setNow(minute(20))
    expect(await doorStates(test.system, connectors)).toMatchObject([{ silentSince: null }, {}])
  })

  it('is logged once when it falls silent and once when it works again', () => {
    const lines: unknown[] = []
    const log = { error: (...line: unknown[]) => lines.push(line), info: (...line: unknown[]) => lines.push(line) }
    const alarm = openDoorAlarm(log as never)
    const state = { ...(health.get('mailbox') as ConnectorHealth), silentSince: null }
    for (const silentSince of [null, start, start, null, null]) alarm([{ ...state, silentSince }])
    expect(lines).toMatchObject([
      [{ channel: 'mailbox' }, 'door silent'],
      [{ channel: 'mailbox' }, 'door works again'],
    ])
  })
})

describe('a door that waits to be called', () => {
  it('may be quiet for ever, unless told otherwise', async () => {
    test.setNow(minute(60 * 24 * 30))
    saw('mailbox', { lastSuccessAt: Temporal.Instant.from(minute(60 * 24 * 30)) })
    const states = await doorStates(test.system, connectors)
    expect(states.map(({ silentSince }) => silentSince)).toEqual([null, null])
    const told = { ...test.system, config: { ...test.config, silentAfterHours: { zalo: 72 } } }
    const [, zalo] = await doorStates(told, connectors)
    expect(zalo?.silentSince).toEqual(start)
  })
})

describe('what could not be told', () => {
  const answer = '<hoi@dan.example>'
  beforeAll(async () => {
    const { system } = test
    await askQuestion(system, 'Xin hỏi?', { externalId: answer })
    await askQuestion(system, 'Xin hỏi?', { channel: 'zalo', externalId: 'msg-1', channelData: {} })
    const log = openAnswerLog(system.db)
    const target = { answerTo: 'a@dan.example', messageId: answer, subject: '', thread: [] }
    const planned = { externalId: answer, key: 'received', kind: 'received', messageId: '<x@y>', target } as const
    await log.plan({ ...planned, text: 'Đã nhận.', plannedAt: system.now().toString() })
    await log.markRefused(answer, 'received', system.now(), '550 no such user')
    // Zalo does not answer until the outbox gives up.
    const zalo = new Map([...connectors].filter(([channel]) => channel === 'zalo'))
    for (let tries = 0; tries < 12; tries++) {
      await deliverAcknowledgements(system, zalo)
      test.setNow(system.now().add({ hours: 5 }).toString())
    }
    await logIn('sau')
  })

  it('is listed with its reason, counted, and tried again by an operator, once', async () => {
    const page = await people.operator.page('/ban-lam-viec/kenh')
    expect(page).toContain('550 no such user')
    expect(page).toContain('Zalo không trả lời')
    expect(await metrics()).toMatch(/congbao_acknowledgements_given_up 2/)
    const forms = [...page.matchAll(/name="nguon" value="(\w+)">\s*<input type="hidden" name="ma" value="(\d+)"/g)]
    expect(forms.map((form) => form[1]).sort()).toEqual(['door', 'outbox'])
    for (const [, nguon = '', ma = ''] of forms) {
      expect(await (await people.operator.post('/ban-lam-viec/kenh/gui-lai', { nguon, ma })).text()).toContain(
        'Sẽ gửi lại',
      )
      expect(await (await people.operator.post('/ban-lam-viec/kenh/gui-lai', { nguon, ma })).text()).toContain(
        'đang chờ gửi',
      )
    }
    expect(await openAnswerLog(test.system.db).claimWaiting(test.system.now())).toHaveLength(1)
    untold.push('Zalo answers now')
    expect(await deliverAcknowledgements(test.system, connectors)).toBeGreaterThan(0)
    expect(untold).toContainEqual(
      expect.objectContaining({ channel: 'zalo', event: expect.objectContaining({ kind: 'received' }) }),
    )
    const intakes = await test.system.db.selectFrom('intakes').select('id').execute()
    const journal = await Promise.all(intakes.map(({ id }) => journalOf(test.system.db, 'intake', id)))
    const retries = journal.flat().filter((entry) => entry.action === 'acknowledgement retried')
    expect(retries.map((entry) => entry.actor)).toEqual(['quan-tri-sau', 'quan-tri-sau'])
  })

  it('is no business of clerks, and only operators try again', async () => {
    expect((await people.clerk.get('/ban-lam-viec/kenh')).status).toBe(403)
    expect(await people.clerk.page('/ban-lam-viec')).not.toContain('/ban-lam-viec/kenh')
    expect(await people.editor.page('/ban-lam-viec')).toContain('/ban-lam-viec/kenh')
    const form = { nguon: 'door', ma: '1' }
    expect((await people.editor.post('/ban-lam-viec/kenh/gui-lai', form)).status).toBe(403)
  })
})
