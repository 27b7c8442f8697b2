/** What the mailbox remembers in the database: for every process the same, and held for one sender at a time. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Intake } from '../../connectors/intake.ts'
import type { PlannedAnswer } from '../../connectors/mailbox/answers/answer-log.ts'
import { acceptIntake } from '../../pipeline/accept-intake.ts'
import { openAnswerLog, openMailboxMemory } from '../../storage/database/mailbox/mailbox-log.ts'
import { openTestSystem, type TestSystem } from '../system.ts'

let test: TestSystem
const at = Temporal.Instant.from('2026-11-25T02:00:00Z')
const minutesLater = (minutes: number) => at.add({ minutes })

beforeAll(async () => {
  test = await openTestSystem()
})
afterAll(() => test.close())

const memory = (now = at) => openMailboxMemory(test.system.db, () => now)
const answers = () => openAnswerLog(test.system.db)

function planned(externalId: string, key = 'received', address = 'a@so.example'): PlannedAnswer {
  const target = { answerTo: address, messageId: externalId, subject: 'Hỏi', thread: [] }
  const messageId = `<congbao.${key}${externalId.slice(1)}`
  return { externalId, key, kind: 'received', messageId, target, text: 'Đã nhận.', plannedAt: at.toString() }
}

describe('the memory of mails', () => {
  it('knows what was committed, with its number or why it was declined, and nothing else', async () => {
    const raw = await test.system.objects.put(Buffer.from('thư'))
    const intake: Intake = {
      channel: 'mailbox',
      externalId: '<hoi@so.example>',
      sender: { name: null, address: 'a@so.example' },
      receivedAt: at,
      raw,
      parts: [],
      envelope: null,
      content: { kind: 'question', text: 'Xin hỏi?' },
      channelData: { contentDigest: 'abc' },
    }
    const { intakeId, registerNumber } = await acceptIntake(test.system, intake)
    const content = { kind: 'declined', reason: { code: 'SPAM', message: 'Thư rác.' } } as const
    await acceptIntake(test.system, { ...intake, externalId: '<rac@so.example>', content })
    const taken = await memory().taken(['<hoi@so.example>', '<rac@so.example>', '<la@so.example>'])
    expect([...taken.keys()].sort()).toEqual(['<hoi@so.example>', '<rac@so.example>'])
    expect(taken.get('<hoi@so.example>')).toEqual({
      intakeId,
      raw,
      contentDigest: 'abc',
      registerNumber,
      registerYear: 2026,
      declinedCode: null,
    })
    expect(taken.get('<rac@so.example>')).toMatchObject({ registerNumber: null, declinedCode: 'SPAM' })
    expect(await memory().taken([])).toEqual(new Map())
  })

  it('keeps the last mark of each folder', async () => {
    expect(await memory().readUpTo('INBOX')).toBeNull()
    await memory().setReadUpTo('INBOX', { uidValidity: '7', uid: 3 })
    await memory().setReadUpTo('INBOX', { uidValidity: '4294967295', uid: 4_294_967_295 })
    expect(await memory().readUpTo('INBOX')).toEqual({ uidValidity: '4294967295', uid: 4_294_967_295 })
  })

  it('counts tries over processes, takes back what was no fault of the mail, forgets after a month', async () => {
    expect(await memory().begin(['a', 'b'])).toEqual(new Map(Object.entries({ a: 1, b: 1 })))
    expect(await memory().begin(['a'])).toEqual(new Map([['a', 2]]))
    await memory().takeBack(['a', 'b', 'unknown'])
    await memory().takeBack(['b'])
    expect(await memory().begin(['a', 'b'])).toEqual(new Map(Object.entries({ a: 2, b: 1 })))
    expect(await memory(at.add({ hours: 24 * 40 })).begin(['a'])).toEqual(new Map([['a', 1]]))
  })
})

describe('the outbox of answers', () => {
  it('takes each key of a mail once', async () => {
    expect(await answers().plan(planned('<1@so.example>'))).toBe(true)
    expect(await answers().plan(planned('<1@so.example>'))).toBe(false)
    expect(await answers().plan(planned('<1@so.example>', 'published x'))).toBe(true)
    const waiting = await answers().claimWaiting(at)
    expect(waiting).toEqual([planned('<1@so.example>'), planned('<1@so.example>', 'published x')])
    for (const { externalId, key } of waiting) await answers().markSent(externalId, key, at)
    expect(await answers().claimWaiting(minutesLater(60))).toEqual([])
  })

  it('gives an answer to one process at a time, and to the next when that one died or let go', async () => {
    await answers().plan(planned('<2@so.example>'))
    const claims = await Promise.all(Array.from({ length: 5 }, () => answers().claimWaiting(at)))
    expect(claims.flat().map(({ externalId }) => externalId)).toEqual(['<2@so.example>'])
    expect(await answers().claimWaiting(minutesLater(5))).toEqual([])
    expect(await answers().claimWaiting(minutesLater(11))).toHaveLength(1)
    await answers().release('<2@so.example>', 'received')
    expect(await answers().claimWaiting(minutesLater(12))).toHaveLength(1)
    await answers().markRefused('<2@so.example>', 'received', minutesLater(12), '550 no such user')
    expect(await answers().claimWaiting(minutesLater(60))).toEqual([])
  })

  it('counts what an address was sent, in whatever case it is written', async () => {
    await answers().plan(planned('<3@so.example>', 'received', 'B@So.example'))
    await answers().markSent('<3@so.example>', 'received', at)
    expect(await answers().sentSince('b@so.example', at.subtract({ hours: 1 }))).toBe(1)
    expect(await answers().sentSince('b@so.example', minutesLater(1))).toBe(0)
  })
})
