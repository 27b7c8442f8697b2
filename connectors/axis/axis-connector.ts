/** The door to the inter-agency axis: polls it, hands in what came, tells senders how their documents fare. */
import { z } from 'zod'
import type { Acknowledgement, ByteStore, Connector, ConnectorHealth, IntakeSink } from '../intake.ts'
import { type AxisGateway, type AxisMessageType, GatewayFault } from './gateway.ts'
import type { AxisLog } from './log.ts'
import { pollRound, type RoundReport } from './poll-round.ts'
import type { AxisSettings } from './settings.ts'
import { type AxisMemory, type ReplyAddress, replyAddress, type SentStatusLog } from './status-log.ts'
import { type NextStatus, natureOf, type StatusCode, stepOfMessage } from './status-plan.ts'
import { openStatusSender } from './status-sender.ts'

export interface AxisSurroundings {
  gateway: AxisGateway
  store: ByteStore
  sink: IntakeSink
  memory: AxisMemory
  statusLog: SentStatusLog
  now(): Temporal.Instant
  /** Resolves after that time, or at once when the signal is given. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  log: AxisLog
}

export interface PollReport extends Omit<RoundReport, 'faults' | 'listed'> {
  /** Vietnamese sentences, empty when all went well. */
  problems: readonly string[]
}

export interface AxisConnector extends Connector {
  readonly channel: 'axis'
  /** One round now (`congbao poll axis`); while one runs, its own result. */
  poll(): Promise<PollReport>
  /** A status no step of a document sends by itself: 04 by name of the person, 13, an answer 15 or 16. */
  sendStatus(docId: string, reply: ReplyAddress, code: StatusCode, description: string | null): Promise<NextStatus>
}

/** What `axis-intake.ts` put into the intake, as far as answers need it. */
const answerable = z.object({
  docId: z.string(),
  kind: z.enum(['document', 'revocation', 'update', 'replacement', 'status']).nullable(),
  statusCode: z.string().nullable(),
  reply: replyAddress.nullable(),
})

export function createAxisConnector(settings: AxisSettings, around: AxisSurroundings): AxisConnector {
  const { gateway, statusLog, now, log } = around
  const statuses = openStatusSender(gateway, statusLog, settings, now, log)
  const finished = new Map<AxisMessageType, ReadonlySet<string>>()
  const stop = { signal: new AbortController(), loop: Promise.resolve() }
  let running: Promise<PollReport> | null = null
  let health: ConnectorHealth = { channel: 'axis', lastSuccessAt: null, lastErrorAt: null, lastError: null, backlog: 0 }

  const roundOf = (messageType: AxisMessageType) =>
    pollRound({ ...around, settings, statuses, finished, stopping: () => stop.signal.signal.aborted }, messageType)

  const pollOnce = async (): Promise<PollReport> => {
    const report = { taken: 0, declined: 0, repeated: 0, backlog: 0 }
    const faults: GatewayFault[] = []
    let listed = true
    const types: readonly AxisMessageType[] = settings.receiveStatuses ? ['edoc', 'status'] : ['edoc']
    try {
      for (const messageType of types) {
        const round = await roundOf(messageType).catch(faultReport)
        listed &&= round.listed
        report.taken += round.taken
        report.declined += round.declined
        report.repeated += round.repeated
        report.backlog += round.backlog
        faults.push(...round.faults)
        // Asking again with keys that do not fit would only lock the account.
        if (lockedOut(faults)) break
      }
      const unsent = lockedOut(faults) ? null : await statuses.flush()
      if (unsent) faults.push(unsent)
    } catch (error) {
      note(error)
      throw error
    }
    if (faults[0]) note(faults[0])
    else health = { ...health, lastSuccessAt: now() }
    // Without a list nobody knows what waits: the last number known stands.
    if (listed) health = { ...health, backlog: report.backlog }
    log({ event: 'axis polled', ...report, faults: faults.map((fault) => fault.kind) })
    return { ...report, problems: faults.map((fault) => fault.message) }
  }
  const note = (error: unknown) => {
    health = { ...health, lastErrorAt: now(), lastError: error instanceof Error ? error.message : String(error) }
  }
  const poll = () => {
    running ??= pollOnce().finally(() => {
      running = null
    })
    return running
  }
  const loop = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      // A round that failed was noted and logged; the next one starts from what is safe.
      await poll().catch((error) => log({ event: 'axis poll failed', error: String(error) }))
      if (!signal.aborted) await around.wait(settings.pollEveryMs, signal)
    }
  }

  return {
    channel: 'axis',
    pollEveryMs: settings.pollEveryMs,
    poll,
    async start() {
      stop.signal = new AbortController()
      stop.loop = loop(stop.signal.signal)
    },
    async stop() {
      stop.signal.abort()
      await stop.loop
      await running?.catch(() => undefined)
    },
    health: () => health,

    async acknowledge({ channelData, event, externalId, delivery }: Acknowledgement) {
      const intake = answerable.safeParse(channelData).data
      const nature = intake ? natureOf(intake.kind, intake.statusCode) : 'notice'
      if (!intake?.reply || nature === 'notice') {
        log({ event: 'axis acknowledgement without address', docId: externalId, kind: event.kind })
        return
      }
      const step = stepOfMessage(event.kind, delivery)
      for (const code of step ? settings.statuses[nature][step] : []) {
        const description = event.kind === 'refused' ? event.reason.message : null
        await statuses.plan(intake.docId, intake.reply, code, description)
      }
      const unsent = await statuses.flush()
      if (unsent) note(unsent)
    },

    async sendStatus(docId, reply, code, description) {
      const next = await statuses.plan(docId, reply, code, description)
      const unsent = await statuses.flush()
      if (unsent) note(unsent)
      return next
    },
  }
}

function lockedOut(faults: readonly GatewayFault[]): boolean {
  return faults.some((fault) => fault.kind === 'credentials')
}

/** The axis gave no list: nothing is known, so nothing is counted and no day is behind us. */
function faultReport(error: unknown): RoundReport {
  if (!(error instanceof GatewayFault)) throw error
  return { taken: 0, declined: 0, repeated: 0, backlog: 0, faults: [error], listed: false }
}
