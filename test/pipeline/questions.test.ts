/** Questions of citizens (QĐ 40/2024 Điều 9.6): counted from receipt, told in time, published only by an editor. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Intake } from '../../connectors/intake.ts'
import { findPersonalData, withoutPersonalData } from '../../pipeline/review/questions/personal-data.ts'
import { publishAnswer, withdrawAnswer } from '../../pipeline/review/questions/publish.ts'
import { tellAsker } from '../../pipeline/review/questions/tell-asker.ts'
import { journalOf } from '../../storage/audit.ts'
import { findDueAcknowledgements } from '../../storage/database/acknowledgements/outbox.ts'
import { countQuestions, findQuestion, listQuestions } from '../../storage/database/questions/find-questions.ts'
import { findPublishedQuestion, listPublishedQuestions } from '../../storage/database/questions/published-questions.ts'
import { askQuestion } from '../fixtures/question.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
const editor = { name: 'bien-tap' }
const plain = { text: '', limitOn: null, handedTo: null }

beforeAll(async () => {
  test = await openTestSystem()
  test.setNow('2026-11-02T03:00:00Z')
})
afterAll(() => test.close())

const ask = async (changes: Partial<Intake> = {}) =>
  (await askQuestion(test.system, 'Xin hỏi thủ tục đăng Công báo?', changes)).intakeId

const found = async (id: string) => {
  const question = await findQuestion(test.system.db, id)
  if (!question) throw new Error(`no question ${id}`)
  return question
}
const waiting = async (intakeId: string) =>
  (await findDueAcknowledgements(test.system.db, ['mailbox', 'zalo'], test.system.now(), 1000))
    .map(({ acknowledgement }) => acknowledgement)
    .filter((acknowledgement) => acknowledgement.intakeId === intakeId && acknowledgement.event.kind === 'answered')
const wordsTo = async (id: string) =>
  (await waiting(id)).map(({ event }) => (event.kind === 'answered' ? event.text : ''))
const actions = async (id: string) =>
  (await journalOf(test.system.db, 'question', id)).map(({ action, actor }) => `${actor}: ${action}`)

describe('the limit', () => {
  it('is fifteen working days from the day of receipt in Vietnam, holidays left out', async () => {
    // 2026-11-24 is a holiday.
    const id = await ask({ receivedAt: Temporal.Instant.from('2026-11-02T18:00:00Z') })
    expect((await found(id)).deadline).toMatchObject({ from: '2026-11-03', due: '2026-11-25', startsWith: 'receipt' })
    expect((await found(id)).due_at).toBe('2026-11-25T17:00:00Z')
  })

  it('moves to the day that was promised, and what is due first stands first', async () => {
    const [late, early] = [await ask(), await ask()]
    const told = await tellAsker(test.system, late, editor, { ...plain, kind: 'progress', limitOn: '2026-12-31' })
    expect(told.kind).toBe('done')
    expect((await found(late)).due_at).toBe('2026-12-31T17:00:00Z')
    expect((await found(late)).state).toBe('open')
    expect((await wordsTo(late))[0]).toContain('31/12/2026')
    const listed = (await listQuestions(test.system.db, { state: 'open', limit: 100 })).map(({ id }) => id)
    expect(listed.indexOf(early)).toBeLessThan(listed.indexOf(late))
  })

  it('that has passed is counted', async () => {
    const before = await countQuestions(test.system.db, Temporal.Instant.from('2026-11-23T16:59:59Z'))
    const after = await countQuestions(test.system.db, Temporal.Instant.from('2027-01-31T00:00:00Z'))
    expect(before.overdue).toBe(0)
    expect(after.overdue).toBe(after.open)
  })
})

describe('an editor', () => {
  it('answers once: the asker is told through the outbox, the journal keeps no personal data', async () => {
    const id = await ask()
    const draft = { ...plain, kind: 'answer', text: 'Ông gửi hồ sơ đến Văn phòng.' } as const
    expect(await tellAsker(test.system, id, editor, draft)).toMatchObject({ kind: 'done' })
    expect(await tellAsker(test.system, id, editor, draft)).toMatchObject({ code: 'QUESTION_SETTLED' })
    expect(await wordsTo(id)).toEqual(['Ông gửi hồ sơ đến Văn phòng.'])
    expect((await found(id)).state).toBe('answered')
    expect(await actions(id)).toEqual(['bien-tap: question answered'])
    const journal = JSON.stringify(await test.system.db.selectFrom('journal').selectAll().execute())
    for (const personal of ['Nguyễn Văn Hỏi', 'hoi@dan.example', 'Ông gửi hồ sơ'])
      expect(journal).not.toContain(personal)
  })

  it('hands over with a limit, and the question stays open under it', async () => {
    const id = await ask()
    const draft = { ...plain, kind: 'handed-over', handedTo: 'Sở Tư pháp', limitOn: '2026-11-20' } as const
    expect(await tellAsker(test.system, id, editor, draft)).toMatchObject({ kind: 'done' })
    expect(await found(id)).toMatchObject({ state: 'open', handed_to: 'Sở Tư pháp', due_at: '2026-11-20T17:00:00Z' })
    expect((await wordsTo(id))[0]).toMatch(/Sở Tư pháp.*20\/11\/2026/s)
  })

  it.each([
    ['out-of-scope', 'không thuộc phạm vi'],
    ['complaint', 'không tiếp nhận, giải quyết, trả lời đơn thư khiếu nại, tố cáo'],
  ] as const)('ends a question as %s, and its asker hears why at once', async (kind, words) => {
    const id = await ask()
    await tellAsker(test.system, id, editor, { ...plain, kind, text: 'Xin hỏi Sở Xây dựng.' })
    expect((await found(id)).state).toBe(kind)
    expect((await wordsTo(id))[0]).toContain(words)
    expect((await wordsTo(id))[0]).toContain('Xin hỏi Sở Xây dựng.')
  })

  it.each([
    ['an answer without words', { kind: 'answer', text: ' ' }, 'TEXT_MISSING'],
    ['progress without a limit', { kind: 'progress' }, 'LIMIT_MISSING'],
    ['a limit that is today', { kind: 'progress', limitOn: '2026-11-02' }, 'LIMIT_PAST'],
    ['handing over to nobody', { kind: 'handed-over', limitOn: '2026-12-01' }, 'OFFICE_MISSING'],
  ] as const)('is refused %s, and nothing is told', async (_, draft, code) => {
    const id = await ask()
    expect(await tellAsker(test.system, id, editor, { ...plain, ...draft })).toMatchObject({ kind: 'refused', code })
    expect(await waiting(id)).toEqual([])
    expect((await found(id)).first_told_at).toBeNull()
  })
})

describe('a further letter of the same exchange', () => {
  it('by mail hangs on the question, by whatever of the thread it names, and the answer goes to the last', async () => {
    const id = await ask({ externalId: '<goc@dan.example>' })
    const second = await ask({ externalId: '<hai@dan.example>', channelData: { thread: ['<goc@dan.example>'] } })
    const third = await ask({ externalId: '<ba@dan.example>', channelData: { thread: ['<hai@dan.example>'] } })
    await test.system.db
      .insertInto('outgoing')
      .values({
        channel: 'mailbox',
        external_id: '<ba@dan.example>',
        key: 'received',
        message_id: '<congbao.1@langson.example>',
        address: 'hoi@dan.example',
        planned: '{}',
        state: 'sent',
        outcome: null,
      })
      .execute()
    const fourth = await ask({ channelData: { thread: ['<congbao.1@langson.example>'] } })
    expect((await found(id)).messages.map((message) => message.id)).toEqual([id, second, third, fourth])
    expect((await found(third)).id).toBe(id)
    await tellAsker(test.system, third, editor, { ...plain, kind: 'answer', text: 'Trả lời chung.' })
    expect(await wordsTo(fourth)).toEqual(['Trả lời chung.'])
    expect((await found(id)).state).toBe('answered')
  })

  it('in a chat hangs on the question of that conversation; after the answer it is a new question', async () => {
    const chat = { channel: 'zalo', channelData: { threadId: 'c-1' } } as const
    const id = await ask({ ...chat, externalId: 'm1' })
    const second = await ask({ ...chat, externalId: 'm2' })
    expect((await found(second)).id).toBe(id)
    await tellAsker(test.system, id, editor, { ...plain, kind: 'answer', text: 'Xong.' })
    const next = await ask({ ...chat, externalId: 'm3' })
    expect((await found(next)).id).toBe(next)
    const other = await ask({ channel: 'facebook', channelData: { threadId: 'c-1' }, externalId: 'm3' })
    expect((await found(other)).id).toBe(other)
  })
})

describe('publication', () => {
  const wording = { title: 'Thủ tục', question: 'Thủ tục thế nào?', answer: 'Gửi hồ sơ.' }
  it('is refused before the answer', async () => {
    expect(await publishAnswer(test.system, await ask(), editor, wording)).toMatchObject({ code: 'NOT_ANSWERED' })
  })

  it('shows the editor’s words and nothing of the asker, keeps its address when worded anew, and can be taken down', async () => {
    const id = await ask()
    await tellAsker(test.system, id, editor, { ...plain, kind: 'answer', text: 'Trả lời.' })
    expect(await listPublishedQuestions(test.system.db, { limit: 10, offset: 0 })).toEqual([])
    const first = await publishAnswer(test.system, id, editor, wording)
    const again = await publishAnswer(test.system, id, editor, { ...wording, answer: 'Gửi hồ sơ điện tử.' })
    expect(again).toEqual(first)
    const number = first.kind === 'done' ? first.publication : 0
    expect(await listPublishedQuestions(test.system.db, { limit: 10, offset: 0 })).toMatchObject([
      { id: number, answer: 'Gửi hồ sơ điện tử.' },
    ])
    expect(await withdrawAnswer(test.system, id, editor, '')).toMatchObject({ code: 'REASON_MISSING' })
    expect(await withdrawAnswer(test.system, id, editor, 'Nội dung đã cũ')).toEqual({ kind: 'done' })
    expect(await findPublishedQuestion(test.system.db, number)).toMatchObject({ withdrawn: true })
    expect(await actions(id)).toEqual([
      'bien-tap: question answered',
      'bien-tap: question published',
      'bien-tap: question published',
      'bien-tap: question withdrawn',
    ])
  })

  it.each([
    ['Gọi 0912 345 678 nhé'],
    ['Gọi +84 912.345.678'],
    ['Thư: a.b@so.example'],
    ['CCCD 020123456789'],
    ['CMND số 081234567'],
    ['Ông NGUYỄN VĂN HỎI hỏi'],
  ])('is refused while it says “%s”', async (text) => {
    const id = await ask()
    await tellAsker(test.system, id, editor, { ...plain, kind: 'answer', text: 'Trả lời.' })
    const result = await publishAnswer(test.system, id, editor, { ...wording, question: text })
    expect(result).toMatchObject({ kind: 'refused', code: 'PERSONAL_DATA' })
    expect(findPersonalData(withoutPersonalData(text, 'Nguyễn Văn Hỏi'), 'Nguyễn Văn Hỏi')).toEqual([])
  })

  it.each([
    ['Quyết định 40/2024/QĐ-UBND ngày 25/10/2024, khoản 6 Điều 9'],
    ['Mức phí 120.000.000 đồng, mã hồ sơ H37.12.10-2611-0001'],
    ['Từ năm 2024 đến 2026, trang 0123'],
    ['a'.repeat(1_000_000)],
    ['0'.repeat(1_000_000)],
  ])('takes what is no mark of a person for none (%#)', (text) => {
    expect(findPersonalData(text, 'Hỏi')).toEqual([])
  })
})
