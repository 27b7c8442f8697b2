/** kill -9 of the whole server while mail comes in: each mail is in the register once, and each sender hears of it. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openApp } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { openDoors } from '../../doors.ts'
import { verifyJournal } from '../../storage/audit.ts'
import { buildMail } from '../connectors/mailbox/build-mail.ts'
import { seeded } from '../connectors/mailbox/random.ts'
import { type ServerProcess, startServerProcess } from '../servers/congbao.ts'
import { startDovecot, type TestDovecot } from '../servers/dovecot.ts'
import { type SmtpSink, startSmtpSink } from '../servers/smtp-sink.ts'
import { temporaryFolder } from '../system.ts'

const mails = 120
const kills = 4
const folder = temporaryFolder()
const patience = { timeout: 120_000, interval: 20 }
let imap: TestDovecot
let smtp: SmtpSink
let env: Record<string, string>
let server: ServerProcess | null = null

beforeAll(async () => {
  imap = await startDovecot()
  smtp = await startSmtpSink()
  env = {
    CONGBAO_DATA: join(folder, 'data'),
    CONGBAO_WORKERS: '1',
    CONGBAO_OCR: 'off',
    CONGBAO_IMAP_HOST: '127.0.0.1',
    CONGBAO_IMAP_PORT: String(imap.port),
    CONGBAO_IMAP_TLS: '0',
    CONGBAO_IMAP_USER: imap.user,
    CONGBAO_IMAP_PASSWORD: imap.password,
    CONGBAO_MAIL_ADDRESSES: 'congthongtindientu@langson.example',
    CONGBAO_SMTP_URL: smtp.url,
  }
})
afterAll(async () => {
  await server?.end('SIGKILL')
  await smtp?.close()
  await imap?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Each of a sender of its own, so that nobody is told too much; every third with a file. */
function mail(index: number): Buffer {
  const file = { type: 'application/pdf', name: `${index}.pdf`, content: Buffer.from(`%PDF-1.4 ${index}`) }
  return buildMail({
    from: `nguoi-${index}@dan.example`,
    messageId: `<thu-${index}@dan.example>`,
    text: `Câu hỏi số ${index}?`,
    ...(index % 3 === 0 ? { parts: [file] } : {}),
  })
}

it(`loses and doubles nothing over ${kills} kills while ${mails} mails come in`, async () => {
  const random = seeded(Number(process.env.MAIL_SEED ?? 40))
  const portion = mails / (kills + 1)
  const inbox = () => imap.files().length
  for (let round = 0; round <= kills; round++) {
    imap.deliver(Array.from({ length: portion }, (_, index) => mail(round * portion + index)))
    server = await startServerProcess(env.CONGBAO_DATA ?? '', env)
    if (round === kills) break
    // Somewhere between the first mail taken and the last answer sent.
    const answers = smtp.sent.length + Math.floor(random() * portion)
    await expect.poll(() => inbox() === 0 || smtp.sent.length > answers, patience).toBe(true)
    await server.end('SIGKILL')
  }
  await expect.poll(inbox, patience).toBe(0)
  await server?.end('SIGTERM')

  const app = await openApp(readConfig({ ...env, CONGBAO_LOG: 'silent' }, folder, 2))
  try {
    const { db } = app.system
    // An answer held by a server that was killed lets go by itself after a while; here it need not be waited for.
    await db.updateTable('outgoing').set({ held_until: null }).where('state', '=', 'waiting').execute()
    const doors = openDoors(app.system)
    await doors.deliver()
    await doors.polling.get('mailbox')?.poll()

    const names = Array.from({ length: mails }, (_, index) => `<thu-${index}@dan.example>`).sort()
    const intakes = await db.selectFrom('intakes').select(['external_id', 'register_number', 'kind']).execute()
    expect(intakes.map((row) => row.external_id).sort()).toEqual(names)
    const numbers = intakes.map((row) => row.register_number ?? 0).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: mails }, (_, index) => index + 1))
    const questions = await db.selectFrom('questions').select('intake_id').execute()
    expect(questions).toHaveLength(intakes.filter((row) => row.kind === 'question').length)
    expect([...new Set(imap.files('Da-tiep-nhan'))].length).toBeGreaterThanOrEqual(mails)

    // Killed between sending and writing down that it was sent, a letter goes again under the same Message-ID.
    const receipts = smtp.sent.filter(({ mail: sent }) => sent.text?.includes('vào sổ'))
    const told = Map.groupBy(receipts, ({ to }) => to[0])
    expect(told.size).toBe(mails)
    for (const letters of told.values()) expect(new Set(letters.map(({ mail: sent }) => sent.messageId)).size).toBe(1)
    expect(receipts.length).toBeLessThanOrEqual(mails + kills)
    expect(await verifyJournal(db)).toMatchObject({ sound: true })
  } finally {
    await app.close()
  }
}, 600_000)
