/**
 * The doors the settings open: each connector composed with its storage, its network and its clock. Part of the
 * composition root.
 */

import { ImapFlow } from 'imapflow'
import nodemailer from 'nodemailer'
import type { AxisConfig, MailboxConfig, ScannerConfig } from './config.ts'
import { createAxisConnector } from './connectors/axis/axis-connector.ts'
import type { AxisGateway } from './connectors/axis/gateway.ts'
import { langSonDefaults, openLangSonGateway } from './connectors/axis/gateways/lang-son.ts'
import { nationalDefaults, openNationalGateway } from './connectors/axis/gateways/national.ts'
import { axisDefaults } from './connectors/axis/settings.ts'
import { wait } from './connectors/axis/wait.ts'
import type { ChatHook } from './connectors/chat/hook.ts'
import type { Channel, Connector } from './connectors/intake.ts'
import { createMailboxConnector } from './connectors/mailbox/mailbox-connector.ts'
import { mailDefaults } from './connectors/mailbox/settings.ts'
import { createScannerConnector } from './connectors/scanner/scanner-connector.ts'
import { scannerDefaults } from './connectors/scanner/settings.ts'
import { openChatDoors } from './doors/chat.ts'
import { acceptIntake } from './pipeline/accept-intake.ts'
import { deliverAcknowledgements } from './pipeline/acknowledge/deliver.ts'
import { nextOpening } from './pipeline/deadlines/office-hours.ts'
import { doorStates, openDoorAlarm, openDoorRecorder } from './pipeline/doors/door-states.ts'
import { judgeMailSignatures } from './pipeline/mail/judge-mail-signatures.ts'
import type { System } from './pipeline/system.ts'
import { openAxisMemory, openSentStatusLog } from './storage/database/axis/axis-log.ts'
import { watchDoors } from './storage/database/doors/door-health.ts'
import { openAnswerLog, openMailboxMemory } from './storage/database/mailbox/mailbox-log.ts'
import { openScannerMemory } from './storage/database/scanner/scanner-log.ts'
import { decodeLegacy } from './validators/text/vietnamese/legacy.ts'
import { recogniseEncoding } from './validators/text/vietnamese/recognise.ts'

/** What one look through a door brought; sentences in Vietnamese. */
export interface PollResult {
  taken: number
  declined: number
  repeated: number
  backlog: number
  problems: readonly string[]
}

/** A door that looks by itself from time to time, or at once when asked. */
export interface PollingDoor extends Connector {
  poll(): Promise<PollResult>
}

export interface Doors {
  connectors: ReadonlyMap<Channel, Connector>
  polling: ReadonlyMap<Channel, PollingDoor>
  /** Webhooks, by the name in their address. */
  hooks: ReadonlyMap<string, ChatHook>
  /** Tells senders what is due; returns how many were told. */
  deliver(): Promise<number>
  start(): Promise<void>
  stop(): Promise<void>
}

const deliverEveryMs = 5_000
const lookEveryMs = 5_000
/** Few: who stops the server waits for them. */
const judgedAtOnce = 5

/** Composes the configured doors; none of them does anything before `start` or `poll`. */
export function openDoors(system: System): Doors {
  const polling = new Map<Channel, PollingDoor>()
  if (system.config.axis) polling.set('axis', openAxis(system, system.config.axis))
  if (system.config.mailbox) polling.set('mailbox', openMailbox(system, system.config.mailbox))
  if (system.config.scanner) polling.set('scanner', openScanner(system, system.config.scanner))
  const chats = openChatDoors(system)
  for (const chat of chats) polling.set(chat.channel, chat)
  const hooks = new Map(chats.map((chat) => [chat.channel as string, chat.hook]))
  const connectors = new Map<Channel, Connector>(polling)
  const deliver = () => deliverAcknowledgements(system, connectors)
  const alarm = openDoorAlarm(system.log)
  const record = openDoorRecorder(system)
  const look = async () => {
    await record(connectors)
    alarm(await doorStates(system, connectors))
  }
  const complain = (what: string) => (error: unknown) => system.log.warn({ error: String(error) }, what)
  let repeated: Repeated[] = []

  return {
    connectors,
    polling,
    hooks,
    deliver,
    async start() {
      await watchDoors(system.db, [...connectors.keys()], system.now())
      for (const connector of connectors.values()) await connector.start()
      repeated = [
        repeat(deliverEveryMs, () => deliver().catch(complain('cannot deliver acknowledgements'))),
        repeat(lookEveryMs, () => look().catch(complain('cannot look after the doors'))),
        repeat(lookEveryMs, () =>
          judgeMailSignatures(system, judgedAtOnce).catch(complain('cannot judge the signatures of mails')),
        ),
      ]
    },
    async stop() {
      await Promise.all(repeated.map((one) => one.stop()))
      for (const connector of connectors.values()) await connector.stop()
      // What was seen last is for the next start, and for the command line meanwhile.
      if (repeated.length > 0) await look().catch(complain('cannot look after the doors'))
      repeated = []
    },
  }
}

interface Repeated {
  stop(): Promise<void>
}

/** Does it again and again, never twice at a time. `stop` waits for the last. @param work never rejects. */
function repeat(everyMs: number, work: () => Promise<unknown>): Repeated {
  let running: Promise<unknown> | null = null
  const timer = setInterval(() => {
    running ??= work().finally(() => {
      running = null
    })
  }, everyMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

function openAxis(system: System, axis: AxisConfig): PollingDoor {
  const around = { fetch: globalThis.fetch, now: system.now, random: Math.random, wait }
  const organization = {
    organId: axis.organIds[0] ?? null,
    inCharge: null,
    name: axis.organName,
    address: null,
    email: null,
    telephone: null,
    fax: null,
    website: null,
  }
  const settings = {
    ...axisDefaults,
    organization,
    organIds: axis.organIds,
    pollEveryMs: axis.pollMinutes * 60_000,
  }
  return createAxisConnector(settings, {
    gateway: openGateway(axis, around),
    store: system.objects,
    sink: { submit: (intake) => acceptIntake(system, intake, 'axis') },
    memory: openAxisMemory(system.db),
    statusLog: openSentStatusLog(system.db),
    now: system.now,
    wait,
    log: ({ event, ...fields }) => system.log.info(fields, event),
  })
}

function openGateway(axis: AxisConfig, around: Parameters<typeof openLangSonGateway>[1]): AxisGateway {
  const { url: endpoint, systemId, secret } = axis
  if (axis.kind === 'national') return openNationalGateway({ ...nationalDefaults, endpoint, systemId, secret }, around)
  const { username, password, application: applicationCode } = axis
  return openLangSonGateway(
    { ...langSonDefaults, endpoint, username, password, applicationCode, systemId, secretKey: secret },
    around,
  )
}

function openMailbox(system: System, mailbox: MailboxConfig): PollingDoor {
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

function openScanner(system: System, scanner: ScannerConfig): PollingDoor {
  const { config, workers } = system
  const settings = {
    ...scannerDefaults,
    ...scanner,
    pollEveryMs: scanner.pollSeconds * 1000,
    maxFileBytes: config.maxFileBytes,
  }
  return createScannerConnector(settings, {
    store: system.objects,
    sink: { submit: (intake) => acceptIntake(system, intake, 'scanner') },
    memory: openScannerMemory(system.db),
    inspectPages: (file) => workers.run('inspectPages', file),
    cutPages: (file, fileType, pageLists) => workers.run('cutPages', file, fileType, pageLists),
    office: { nextOpening: (instant) => nextOpening(instant, config.officeHours) },
    now: system.now,
    wait,
    log: ({ event, ...fields }) => system.log.info(fields, event),
  })
}
