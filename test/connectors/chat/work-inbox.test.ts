/** What becomes of webhook bodies: each message once, each file fetched or asked for again, the rest on record only. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findThread } from '../../../storage/database/chat/find-thread.ts'
import { facebookRequest, zaloRequest } from '../../servers/chat-platforms.ts'
import { facebookEvent, type HookBench, openHookBench, zaloEvent } from './hook-bench.ts'

const start = Temporal.Instant.from('2026-11-18T03:00:00Z')
let now = start
let bench: HookBench

beforeAll(async () => {
  bench = await openHookBench({ CONGBAO_ZALO_OA_IDS: '2197174064623873199' })
})
afterAll(() => bench?.close())
beforeEach(() => {
  setNow(now.add({ hours: 2 }))
  bench.platforms.zalo.length = 0
  bench.platforms.facebook.length = 0
})

function setNow(instant: Temporal.Instant): void {
  now = instant
  bench.test.setNow(now.toString())
}
const later = (duration: Temporal.DurationLike) => setNow(now.add(duration))

const db = () => bench.test.system.db
const intakeOf = async (externalId: string) =>
  db().selectFrom('intakes').selectAll().where('external_id', '=', externalId).executeTakeFirst()
const partsOf = async (externalId: string) =>
  db()
    .selectFrom('intake_parts')
    .innerJoin('intakes', 'intakes.id', 'intake_parts.intake_id')
    .select('file_name')
    .where('external_id', '=', externalId)
    .orderBy('position')
    .execute()
const repeatsOf = async (externalId: string) =>
  (
    await db()
      .selectFrom('intake_repeats')
      .innerJoin('intakes', 'intakes.id', 'intake_repeats.intake_id')
      .select('intake_repeats.id')
      .where('external_id', '=', externalId)
      .execute()
  ).length
const countIntakes = async () => (await db().selectFrom('intakes').select('id').execute()).length

const sendZalo = async (id: string, event: string, message: Record<string, unknown>, person?: string) =>
  expect(await bench.post(zaloRequest(zaloEvent(id, event, message, now, person)))).toBe(200)
const sendFacebook = async (id: string, message: Record<string, unknown>) =>
  expect(await bench.post(facebookRequest(facebookEvent(id, message, now)))).toBe(200)
const firstLines = (channel: 'zalo' | 'facebook') => bench.platforms[channel].map(({ text }) => text.split('\n')[0])
const file = (url: string, name: string) => ({ type: 'file', payload: { url, name, type: name.split('.').at(-1) } })

describe('a message', () => {
  it('is one intake, whatever bodies and event names it comes in; the others are its repeats', async () => {
    await sendZalo('same', 'user_send_text', { text: 'Một' })
    await bench.work()
    await sendZalo('same', 'user_send_link', { text: 'Một' })
    later({ seconds: 1 })
    await sendZalo('same', 'user_send_text', { text: 'Một' })
    expect(await bench.work()).toEqual([])
    expect(await intakeOf('same')).toMatchObject({ kind: 'question', question: 'Một' })
    expect(await repeatsOf('same')).toBe(2)
    expect(firstLines('zalo')).toHaveLength(1)
  })

  it('worked on again after a kill between its intake and the end of the work is no repeat', async () => {
    await sendZalo('killed', 'user_send_text', { text: 'Hai' })
    await bench.work()
    await db().updateTable('chat_inbox').set({ state: 'waiting', next_attempt_at: now.toString() }).execute()
    await db().deleteFrom('chat_messages').where('external_id', '=', 'killed').execute()
    expect(await bench.work()).toEqual([])
    expect(await repeatsOf('killed')).toBe(0)
    const thread = await findThread(db(), String((await intakeOf('killed'))?.channel_data.threadId))
    expect(thread?.entries.filter(({ text }) => text === 'Hai')).toHaveLength(1)
  })

  it('declined just before a kill is told all the same, and once', async () => {
    await sendZalo('killed-2', 'user_send_audio', {
      attachments: [{ type: 'audio', payload: { url: 'https://a.zdn.vn/a' } }],
    })
    await bench.work()
    // As if the process had ended between the intake and the plan of the answer, and then again after it.
    await db().deleteFrom('chat_replies').where('external_id', '=', 'killed-2').execute()
    bench.platforms.zalo.length = 0
    for (let kill = 0; kill < 2; kill++) {
      await db().updateTable('chat_inbox').set({ state: 'waiting', next_attempt_at: now.toString() }).execute()
      await bench.work()
    }
    expect(firstLines('zalo')).toEqual([expect.stringContaining('Xin gửi lại bằng chữ')])
    expect(await repeatsOf('killed-2')).toBe(0)
  })

  it('held by a process that died is taken up when its hold has lapsed', async () => {
    await sendZalo('held', 'user_send_text', { text: 'Ba' })
    const held = now.add({ minutes: 20 })
    await db()
      .updateTable('chat_inbox')
      .set({ next_attempt_at: held.toString(), attempts: 1 })
      .where('state', '=', 'waiting')
      .execute()
    await bench.work()
    expect(await intakeOf('held')).toBeUndefined()
    later({ minutes: 21 })
    await bench.work()
    expect(await intakeOf('held')).toMatchObject({ kind: 'question' })
  })

  it('of a batch gets its number in the order of time, not of the list', async () => {
    const late = facebookEvent('m_late', { text: 'Sau' }, now.subtract({ seconds: 5 })) as { entry: unknown[] }
    const early = facebookEvent('m_early', { text: 'Trước' }, now.subtract({ seconds: 9 })) as { entry: unknown[] }
    const batch = { object: 'page', entry: [...late.entry, ...early.entry] }
    expect(await bench.post(facebookRequest(batch))).toBe(200)
    await bench.work()
    const [first, second] = [await intakeOf('m_early'), await intakeOf('m_late')]
    expect((second?.register_number ?? 0) - (first?.register_number ?? 0)).toBe(1)
  })

  it('to another account of the same app is declined and not answered', async () => {
    const event = zaloEvent('other', 'user_send_text', { text: 'Chào' }, now)
    expect(await bench.post(zaloRequest({ ...event, recipient: { id: '1' } }))).toBe(200)
    await bench.work()
    expect(await intakeOf('other')).toMatchObject({ declined: { code: 'OTHER_ACCOUNT' }, register_number: null })
    expect(bench.platforms.zalo).toEqual([])
  })

  it('of an anonymous person is answered in its conversation by the older interface', async () => {
    await sendZalo('anon', 'anonymous_send_text', { text: 'Xin hỏi', conversation_id: 'fa8f3f87' }, '1ffedc467f17')
    await bench.work()
    expect(bench.platforms.zalo[0]?.body.recipient).toEqual({
      anonymous_id: '1ffedc467f17',
      conversation_id: 'fa8f3f87',
    })
  })

  it('that complains is declined, and the person is told where complaints go', async () => {
    await sendZalo('complaint', 'user_send_text', { text: 'Đơn tố cáo ông Nguyễn Văn A lấn chiếm đất công' })
    await bench.work()
    expect(await intakeOf('complaint')).toMatchObject({ declined: { code: 'COMPLAINT_OR_DENUNCIATION' } })
    expect(firstLines('zalo')[0]).toContain('khiếu nại, tố cáo')
  })
})

describe('what gives no intake', () => {
  it('is noted: reactions, reading, tags, groups, calls, follows, deliveries', async () => {
    const before = await countIntakes()
    const names = [
      'user_seen_message',
      'user_reacted_message',
      'unfollow',
      'user_send_group_text',
      'oa_call_user',
      'follow',
    ]
    for (const name of names) await sendZalo(`note-${name}`, name, {})
    for (const field of ['delivery', 'read', 'reaction', 'optin']) {
      const messaging = [{ sender: { id: '1' }, recipient: { id: '2' }, timestamp: now.epochMilliseconds, [field]: {} }]
      const body = { object: 'page', entry: [{ id: '2', time: now.epochMilliseconds, messaging }] }
      expect(await bench.post(facebookRequest(body))).toBe(200)
    }
    expect(await bench.work()).toEqual([])
    expect(await countIntakes()).toBe(before)
    const noted = (await bench.inbox()).filter(({ events }) =>
      events?.some((name) => [...names, 'delivery'].includes(name)),
    )
    expect(noted).toHaveLength(names.length + 1)
    expect(noted.every(({ state }) => state === 'done')).toBe(true)
  })

  it('is our own echo; what a person says at the platform’s page joins the conversation', async () => {
    const person = '777000111'
    await sendZalo('asked', 'user_send_text', { text: 'Bao giờ đăng?' }, person)
    await bench.work()
    const before = await countIntakes()
    const sent = await db()
      .selectFrom('chat_replies')
      .select('platform_id')
      .where('external_id', '=', 'asked')
      .executeTakeFirstOrThrow()
    const echo = (id: string, text: string) => {
      const event = zaloEvent(id, 'oa_send_text', { text }, now)
      return zaloRequest({ ...event, sender: { id: '2197174064623873199' }, recipient: { id: person } })
    }
    expect(await bench.post(echo(sent.platform_id ?? '', 'Chúng tôi đã nhận'))).toBe(200)
    expect(await bench.post(echo('by-hand', 'Tuần sau, anh nhé.'))).toBe(200)
    await bench.work()
    expect(await countIntakes()).toBe(before)
    const thread = await findThread(db(), String((await intakeOf('asked'))?.channel_data.threadId))
    expect(thread?.entries.map(({ by }) => by).sort()).toEqual(['account', 'congbao', 'person'])
    expect(thread?.entries.find(({ by }) => by === 'account')?.text).toBe('Tuần sau, anh nhé.')
  })

  it('is kept for a month and then removed, unless an intake came of it', async () => {
    await sendZalo('kept-note', 'user_seen_message', {})
    await sendZalo('kept-text', 'user_send_text', { text: 'Giữ lại' })
    await bench.work()
    const bodies = async () =>
      (await db().selectFrom('chat_inbox').select('gave_intake').execute()).map((row) => row.gave_intake)
    expect(await bodies()).toContain(false)
    later({ hours: 24 * 31 })
    await bench.work()
    expect(await bodies()).not.toContain(false)
    expect(await bodies()).toContain(true)
  })
})

describe('what is no text and no file', () => {
  it.each([
    ['user_send_audio', 'audio', { url: 'https://a.zdn.vn/a' }, 'KIND_NOT_TAKEN', true],
    ['user_send_video', 'video', { url: 'https://a.zdn.vn/a' }, 'KIND_NOT_TAKEN', true],
    ['user_send_location', 'location', { coordinates: {} }, 'KIND_NOT_TAKEN', true],
    ['user_send_business_card', 'link', { description: '{"phone":"0900"}' }, 'KIND_NOT_TAKEN', true],
    ['user_send_sticker', 'sticker', { id: '1', url: 'https://a.zdn.vn/a' }, 'STICKER', false],
    ['user_send_gif', 'gif', { url: 'https://a.zdn.vn/a' }, 'STICKER', false],
  ])('%s is declined without a number', async (event, type, payload, code, told) => {
    await sendZalo(`k-${event}`, event, { attachments: [{ type, payload }] })
    await bench.work()
    expect(await intakeOf(`k-${event}`)).toMatchObject({ declined: { code }, register_number: null })
    expect(bench.platforms.zalo.length > 0).toBe(told)
  })

  it('Facebook’s fallback means that no file came: the sender is asked for it', async () => {
    await sendFacebook('m_fallback', { attachments: [{ type: 'fallback', payload: null, title: 'x' }] })
    await bench.work()
    expect(await intakeOf('m_fallback')).toMatchObject({ declined: { code: 'FILE_MISSING' } })
    expect(firstLines('facebook')[0]).toContain('Xin gửi lại tệp')
  })
})

it('a link that Facebook announces beside the text is no lost file', async () => {
  const text = 'Xin hỏi về https://langson.gov.vn/x'
  const preview = { type: 'fallback', title: 'Cổng', payload: { url: 'https://langson.gov.vn/x', title: 'Cổng' } }
  await sendFacebook('m_link', { text, attachments: [preview] })
  await bench.work()
  expect(await intakeOf('m_link')).toMatchObject({ kind: 'question', question: text })
  expect(firstLines('facebook')).toEqual([expect.stringContaining('số đến')])
})

describe('a file', () => {
  it('is tried again while its host fails, and comes in when it answers', async () => {
    const url = bench.platforms.offer(
      'slow.pdf',
      { status: 503 },
      { status: 503 },
      { content: Buffer.from('%PDF-1.7 a') },
    )
    await sendZalo('slow', 'user_send_file', { attachments: [file(url, 'a.pdf')] })
    for (const pause of [0, 31, 121]) {
      expect(await intakeOf('slow')).toBeUndefined()
      later({ seconds: pause })
      await bench.work()
    }
    expect(await partsOf('slow')).toEqual([{ file_name: 'a.pdf' }])
    expect(firstLines('zalo')).toHaveLength(1)
  })

  it('that never comes is declined in the end, and the sender is asked for it', async () => {
    await sendZalo('gone', 'user_send_file', { attachments: [file('http://127.0.0.1:1/x', 'a.pdf')] })
    for (let round = 0; round < 5; round++) {
      expect(bench.platforms.zalo).toEqual([])
      await bench.work()
      later({ hours: 1 })
    }
    expect(await intakeOf('gone')).toMatchObject({ declined: { code: 'FILE_NOT_FETCHED' } })
    expect(firstLines('zalo')[0]).toContain('Xin gửi lại tệp')
  })

  it('on another host is not asked for at all', async () => {
    await sendZalo('elsewhere', 'user_send_file', { attachments: [file('https://evil.example/x', 'a.pdf')] })
    await bench.work()
    expect(await intakeOf('elsewhere')).toMatchObject({ declined: { code: 'FILE_FROM_ELSEWHERE' } })
  })

  it('that is lost beside one that came is named to the sender', async () => {
    const good = bench.platforms.offer('good', { content: Buffer.from('%PDF-1.7 b'), type: 'application/pdf' })
    const lost = bench.platforms.offer('lost', { status: 404 })
    const attachments = [file(good, 'tốt.pdf'), file(lost, 'mất.pdf')]
    await sendZalo('half', 'user_send_file', { text: 'Gửi hai văn bản', attachments })
    await bench.work()
    expect(await partsOf('half')).toEqual([{ file_name: 'tốt.pdf' }])
    expect(await intakeOf('half')).toMatchObject({ kind: 'documents', channel_data: { text: 'Gửi hai văn bản' } })
    expect(firstLines('zalo')).toEqual([expect.stringContaining('“mất.pdf”'), expect.stringContaining('số đến')])
  })

  it('with a name that is a path, or none, gets one that is safe', async () => {
    const content = (letter: string) => ({ content: Buffer.from(`%PDF-1.7 ${letter}`), type: 'application/pdf' })
    const first = bench.platforms.offer('c', content('c'))
    const second = bench.platforms.offer('d', content('d'))
    const attachments = [file(first, '../../etc/passwd.pdf'), { type: 'file', payload: { url: second } }]
    await sendZalo('names', 'user_send_file', { attachments })
    await bench.work()
    expect(await partsOf('names')).toEqual([{ file_name: 'passwd.pdf' }, { file_name: 'tep-2.pdf' }])
  })

  it('whose checksum differs comes in with a remark', async () => {
    const url = bench.platforms.offer('e', { content: Buffer.from('%PDF-1.7 e') })
    const payload = { url, name: 'e.pdf', checksum: 'db8f0a790d28e3d8658a0ff0846189' }
    await sendZalo('checksum', 'user_send_file', { attachments: [{ type: 'file', payload }] })
    await bench.work()
    expect(await intakeOf('checksum')).toMatchObject({
      kind: 'documents',
      channel_data: { remarks: ['CHECKSUM_DIFFERS'] },
    })
  })
})
