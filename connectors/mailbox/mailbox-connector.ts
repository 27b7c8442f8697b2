/** The door for e-mail: watches the mailbox, hands in what came, answers senders. */
import type { ImapFlow } from 'imapflow'
import type { Acknowledgement, ByteStore, Connector, ConnectorHealth, IntakeSink } from '../intake.ts'
import type { AnswerLog } from './answers/answer-log.ts'
import type { AnswerSettings } from './answers/answer-mail.ts'
import { readAnswerTarget } from './answers/answer-plan.ts'
import { type MailTransport, openAnswerSender } from './answers/answer-sender.ts'
import type { MailboxLog } from './log.ts'
import { MailFault } from './mail-fault.ts'
import { type MailSession, openSession } from './mail-session.ts'
import type { MailboxMemory } from './memory.ts'
import type { DecodeLegacy } from './mime/charset.ts'
import { pollRound, type RoundCounts, type RoundResult } from './poll-round.ts'
import type { MailSettings } from './settings.ts'
import { inTurn } from './take-mail.ts'

export interface MailboxSurroundings {
  /** A fresh, unconnected client each time: an ImapFlow connects once. */
  createClient(): ImapFlow
  transport: MailTransport
  answerSettings: AnswerSettings
  answerLog: AnswerLog
  store: ByteStore
  sink: IntakeSink
  memory: MailboxMemory
  decodeLegacy: DecodeLegacy
  now(): Temporal.Instant
  /** Resolves after that time, or at once when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  log: MailboxLog
}

export interface MailboxPollReport extends RoundCounts {
  /** Vietnamese sentences, empty when all went well. */
  problems: readonly string[]
}

type Round = MailboxPollReport & Pick<RoundResult, 'moreCame'>

export interface MailboxConnector extends Connector {
  readonly channel: 'mailbox'
  /** One round now (`congbao poll mailbox`), on a connection of its own unless one is open. */
  poll(): Promise<MailboxPollReport>
}

export function createMailboxConnector(settings: MailSettings, around: MailboxSurroundings): MailboxConnector {
  const { now, log } = around
  const answers = openAnswerSender(around.transport, around.answerLog, around.answerSettings, log)
  const movedHere = new Map<string, Set<string>>()
  const turns = inTurn()
  let stop = new AbortController()
  let looping: Promise<void> | null = null
  let session: MailSession | null = null
  let running: Promise<Round> | null = null
  let health: ConnectorHealth = {
    channel: 'mailbox',
    lastSuccessAt: null,
    lastErrorAt: null,
    lastError: null,
    backlog: 0,
  }
  const note = (error: string) => {
    health = { ...health, lastErrorAt: now(), lastError: error }
  }

  const connected = async (): Promise<MailSession> => {
    if (session?.usable) return session
    await session?.close()
    session = null
    const fresh = await openSession(around.createClient)
    session = fresh
    await fresh.ensureFolder(settings.processedFolder)
    await fresh.ensureFolder(settings.problemFolder)
    return fresh
  }
  const hangUp = async () => {
    await session?.close()
    session = null
  }
  const round = async (): Promise<Round> => {
    try {
      const counts = await pollRound({
        ...around,
        settings,
        answers,
        movedHere,
        inTurn: turns,
        session: await connected(),
        stopping: () => stop.signal.aborted,
      })
      health = { ...health, lastSuccessAt: now(), backlog: counts.backlog }
      const unsent = await answers.flush(now())
      if (unsent) note(unsent)
      log({ event: 'mailbox polled', ...counts, unsent })
      return { ...counts, problems: unsent ? [unsent] : [] }
    } catch (error) {
      note(error instanceof Error ? error.message : String(error))
      log({ event: 'mailbox poll failed', error: String(error) })
      // In the middle of anything else the connection is no state to start from.
      await hangUp()
      if (!(error instanceof MailFault)) throw error
      const nothing = { taken: 0, declined: 0, repeated: 0, moreCame: false }
      return { ...nothing, backlog: health.backlog, problems: [error.message] }
    }
  }
  const poll = () => {
    running ??= round().finally(() => {
      running = null
    })
    return running
  }
  const loop = async (signal: AbortSignal) => {
    let pause = settings.retryMs
    while (!signal.aborted) {
      const moreCame = await poll().then(
        (report) => report.moreCame,
        () => false,
      )
      if (signal.aborted) break
      // A round that failed hung up.
      if (session === null) {
        await around.wait(pause, signal)
        pause = Math.min(pause * 2, settings.pollEveryMs)
      } else {
        pause = settings.retryMs
        if (!moreCame) await session.waitForNews(settings.pollEveryMs, signal)
      }
    }
  }

  return {
    channel: 'mailbox',
    pollEveryMs: settings.pollEveryMs,
    async poll() {
      const { moreCame: _, ...report } = await poll()
      // Without a loop nobody keeps the connection.
      if (!looping) await hangUp()
      return report
    },
    async start() {
      stop = new AbortController()
      looping = loop(stop.signal)
    },
    async stop() {
      stop.abort()
      await looping
      looping = null
      await running?.catch(() => undefined)
      await hangUp()
    },
    health: () => health,

    async acknowledge({ channelData, event, externalId, document }: Acknowledgement) {
      const target = readAnswerTarget(channelData)
      if (!target) {
        log({ event: 'mail acknowledgement without address', kind: event.kind })
        return
      }
      await answers.plan(externalId, target, event, now(), document)
      const unsent = await answers.flush(now())
      if (unsent) note(unsent)
    },
  }
}
