/** A person's demand that their data be deleted (Zalo's `user_withdraw`) is carried out, and on record without them. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forgetPerson } from '../../pipeline/forget-person.ts'
import { tellAsker } from '../../pipeline/review/questions/tell-asker.ts'
import { verifyJournal } from '../../storage/audit.ts'
import { findThread } from '../../storage/database/chat/find-thread.ts'
import { type HookBench, openHookBench, zaloEvent } from '../connectors/chat/hook-bench.ts'
import { zaloRequest } from '../servers/chat-platforms.ts'

const now = Temporal.Instant.from('2026-11-18T03:00:00Z')
const person = '4558424660619243532'
const other = '5510185758261927916'
let bench: HookBench

beforeAll(async () => {
  bench = await openHookBench()
  bench.test.setNow(now.toString())
})
afterAll(() => bench?.close())

const post = async (event: Record<string, unknown> & { timestamp: string }) =>
  expect(await bench.post(zaloRequest(event))).toBe(200)
const text = (id: string, said: string, from: string) =>
  post(zaloEvent(id, 'user_send_text', { text: said }, now, from))

/** Every row of every table that holds these words, by table. */
async function tablesHolding(words: string): Promise<string[]> {
  const { db } = bench.test.system
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db)
  const held: string[] = []
  for (const { name } of rows) {
    const found = await sql`
      select 1 from ${sql.table(name)} as row
      where row::text like ${`%${words}%`} or row::text like ${`%${Buffer.from(words).toString('hex')}%`} limit 1`.execute(
      db,
    )
    if (found.rows.length > 0) held.push(name)
  }
  return held
}

it('leaves no id and no word of the person in any table, and all of everybody else', async () => {
  const url = bench.platforms.offer('cccd.pdf', { content: Buffer.from('%PDF-1.7 x'), type: 'application/pdf' })
  await text('w-1', 'Tôi ở thôn Khòn Lèng, xin hỏi thủ tục', person)
  await text('w-2', 'Người khác cũng ở thôn Bản Cằm', other)
  const payload = { url, name: 'đơn.pdf' }
  const message = { text: 'Kèm số điện thoại 0912345678', attachments: [{ type: 'file', payload }] }
  await post(zaloEvent('w-3', 'user_send_file', message, now, person))
  await post(zaloEvent('w-4', 'user_seen_message', {}, now, person))
  await bench.work()
  await text('w-1', 'Tôi ở thôn Khòn Lèng, xin hỏi thủ tục ', person)
  await bench.work()
  const { db } = bench.test.system
  const asked = await db.selectFrom('intakes').selectAll().where('external_id', '=', 'w-1').executeTakeFirstOrThrow()
  const letter = { kind: 'answer', text: 'Trả lời bà Lèng', limitOn: null, handedTo: null } as const
  expect(await tellAsker(bench.test.system, asked.id, { name: 'bien-tap' }, letter)).toMatchObject({ kind: 'done' })
  const appId = `9${person}`
  expect(await tablesHolding(person)).toEqual(expect.arrayContaining(['chat_inbox', 'chat_threads', 'intakes']))
  expect(await tablesHolding('Khòn Lèng')).toEqual(expect.arrayContaining(['chat_messages', 'intakes']))

  // Waits in the inbox when the demand is worked on.
  await text('w-5', 'Còn nữa, tôi tên Lèng', person)
  await db
    .updateTable('chat_inbox')
    .set({ next_attempt_at: now.add({ hours: 1 }).toString() })
    .where('state', '=', 'waiting')
    .execute()
  await post({
    event_name: 'user_withdraw',
    oa_id: '2197174064623873199',
    user_id: person,
    user_id_by_app: appId,
    timestamp: String(now.epochMilliseconds),
  })
  await bench.work()
  bench.test.setNow(now.add({ hours: 2 }).toString())
  expect(await bench.work()).toEqual([])

  for (const personal of [person, appId, 'Khòn Lèng', '0912345678', 'tôi tên Lèng', 'Trả lời bà Lèng']) {
    expect(await tablesHolding(personal), personal).toEqual([])
  }
  expect(await tablesHolding('Bản Cằm')).toEqual(expect.arrayContaining(['chat_messages', 'intakes']))
  expect(await tablesHolding(other)).toEqual(expect.arrayContaining(['chat_threads', 'intakes']))

  // What the register is made of stays: number, time, the document.
  const after = await db.selectFrom('intakes').selectAll().where('external_id', '=', 'w-1').executeTakeFirstOrThrow()
  expect(after).toMatchObject({
    register_number: asked.register_number,
    received_at: asked.received_at,
    kind: 'question',
  })
  expect(after.question).toContain('đã xóa theo yêu cầu')
  expect(await db.selectFrom('documents').select('id').execute()).toHaveLength(1)
  expect(await findThread(db, String(asked.channel_data.threadId))).toMatchObject({ erased: true })
})

it('is journalled by intake, and the chain holds', async () => {
  const { db } = bench.test.system
  const entries = await db.selectFrom('journal').selectAll().where('action', '=', 'personal data deleted').execute()
  expect(entries.map((entry) => entry.subject_kind).sort()).toEqual(['intake', 'intake', 'thread'])
  expect(await verifyJournal(db)).toMatchObject({ sound: true })
})

it('done twice finds nobody the second time', async () => {
  const forgotten = await forgetPerson(bench.test.system, 'zalo', [person])
  expect(forgotten).toEqual({ threadIds: [], intakeIds: [], bodies: 0 })
})

it('does not keep the person from writing again, in a new conversation', async () => {
  await text('w-6', 'Tôi quay lại', person)
  bench.platforms.zalo.length = 0
  expect(await bench.work()).toEqual([])
  expect(bench.platforms.zalo.map(({ to }) => to)).toEqual([person])
})
