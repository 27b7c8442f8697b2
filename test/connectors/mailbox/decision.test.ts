/** What a mail is, and who is answered: judged on whole mails, as they come. */
import { describe, expect, it } from 'vitest'
import { mailIntake } from '../../../connectors/mailbox/mailbox-intake.ts'
import { readMessage } from '../../../connectors/mailbox/mime/read-message.ts'
import { memoryStore } from '../axis/memory-store.ts'
import { type BuiltMail, buildMail } from './build-mail.ts'
import { ourAddress, testSettings } from './test-connector.ts'

const now = Temporal.Instant.from('2026-11-24T02:00:00Z')
const settings = testSettings({ trustedAuthserv: 'mx.langson.example' })
const pdf = { type: 'application/pdf', name: 'van-ban.pdf', content: Buffer.from('%PDF-1.4') }

async function judged(mail: BuiltMail, known: readonly string[] = []) {
  const source = buildMail(mail)
  const store = memoryStore()
  const raw = await store.put(source)
  const taken = {
    intakeId: 'x',
    raw,
    contentDigest: '',
    registerNumber: 1,
    registerYear: 2026,
    declinedCode: null,
  }
  const memory = {
    taken: async (ids: readonly string[]) =>
      new Map(ids.filter((id) => known.includes(id)).map((id) => [id, taken] as const)),
  }
  const tools = { store, settings, decodeLegacy: () => null, memory }
  const { intake, declinedCode } = await mailIntake(
    readMessage(source, settings.limits, () => null),
    source,
    raw,
    now,
    tools,
  )
  return { kind: declinedCode ?? intake.content.kind, answerTo: intake.channelData.answerTo, intake }
}

describe('complaints and denunciations (Điều 9.6.c)', () => {
  it.each([
    [{ subject: 'Đơn khiếu nại' }],
    [{ subject: 'Gửi UBND', text: 'Tôi là A, làm đơn này để tố cáo ông B.' }],
    [{ subject: 'Don to cao can bo' }],
    [{ subject: 'Văn bản', parts: [{ ...pdf, name: 'don_khieu_nai.pdf' }] }],
    [{ subject: 'Fwd: Khiếu nại về đất đai' }],
    [{ subject: 'ĐƠN KÊU CỨU KHIẾU NẠI' }],
  ])('%o is one', async (mail) => {
    expect((await judged(mail)).kind).toBe('COMPLAINT_OR_DENUNCIATION')
  })

  it.each([
    [{ subject: 'Quyết định giải quyết khiếu nại của ông A', parts: [pdf] }, 'documents'],
    [{ subject: 'Hỏi về thủ tục khiếu nại', text: 'Xin hỏi thời hạn khiếu nại là bao lâu?' }, 'question'],
    [{ subject: 'Đơn khiếu nại', from: 'Thanh tra <tt@langson.gov.vn>', parts: [pdf] }, 'documents'],
    [{ subject: 'Báo cáo công tác tiếp dân, giải quyết khiếu nại, tố cáo', parts: [pdf] }, 'documents'],
  ] as const)('%o is none', async (mail, kind) => {
    expect((await judged(mail)).kind).toBe(kind)
  })
})

describe('what a mail is', () => {
  it.each([
    ['a file makes documents', { parts: [pdf] }, 'documents'],
    ['words to us make a question', { text: 'Cho tôi hỏi giá đất?' }, 'question'],
    ['words to somebody else', { to: 'khac@so.example', text: 'Cho tôi hỏi?' }, 'NOT_ADDRESSED_TO_US'],
    ['nothing', { subject: '', text: '' }, 'EMPTY'],
    ['an invitation', { parts: [{ type: 'text/calendar', content: 'BEGIN:VCALENDAR' }] }, 'CALENDAR'],
    ['documents sent by a program', { headers: ['Auto-Submitted: auto-generated'], parts: [pdf] }, 'documents'],
    ['an answering machine with a file', { headers: ['Auto-Submitted: auto-replied'], parts: [pdf] }, 'AUTO_SUBMITTED'],
    ['our own mail come back', { from: ourAddress, headers: ['Auto-Submitted: auto-replied'], text: 'a' }, 'OWN_MAIL'],
  ] as const)('%s', async (_, mail, kind) => {
    expect((await judged(mail)).kind).toBe(kind)
  })

  it('a reply in a thread of ours is taken whoever it is addressed to, and knows its thread', async () => {
    const mail = { to: 'khac@so.example', headers: ['In-Reply-To: <goc@dan.example>'], text: 'Xin bổ sung.' }
    const { kind, intake } = await judged(mail, ['<goc@dan.example>'])
    expect(kind).toBe('question')
    expect(intake.channelData).toMatchObject({ inOurThread: true, thread: ['<goc@dan.example>'] })
  })
})

describe('who is answered', () => {
  const asked = { text: 'Cho tôi hỏi?' }
  it('the sender', async () => {
    expect((await judged({ ...asked, from: 'A <A@Dan.example>' })).answerTo).toBe('a@dan.example')
  })
  it('not one named in Reply-To only', async () => {
    expect((await judged({ ...asked, headers: ['Reply-To: nan-nhan@xa.example'] })).answerTo).toBe('a@so.example')
  })
  it.each([
    ['Auto-Submitted: auto-generated'],
    ['Precedence: bulk'],
    ['List-Id: <tin.example>'],
    ['X-Auto-Response-Suppress: All'],
    ['Return-Path: <>'],
    ['Authentication-Results: mx.langson.example; dmarc=fail'],
  ])('nobody where the mail says %s', async (header) => {
    expect((await judged({ parts: [pdf], headers: [header] })).answerTo).toBeNull()
  })
  it.each([['MAILER-DAEMON@so.example'], ['no-reply@so.example'], [ourAddress], ['a@so.example, b@so.example'], ['']])(
    'nobody where it is from %s',
    async (from) => {
      expect((await judged({ parts: [pdf], from })).answerTo).toBeNull()
    },
  )
  it('results that are not of our own server say nothing', async () => {
    const foreign = await judged({ ...asked, headers: ['Authentication-Results: mx.la.example; dmarc=fail'] })
    expect(foreign.answerTo).toBe('a@so.example')
    expect(foreign.intake.channelData.authentication).toEqual([])
  })
})
