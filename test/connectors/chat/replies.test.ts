/** Answers go out in order, once, within the platforms' windows; what cannot be sent is on record with its reason. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planForIntake } from '../../../storage/database/acknowledgements/outbox.ts'
import { findThread } from '../../../storage/database/chat/find-thread.ts'
import { facebookRequest, zaloRequest } from '../../servers/chat-platforms.ts'
import { facebookEvent, type HookBench, openHookBench, zaloEvent } from './hook-bench.ts'

let now = Temporal.Instant.from('2026-11-18T03:00:00Z')
let bench: HookBench
let serial = 0

beforeAll(async () => {
  bench = await openHookBench()
})
afterAll(() => bench?.close())
beforeEach(() => {
  setNow(Temporal.Instant.from('2026-11-18T03:00:00Z').add({ hours: 24 * 30 * ++serial }))
  bench.platforms.zalo.length = 0
  bench.platforms.facebook.length = 0
})

function setNow(instant: Temporal.Instant): void {
  now = instant
  bench.test.setNow(now.toString())
}
const later = (duration: Temporal.DurationLike) => setNow(now.add(duration))

const said = (channel: 'zalo' | 'facebook') => bench.platforms[channel].map(({ text }) => text)
const health = (channel: 'zalo' | 'facebook') => bench.doors.connectors.get(channel)?.health()

/** A person of their own asks; nothing is said yet. */
async function ask(channel: 'zalo' | 'facebook', id: string): Promise<void> {
  const text = `Câu hỏi ${id}`
  const request =
    channel === 'zalo'
      ? zaloRequest(zaloEvent(id, 'user_send_text', { text }, now, `555${serial}`))
      : facebookRequest(facebookEvent(id, { text }, now, `555${serial}`))
  expect(await bench.post(request)).toBe(200)
}

async function answer(id: string, text: string): Promise<void> {
  const { id: intakeId } = await bench.test.system.db
    .selectFrom('intakes')
    .select('id')
    .where('external_id', '=', id)
    .executeTakeFirstOrThrow()
  await bench.test.system.db.transaction().execute(async (trx) => {
    await planForIntake(trx, intakeId, { kind: 'answered', text }, now, {
      key: `answered ${text.slice(0, 20)}`,
      documentId: null,
    })
  })
}

const unsent = async () =>
  (
    await bench.test.system.db
      .selectFrom('chat_replies')
      .select(['external_id', 'unsent_code'])
      .where('state', '=', 'unsent')
      .execute()
  ).map((row) => [row.external_id, row.unsent_code])

describe('an answer', () => {
  it('told twice goes out once, and two answers of the same message both go', async () => {
    await ask('zalo', 'z-twice')
    await bench.work()
    const row = await bench.test.system.db
      .selectFrom('intakes')
      .selectAll()
      .where('external_id', '=', 'z-twice')
      .executeTakeFirstOrThrow()
    const door = bench.doors.connectors.get('zalo')
    const told = { intakeId: row.id, channel: 'zalo', externalId: 'z-twice', channelData: row.channel_data } as const
    for (const text of ['Một', 'Một', 'Hai']) await door?.acknowledge({ ...told, event: { kind: 'answered', text } })
    await bench.work()
    expect(said('zalo').map((text) => text.split('\n')[0])).toEqual([expect.stringContaining('số đến'), 'Một', 'Hai'])
  })

  it('whose sending was cut off is sent again, the pieces after it behind it', async () => {
    await ask('zalo', 'z-cut')
    await bench.work()
    bench.platforms.zalo.length = 0
    await answer('z-cut', Array.from({ length: 100 }, (_, line) => `Dòng ${line} của câu trả lời dài.`).join('\n'))
    bench.platforms.fail('cs', { kind: 'cut' })
    await bench.work()
    expect(health('zalo')?.lastError).toContain('Không gọi được Zalo')
    expect(said('zalo')).toEqual([])
    later({ minutes: 3 })
    expect(await bench.work()).toEqual([])
    expect(said('zalo').length).toBeGreaterThan(1)
    expect(said('zalo').join('\n')).toMatch(/Dòng 0 [\s\S]*Dòng 50 [\s\S]*Dòng 99 /)
  })

  it('after the window stays unsent, and goes out when the person writes again', async () => {
    await ask('zalo', 'z-late')
    await bench.work()
    bench.platforms.zalo.length = 0
    later({ hours: 7 * 24 })
    await answer('z-late', 'Trả lời muộn')
    await bench.work()
    expect(said('zalo')).toEqual([])
    expect(await unsent()).toContainEqual(['z-late', 'WINDOW_CLOSED'])
    later({ hours: 24 })
    await ask('zalo', 'z-late-again')
    await bench.work()
    expect(said('zalo').join()).toContain('Trả lời muộn')
    expect(await unsent()).not.toContainEqual(['z-late', 'WINDOW_CLOSED'])
  })

  it('within the window goes out in its last hour', async () => {
    await ask('zalo', 'z-in-time')
    await bench.work()
    later({ hours: 7 * 24 - 1 })
    await answer('z-in-time', 'Kịp giờ')
    await bench.work()
    expect(said('zalo').join()).toContain('Kịp giờ')
  })

  it('to Facebook ends after 24 hours', async () => {
    await ask('facebook', 'm_late')
    await bench.work()
    later({ hours: 23 })
    await answer('m_late', 'Trong ngày')
    await bench.work()
    later({ hours: 2 })
    await answer('m_late', 'Sang ngày sau')
    await bench.work()
    expect(said('facebook').join()).toContain('Trong ngày')
    expect(said('facebook').join()).not.toContain('Sang ngày sau')
    expect(await unsent()).toContainEqual(['m_late', 'WINDOW_CLOSED'])
  })

  it('to one who floods us stops after a few an hour; results still go', async () => {
    for (let index = 0; index < 12; index++) await ask('zalo', `z-flood-${index}`)
    await bench.work()
    expect(said('zalo')).toHaveLength(8)
    expect((await unsent()).filter(([, code]) => code === 'TOO_MANY')).toHaveLength(4)
    await answer('z-flood-11', 'Kết quả')
    await bench.work()
    expect(said('zalo').at(-1)).toContain('Kết quả')
  })
})

describe('an error of the platform', () => {
  it.each([
    [-32, 2],
    [-200, 6],
    [-9999, 11],
  ])('Zalo %i passes: sent when its pause is over', async (code, minutes) => {
    bench.platforms.fail('cs', { kind: 'error', code })
    await ask('zalo', `z${code}`)
    await bench.work()
    expect(said('zalo')).toEqual([])
    later({ minutes })
    await bench.work()
    expect(said('zalo')).toHaveLength(1)
  })

  it.each([
    [-213, 'RECIPIENT_UNREACHABLE'],
    [-230, 'WINDOW_CLOSED'],
    [-232, 'WINDOW_CLOSED'],
    [-224, 'NOT_PERMITTED'],
    [-201, 'REFUSED_BY_PLATFORM'],
  ])('Zalo %i is final: nothing more is tried', async (code, reason) => {
    bench.platforms.fail('cs', { kind: 'error', code })
    await ask('zalo', `z-final${code}`)
    await bench.work()
    const calls = bench.platforms.calls.length
    later({ hours: 20 })
    await bench.work()
    expect(bench.platforms.calls.slice(calls).filter((call) => call.endsWith('/cs'))).toEqual([])
    expect(await unsent()).toContainEqual([`z-final${code}`, reason])
  })

  it.each([
    [551, undefined, 'RECIPIENT_UNREACHABLE'],
    [10, 2018278, 'WINDOW_CLOSED'],
    [10, undefined, 'NOT_PERMITTED'],
    [100, undefined, 'REFUSED_BY_PLATFORM'],
  ])('Facebook %i/%s is final', async (code, subcode, reason) => {
    bench.platforms.fail('messages', { kind: 'error', code, ...(subcode ? { subcode } : {}) })
    await ask('facebook', `m_final_${code}_${subcode}`)
    await bench.work()
    expect(await unsent()).toContainEqual([`m_final_${code}_${subcode}`, reason])
  })

  it('of the night lets the answer wait for the morning', async () => {
    setNow(now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').with({ hour: 22, minute: 30 }).toInstant())
    bench.platforms.fail('cs', { kind: 'error', code: -234 })
    await ask('zalo', 'z-night')
    await bench.work()
    later({ hours: 7 })
    await bench.work()
    expect(said('zalo')).toEqual([])
    later({ hours: 1 })
    await bench.work()
    expect(said('zalo')).toHaveLength(1)
  })

  it('190 shows at the door, and the answer goes when the token was renewed', async () => {
    bench.platforms.fail('messages', { kind: 'error', code: 190 }, 2)
    await ask('facebook', 'm_190')
    await bench.work()
    expect(health('facebook')?.lastError).toContain('CONGBAO_FACEBOOK_PAGE_TOKEN')
    later({ hours: 1 })
    await bench.work()
    later({ hours: 1 })
    expect(await bench.work()).toEqual([])
    expect(said('facebook')).toHaveLength(1)
  })

  it('that does not end is given up: a recorded outcome, not an endless retry', async () => {
    bench.platforms.fail('messages', { kind: 'error', code: 613 }, 6)
    await ask('facebook', 'm_613')
    for (let round = 0; round < 6; round++) {
      await bench.work()
      later({ hours: 1 })
    }
    expect(await unsent()).toContainEqual(['m_613', 'NOT_DELIVERED'])
    const intake = await bench.test.system.db
      .selectFrom('intakes')
      .select('channel_data')
      .where('external_id', '=', 'm_613')
      .executeTakeFirstOrThrow()
    const thread = await findThread(bench.test.system.db, String(intake.channel_data.threadId))
    expect(thread?.entries.map(({ delivery }) => delivery?.message ?? null)).toContain(
      'Đã thử nhiều lần, nền tảng không nhận tin.',
    )
  })
})
