/**
 * The doors the settings open: each connector composed with its storage, its network and its clock. Part of the
 * composition root.
 */

import type { ChatHook } from './connectors/chat/hook.ts'
import type { Channel, Connector } from './connectors/intake.ts'
import { openAxis } from './doors/axis.ts'
import { openChatDoors } from './doors/chat.ts'
import { openMailbox } from './doors/mailbox.ts'
import { openScanner } from './doors/scanner.ts'
import { deliverAcknowledgements } from './pipeline/acknowledge/deliver.ts'
import { doorStates, openDoorAlarm, openDoorRecorder } from './pipeline/doors/door-states.ts'
import { judgeMailSignatures } from './pipeline/mail/judge-mail-signatures.ts'
import type { System } from './pipeline/system.ts'
import { watchDoors } from './storage/database/doors/door-health.ts'

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
