/** The mailbox from door to gazette: what comes by mail is published, answered or declined, and its sender is told. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Doors, openDoors } from '../../doors.ts'
import { advanceUntilResting } from '../../pipeline/advance.ts'
import { judgeMailSignatures } from '../../pipeline/mail/judge-mail-signatures.ts'
import { approve, reject } from '../../pipeline/review/decide.ts'
import { tellAsker } from '../../pipeline/review/questions/tell-asker.ts'
import { mailSignaturesOf } from '../../storage/database/mailbox/mail-signatures.ts'
import { findQuestion } from '../../storage/database/questions/find-questions.ts'
import { type BuiltMail, buildMail } from '../connectors/mailbox/build-mail.ts'
import { type DecisionMaker, openDecisionMaker } from '../fixtures/signed-decision.ts'
import { startDovecot, type TestDovecot } from '../servers/dovecot.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.ts'
import { openTestSystem, type TestSystem } from '../system.ts'
import { issue } from '../validators/signature/pki.ts'
import { inLines, multipartSigned, signedCms, mail as signedMail } from '../validators/signature/smime/sign-mail.ts'

const ourAddress = 'congthongtindientu@langson.example'
let imap: TestDovecot
let smtp: SmtpSink
let test: TestSystem
let doors: Doors
let decisions: DecisionMaker

beforeAll(async () => {
  imap = await startDovecot()
  smtp = await startSmtpSink()
  test = await openTestSystem({
    CONGBAO_IMAP_HOST: '127.0.0.1',
    CONGBAO_IMAP_PORT: String(imap.port),
    CONGBAO_IMAP_TLS: '0',
    CONGBAO_IMAP_USER: imap.user,
    CONGBAO_IMAP_PASSWORD: imap.password,
    CONGBAO_MAIL_ADDRESSES: ourAddress,
    CONGBAO_MAIL_AUTHSERV: 'mx.langson.example',
    CONGBAO_SMTP_URL: smtp.url,
    CONGBAO_URL: 'https://congbao.example',
  })
  decisions = await openDecisionMaker()
  decisions.trustIn(test.config.trustFolder)
  doors = openDoors(test.system)
})
afterAll(async () => {
  await doors?.stop()
  await test?.close()
  await smtp?.close()
  await imap?.close()
})

/** Delivers one mail and lets the door look. */
async function arrives(mail: BuiltMail & { messageId: string }) {
  imap.deliver([buildMail(mail)])
  const result = await doors.polling.get('mailbox')?.poll()
  await doors.deliver()
  return result
}

async function intakeOf(messageId: string) {
  return test.system.db
    .selectFrom('intakes')
    .selectAll()
    .where('channel', '=', 'mailbox')
    .where('external_id', '=', messageId)
    .executeTakeFirstOrThrow()
}

async function documentsOf(messageId: string): Promise<string[]> {
  const { id } = await intakeOf(messageId)
  const rows = await test.system.db
    .selectFrom('intake_parts')
    .select('document_id')
    .where('intake_id', '=', id)
    .orderBy('position')
    .execute()
  for (const row of rows) await advanceUntilResting(test.system, row.document_id)
  return rows.map((row) => row.document_id)
}

const toldTo = (address: string) => smtp.sent.filter(({ to }) => to.includes(address))
const pdf = (name: string, content: Uint8Array) => ({ type: 'application/pdf', name, content })

it('publishes and refuses what a mail brings, and tells its sender of each file once', async () => {
  const from = 'Văn thư <vanthu@huyen.example>'
  const parts = [pdf('901.pdf', await decisions.make(901)), pdf('902.pdf', await decisions.make(902))]
  const mail = { from, messageId: '<hai-tep@huyen.example>', subject: 'Gửi hai quyết định', text: 'Kính gửi.', parts }
  expect(await arrives(mail)).toMatchObject({ taken: 1, problems: [] })

  const { register_number: number, register_year: year } = await intakeOf(mail.messageId)
  const [received] = toldTo('vanthu@huyen.example')
  expect(received?.mail.text).toContain(`số ${number}/${year}`)
  const [good = '', bad = ''] = await documentsOf(mail.messageId)
  await approve(test.system, good, { name: 'bien-tap' })
  await advanceUntilResting(test.system, good)
  await reject(test.system, bad, { name: 'bien-tap' }, 'Gửi nhầm cơ quan')
  for (let round = 0; round < 3; round++) await doors.deliver()

  const texts = toldTo('vanthu@huyen.example').map((sent) => sent.mail.text ?? '')
  const { slug } = await test.find(good)
  expect(texts).toHaveLength(3)
  expect(texts[1]).toContain('901.pdf')
  expect(texts[1]).toContain(`https://congbao.example/van-ban/${slug}`)
  expect(texts[2]).toContain('902.pdf')
  expect(texts[2]).toContain('Gửi nhầm cơ quan')
  expect((await test.find(good)).state).toBe('published')
})

it('answers so that no loop can start and the mail programs show one thread', () => {
  const [first] = smtp.sent
  expect(first?.from).toBe('')
  expect(first?.mail.inReplyTo).toBe('<hai-tep@huyen.example>')
  expect(first?.mail.headers.get('auto-submitted')).toBe('auto-replied')
  const names = smtp.sent.map(({ mail }) => mail.messageId)
  expect(new Set(names).size).toBe(names.length)
})

it('moves what it read out of the inbox and deletes nothing', () => {
  expect(imap.files()).toEqual([])
  expect(imap.files('Da-tiep-nhan')).toHaveLength(1)
})

it('takes a mail that was delivered twice once', async () => {
  const mail = {
    from: 'Văn thư <vanthu@xa.example>',
    messageId: '<hai-lan@xa.example>',
    parts: [pdf('903.pdf', await decisions.make(903))],
  }
  await arrives(mail)
  expect(await arrives(mail)).toMatchObject({ taken: 0, repeated: 1 })
  expect(toldTo('vanthu@xa.example')).toHaveLength(1)
  expect(await documentsOf(mail.messageId)).toHaveLength(1)
})

it('declines a complaint and says why, and takes no number for it', async () => {
  const mail = {
    from: 'Ông B <b@dan.example>',
    messageId: '<don@dan.example>',
    subject: 'Đơn khiếu nại về việc thu hồi đất',
    text: 'Tôi làm đơn này khiếu nại quyết định thu hồi đất.',
    parts: [pdf('don-khieu-nai.pdf', await decisions.make(904))],
  }
  expect(await arrives(mail)).toMatchObject({ taken: 0, declined: 1 })
  expect(await intakeOf(mail.messageId)).toMatchObject({ kind: 'declined', register_number: null })
  expect(toldTo('b@dan.example').map(({ mail: told }) => told.text)).toEqual([
    expect.stringContaining('không tiếp nhận, giải quyết, trả lời đơn thư khiếu nại, tố cáo'),
  ])
})

it('takes a question, ties what follows to it, and sends the answer where the exchange stands', async () => {
  const from = 'Bà Hỏi <hoi@dan.example>'
  await arrives({ from, messageId: '<hoi-1@dan.example>', subject: 'Hỏi về Công báo', text: 'Công báo ra ngày nào?' })
  const [receipt] = toldTo('hoi@dan.example')
  const answered = [`In-Reply-To: ${receipt?.mail.messageId}`]
  await arrives({ from, messageId: '<hoi-2@dan.example>', subject: 'Re: Hỏi', text: 'Xin bổ sung.', headers: answered })
  const { id } = await intakeOf('<hoi-1@dan.example>')
  const question = await findQuestion(test.system.db, (await intakeOf('<hoi-2@dan.example>')).id)
  expect(question).toMatchObject({ id, state: 'open' })
  expect(question?.messages).toHaveLength(2)

  const answer = { kind: 'answer', text: 'Công báo ra hằng tuần.', limitOn: null, handedTo: null } as const
  expect(await tellAsker(test.system, id, { name: 'bien-tap' }, answer)).toMatchObject({ kind: 'done' })
  for (let round = 0; round < 3; round++) await doors.deliver()
  const told = toldTo('hoi@dan.example')
  expect(told).toHaveLength(3)
  expect(told[2]?.mail.text).toContain('Công báo ra hằng tuần.')
  expect(told[2]?.mail.inReplyTo).toBe('<hoi-2@dan.example>')
  const [letter] = (await findQuestion(test.system.db, id))?.letters ?? []
  expect(letter?.delivered_at).not.toBeNull()
})

it('judges the signature of a signed mail on its raw bytes, and keeps what it found with the intake', async () => {
  const signer = issue({ commonName: 'Sở Y tế', emails: ['syt@langson.example'] })
  const signed = async (number: number, spoil: (text: string) => string) => {
    const file = inLines(await decisions.make(number))
    const name = `attachment; filename=${number}.pdf`
    const part = `Content-Type: application/pdf\r\nContent-Disposition: ${name}\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}`
    const entity = multipartSigned(part, signedCms({ signers: [signer], content: Buffer.from(part) }))
    const id = `Message-ID: <ky-${number}@langson.example>\r\n`
    return Buffer.from(spoil(signedMail('syt@langson.example', entity, id)))
  }
  const other = (text: string) => text.replace('filename=906.pdf', 'filename=900.pdf')
  imap.deliver([await signed(905, (text) => text), await signed(906, other)])
  expect(await doors.polling.get('mailbox')?.poll()).toMatchObject({ taken: 2, problems: [] })
  expect(await judgeMailSignatures(test.system, 10)).toBe(2)
  expect(await judgeMailSignatures(test.system, 10)).toBe(0)
  const integrity = async (number: number) => {
    const [document = ''] = await documentsOf(`<ky-${number}@langson.example>`)
    const [kept] = await mailSignaturesOf(test.system.db, document)
    return kept?.report.signatures.map((signature) => [signature.integrity, signature.signer?.commonName])
  }
  expect(await integrity(905)).toEqual([['intact', 'Sở Y tế']])
  expect(await integrity(906)).toEqual([['broken', 'Sở Y tế']])
})

it.each([
  { what: 'spam', headers: ['X-Spam-Flag: YES'], code: 'SPAM', folder: 'Can-kiem-tra' },
  { what: 'an answering machine', headers: ['Auto-Submitted: auto-replied'], code: 'AUTO_SUBMITTED' },
  { what: 'a mailing list', headers: ['List-Id: <tin.example>', 'Precedence: list'], code: 'BULK' },
])('says nothing to $what', async ({ headers, code, folder = 'Da-tiep-nhan' }) => {
  const before = imap.files(folder).length
  const messageId = `<${code}@may.example>`
  await arrives({ from: `may-${code.toLowerCase()}@may.example`, messageId, text: 'Tôi xin hỏi?', headers })
  expect(await intakeOf(messageId)).toMatchObject({ kind: 'declined', declined: { code } })
  expect(toldTo(`may-${code.toLowerCase()}@may.example`)).toEqual([])
  expect(imap.files(folder)).toHaveLength(before + 1)
})

it('says nothing to a sender whom our own mail server found forged', async () => {
  const results = 'Authentication-Results: mx.langson.example; spf=fail; dkim=none; dmarc=fail header.from=gia.example'
  await arrives({ from: 'ai@gia.example', messageId: '<gia@gia.example>', text: 'Xin hỏi?', headers: [results] })
  const { channel_data } = await intakeOf('<gia@gia.example>')
  expect(channel_data.authentication).toMatchObject([
    { method: 'spf', result: 'fail' },
    { method: 'dkim', result: 'none' },
    { method: 'dmarc', result: 'fail', properties: ['header.from=gia.example'] },
  ])
  expect(toldTo('ai@gia.example')).toEqual([])
})

it('keeps an answer while the mail server is away, and gives up one it refuses for good', async () => {
  smtp.refuse('451 4.3.0 come back later')
  const mail = { from: 'c@dan.example', messageId: '<sau@dan.example>', text: 'Cho tôi hỏi giờ làm việc?' }
  expect((await arrives(mail))?.problems).toHaveLength(1)
  expect(toldTo('c@dan.example')).toEqual([])
  smtp.refuse(null)
  await doors.polling.get('mailbox')?.poll()
  expect(toldTo('c@dan.example')).toHaveLength(1)

  smtp.refuse('550 5.1.1 no such user')
  await arrives({ from: 'd@dan.example', messageId: '<mat@dan.example>', text: 'Cho tôi hỏi giờ làm việc?' })
  smtp.refuse(null)
  await doors.polling.get('mailbox')?.poll()
  expect(toldTo('d@dan.example')).toEqual([])
  const refused = await test.system.db
    .selectFrom('outgoing')
    .select(['address', 'outcome'])
    .where('state', '=', 'refused')
    .execute()
  expect(refused).toEqual([{ address: 'd@dan.example', outcome: expect.stringContaining('no such user') }])
})
