/** One round at the axis: list, fetch, store, read, hand in, and only then take the message out of the axis's queue. */
import type { ByteStore, IntakeSink } from '../intake.ts'
import { axisIntake, firstAnswer } from './axis-intake.ts'
import { readEdxml } from './edxml/read-edxml.ts'
import { refusal } from './edxml/refusals.ts'
import { type AxisGateway, type AxisMessageType, GatewayFault, type QueuedMessage, type QueueState } from './gateway.ts'
import type { AxisLog } from './log.ts'
import type { AxisSettings } from './settings.ts'
import type { AxisMemory, TakenMessage } from './status-log.ts'
import type { StatusSender } from './status-sender.ts'
import { vietnamTime } from './vietnam-time.ts'

export interface RoundTools {
  gateway: AxisGateway
  store: ByteStore
  sink: IntakeSink
  memory: AxisMemory
  statuses: StatusSender
  settings: AxisSettings
  now(): Temporal.Instant
  log: AxisLog
  /** Looked at between messages. */
  stopping(): boolean
  /** Messages whose queue state the axis took in this process: some axes go on listing them. By kind of list. */
  finished: Map<AxisMessageType, ReadonlySet<string>>
}

export interface RoundReport {
  taken: number
  declined: number
  /** Came before; only their queue state was set again where needed. */
  repeated: number
  /** Still at the axis after this round. */
  backlog: number
  faults: readonly GatewayFault[]
  /** False when the axis gave no list. */
  listed: boolean
}

/** Faults in a row after which the axis is left alone until the next round. */
const patience = 3

/** @throws only for faults of our own store, sink or database: nothing was marked done then that is not safe. */
export async function pollRound(tools: RoundTools, messageType: AxisMessageType): Promise<RoundReport> {
  const { gateway, memory, settings } = tools
  const today = tools.now().toZonedDateTimeISO(vietnamTime).toPlainDate()
  const complete = await memory.completeUntil(messageType)
  const from = complete?.subtract({ days: settings.overlapDays }) ?? today.subtract({ days: settings.firstDays })
  const list = await gateway.list(messageType, from, today)
  const faults: GatewayFault[] = []
  if (list.unreadable > 0) {
    faults.push(new GatewayFault('unreadable', `Danh sách của trục có ${list.unreadable} mục không đọc được.`))
  }
  const items = [...new Map(list.items.map((item) => [item.docId, item])).values()]
  const known = await memory.taken(items.map((item) => item.docId))
  const finished = new Set(items.map((item) => item.docId).filter((id) => tools.finished.get(messageType)?.has(id)))
  tools.finished.set(messageType, finished)
  const counts = { taken: 0, declined: 0, repeated: 0 }
  let handled = 0
  let inARow = 0
  for (const item of items) {
    if (tools.stopping() || inARow >= patience) break
    try {
      const earlier = known.get(item.docId)
      const settled = finished.has(item.docId) || (earlier && item.status === 'done')
      const result = earlier ? 'repeated' : await takeOne(tools, item, messageType)
      if (earlier && !settled) await finish(tools, item, earlier)
      finished.add(item.docId)
      counts[result]++
      handled++
      inARow = 0
    } catch (error) {
      if (!(error instanceof GatewayFault)) throw error
      faults.push(error)
      inARow++
      tools.log({ event: 'axis message waits', docId: item.docId, fault: error.kind, error: error.message })
      if (error.kind === 'credentials') break
    }
  }
  // A day is behind us only when nothing listed in it still waits.
  if (handled === items.length && list.unreadable === 0) await memory.setCompleteUntil(messageType, today)
  return { ...counts, backlog: items.length - handled + list.unreadable, faults, listed: true }
}

async function takeOne(
  tools: RoundTools,
  item: QueuedMessage,
  messageType: AxisMessageType,
): Promise<'taken' | 'declined'> {
  const arrival = { item, messageType, receivedAt: tools.now(), organIds: tools.settings.organIds }
  const intake = axisIntake({ ...arrival, ...(await fetchAndRead(tools, item)) })
  // From here on it is ours: committed, so the sender may be told and the axis may let go.
  const { intakeId, repeat } = await tools.sink.submit(intake)
  const declined = intake.content.kind === 'declined' ? intake.content.reason : null
  tools.log({ event: 'axis message taken', docId: item.docId, intakeId, declined: declined?.code ?? null, repeat })
  await finish(tools, item, { channelData: intake.channelData, declined }, intake.raw.bytes > 0 ? 'done' : 'fail')
  return declined ? 'declined' : 'taken'
}

/** What follows the commit; done again, it changes nothing. A round that broke off before it finds the message again. */
async function finish(
  tools: RoundTools,
  { docId }: QueuedMessage,
  taken: TakenMessage,
  state: QueueState = 'done',
): Promise<void> {
  const answer = firstAnswer(taken)
  if (answer) await tools.statuses.plan(docId, answer.reply, answer.code, answer.description)
  await tools.gateway.updateStatus(docId, state)
}

async function fetchAndRead({ gateway, store, settings }: RoundTools, item: QueuedMessage) {
  try {
    const fetched = await gateway.fetch(item.docId, store)
    if (fetched.raw.bytes === 0) {
      throw new GatewayFault('unreadable', `Trục liên thông trả về thông điệp ${item.docId} rỗng.`)
    }
    return { fetched, outcome: await readEdxml(store.stream(fetched.raw.sha256), store, settings.limits) }
  } catch (error) {
    if (!(error instanceof GatewayFault) || error.kind !== 'too big') throw error
    // Nothing of it was kept, and nothing of it will ever fit: the sender must know.
    return {
      fetched: { raw: { sha256: '', bytes: 0 }, besides: [] },
      outcome: { state: 'refused', refusal: refusal('TOO_BIG'), wellFormed: false, partial: {} } as const,
    }
  }
}
