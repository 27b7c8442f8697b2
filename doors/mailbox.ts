/** The door for e-mail, composed. Part of the composition root. */
import { ImapFlow } from 'imapflow'
import nodemailer from 'nodemailer'
import type { MailboxConfig } from '../config.ts'
import { createMailboxConnector, type MailboxConnector } from '../connectors/mailbox/mailbox-connector.ts'
import { mailDefaults } from '../connectors/mailbox/settings.ts'
import { wait } from '../connectors/wait.ts'
import { acceptIntake } from '../pipeline/accept-intake.ts'
import type { System } from '../pipeline/system.ts'
import { openAnswerLog, openMailboxMemory } from '../storage/database/mailbox/mailbox-log.ts'
import { decodeLegacy } from '../validators/text/vietnamese/legacy.ts'
import { recogniseEncoding } from '../validators/text/vietnamese/recognise.ts'

export function openMailbox(system: System, mailbox: MailboxConfig): MailboxConnector {
  const { host, port, tls: secure, user, password: pass, smtpUrl } = mailbox
  const settings = {
    ...mailDefaults,
    ownAddresses: mailbox.addresses,
    trustedAuthserv: mailbox.authserv,
    pollEveryMs: mailbox.pollMinutes * 60_000,
  }
  const office = `Văn phòng Ủy ban nhân dân tỉnh ${system.config.province}`
  return createMailboxConnector(settings, {
    createClient: () => new ImapFlow({ host, port, secure, auth: { user, pass }, logger: false }),
    transport: smtpUrl ? nodemailer.createTransport(smtpUrl) : noTransport,
    answerSettings: {
      from: { name: office, address: mailbox.addresses[0] ?? '' },
      signature: office,
      maxPerHour: 5,
    },
    answerLog: openAnswerLog(system.db),
    store: system.objects,
    sink: { submit: (intake) => acceptIntake(system, intake, 'mailbox') },
    memory: openMailboxMemory(system.db, system.now),
    decodeLegacy: (text, declared) => {
      const encoding = declared ?? recogniseEncoding(text.split(/\s+/))
      return encoding && decodeLegacy(text, encoding)
    },
    now: system.now,
    wait,
    log: ({ event, ...fields }) => system.log.info(fields, event),
  })
}

/** Keeps every answer waiting: an operator who sets CONGBAO_SMTP_URL later loses none. */
const noTransport = {
  sendMail: () => Promise.reject(new Error('Chưa cấu hình CONGBAO_SMTP_URL: thư trả lời đang chờ.')),
}
