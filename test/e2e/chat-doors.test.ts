/** Zalo and Facebook from door to gazette: what comes in is published, refused or asked, and the sender is told. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Doors, openDoors } from '../../doors.ts'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { approve, reject } from '../../pipeline/review/decide.ts'
import { portalApp } from '../../portal/server.ts'
import { planForIntake } from '../../storage/database/acknowledgements/outbox.ts'
import { findThread } from '../../storage/database/chat/find-thread.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import {
  chatEnvironment,
  facebookRequest,
  type HookRequest,
  startPlatforms,
  type TestPlatforms,
  zaloRequest,
} from '../servers/chat-platforms.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

const now = '2026-11-18T03:00:00Z'
const timestamp = Temporal.Instant.from(now).epochMilliseconds
let platforms: TestPlatforms
let test: TestSystem
let doors: Doors
let decisions: DecisionMaker
let portal: ReturnType<typeof portalApp>

beforeAll(async () => {
  platforms = await startPlatforms()
  test = await openTestSystem({ ...chatEnvironment(platforms), CONGBAO_URL: 'https://congbao.example' })
  test.setNow(now)
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  doors = openDoors(test.system)
  const dispatcher = { wake() {}, async stop() {} }
  portal = portalApp(test.system, dispatcher, doors, () => 'https://congbao.example')
})
afterAll(async () => {
  await doors?.stop()
  await test?.close()
  await platforms?.close()
})

async function post({ path, body, headers }: HookRequest): Promise<number> {
  return (await portal.request(path, { method: 'POST', body, headers })).status
}

/** Works on what came and says what is due, until nothing moves. */
async function settle(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const door of doors.polling.values()) expect((await door.poll()).problems).toEqual([])
    await doors.deliver()
  }
  for (const door of doors.polling.values()) await door.poll()
}

async function intakeOf(externalId: string) {
  return test.system.db
    .selectFrom('intakes')
    .leftJoin('intake_parts', 'intake_parts.intake_id', 'intakes.id')
    .selectAll('intakes')
    .select(['document_id', 'file_name'])
    .where('external_id', '=', externalId)
    .executeTakeFirstOrThrow()
}

function zaloMessage(messageId: string, event: string, message: Record<string, unknown>): HookRequest {
  const sender = { id: '4339761418830368433' }
  const recipient = { id: '2197174064623873199' }
  const parts = { event_name: event, sender, recipient, user_id_by_app: '2372735685249892743' }
  return zaloRequest({ ...parts, message: { msg_id: messageId, ...message }, timestamp: String(timestamp) })
}

function facebookMessage(mid: string, message: Record<string, unknown>): HookRequest {
  const event = { sender: { id: '1423587017700273' }, recipient: { id: '404217156637689' }, timestamp }
  const messaging = [{ ...event, message: { mid, ...message } }]
  return facebookRequest({ object: 'page', entry: [{ id: '404217156637689', time: timestamp, messaging }] })
}

const toldOn = (channel: 'zalo' | 'facebook') => platforms[channel].map(({ text }) => text.split('\n')[0] ?? '')

it('publishes a file sent by Zalo and tells its sender the number and the address', async () => {
  const url = platforms.offer('qd-901.pdf', { content: await decisions.make(901), type: 'application/pdf' })
  const payload = { url, name: 'Quyết định 901.pdf', size: '1', type: 'pdf', checksum: 'abc' }
  expect(await post(zaloMessage('z-file', 'user_send_file', { attachments: [{ type: 'file', payload }] }))).toBe(200)
  await settle()
  const intake = await intakeOf('z-file')
  expect(intake).toMatchObject({ kind: 'documents', file_name: 'Quyết định 901.pdf', register_number: 1 })
  const id = intake.document_id ?? ''
  await advanceUntilResting(test.system, id)
  expect((await test.find(id)).description?.metadata.reference).toBe('901/QĐ-UBND')
  await approve(test.system, id, { name: 'bien-tap' })
  await advanceUntilResting(test.system, id)
  await settle()
  expect((await test.find(id)).state).toBe('published')
  expect(toldOn('zalo')).toEqual([
    expect.stringContaining('số đến 1/2026'),
    expect.stringMatching(/đã được đăng Công báo, xem tại: https:\/\/congbao\.example\/van-ban\/\S+$/),
  ])
  expect(platforms.zalo[0]?.body).toMatchObject({ message: { quote_message_id: 'z-file' } })
})

it('takes a text by Zalo as a question, with its conversation, and sends the answer in pieces', async () => {
  platforms.zalo.length = 0
  const text = 'Cho hỏi Quyết định số 40/2024/QĐ-UBND còn hiệu lực không?'
  expect(await post(zaloMessage('z-text', 'user_send_text', { text }))).toBe(200)
  await settle()
  const intake = await intakeOf('z-text')
  expect(intake).toMatchObject({ kind: 'question', question: text, register_number: 2 })
  const answer = Array.from({ length: 60 }, (_, line) => `Câu ${line}: quyết định này vẫn còn hiệu lực thi hành.`)
  await test.system.db.transaction().execute(async (trx) => {
    await planForIntake(trx, intake.id, { kind: 'answered', text: answer.join('\n') }, test.system.now())
  })
  await settle()
  expect(toldOn('zalo')[0]).toContain('câu hỏi của Quý vị, số đến 2/2026')
  const pieces = platforms.zalo.slice(1).map((said) => said.text)
  expect(pieces.length).toBeGreaterThan(1)
  expect(pieces.every((piece) => piece.length <= 2000)).toBe(true)
  for (const line of answer) expect(pieces.join('\n')).toContain(line)
  const thread = await findThread(test.system.db, String(intake.channel_data.threadId))
  expect(thread?.entries.map(({ by, intakeId, delivery }) => [by, intakeId === intake.id, delivery?.state])).toEqual(
    expect.arrayContaining([
      ['person', true, undefined],
      ['congbao', false, 'sent'],
    ]),
  )
})

it('refuses a file sent by Facebook on the editors’ word, and tells why', async () => {
  const url = platforms.offer('qd-902.pdf', { content: await decisions.make(902), type: 'application/pdf' })
  expect(await post(facebookMessage('m_file', { attachments: [{ type: 'file', payload: { url } }] }))).toBe(200)
  await settle()
  const intake = await intakeOf('m_file')
  expect(intake).toMatchObject({ kind: 'documents', file_name: 'qd-902.pdf', register_number: 3 })
  const id = intake.document_id ?? ''
  await advanceUntilResting(test.system, id)
  await reject(test.system, id, { name: 'bien-tap' }, 'Gửi nhầm cơ quan')
  await settle()
  expect(toldOn('facebook')).toEqual([
    expect.stringContaining('số đến 3/2026'),
    expect.stringContaining('Lý do: Gửi nhầm cơ quan'),
  ])
  expect(platforms.facebook[0]?.body).toMatchObject({ type: 'RESPONSE', recipient: { id: '1423587017700273' } })
})

it('takes a text by Facebook as a question and tells its number', async () => {
  platforms.facebook.length = 0
  expect(await post(facebookMessage('m_text', { text: 'Công báo số mới nhất là số nào?' }))).toBe(200)
  await settle()
  expect(await intakeOf('m_text')).toMatchObject({ kind: 'question', question: 'Công báo số mới nhất là số nào?' })
  expect(toldOn('facebook')).toEqual([expect.stringContaining('câu hỏi của Quý vị, số đến 4/2026')])
  for (const door of doors.polling.values()) expect(door.health()).toMatchObject({ backlog: 0, lastError: null })
})

it('says at the door when an administrator must consent again, and works on meanwhile', async () => {
  platforms.expireTokens()
  await test.system.db.updateTable('zalo_tokens').set({ refresh_token: 'lost', access_token: null }).execute()
  test.setNow('2026-11-18T03:30:00Z')
  expect(await post(zaloMessage('z-lost', 'user_send_text', { text: 'Còn nhận tin không?' }))).toBe(200)
  const report = await doors.polling.get('zalo')?.poll()
  expect(report).toMatchObject({ taken: 1, problems: [expect.stringContaining('Quản trị cần cấp quyền lại')] })
  expect(doors.connectors.get('zalo')?.health().lastError).toContain('CONGBAO_ZALO_REFRESH_TOKEN')
  expect(await intakeOf('z-lost')).toMatchObject({ kind: 'question' })
})

it('writes no word and no id of a person into the journal', async () => {
  const journal = JSON.stringify(await test.system.db.selectFrom('journal').selectAll().execute())
  for (const personal of ['4339761418830368433', '2372735685249892743', '1423587017700273', 'còn hiệu lực không']) {
    expect(journal).not.toContain(personal)
  }
})
