/** A mailbox connector on a test server, with everything a test may want to replace. */
import { ImapFlow } from 'imapflow'
import type { MailTransport } from '../../../connectors/mailbox/answers/answer-sender.ts'
import { createMailboxConnector, type MailboxConnector } from '../../../connectors/mailbox/mailbox-connector.ts'
import type { DecodeLegacy } from '../../../connectors/mailbox/mime/charset.ts'
import { type MailSettings, mailDefaults } from '../../../connectors/mailbox/settings.ts'
import { wait } from '../../../connectors/wait.ts'
import type { JournalIntegrator } from './journal-integrator.ts'

export const ourAddress = 'congthongtindientu@langson.example'

export interface TestConnectorOptions {
  port: number
  user: string
  password: string
  integrator: JournalIntegrator
  transport?: MailTransport
  settings?: Partial<MailSettings>
  decodeLegacy?: DecodeLegacy
  log?: (event: Readonly<Record<string, unknown>>) => void
}

export function testSettings(changes: Partial<MailSettings> = {}): MailSettings {
  return { ...mailDefaults, ownAddresses: [ourAddress], ...changes }
}

export function testConnector(options: TestConnectorOptions): MailboxConnector {
  const { integrator } = options
  return createMailboxConnector(testSettings(options.settings), {
    createClient: () =>
      new ImapFlow({
        host: '127.0.0.1',
        port: options.port,
        secure: false,
        auth: { user: options.user, pass: options.password },
        logger: false,
      }),
    transport: options.transport ?? { sendMail: async () => undefined },
    answerSettings: { from: { name: 'Công báo', address: ourAddress }, signature: 'Công báo', maxPerHour: 5 },
    answerLog: integrator.answerLog,
    store: integrator.store,
    sink: integrator.sink,
    memory: integrator.memory,
    decodeLegacy: options.decodeLegacy ?? (() => null),
    now: () => Temporal.Now.instant(),
    wait,
    log: options.log ?? (() => undefined),
  })
}
