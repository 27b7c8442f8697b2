/** A round at a real mail server: what people and servers do to a mailbox, and what a mail may do to its reader. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { SendMailOptions } from 'nodemailer'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { maxAttempts } from '../../../connectors/mailbox/limits.ts'
import type { MailSettings } from '../../../connectors/mailbox/settings.ts'
import { startDovecot, type TestDovecot } from '../../servers/dovecot.ts'
import { buildMail } from './build-mail.ts'
import { type JournalIntegrator, openJournal } from './journal-integrator.ts'
import { testConnector, testSettings } from './test-connector.ts'

/** No measure of speed: a busy machine takes its time. */
const patience = { timeout: 50_000, interval: 50 }
let server: TestDovecot
let folder: string
let journal: JournalIntegrator
let sent: SendMailOptions[]

beforeEach(async () => {
  server = await startDovecot()
  folder = mkdtempSync(join(tmpdir(), 'congbao-mail-'))
  journal = openJournal(folder)
  sent = []
})
afterEach(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function connector(integrator: JournalIntegrator = journal, settings: Partial<MailSettings> = {}) {
  const transport = { sendMail: async (mail: SendMailOptions) => void sent.push(mail) }
  return testConnector({ ...server, integrator, transport, settings })
}

const mail = (number: number, text = `Thư số ${number}, xin hỏi?`) =>
  buildMail({ messageId: `<thu-${number}@so.example>`, subject: `Thư ${number}`, text })
const taken = () => [...journal.intakes.keys()].sort()

it('a mail that somebody filed before we looked is taken where it lies', async () => {
  server.deliver([mail(1)])
  await connector().poll()
  server.deliver([mail(2)], 'Da-tiep-nhan')
  expect(await connector().poll()).toMatchObject({ taken: 1, problems: [] })
  expect(taken()).toEqual(['<thu-1@so.example>', '<thu-2@so.example>'])
})

it('a mail moved back into the inbox is not taken again', async () => {
  server.deliver([mail(1)])
  const door = connector()
  await door.poll()
  const [file = ''] = server.files('Da-tiep-nhan')
  renameSync(file, join(dirname(dirname(dirname(file))), 'cur', basename(file)))
  expect(await door.poll()).toMatchObject({ taken: 0, repeated: 1 })
  expect(server.files()).toEqual([])
  expect(taken()).toHaveLength(1)
})

it('a renumbered mailbox, inbox and folders, brings nothing twice', async () => {
  server.deliver([mail(1), mail(2)])
  await connector().poll()
  server.deliver([mail(3)])
  await server.renumber()
  expect(await connector().poll()).toMatchObject({ taken: 1 })
  expect(taken()).toHaveLength(3)
})

it('a mail larger than is taken goes to a person, and its sender is told, once', async () => {
  const settings = { limits: { ...testSettings().limits, maxMessageBytes: 3_000_000 } }
  server.deliver([mail(1, 'x'.repeat(3_100_000)), mail(2)])
  expect(await connector(journal, settings).poll()).toMatchObject({ taken: 1, declined: 1, problems: [] })
  expect(server.files('Can-kiem-tra')).toHaveLength(1)
  expect(sent.map(({ text }) => String(text)).filter((text) => text.includes('vượt quá dung lượng'))).toHaveLength(1)
  // Under another number it is still the same mail.
  await connector(openJournal(folder), settings).poll()
  expect(taken()).toEqual(['<thu-1@so.example>', '<thu-2@so.example>'])
})

it('a mail that cannot be handed in keeps no other waiting, and is laid before a person in the end', async () => {
  const failing = (integrator: JournalIntegrator): JournalIntegrator => ({
    ...integrator,
    sink: {
      async submit(intake) {
        if (intake.externalId === '<thu-2@so.example>') throw new Error('this one breaks the database')
        return integrator.sink.submit(intake)
      },
    },
  })
  server.deliver([mail(1), mail(2), mail(3)])
  await expect(connector(failing(journal)).poll()).rejects.toThrow('breaks the database')
  expect(taken()).toEqual(['<thu-1@so.example>', '<thu-3@so.example>'])
  for (let round = 0; round <= maxAttempts; round++) {
    server.deliver([mail(10 + round)])
    await connector(failing(journal))
      .poll()
      .catch(() => undefined)
  }
  expect(server.files()).toEqual([])
  const unread = [...journal.intakes.values()].filter(({ intake }) => intake.content.kind === 'declined')
  expect(unread.map(({ intake }) => intake.content)).toMatchObject([{ reason: { code: 'UNREADABLE' } }])
})

it('while nothing can be stored, no mail is given up however often it is tried', async () => {
  const full: JournalIntegrator = {
    ...journal,
    store: { ...journal.store, put: () => Promise.reject(new Error('ENOSPC: no space left on device')) },
  }
  server.deliver([mail(1), mail(2)])
  for (let round = 0; round < maxAttempts + 3; round++) {
    await expect(connector(full).poll()).rejects.toThrow('ENOSPC')
  }
  expect(await connector().poll()).toMatchObject({ taken: 2, declined: 0 })
})

it('wakes when mail comes, without waiting for the next look', async () => {
  const door = connector(journal, { pollEveryMs: 3_600_000 })
  await door.start()
  try {
    for (const number of [1, 2, 3]) {
      server.deliver([mail(number)])
      await expect.poll(() => journal.intakes.size, patience).toBe(number)
    }
  } finally {
    await door.stop()
  }
}, 180_000)

it('goes on after the server was away, by itself', async () => {
  const door = connector(journal, { pollEveryMs: 500, retryMs: 20 })
  await door.start()
  try {
    server.deliver([mail(1)])
    await expect.poll(() => journal.intakes.size, patience).toBe(1)
    await server.restart()
    server.deliver([mail(2)])
    await expect.poll(() => journal.intakes.size, patience).toBe(2)
  } finally {
    await door.stop()
  }
}, 180_000)
